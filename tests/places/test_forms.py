import pytest

from places.forms import PlaceForm
from places.gazetteer import spot
from places.models import Place

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gazetteer")]


def filled(town="Akron, OH", venue="Oak Plaza", **more):
    return {"town": town, "venue": venue} | more


def codes(form):
    return {field: [error.code for error in errors] for field, errors in form.errors.as_data().items()}


def test_clear_town_is_found():
    form = PlaceForm(filled(street="12 Elm Street"))

    assert form.is_valid()
    assert form.cleaned_data["found_spot"] == spot("town:5145476")
    assert form.save_place().one_line() == "Oak Plaza, 12 Elm Street, Akron, OH"


def test_unknown_town_offers_what_is_spelled_alike():
    form = PlaceForm(filled(town="Tuscon"))

    assert codes(form) == {"town": ["near"]}
    assert form.errors["town"] == ["We do not know a town called “Tuscon”. Did you mean one of these?"]
    assert form.spot_choices == [spot("town:5318313")]
    assert form["town"].value() == "Tuscon"


def test_ambiguous_town_offers_its_bearers():
    form = PlaceForm(filled(town="springfield"))

    assert codes(form) == {"town": ["ambiguous"]}
    assert form.errors["town"] == ["There are several places called “springfield”. Choose one."]
    assert [choice.region for choice in form.spot_choices] == ["MO", "MA", "IL"]


def test_town_like_no_other_offers_nothing():
    form = PlaceForm(filled(town="Xqzzyvw"))

    assert codes(form) == {"town": ["unknown"]}
    assert form.spot_choices == []


@pytest.mark.parametrize(
    ("town", "key"), [("Springfield", "town:4250542"), ("Tuscon", "town:5318313"), ("Akron", "town:5177922")]
)
def test_choice_settles_it(town, key):
    form = PlaceForm(filled(town=town, spot=key))

    assert form.is_valid()
    assert form.cleaned_data["found_spot"] == spot(key)
    assert form.spot_choices == []


def test_choice_left_from_another_text_is_passed_over():
    form = PlaceForm(filled(town="Akron", spot="town:4250542"))

    assert form.is_valid()
    assert form.cleaned_data["found_spot"] == spot("town:5145476")


def test_made_up_choice_settles_nothing():
    form = PlaceForm(filled(town="Springfield", spot="town:1 OR 1=1"))

    assert codes(form) == {"town": ["ambiguous"]}


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        ({"town": ""}, {"town": ["required"]}),
        ({"town": "x" * 101}, {"town": ["max_length"]}),
        ({"town": "Akron\x00"}, {"town": ["null_characters_not_allowed"]}),
        ({"town": "🌹"}, {"town": ["unknown"]}),
        ({"venue": ""}, {"venue": ["required"]}),
        ({"venue": "x" * 121}, {"venue": ["max_length"]}),
        ({"street": "x" * 121}, {"street": ["max_length"]}),
        ({"street": "\x00"}, {"street": ["null_characters_not_allowed"]}),
        ({"spot": "x" * 61}, {"spot": ["max_length"]}),
    ],
)
def test_bad_input_is_told_by_field(wrong, expected):
    assert codes(PlaceForm(filled(**wrong))) == expected


def test_right_to_left_venue_is_kept():
    form = PlaceForm(filled(venue="ساحة البلوط 🌳"))

    assert form.is_valid()
    assert form.save_place().name == "ساحة البلوط 🌳"


def test_form_of_a_place_begins_with_what_it_says():
    place = Place.at(spot("postcode:US:44308"), name="Oak Plaza", street="12 Elm Street")

    form = PlaceForm(place=place)

    assert [form[name].value() for name in ("town", "venue", "street")] == ["Akron, OH", "Oak Plaza", "12 Elm Street"]


def test_unchanged_place_stays_the_same_row():
    place = Place.at(spot("postcode:US:44308"), name="Oak Plaza")

    form = PlaceForm(filled(), place=place)

    assert form.is_valid()
    assert form.save_place() == place


def test_changed_venue_makes_a_new_row_at_the_same_spot():
    place = Place.at(spot("postcode:US:44308"), name="Oak Plaza")

    form = PlaceForm(filled(venue="Elm Plaza"), place=place)

    assert form.is_valid()
    moved = form.save_place()
    assert moved != place
    assert moved.spot() == place.spot()
    assert Place.objects.get(pk=place.pk).name == "Oak Plaza"

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from places.distance import box
from places.gazetteer import spot
from places.models import Place

pytestmark = pytest.mark.django_db


@pytest.fixture
def akron(gazetteer):
    return spot("postcode:US:44308")


def test_place_takes_over_all_of_a_spot(akron):
    place = Place.at(akron, name="Oak Plaza, north side", street="12 Elm Street")

    place.refresh_from_db()
    assert place.one_line() == str(place) == "Oak Plaza, north side, 12 Elm Street, Akron, OH"
    assert place.town_line() == "Akron, OH"
    assert place.spot() == replace(akron, key="")


def test_blanks_are_left_out_of_the_line(akron):
    nowhere = replace(akron, locality="", region="", country="", postal_code="")

    assert Place.at(akron, name="Oak Plaza").one_line() == "Oak Plaza, Akron, OH"
    assert Place.at(nowhere, name="Buoy 7").one_line() == "Buoy 7"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"latitude": 90.1}, "__all__"),
        ({"longitude": -180.1}, "__all__"),
        ({"time_zone": "America/Atlantis"}, "time_zone"),
        ({"time_zone": ""}, "time_zone"),
    ],
)
def test_place_off_earth_is_refused(akron, wrong, field):
    with pytest.raises(ValidationError) as refusal:
        Place.at(replace(akron, **wrong), name="Oak Plaza")

    assert list(refusal.value.message_dict) == [field]


@pytest.mark.parametrize("name", ["", "x" * 121])
def test_venue_needs_a_name_of_some_length(akron, name):
    with pytest.raises(ValidationError) as refusal:
        Place.at(akron, name=name)

    assert list(refusal.value.message_dict) == ["name"]


@pytest.mark.parametrize("wrong", [{"latitude": -91}, {"longitude": 181}, {"time_zone": ""}])
def test_database_refuses_it_too(akron, wrong):
    place = Place.at(akron, name="Oak Plaza")

    with pytest.raises(IntegrityError), transaction.atomic():
        Place.objects.filter(pk=place.pk).update(**wrong)


def test_places_are_found_by_a_box(akron):
    here = Place.at(akron, name="Oak Plaza")
    Place.at(replace(akron, latitude=42.0), name="Far from it")

    assert list(Place.objects.inside(box(41.1, -81.5, 10))) == [here]


def test_box_across_the_date_line_finds_both_sides(akron):
    places = [
        Place.at(replace(akron, latitude=-18, longitude=lon), name=f"At {lon}") for lon in (179.8, -179.8, 170, 0)
    ]

    assert set(Place.objects.inside(box(-18, 180, 50))) == set(places[:2])


def test_a_place_named_like_its_town_says_it_once():
    assert Place(name="Oakland", locality="Oakland", region="CA").one_line() == "Oakland, CA"

import pytest

from places.gazetteer import find, spot

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("Akron", "Akron, OH, United States"),
        ("Akron, OH", "Akron, OH, United States"),
        ("  akron ohio ", "Akron, OH, United States"),
        ("Akron, Ohio, USA", "Akron, OH, United States"),
        ("Akron, PA", "Akron, PA, United States"),
        ("Springfield IL", "Springfield, IL, United States"),
        ("SPRINGFIELD, ill. IL", None),
        ("St. Paul, MN", "Saint Paul, MN, United States"),
        ("saint-paul minnesota", "Saint Paul, MN, United States"),
        ("New York", "New York City, NY, United States"),
        ("new york, n.y.", "New York City, NY, United States"),
        ("Dresden", "Dresden, Saxony, Germany"),
        ("Dresden, TN", "Dresden, TN, United States"),
        ("München", "Munich, Bavaria, Germany"),
        ("Munchen", "Munich, Bavaria, Germany"),
        ("MUENCHEN", "Munich, Bavaria, Germany"),
        ("Halle", "Halle (Saale), Saxony-Anhalt, Germany"),
        ("London, ON", "London, ON, Canada"),
        ("London, UK", "London, England, United Kingdom"),
        ("44308", "Akron, OH 44308, United States"),
        ("44308-0001", "Akron, OH 44308, United States"),
        ("Akron, OH 44308", "Akron, OH 44308, United States"),
        ("01067 Dresden", "Dresden, Saxony, Germany"),
        ("41.08, -81.52", "41.08, -81.52 (near Akron, OH)"),
        ("41.08° N, 81.52° W", "41.08, -81.52 (near Akron, OH)"),
        ("Springfield", None),
        ("Portland", None),
        ("London, CA", None),
        ("Saint Paul, TX", None),
        ("Tuscon", None),
    ],
)
def test_only_what_is_clear_is_clear(gazetteer, typed, label):
    clear = find(typed).clear

    assert (clear and clear.label) == label


def test_bearers_of_one_name_come_biggest_first(gazetteer):
    labels = [spot.label for spot in find("springfield").spots]

    assert labels == [
        "Springfield, MO, United States",
        "Springfield, MA, United States",
        "Springfield, IL, United States",
    ]


def test_main_name_comes_before_other_names(gazetteer):
    regions = [spot.region for spot in find("St. Paul").spots]

    assert regions == ["MN", "TX", "TX"]


def test_state_comes_before_country_of_the_same_letters(gazetteer):
    countries = [spot.country for spot in find("London, CA").spots]

    assert countries == ["US", "CA"]


def test_two_towns_of_one_state_are_told_apart(gazetteer):
    labels = [spot.label for spot in find("Saint Paul, TX").spots]

    assert labels == ["Saint Paul, TX, United States (1,066 people)", "Saint Paul, TX, United States (584 people)"]


@pytest.mark.parametrize(
    ("typed", "localities"),
    [
        ("Tuscon", ["Tucson"]),
        ("tuscon az", ["Tucson"]),
        ("Pheonix", ["Phoenix"]),
        ("Tucson, OH", ["Tucson"]),
        ("Sprngfield, Illinois", ["Springfield"]),
        ("Xqzzyvw", []),
        ("99999", []),
    ],
)
def test_what_is_misspelt_finds_what_is_spelled_alike(gazetteer, typed, localities):
    found = find(typed)

    assert [spot.locality for spot in found.near] == localities
    assert (found.spots, found.clear) == ((), None)


@pytest.mark.parametrize("typed", ["Akron, OH", "44308", "41.08, -81.52", "-18.5, 178.2"])
def test_key_leads_back_to_the_spot(gazetteer, typed):
    clear = find(typed).clear

    assert spot(clear.key) == clear


def test_spot_bears_all_that_a_place_needs(gazetteer):
    found = spot("town:5145476")

    assert (found.locality, found.region, found.country, found.postal_code) == ("Akron", "OH", "US", "")
    assert (found.latitude, found.longitude, found.time_zone) == (41.0814, -81.519, "America/New_York")


@pytest.mark.parametrize(
    "key",
    ["", "town:", "town:x", "town:1", "town:9999999999", "town:²", "postcode:US:0", "postcode:DE:01067", "point:a"],
)
def test_made_up_key_leads_nowhere(gazetteer, key):
    assert spot(key) is None


def test_point_far_from_towns_has_a_time_zone_and_no_town(gazetteer):
    clear = find("-19.9, -179.9").clear

    assert (clear.label, clear.locality, clear.country, clear.time_zone) == ("-19.9, -179.9", "", "", "Pacific/Fiji")


def test_point_without_a_town_on_its_side_of_earth_is_unknown(gazetteer):
    assert find("-89, 0").spots == ()


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        ",",
        ",,,OH",
        "\x00",
        "Xq\x00zzy",
        "🌹",
        "🌹🌹, 🌹",
        "مدينة لا نعرفها",
        "‮nwotynnuf",
        "\ud800",
        "ﷺ" * 100,
        "a " * 50,
        "x" * 5000,
        "1" * 100,
        "91, 0",
        "0, 181",
        "٤٤٣٠٨",
        "'; DROP TABLE towns; --",
        "%s %(town)s {0}",
    ],
)
def test_odd_text_means_nothing_and_does_no_harm(gazetteer, typed):
    found = find(typed)

    assert (found.spots, found.clear) == ((), None)


def test_text_around_a_nul_is_read(gazetteer):
    assert find("Akron\x00, OH").clear == spot("town:5145476")


@pytest.mark.parametrize(
    ("typed", "queries"), [("Akron, OH", 1), ("44308", 1), ("01067 Dresden", 2), ("41.08, -81.52", 1), ("Tuscon", 3)]
)
def test_few_queries(gazetteer, django_assert_num_queries, typed, queries):
    find("Warmmup")

    with django_assert_num_queries(queries):
        find(typed)


def test_empty_gazetteer_knows_nothing(db):
    assert find("Akron, OH").spots == find("44308").spots == find("41.08, -81.52").spots == ()

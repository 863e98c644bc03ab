"""Which sheet a map is drawn on, how far in, and who shares a pin."""

from dataclasses import dataclass

import pytest

from places.landmarks import name_towns
from places.maps import HEIGHT, WIDTH, draw
from places.models import Town


@dataclass(frozen=True)
class Here:
    locality: str
    latitude: float
    longitude: float
    country: str = "US"

    def town_line(self) -> str:
        return self.locality


AKRON, CANTON = Here("Akron", 41.08, -81.52), Here("Canton", 40.8, -81.38)
SEATTLE, MIAMI = Here("Seattle", 47.61, -122.33), Here("Miami", 25.77, -80.19)
SAN_JUAN = Here("San Juan", 18.45, -66.06, "PR")
PARIS, TOKYO = Here("Paris", 48.85, 2.35, "FR"), Here("Tokyo", 35.69, 139.69, "JP")


def mapped(*places, **around):
    return draw(places, lambda place: place, **around)


def test_what_lies_close_together_is_drawn_around_its_middle_wherever_on_earth():
    drawn = mapped(PARIS, Here("Versailles", 48.8, 2.13, "FR"))

    assert drawn.outline is None
    assert [pin.towns for pin in drawn.pins] == [["Paris"], ["Versailles"]]
    assert drawn.pins[0].x > drawn.pins[1].x
    assert drawn.pins[0].y < drawn.pins[1].y


@pytest.mark.parametrize(
    ("places", "sheet"),
    [([AKRON, SEATTLE], "us-states"), ([AKRON, PARIS], "world-countries"), ([PARIS, TOKYO], "world-countries")],
)
def test_states_are_drawn_on_their_outlines_and_the_rest_on_those_of_the_world(places, sheet):
    assert mapped(*places).outline.file == f"outlines/{sheet}.svg"


def test_it_is_cropped_to_what_is_shown():
    ohio = mapped(AKRON, Here("Cincinnati", 39.1, -84.51))
    country = mapped(SEATTLE, MIAMI)

    assert ohio.outline.width > 3 * country.outline.width
    assert all(0 < pin.x < WIDTH and 0 < pin.y < HEIGHT for pin in [*ohio.pins, *country.pins])


def test_those_of_one_town_and_of_towns_too_close_to_tell_apart_share_a_pin():
    drawn = mapped(SEATTLE, AKRON, CANTON, AKRON, MIAMI)

    assert [(pin.number, len(pin.rows), pin.heading) for pin in drawn.pins] == [
        (1, 1, "Seattle"),
        (2, 3, "Akron and another town"),
        (3, 1, "Miami"),
    ]


def test_what_has_no_place_on_the_sheet_is_kept_beside_it():
    drawn = mapped(AKRON, SEATTLE, SAN_JUAN)

    assert drawn.beside == [SAN_JUAN]
    assert [pin.number for pin in drawn.pins] == [1, 2]


def test_around_a_town_it_shows_the_circle_that_was_asked_for():
    drawn = mapped(CANTON, spot=AKRON, km=50)

    assert HEIGHT * 0.4 < drawn.reach < HEIGHT / 2
    assert (drawn.bar_km, drawn.pins[0].number) == (20, 1)


def test_nothing_is_a_map_without_pins():
    assert mapped().pins == mapped(spot=AKRON, km=25).pins == []


@pytest.mark.django_db
def test_towns_are_named_biggest_first_where_there_is_room(django_assert_num_queries):
    rows = [("Canton", 40.8, -81.38, 70_000), ("Near Canton", 40.801, -81.381, 900), ("Akron", 41.08, -81.52, 190_000)]
    for number, (name, lat, lon, people) in enumerate(rows):
        zone = {"time_zone": "America/New_York", "country": "US", "admin1": "OH"}
        Town.objects.create(geonameid=number, name=name, latitude=lat, longitude=lon, population=people, **zone)

    with django_assert_num_queries(1):
        drawn = name_towns(mapped(AKRON, spot=AKRON, km=50))

    assert [town.text for town in drawn.towns] == ["Canton"]  # Akron lies under its pin

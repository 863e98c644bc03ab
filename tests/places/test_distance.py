import pytest

from places.distance import Box, box, km_between


def test_known_distance():
    """New York to London, as published for the mean radius."""
    assert round(km_between(40.7128, -74.0060, 51.5074, -0.1278)) == 5570


def test_half_way_round():
    assert round(km_between(0, 0, 0, 180)) == round(km_between(90, 0, -90, 77)) == 20015


def test_no_distance():
    assert km_between(41.08, -81.52, 41.08, -81.52) == 0


def test_shortest_way_crosses_the_date_line():
    assert round(km_between(0, 179.5, 0, -179.5)) == 111


def test_box_fits_its_circle():
    """The circle is walked by its chords, without the formula of the box."""
    around = box(60, 10, 500)

    steps = [step / 1000 for step in range(-12_000, 12_001)]
    inside = [
        (60 + lat, 10 + lon)
        for lat in steps[::80]
        for lon in steps[::40]
        if km_between(60, 10, 60 + lat, 10 + lon) <= 500
    ]
    reached = [
        min(lat for lat, _ in inside),
        max(lat for lat, _ in inside),
        min(lon for _, lon in inside),
        max(lon for _, lon in inside),
    ]
    assert [abs(side - bound) < 0.1 for side, bound in zip(reached, around, strict=True)] == [True] * 4
    assert around.south <= reached[0] < reached[1] <= around.north
    assert around.west <= reached[2] < reached[3] <= around.east


@pytest.mark.parametrize("lat", [89.9, -89.9, 90, -90])
def test_box_at_a_pole_holds_all_longitudes(lat):
    assert box(lat, 10, 50)[2:] == (-180, 180)


def test_box_across_the_date_line():
    around = box(-18, 179.9, 50)

    assert around.crosses_date_line
    assert (round(around.west, 2), round(around.east, 2)) == (179.43, -179.63)


def test_box_larger_than_earth():
    assert box(10, 10, 30_000) == Box(-90, 90, -180, 180)

"""Where a town falls on our sheets."""

import re
from pathlib import Path

import pytest

from places import projections
from places.projections import around, united_states, world

OUTLINES = Path(projections.__file__).parent / "static/outlines"


@pytest.mark.parametrize(
    ("lat", "lon", "x", "y"),
    [
        (37.7749, -122.4194, 34.8, 261.4),
        (40.7142, -74.0064, 869.7, 215.7),
        (61.2181, -149.9003, 112.3, 544.2),
        (21.3069, -157.8583, 267.0, 549.2),
    ],
)
def test_towns_fall_where_the_usual_composite_of_the_states_has_them(lat, lon, x, y):
    """As published for its usual frame of 960 by 500, brought to ours."""
    assert united_states(lat, lon) == pytest.approx((x, y), abs=0.2)


@pytest.mark.parametrize(("lat", "lon"), [(18.4491, -66.0653), (51.5, -0.12), (-33.9, 151.2), (13.44, 144.79)])
def test_what_is_no_state_has_no_place_among_the_states(lat, lon):
    assert united_states(lat, lon) is None


def test_the_aleutians_stay_together_across_the_180th_meridian():
    west, east = united_states(52.9, 172.9), united_states(53.9, -166.5)

    assert west[0] < east[0] < 100


def test_the_world_has_greenwich_in_its_middle_and_stays_on_its_sheet():
    assert world(0, 0) == (480, 250)
    assert world(83, 0)[1] > 0
    assert 0 < world(0, -179.9)[0] < world(0, 179.9)[0] < 960


def test_around_a_point_a_unit_is_a_kilometre():
    assert around(60, 10)(60, 10.1) == pytest.approx((5.56, 0), abs=0.01)
    assert around(0, 179.9)(0, -179.9) == pytest.approx((22.2, 0), abs=0.1)


@pytest.mark.parametrize(
    ("town", "state"),
    [((41.08, -81.52), "us-oh"), ((42.33, -83.05), "us-mi"), ((64.84, -147.72), "us-ak"), ((39.74, -104.98), "us-co")],
)
def test_a_town_falls_within_the_outline_of_its_state(town, state):
    text = (OUTLINES / "us-states.svg").read_text()
    path = re.search(rf'id="{state}" d="([^"]+)"', text)[1]

    assert _holds(path, united_states(*town))


def _holds(path: str, point) -> bool:
    """Whether a point lies within the rings of a path that is written in steps from point to point."""
    inside = False
    for ring in path.strip("Mz").split("zM"):
        start, steps = ring.split("l", 1)
        x, y = map(float, start.split())
        corners, numbers = [(x, y)], re.findall(r"-?[\d.]+", steps)
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + float(dx), y + float(dy)
            corners.append((x, y))
        for (ax, ay), (bx, by) in zip(corners, [*corners[1:], corners[0]], strict=True):
            if (ay > point[1]) != (by > point[1]) and point[0] < (bx - ax) * (point[1] - ay) / (by - ay) + ax:
                inside = not inside
    return inside

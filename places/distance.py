"""Great-circle distances and boxes, in kilometres and degrees. No database."""

from math import asin, cos, degrees, radians, sin, sqrt
from typing import NamedTuple

EARTH_RADIUS = 6371.0088  # km, the mean radius


def km_between(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Kilometres along the great circle between two points given in degrees; within 0.6 % of the ellipsoid's."""
    a, b = radians(lat), radians(other_lat)
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_RADIUS * asin(min(1.0, sqrt(half)))


class Box(NamedTuple):
    """Bounds in degrees. Where it crosses the 180th meridian, west is greater than east."""

    south: float
    north: float
    west: float
    east: float

    @property
    def crosses_date_line(self) -> bool:
        return self.west > self.east


def box(lat: float, lon: float, km: float) -> Box:
    """The bounds of everything within km of a point, and some more at the corners.

    A box that reaches a pole holds all longitudes.
    """
    reach = degrees(km / EARTH_RADIUS)
    south, north = lat - reach, lat + reach
    if south <= -90 or north >= 90:
        return Box(max(south, -90.0), min(north, 90.0), -180.0, 180.0)
    width = degrees(asin(min(1.0, sin(radians(min(reach, 90.0))) / cos(radians(lat)))))
    if width >= 180:
        return Box(south, north, -180.0, 180.0)
    return Box(south, north, _wrapped(lon - width), _wrapped(lon + width))


def _wrapped(lon: float) -> float:
    if lon < -180:
        return lon + 360
    return lon - 360 if lon > 180 else lon

"""From latitude and longitude to a point on one of our three sheets. No database.

The formulas are those by which the outlines in `static/outlines/` were drawn, so a point falls into its state.
"""

from collections.abc import Callable
from math import cos, radians, sin, sqrt

Point = tuple[float, float]
Projection = Callable[[float, float], Point | None]

KM_OF_A_DEGREE = 111.195


def _conic(south: float, north: float, lon0: float, center: Point, scale: float, shift: Point) -> Projection:
    """The conic of Albers between two parallels: areas stay true. `center` counts from the middle meridian."""
    first = sin(radians(south))
    n = (first + sin(radians(north))) / 2
    c = 1 + first * (2 * n - first)

    def raw(lat: float, lon: float) -> Point:
        reach = sqrt(c - 2 * n * sin(radians(lat))) / n
        return reach * sin(n * radians(lon)), sqrt(c) / n - reach * cos(n * radians(lon))

    x0, y0 = raw(center[1], center[0])

    def project(lat: float, lon: float) -> Point:
        x, y = raw(lat, lon - lon0)
        return shift[0] + scale * (x - x0), shift[1] - scale * (y - y0)

    return project


_LOWER_48 = _conic(29.5, 45.5, -96, (-0.6, 38.7), 1300, (487.5, 305))
_ALASKA = _conic(55, 65, -154, (-2, 58.5), 455, (88.4, 566.3))
_HAWAII = _conic(8, 18, -157, (-3, 19.9), 1300, (221, 580.6))


def united_states(lat: float, lon: float) -> Point | None:
    """The states with Alaska and Hawaii set below them, on 975 by 610; None for what has no place there."""
    if lat > 51 and (lon < -129 or lon > 170):  # the Aleutians reach across the 180th meridian
        return _ALASKA(lat, lon - 360 if lon > 0 else lon)
    if 18 < lat < 24 and -164 < lon < -154:
        return _HAWAII(lat, lon)
    if 24 < lat < 50 and -125.5 < lon < -66:
        return _LOWER_48(lat, lon)
    return None


def world(lat: float, lon: float) -> Point:
    """The Natural Earth projection on 960 by 430, which leaves Antarctica out."""
    p, q = radians(lat), radians(lat) ** 2
    x = radians(lon) * (0.8707 - 0.131979 * q + q * q * (-0.013791 + q * q * (0.003971 * q - 0.001529 * q * q)))
    y = p * (1.007226 + q * (0.015085 + q * q * (-0.044475 + 0.028874 * q - 0.005916 * q * q)))
    return 480 + 170 * x, 250 - 170 * y


def around(lat0: float, lon0: float) -> Projection:
    """Kilometres east and south of a point: true enough within some hundred of them, wherever on earth."""

    def project(lat: float, lon: float) -> Point:
        east = (lon - lon0 + 180) % 360 - 180
        return east * KM_OF_A_DEGREE * cos(radians(lat0)), (lat0 - lat) * KM_OF_A_DEGREE

    return project

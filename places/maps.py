"""A map drawn by us: which sheet, how far in, and numbered pins on it. No database, and nothing loaded from others.

What lies within some hundred kilometres is drawn around its middle, with towns for landmarks; what is in the United
States on the outlines of the states, cropped to what is shown; the rest on those of the world.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from math import hypot
from typing import NamedTuple, Protocol

from django.utils.translation import ngettext

from places.distance import Box, box
from places.labels import Label, Labels
from places.projections import Point, Projection, around, united_states, world

WIDTH, HEIGHT = 728, 504
PIN = 26  # its radius: 13 px on a phone
SHARED = 58  # nearer than this, two towns share a pin
STATES = frozenset({"US", "PR", "GU", "VI", "AS", "MP"})
LOCAL_KM, LEAST_KM = 150, 24
BARS_KM = (1000, 500, 200, 100, 50, 20, 10, 5, 2, 1)
LONGEST_BAR = 190


class Located(Protocol):
    """What a `Place` says of itself."""

    latitude: float
    longitude: float
    country: str
    locality: str

    def town_line(self) -> str: ...


class Sheet(NamedTuple):
    """One of our outlines: its file, its size, the smallest crop of it that still shows anything, and its scale."""

    file: str
    project: Projection
    width: float
    height: float
    least: float
    km_of_a_unit: float | None = None


US = Sheet("us-states", united_states, 975, 610, 90, 4.9)
WORLD = Sheet("world-countries", world, 960, 430, 80)


@dataclass
class Pin:
    """One number on the map and in the list beside it, with all that is there. `shape` and `title` are its owner's."""

    number: int
    x: int
    y: int
    rows: list = field(default_factory=list)
    towns: list[str] = field(default_factory=list)
    shape: str = "round"
    title: str = ""

    @property
    def first(self):
        return self.rows[0]

    @property
    def heading(self) -> str:
        """Its town; where several share it, the first of them and how many more."""
        more = len(self.towns) - 1
        if not more:
            return self.towns[0]
        words = ngettext("%(town)s and another town", "%(town)s and %(number)d more towns", more)
        return words % {"town": self.towns[0], "number": more}

    def covers(self, x: int, y: int) -> bool:
        return hypot(self.x - x, self.y - y) < SHARED


class Area(NamedTuple):
    """Where on the frame an outline lies."""

    file: str
    x: int
    y: int
    width: int
    height: int


@dataclass
class Map:
    """What a template draws. `beside` holds the rows that have no place on it; `bounds` is set where towns help."""

    pins: list[Pin]
    beside: list
    outline: Area | None = None
    reach: int = 0  # the radius of the circle that was asked for, around the middle
    bounds: Box | None = None
    bar: int = 0
    bar_km: int = 0
    towns: list[Label] = field(default_factory=list)
    key: dict = field(default_factory=dict)  # shapes with their words
    place: Callable[[float, float], Point] | None = None
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def is_near(self) -> bool:
        return self.bounds is not None

    def name_towns(self, towns: Iterable[tuple[str, float, float]]) -> None:
        """Write the names of towns, the most important first, where they hide neither a pin nor each other."""
        labels = Labels(WIDTH, HEIGHT)
        labels.keep_free(0, HEIGHT - 80, LONGEST_BAR + 30, HEIGHT)
        for pin in self.pins:
            labels.keep_free(pin.x - PIN - 8, pin.y - PIN - 8, pin.x + PIN + 8, pin.y + PIN + 8)
            if len(pin.rows) > 1:
                labels.keep_free(pin.x, pin.y - PIN - 20, pin.x + PIN + 28, pin.y)
        for name, lat, lon in towns:
            labels.write(name, *map(round, self.place(lat, lon)))
        self.towns = labels.written


def draw(rows: Sequence, where: Callable[[object], Located], spot=None, km: float = 0) -> Map:
    """A map of rows, numbered in their order; those of one town, or of towns too close to tell apart, share a pin.

    With a spot, it is of so many kilometres around that.
    """
    if spot:
        return _near(rows, where, (spot.latitude, spot.longitude), km)
    if not rows:
        return Map([], [])
    first = where(rows[0])
    project = around(first.latitude, first.longitude)
    points = [project(where(row).latitude, where(row).longitude) for row in rows]
    if max(_extent(points)) <= LOCAL_KM:
        return _near(rows, where, (first.latitude, first.longitude))
    at_home = STATES.issuperset(where(row).country for row in rows)
    return _on(US if at_home else WORLD, rows, where)


def _near(rows: Sequence, where, middle: Point, km: float = 0) -> Map:
    project = around(*middle)
    points = [project(where(row).latitude, where(row).longitude) for row in rows]
    crop = _crop([(-km, -km), (km, km)], 0, 1.12) if km else _crop(points, LEAST_KM)
    drawn = _pinned(rows, where, project, crop)
    x, y = crop.middle
    lat, lon = middle[0] - y / 111.2, middle[1]
    drawn.bounds = box(lat, lon, abs(x) + crop.width * 0.6)
    if km:
        drawn.reach = round(km * crop.scale)
    drawn.bar, drawn.bar_km = _bar(1 / crop.scale)
    return drawn


def _on(sheet: Sheet, rows: Sequence, where) -> Map:
    points = [sheet.project(where(row).latitude, where(row).longitude) for row in rows]
    crop = _crop([point for point in points if point] or [(0, 0), (sheet.width, sheet.height)], sheet.least).within(
        sheet
    )
    drawn = _pinned(rows, where, sheet.project, crop)
    left, top = crop.place((0, 0))
    size = round(sheet.width * crop.scale), round(sheet.height * crop.scale)
    drawn.outline = Area(f"outlines/{sheet.file}.svg", round(left), round(top), *size)
    if sheet.km_of_a_unit:
        drawn.bar, drawn.bar_km = _bar(sheet.km_of_a_unit / crop.scale)
    return drawn


class Crop(NamedTuple):
    """The part of a sheet that fills the frame."""

    left: float
    top: float
    width: float

    @property
    def scale(self) -> float:
        return WIDTH / self.width

    @property
    def height(self) -> float:
        return HEIGHT / self.scale

    @property
    def middle(self) -> Point:
        return self.left + self.width / 2, self.top + self.height / 2

    def place(self, point: Point) -> Point:
        return (point[0] - self.left) * self.scale, (point[1] - self.top) * self.scale

    def within(self, sheet: Sheet) -> "Crop":
        """Moved so that it shows no more of what lies outside its sheet than it must."""
        width = min(self.width, max(sheet.width, sheet.height * WIDTH / HEIGHT))
        height = width * HEIGHT / WIDTH
        middle = self.middle
        return Crop(_moved(middle[0], width, sheet.width), _moved(middle[1], height, sheet.height), width)


def _moved(middle: float, size: float, whole: float) -> float:
    return (whole - size) / 2 if size >= whole else min(max(middle - size / 2, 0), whole - size)


def _extent(points: Sequence[Point]) -> Point:
    xs, ys = zip(*points, strict=True)
    return max(xs) - min(xs), max(ys) - min(ys)


def _crop(points: Sequence[Point], least: float, room: float = 1.35) -> Crop:
    """What holds all points, with some room around them."""
    xs, ys = zip(*points, strict=True)
    wide, high = _extent(points)
    width = max(wide * room, high * room * WIDTH / HEIGHT, least)
    return Crop((min(xs) + max(xs) - width) / 2, (min(ys) + max(ys) - width * HEIGHT / WIDTH) / 2, width)


def _pinned(rows: Sequence, where, project: Projection, crop: Crop) -> Map:
    drawn = Map([], [], place=lambda lat, lon: crop.place(project(lat, lon)))
    for row in rows:
        there = where(row)
        point = project(there.latitude, there.longitude)
        if not point:
            drawn.beside.append(row)
            continue
        x, y = map(round, crop.place(point))
        pin = next((pin for pin in drawn.pins if there.town_line() in pin.towns or pin.covers(x, y)), None)
        if not pin:
            pin = Pin(len(drawn.pins) + 1, x, y)
            drawn.pins.append(pin)
        pin.rows.append(row)
        if there.town_line() not in pin.towns:
            pin.towns.append(there.town_line())
    return drawn


def _bar(km_of_a_unit: float) -> tuple[int, int]:
    """The longest round distance that a bar of some width can show: its length, and its kilometres."""
    km = next((km for km in BARS_KM if km / km_of_a_unit <= LONGEST_BAR), BARS_KM[-1])
    return round(km / km_of_a_unit), km

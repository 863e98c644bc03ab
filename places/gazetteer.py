"""Finds the spot that somebody means by what she typed: a town, a postcode or coordinates. No outside service."""

from collections import Counter
from dataclasses import replace
from typing import NamedTuple

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from places import reading
from places.models import Postcode, Town, TownName
from places.near import near_matches
from places.points import spot_at
from places.spelling import without_spelled_umlauts, words
from places.spots import Found, Spot

LONGEST_TEXT = 100
MOST_SPOTS = 8
CLEARLY_BIGGER = 10  # times the people of the next town of that name


class Bearer(NamedTuple):
    """A town that bears a name."""

    town: Town
    is_main: bool
    is_by_country_code: bool

    @property
    def rank(self) -> tuple:
        """A state before a country of the same two letters, a main name before others, then the bigger town."""
        return self.is_by_country_code, not self.is_main, -self.town.population, self.town.pk


def find(text: str) -> Found:
    """What a text may mean: "Akron", "akron ohio", "Paris, France", "44308", "41.08, -81.52", in any spelling.

    The meaning is clear when it is a postcode, coordinates, or a name (with its state or country, if that was typed)
    that one town bears, or whose first bearer has at least ten times the people of each other one. A town that bears it
    only beside its main name counts against the first one only when it is bigger. Otherwise `spots` has at most eight
    to choose from, and if nothing bears the name, `near` has up to five that are spelled alike.

    Never raises: text over 100 characters, or without a letter or digit, means nothing. One to three queries, and one
    more for the first near match of a process.
    """
    if len(text) > LONGEST_TEXT:
        return Found()
    if point := reading.coordinates(text):
        return _clearly(spot_at(*point))
    if code := reading.postcode(text):
        return _by_postcode(*code)
    return _by_name(text)


def spot(key: str) -> Spot | None:
    """The spot of a key that `find` gave out, None for any other text. One query (three for coordinates)."""
    kind, _colon, rest = key[:LONGEST_TEXT].partition(":")
    if kind == "town" and rest.isascii() and rest.isdigit() and len(rest) < 10:
        row = Town.objects.filter(pk=int(rest)).first()
    elif kind == "postcode" and rest[:3] == "US:" and (code := reading.postcode(rest[3:])):
        row = Postcode.objects.filter(country="US", code=code[0]).first()
    elif kind == "point" and (point := reading.coordinates(rest)):
        return spot_at(*point)
    else:
        return None
    return row.spot() if row else None


def _clearly(spot: Spot | None) -> Found:
    return Found(spots=(spot,), clear=spot) if spot else Found()


def _by_postcode(code: str, beside: str) -> Found:
    """A postcode counts beside other words if they name its town or state; else only the words are read."""
    row = Postcode.objects.filter(country="US", code=code).first()
    if row and (not beside or beside.split()[-1] == row.region.lower() or words(row.place) == beside.split()):
        return _clearly(row.spot())
    return _by_name(beside) if beside else Found()


def _by_name(text: str) -> Found:
    readings = reading.readings(text)
    bearers = _bearers(readings)
    if not bearers:
        return Found(near=near_matches(readings))
    return Found(spots=_told_apart(bearers[:MOST_SPOTS]), clear=bearers[0].town.spot() if _is_clear(bearers) else None)


def _bearers(readings: list[tuple[str, list[str]]]) -> list[Bearer]:
    """The towns that the longest name borne by any may mean, the likeliest first."""
    spellings = {name: {name, without_spelled_umlauts(name)} for name, said in readings}
    rows = TownName.objects.filter(key__in=set().union(*spellings.values())).select_related("town")
    by_key: dict[str, list[TownName]] = {}
    for row in rows if readings else ():
        by_key.setdefault(row.key, []).append(row)
    for name, said in readings:
        for spelling in sorted(spellings[name], key=lambda spelling: spelling != name):
            bearers = [bearer for row in by_key.get(spelling, ()) if (bearer := _bearer(row, said))]
            if bearers:
                return sorted(bearers, key=lambda bearer: bearer.rank)
    return []


def _bearer(row: TownName, said: list[str]) -> Bearer | None:
    names = row.town.region_names
    if reading.are_names(said, names):
        return Bearer(row.town, row.is_main, is_by_country_code=False)
    if reading.are_names(said, names | {row.town.country.lower()}):
        return Bearer(row.town, row.is_main, is_by_country_code=True)
    return None


def _is_clear(bearers: list[Bearer]) -> bool:
    first, *others = bearers
    return all(
        first.town.population >= other.town.population * (CLEARLY_BIGGER if other.is_main == first.is_main else 1)
        for other in others
    )


def _told_apart(bearers: list[Bearer]) -> tuple[Spot, ...]:
    """The spots of towns; of two with one label each says how many people live there."""
    labels = Counter(str(bearer.town) for bearer in bearers)
    return tuple(_counted(bearer.town) if labels[str(bearer.town)] > 1 else bearer.town.spot() for bearer in bearers)


def _counted(town: Town) -> Spot:
    people = number_format(town.population, force_grouping=True)
    return replace(town.spot(), label=_("%(town)s (%(people)s people)") % {"town": town, "people": people})

"""Where the groups of the sample meet: made-up venues in two neighbouring towns of the gazetteer."""

from functools import cache

from django.core.exceptions import ObjectDoesNotExist

from places import gazetteer
from places.models import Place
from places.spots import Spot

AKRON, THE_FALLS = "Akron, OH", "Cuyahoga Falls, OH"

# What people look for when they arrive, and the town or postcode it lies in.
VENUES = {
    "library": ("Downtown Library, front steps", "44308"),
    "branch": ("Hilltop Branch Library, main room", "44303"),
    "square": ("Courthouse square, by the fountain", "44308"),
    "station": ("Bus station, east doors", "44311"),
    "board": ("School board building, main entrance", "44308"),
    "crossing": ("Crossing at the Hilltop School", "44303"),
    "hospital": ("Falls Hospital, visitor gate", "44223"),
    "hall": ("Fellowship hall of the Table", "44221"),
    "landing": ("Boat landing below the dam", "44221"),
    "house": ("Neighborhood house, ground floor", "44304"),
    "council": ("Council chamber, City Hall, second floor", "44308"),
    "falls-council": ("Council room of the Falls, Civic Center", "44221"),
    "depot": ("Night bus stop at the depot", "44306"),
}


def spot(text: str) -> Spot:
    """What the gazetteer has for a postcode or a town of the two."""
    found = gazetteer.find(text).clear
    if found is None:
        raise ObjectDoesNotExist(f"The gazetteer does not know {text}.")
    return found


def make_places() -> dict[str, Place]:
    """A place for each venue, by its key."""
    nearby = cache(spot)
    return {key: Place.at(nearby(where), name=name) for key, (name, where) in VENUES.items()}


def make_home(town: str) -> Place:
    """Where a group is at home: the town itself."""
    found = spot(town)
    return Place.at(found, name=found.locality)

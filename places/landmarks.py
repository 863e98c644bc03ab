"""The towns that a map of some place names, so that people know where they are."""

from places.maps import Map
from places.models import Town

MOST = 60


def name_towns(drawn: Map) -> Map:
    """Write the biggest towns on a map that is near enough for them; one query, or none."""
    if drawn.bounds:
        towns = Town.objects.inside(drawn.bounds).order_by("-population", "pk")[:MOST]
        drawn.name_towns([(town.name, town.latitude, town.longitude) for town in towns])
    return drawn

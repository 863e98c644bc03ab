"""Time zones we know the rules of."""

import zoneinfo
from functools import cache


@cache
def known_zones() -> frozenset[str]:
    """The IANA names of the installed tzdata."""
    return frozenset(zoneinfo.available_timezones())


def is_known_zone(name: str) -> bool:
    return name in known_zones()

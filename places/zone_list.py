"""The time zones to choose from: each of the world's clocks once, by continent and town."""

from functools import cache
from importlib.resources import files

from django.utils.translation import gettext_lazy as _

_CONTINENTS = {
    "America": _("America"),
    "Africa": _("Africa"),
    "Asia": _("Asia"),
    "Australia": _("Australia"),
    "Europe": _("Europe"),
    "Atlantic": _("Atlantic Ocean"),
    "Indian": _("Indian Ocean"),
    "Pacific": _("Pacific Ocean"),
    "Antarctica": _("Antarctica"),
    "Arctic": _("Arctic"),
}


def zones_by_continent() -> list[tuple[str, list[tuple[str, str]]]]:
    """[(continent, [(IANA name, town)])], the towns by the alphabet."""
    listed = _zones()
    return [(label, listed[prefix]) for prefix, label in _CONTINENTS.items() if prefix in listed]


@cache
def _zones() -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    table = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    for line in table.splitlines():
        if not line.startswith("#"):
            name = line.split("\t")[2]
            prefix, _slash, town = name.partition("/")
            found.setdefault(prefix, []).append((name, town.replace("_", " ").replace("/", ", ")))
    return {prefix: sorted(zones, key=lambda zone: zone[1]) for prefix, zones in found.items()}

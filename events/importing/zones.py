"""What calendars call a time zone, as the name that we know it by. Their own definitions are not believed."""

import re

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from places.zones import is_known_zone, known_zones

# What Exchange shows on the screen instead of a name: "(UTC-05:00) Eastern Time (US & Canada)".
_SHOWN = {
    "eastern time (us & canada)": "America/New_York",
    "central time (us & canada)": "America/Chicago",
    "mountain time (us & canada)": "America/Denver",
    "pacific time (us & canada)": "America/Los_Angeles",
    "atlantic time (canada)": "America/Halifax",
    "arizona": "America/Phoenix",
    "alaska": "America/Anchorage",
    "hawaii": "Pacific/Honolulu",
    "indiana (east)": "America/Indiana/Indianapolis",
    "saskatchewan": "America/Regina",
    "newfoundland": "America/St_Johns",
    "dublin, edinburgh, lisbon, london": "Europe/London",
    "greenwich mean time : dublin, edinburgh, lisbon, london": "Europe/London",
    "amsterdam, berlin, bern, rome, stockholm, vienna": "Europe/Berlin",
    "brussels, copenhagen, madrid, paris": "Europe/Paris",
    "belgrade, bratislava, budapest, ljubljana, prague": "Europe/Budapest",
    "sarajevo, skopje, warsaw, zagreb": "Europe/Warsaw",
    "athens, bucharest": "Europe/Bucharest",
    "helsinki, kyiv, riga, sofia, tallinn, vilnius": "Europe/Kyiv",
    "jerusalem": "Asia/Jerusalem",
    "chennai, kolkata, mumbai, new delhi": "Asia/Kolkata",
    "osaka, sapporo, tokyo": "Asia/Tokyo",
    "beijing, chongqing, hong kong, urumqi": "Asia/Shanghai",
    "canberra, melbourne, sydney": "Australia/Sydney",
    "brisbane": "Australia/Brisbane",
    "adelaide": "Australia/Adelaide",
    "perth": "Australia/Perth",
    "auckland, wellington": "Pacific/Auckland",
    "coordinated universal time": "UTC",
}
_OFFSET = re.compile(r"\((?:GMT|UTC)[^)]{0,10}\)\s*", re.IGNORECASE)
_INSIDE = re.compile(r"[A-Z][A-Za-z]{2,12}/[A-Za-z_-]{2,30}(?:/[A-Za-z_-]{2,30})?")
_UTC = {"utc", "gmt", "z", "etc/utc", "etc/gmt", "tzone://microsoft/utc", "zulu"}


def zone_named(name: str) -> str | None:
    """The IANA name that is meant: by a name of ours, one of Windows, or one that another name holds. None if none."""
    name = name.strip()[:200]
    if name.casefold() in _UTC:
        return "UTC"
    if is_known_zone(name):
        return name
    if windows := WINDOWS_TO_OLSON.get(name):
        return windows
    if shown := _SHOWN.get(_OFFSET.sub("", name).casefold()):
        return shown
    return _inside(name)


def _inside(name: str) -> str | None:
    """ "/mozilla.org/20050126_1/Europe/Berlin", "custom_America/New_York_Forward_reference"."""
    for match in _INSIDE.findall(name.replace("custom_", "")):
        found = match
        while found and not is_known_zone(found):
            found = found[: max(found.rfind("_"), found.rfind("-"), 0)]
        if "/" in found:
            return found
    by_case = {known.casefold(): known for known in known_zones()} if "/" in name else {}
    return by_case.get(name.casefold())

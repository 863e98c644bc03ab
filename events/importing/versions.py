"""Which of the events of a calendar count: of one that is there several times the newest, with its single dates."""

from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from events.importing.lines import Component
from places.spots import Spot


@dataclass
class Told:
    """An event by its name, and its dates that have a line of their own."""

    uid: str
    event: Component
    overrides: list[Component] = field(default_factory=list)
    notes: tuple[str, ...] = ()


def latest(events: list[Component]) -> list[Told]:
    """Each event once, in the order of the file. A single date whose event is missing is an event of its own."""
    masters: dict[str, list[Component]] = {}
    dates: dict[str, dict[str, list[Component]]] = {}
    for event in events:
        uid = event.value("UID") or _made_uid(event)
        if said := event.first("RECURRENCE-ID"):
            dates.setdefault(uid, {}).setdefault(said.value.strip(), []).append(event)
        else:
            masters.setdefault(uid, []).append(event)
    found = [_told(uid, same, dates.pop(uid, {})) for uid, same in masters.items()]
    alone = [
        Told(f"{uid}/{day}", max(same, key=_version)) for uid, by_day in dates.items() for day, same in by_day.items()
    ]
    return [*found, *alone]


def in_zone(spot: Spot, zone: str) -> Spot:
    """The same place, on whose clocks its hours are read."""
    return replace(spot, time_zone=zone)


def _told(uid: str, same: list[Component], by_day: dict[str, list[Component]]) -> Told:
    notes = (_("It is in the file %(times)s times: the newest version counts.") % {"times": len(same)},)
    overrides = [max(versions, key=_version) for versions in by_day.values()]
    return Told(uid, max(same, key=_version), overrides, notes if len(same) > 1 else ())


def _version(event: Component) -> tuple[int, str, str]:
    """What is newer is greater: its number first, then when it was changed."""
    number = event.value("SEQUENCE")
    said = int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0
    return said, event.value("LAST-MODIFIED"), event.value("DTSTAMP")


def _made_uid(event: Component) -> str:
    return "\x1f".join(event.value(name) for name in ("SUMMARY", "DTSTART", "LOCATION"))

"""Calendars that read our feeds: each answers what it would show of one, between two instants.

recurring-ical-events and icalevents take zones by their name; vobject and ical.js by the VTIMEZONE in the file;
node-ical by its own copy of the zone data.
"""

import json
import shutil
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import icalendar
import recurring_ical_events
import vobject
from icalevents.icalparser import parse_events

NODE = Path(__file__).parent / "node"
SINCE, UNTIL = datetime(2026, 1, 1, tzinfo=UTC), datetime(2034, 12, 31, tzinfo=UTC)


@dataclass(frozen=True, order=True)
class Shown:
    """One entry of a calendar: from when, how long, whether it is struck through, and where."""

    start: datetime
    minutes: int
    cancelled: bool
    where: str
    uid: str

    @classmethod
    def of(cls, uid, start: datetime, end: datetime, status, where) -> "Shown":
        start = start.astimezone(UTC)
        minutes = int((end.astimezone(UTC) - start).total_seconds() // 60)
        return cls(start, minutes, str(status) == "CANCELLED", str(where), str(uid))


def recurring(ics: bytes) -> list[Shown]:
    """recurring-ical-events."""
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(ics)).between(SINCE, UNTIL)
    return sorted(
        Shown.of(one["UID"], one.start, one.start + one.duration, one["STATUS"], one["LOCATION"]) for one in found
    )


def icalevents(ics: bytes) -> list[Shown]:
    """icalevents."""
    found = parse_events(ics.decode(), start=SINCE, end=UNTIL)
    return sorted(Shown.of(_uid(one), one.start, one.end, one.status, one.location) for one in found)


def _uid(one) -> str:
    # It lengthens the UID of an instance by its number.
    return one.uid[:36]


def through_vobject(ics: bytes) -> list[Shown]:
    """vobject expands rules; putting overrides in their place is left to whoever uses it."""
    _forget_zones()
    events = vobject.readOne(ics.decode()).vevent_list
    overrides = {(one.uid.value, one.recurrence_id.value): one for one in events if "recurrence-id" in one.contents}
    shown = []
    for event in events:
        if "recurrence-id" in event.contents:
            continue
        starts = event.getrruleset(addRDate=True) if "rrule" in event.contents else [event.dtstart.value]
        for start in starts:
            override = overrides.get((event.uid.value, start))
            shown.append(_of_vobject(override or event, override.dtstart.value if override else start))
    return sorted(shown)


def _forget_zones() -> None:
    # It keeps the first VTIMEZONE that it reads of a name for as long as it runs.
    known = vars(vobject.icalendar)["__tzidMap"]
    for name in set(known) - {"UTC"}:
        del known[name]


def _of_vobject(event, start: datetime) -> Shown:
    if "duration" in event.contents:
        length = event.duration.value
    else:
        length = event.dtend.value.astimezone(UTC) - event.dtstart.value.astimezone(UTC)
    instant = start.astimezone(UTC)
    return Shown.of(event.uid.value, instant, instant + length, event.status.value, event.location.value)


PYTHON = {"recurring-ical-events": recurring, "icalevents": icalevents, "vobject": through_vobject}


class Node:
    """A process in which ical.js and node-ical read one feed after another."""

    MODULES = ("ical.js", "node-ical")

    @classmethod
    def is_here(cls) -> bool:
        return bool(shutil.which("node")) and all((NODE / "node_modules" / name).is_dir() for name in cls.MODULES)

    def __enter__(self) -> "Node":
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        self.process = subprocess.Popen(["node", "feed.js"], cwd=NODE, **pipes)
        return self

    def __exit__(self, *failure) -> None:
        self.process.stdin.close()
        self.process.wait(10)
        self.process.stdout.close()

    def shown(self, client: str, ics: bytes) -> list[Shown]:
        asked = {"client": client, "ics": ics.decode(), "from": SINCE.isoformat(), "to": UNTIL.isoformat()}
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        found = json.loads(self.process.stdout.readline())
        epoch = datetime(1970, 1, 1, tzinfo=UTC)
        return sorted(
            Shown.of(uid, epoch + timedelta(seconds=start), epoch + timedelta(seconds=end), status, where)
            for uid, start, end, status, where in found
        )

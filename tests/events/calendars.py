"""Calendars for the tests of the import: written by hand, line by line, as programs of others write them."""

from datetime import date

from events.importing.agenda import Agenda, read
from events.importing.entry import Asked
from places.spots import Spot

AKRON = Spot("", "Akron, OH", "Akron", "OH", "US", "", 41.0814, -81.519, "America/New_York")
TODAY = date(2026, 11, 1)
BOMBS = [
    "FREQ=SECONDLY;COUNT=1000000000",
    "FREQ=MINUTELY",
    "FREQ=DAILY;COUNT=1000000000",
    "FREQ=WEEKLY;INTERVAL=0",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
    "FREQ=WEEKLY;BYDAY=SA;BYHOUR=1,2,3;BYMINUTE=1,2;BYSECOND=1",
    "FREQ=WEEKLY;UNTIL=99991231T235959Z",
    "RRULE" * 20_000,
]


def event(*lines: str, uid: str = "one@example.org", start: str = "TZID=America/New_York:20261107T120000") -> str:
    """A vigil on Saturday 7 November 2026 from noon to one, and whatever lines are said beside it."""
    said = {line.split(":")[0].split(";")[0] for line in lines}
    usual = {"SUMMARY": "SUMMARY:Saturday vigil", "DTSTART": f"DTSTART;{start}", "LOCATION": "LOCATION:Oak Plaza"}
    usual |= {"DURATION": "DURATION:PT1H"} if "DTEND" not in said else {}
    rest = [line for name, line in usual.items() if name not in said]
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", *rest, *lines, "END:VEVENT"])


def calendar(*events: str, head: str = "") -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", *filter(None, [head]), *events, "END:VCALENDAR", ""]
    return "\r\n".join(lines).encode()


def reading(*events: str, head: str = "", **options) -> Agenda:
    return read(calendar(*events, head=head), AKRON, TODAY, **options)


def asked(*lines: str, head: str = "", start: str = "TZID=America/New_York:20261107T120000", **options) -> Asked:
    """What became of the one event that says these lines."""
    (only,) = reading(event(*lines, start=start), head=head, **options).asked
    return only

"""The calendar that one group of the sample keeps elsewhere: what came in from there, and what is no longer in it."""

from datetime import date, timedelta

from django.utils import timezone

from events.importing.taking import Errand, asked_of, taken
from events.models import CalendarSource, Imported
from events.sample.days import SUNDAY, WEDNESDAY, Days
from orgs.models import Organization

ADDRESS = "https://calendar.example.org/friends-of-the-open-library.ics"
EVENT = """BEGIN:VEVENT
UID:{name}@calendar.example.org
SUMMARY:{title}
DTSTART;TZID=America/New_York:{day:%Y%m%d}T{hour}0000
DURATION:PT{hours}H
LOCATION:{place}
DESCRIPTION:{about}
{rule}
END:VEVENT"""


def follow_one(group: Organization, days: Days) -> None:
    """It was looked at this morning. One of its events has been taken out there since, and waits for a decision."""
    source = CalendarSource.follow(group, ADDRESS, by=group.created_by)
    calendar = "\n".join(["BEGIN:VCALENDAR", *_events(days), "END:VCALENDAR"]).encode()
    agenda = asked_of(calendar, group)
    list(taken(agenda.asked, Errand(group, by=group.created_by, source=source)))
    Imported.objects.mark_vanished(source, {agenda.asked[0].key})
    source.seen(calendar, "Open Library, all branches")
    CalendarSource.objects.filter(pk=source.pk).update(seen_at=timezone.now() - timedelta(hours=3))


def _events(days: Days) -> list[str]:
    reading, swap = days.coming(WEDNESDAY, weeks=1), days.coming(SUNDAY, weeks=3)
    last = reading + timedelta(weeks=7)
    about = "Bring a book you would not lend to anybody, and lend it."
    return [
        _event("reading", "Reading on the steps", reading, 18, f"RRULE:FREQ=WEEKLY;UNTIL={last:%Y%m%d}"),
        _event("swap", "Book swap", swap, 14, "CATEGORIES:Meeting", about=about),
    ]


def _event(name: str, title: str, day: date, hour: int, rule: str, *, about: str = "We read aloud in turns.") -> str:
    place = "Hilltop branch\\, Akron\\, OH"
    return EVENT.format(name=name, title=title, day=day, hour=hour, hours=2, rule=rule, about=about, place=place)

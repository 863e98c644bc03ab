"""What people see of a series: on the page, in the data, in a calendar, and what plain arithmetic says of it."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from events import calendars, ical
from events.models import Series
from events.vevent import EVERYBODY
from events.views.series import series_context

OFF = ("cancelled", "postponed")
AGES = (datetime(2026, 1, 1, tzinfo=UTC), datetime(2042, 1, 1, tzinfo=UTC))
ABOUT = ical.About("Vigil", "Vigil", "https://example.org/", "https://example.org/events.ics", "gold")


class Seen(NamedTuple):
    """One date: from when to when, and whether it is off."""

    start: datetime
    end: datetime
    off: bool


def instant(day: date, at, zone: str) -> datetime:
    """When clocks show an hour; where they leave it out, as much later as they leap. By zone data alone."""
    wall = datetime.combine(day, at, tzinfo=ZoneInfo(zone))
    found = wall.astimezone(UTC)
    if found.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return found
    # In a gap: the first moment at which the clocks show a later hour.
    moment = found - timedelta(hours=3)
    while moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) < wall.replace(tzinfo=None):
        moment += timedelta(minutes=15)
    return moment


def ruled(series: Series) -> dict[date, object]:
    """Every day of every rule, with its rule."""
    return {day: rule for rule in series.rules() for day in rule.cadence.days()}


def expected(series: Series, rows: list, *, of_feed: bool = False) -> Counter:
    """Each row that was not taken out, and each day of a rule that no row stands for yet."""
    known = {day for row in rows for day in (row.original_day, row.ruled_day)}
    found = [Seen(row.starts_at, row.ends_at, row.is_off) for row in rows if not row.is_removed]
    for day, rule in ruled(series).items():
        if day in known or (of_feed and not rule.is_one_rule):
            continue
        start = instant(day, rule.start_time, rule.time_zone)
        found.append(Seen(start, start + timedelta(minutes=rule.minutes), series.is_cancelled))
    return Counter(found)


def on_page(series: Series) -> Counter:
    request = RequestFactory().get(series.get_absolute_url())
    request.user = AnonymousUser()
    request.session = {}
    return Counter(Seen(row.starts_at, row.ends_at, row.is_off) for row in series_context(request, series)["dates"])


def by_all_dates(series: Series) -> Counter:
    rows = series.all_dates(date.min, date.max)
    return Counter(Seen(row.starts_at, row.ends_at, row.is_off) for row in rows)


def in_data(client, series: Series) -> Counter:
    """The dates in the data of the series, page by page."""
    path, found = f"/events/{series.slug}.json?after=2026-01-01", []
    while path:
        answer = client.get(path).json()
        found += answer["dates"]
        path = answer["next"]
    return Counter(
        Seen(datetime.fromisoformat(one["start"]), datetime.fromisoformat(one["end"]), one["status"] in OFF)
        for one in found
    )


def feed(series: Series) -> bytes:
    [block] = calendars.blocks({series.pk: series.revision})
    [fresh] = calendars.blocks_for({series.pk: EVERYBODY})
    assert block.body == fresh.body, "what a calendar is told has changed without a new revision"
    return ical.feed(ABOUT, [block], today=series.first_day)


def in_calendar(ics: bytes) -> Counter:
    """What recurring-ical-events makes of a feed."""
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(ics)).between(*AGES)
    return Counter(
        Seen(one.start.astimezone(UTC), (one.start + one.duration).astimezone(UTC), str(one["STATUS"]) == "CANCELLED")
        for one in found
    )


def told(ics: bytes) -> dict[tuple, tuple]:
    """What a calendar is told of each event: by UID and RECURRENCE-ID its sequence, and all that people see of it."""
    found = {}
    for event in icalendar.Calendar.from_ical(ics).walk("VEVENT"):
        recurrence = event.get("RECURRENCE-ID")
        key = (str(event["UID"]), recurrence.dt if recurrence else None)
        names = ("DTSTART", "DTEND", "DURATION", "STATUS", "LOCATION", "RRULE", "EXDATE")
        said = tuple(_text(event.get(name)) for name in names)
        assert key not in found, f"{key} is told twice"
        found[key] = (int(event["SEQUENCE"]), said)
    return found


def _text(value) -> str:
    if isinstance(value, list):
        return ",".join(map(_text, value))
    return value.to_ical().decode() if hasattr(value, "to_ical") else str(value)

"""Whatever the cadence, the zone and what became of its dates: a calendar shows the rows, no more and no less."""

from datetime import UTC, datetime, time, timedelta

import icalendar
import recurring_ical_events
from hypothesis import given, settings
from hypothesis import strategies as st

from events import ical
from events.models import Occurrence, Series
from events.recurrence import Cadence
from orgs.models import Organization
from places.models import Place
from tests.events.cadences import TIMES, ZONES, escalating_cadences, is_sound, plain_cadences

EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
CADENCES = st.one_of(plain_cadences(), plain_cadences(), escalating_cadences()).filter(is_sound)


@st.composite
def histories(draw):
    """A series of any cadence with all its rows, none saved; some were moved, cancelled or both."""
    cadence, at, zone = draw(CADENCES), draw(TIMES), draw(ZONES)
    series = series_of(cadence, at, zone, draw(st.integers(5, 24 * 60)))
    rows = [Occurrence.of(series, day) for day in cadence.days()]
    for row in draw(st.lists(st.sampled_from(rows), max_size=5, unique_by=lambda row: row.original_day)):
        change(draw, row)
    return series, rows


def series_of(cadence: Cadence, at: time, zone: str, minutes: int) -> Series:
    place = Place(name="Oak Plaza", latitude=41.0814, longitude=-81.519, time_zone=zone)
    return Series(
        pk=1,
        title="Vigil",
        slug="vigil",
        host=Organization(name="Friends"),
        place=place,
        time_zone=zone,
        cadence=cadence,
        first_day=cadence.first,
        last_day=cadence.last,
        start_time=at,
        minutes=minutes,
        state=Series.State.ANNOUNCED,
        created_at=EPOCH,
        changed_at=EPOCH,
    )


def change(draw, row: Occurrence) -> None:
    row.changed_by_hand = True
    if draw(st.booleans()):
        row.state = Occurrence.State.CANCELLED
    if draw(st.booleans()):
        row.day += timedelta(days=draw(st.integers(-10, 10)))
        row.start_time, row.minutes = draw(TIMES), draw(st.integers(5, 24 * 60))
        row.derive()


def shown(series: Series, rows: list[Occurrence]):
    """What recurring-ical-events makes of the feed: first and last instant and whether it is off, by UID."""
    block = ical.series_block(series, rows, [series.host], site_url="https://example.org")
    about = ical.About("Vigil", "Vigil", "https://example.org/", "https://example.org/events.ics", "gold")
    ics = ical.feed(about, [block], today=series.first_day)
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(ics)).all()
    return sorted((one.start.astimezone(UTC), (one.start.astimezone(UTC) + length(one)), off(one)) for one in found)


def length(one) -> timedelta:
    return one.end.astimezone(UTC) - one.start.astimezone(UTC)


def off(one) -> bool:
    return str(one["STATUS"]) == "CANCELLED"


@settings(deadline=None, max_examples=80)
@given(histories())
def test_a_calendar_shows_the_rows(history):
    series, rows = history

    entries = shown(series, rows)

    as_rows = sorted((row.starts_at, row.ends_at, row.is_cancelled) for row in rows)
    for entry in as_rows:
        assert entry in entries
        entries.remove(entry)
    # What is left says where a date that went far is not any more.
    assert set(entries) <= {(row.ruled_start.astimezone(UTC), end_as_ruled(row), True) for row in rows if row.is_moved}


def end_as_ruled(row: Occurrence) -> datetime:
    return row.ruled_start.astimezone(UTC) + timedelta(minutes=row.series.minutes)


@settings(deadline=None, max_examples=40)
@given(CADENCES, TIMES, ZONES, st.data())
def test_a_series_called_off_on_its_way_shows_what_has_been_and_what_will_not_be(cadence, at, zone, data):
    series = series_of(cadence, at, zone, 60)
    rows = [Occurrence.of(series, day) for day in cadence.days()]
    at_row = data.draw(st.sampled_from(rows))
    series.state, series.decided_at = Series.State.CANCELLED, at_row.ends_at - timedelta(seconds=1)
    for row in rows:
        if row.ends_at > series.decided_at:
            row.state = Occurrence.State.CANCELLED

    assert shown(series, rows) == sorted((row.starts_at, row.ends_at, row.is_cancelled) for row in rows)


@settings(deadline=None, max_examples=50)
@given(histories(), st.text(max_size=200))
def test_any_text_makes_lines_that_are_sound(history, text):
    series, rows = history
    series.title, series.about = text[:120], text

    block = ical.series_block(series, rows[:3], [series.host], site_url="https://example.org")

    lines = block.body.split(b"\r\n")
    assert [line for line in lines if len(line) > 75 or b"\r" in line or b"\n" in line] == []
    assert all(isinstance(line.decode(), str) for line in lines)
    parsed = icalendar.Calendar.from_ical(b"BEGIN:VCALENDAR\r\n" + block.body + b"END:VCALENDAR\r\n")
    assert len(parsed.walk("VEVENT")) == block.events

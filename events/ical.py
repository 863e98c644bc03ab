"""Series and dates as iCalendar (RFC 5545), so that every common calendar shows the right hour.

Built from what is handed over and nothing else: two calls with the same data give the same bytes.
A weekly series is one VEVENT with its rule; what differs from the rule is an override with the
RECURRENCE-ID of its original start. Where a rule cannot say it, each date is a VEVENT of its own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
from django.utils.formats import date_format, time_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from icalendar.prop import vDuration, vInline, vText, vUri

from events.recurrence import in_gap, local, to_rrule
from events.timezones import vtimezone

PRODID = "-//Coalition//Coalition 1//EN"
REFRESH = timedelta(hours=1)
LINE = b"\r\n"


@dataclass(frozen=True)
class Block:
    """The finished VEVENTs of one series: what sorts them, the zone they need, and their bytes."""

    order: tuple[str, str]
    zone: str
    body: bytes


@dataclass(frozen=True)
class About:
    """What a feed says of itself. Addresses are whole; `modified` is an instant."""

    name: str
    description: str
    page: str
    feed: str
    modified: datetime


def feed(about: About, blocks: Iterable[Block], *, today: date) -> bytes:
    """One VCALENDAR of all blocks, in the order of their first start. The years around today have their zones."""
    ordered = sorted(blocks, key=lambda block: block.order)
    zones = sorted({block.zone for block in ordered}) or ["UTC"]
    head = _head(about).to_ical().removesuffix(b"END:VCALENDAR" + LINE)
    window = (date(today.year - 1, 1, 1), date(today.year + 2, 12, 31))
    parts = [head, *(vtimezone(zone, *window).to_ical() for zone in zones), *(block.body for block in ordered)]
    return b"".join([*parts, b"END:VCALENDAR", LINE])


def series_block(series, dates: Sequence, organizations: Sequence, *, site_url: str) -> Block:
    """All of a series. `dates` are its rows with `series` set; `organizations` the host, then those named."""
    writer = _Writer(series, organizations, site_url)
    events = writer.as_rule(dates) if _is_rule(series) else [writer.single(row) for row in dates]
    return Block(
        order=(series.first_day.isoformat(), str(series.uid)),
        zone=series.time_zone,
        body=b"".join(event.to_ical() for event in events),
    )


def date_block(row, organizations: Sequence, *, site_url: str) -> Block:
    """One date alone, with a UID of its own: a copy that will not change."""
    writer = _Writer(row.series, organizations, site_url)
    return Block((row.day.isoformat(), str(row.uid)), row.series.time_zone, writer.single(row).to_ical())


def _head(about: About) -> icalendar.Calendar:
    calendar = icalendar.Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", PRODID)
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", "PUBLISH")
    # Each said twice: the first is the standard, the second what the large calendars read.
    for name in ("NAME", "X-WR-CALNAME"):
        calendar.add(name, vText(about.name))
    for name in ("DESCRIPTION", "X-WR-CALDESC"):
        calendar.add(name, vText(about.description))
    calendar.add("URL", vUri(about.page))
    calendar.add("SOURCE", vUri(about.feed), parameters={"VALUE": "URI"})
    calendar.add("LAST-MODIFIED", about.modified.astimezone(UTC).replace(microsecond=0))
    calendar.add("REFRESH-INTERVAL", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", vDuration(REFRESH))
    return calendar


def _is_rule(series) -> bool:
    """Whether one rule says every date rightly: clients differ in what they make of an hour that does not exist."""
    if to_rrule(series.cadence, series.start_time, series.time_zone) is None:
        return False
    return not any(in_gap(day, series.start_time, series.time_zone) for day in series.cadence.days())


class _Writer:
    """Writes the VEVENTs of one series."""

    def __init__(self, series, organizations: Sequence, site_url: str):
        self.series, self.organizations, self.site_url = series, organizations, site_url
        self.zone = ZoneInfo(series.time_zone)
        self.modified = series.changed_at.astimezone(UTC).replace(microsecond=0)

    def as_rule(self, dates: Sequence) -> list[icalendar.Event]:
        """The master with its rule, then what differs from it in the order of the original days."""
        series = self.series
        events = [self._master()]
        days = list(series.cadence.days())
        for row in sorted(dates, key=lambda row: row.original_day):
            if series.is_cancelled or not (row.is_cancelled or row.is_moved) or row.original_day not in days:
                continue
            if row.is_moved and not row.is_cancelled and not self._keeps_its_place(row, days):
                events += [self._override(row, gone=True), self.single(row)]
            else:
                events.append(self._override(row, gone=row.is_cancelled))
        return events

    def single(self, row) -> icalendar.Event:
        """A date as an event of its own, tied to its series."""
        event = self._event(row.uid, row.starts_local, row.minutes, row.where, off=row.is_cancelled, note=row.note)
        if not self.series.is_one_time:
            event.add("RELATED-TO", vText(str(self.series.uid)), parameters={"RELTYPE": "SIBLING"})
        return event

    def _master(self) -> icalendar.Event:
        series = self.series
        start = local(series.starts_on(series.first_day), series.time_zone)
        event = self._event(
            series.uid, start, series.minutes, series.place, off=series.is_cancelled, note=series.state_note
        )
        event.add("RRULE", to_rrule(series.cadence, series.start_time, series.time_zone))
        return event

    def _override(self, row, *, gone: bool) -> icalendar.Event:
        """What became of one date of the rule; `gone` says that nothing happens at that time."""
        moved_away = gone and not row.is_cancelled
        start = row.ruled_start if gone else row.starts_local
        note = self._moved_to(row) if moved_away else row.note
        where = self.series.place if gone else row.where
        minutes = self.series.minutes if gone else row.minutes
        event = self._event(self.series.uid, start, minutes, where, off=gone, note=note)
        event.add("RECURRENCE-ID", row.ruled_start)
        return event

    @staticmethod
    def _keeps_its_place(row, days: list[date]) -> bool:
        """Whether a moved date stays between its neighbours; Outlook cannot hold one that does not."""
        at = days.index(row.original_day)
        after_previous = at == 0 or row.day > days[at - 1]
        before_next = at + 1 == len(days) or row.day < days[at + 1]
        return after_previous and before_next

    @staticmethod
    def _moved_to(row) -> str:
        values = {
            "day": date_format(row.day),
            "time": time_format(row.begins, "TIME_FORMAT"),
            "place": row.where.one_line(),
        }
        return _("Moved to %(day)s at %(time)s, %(place)s.") % values

    def _event(self, uid, start: datetime, minutes: int, where, *, off: bool, note: str) -> icalendar.Event:
        series, event = self.series, icalendar.Event()
        ends = (start.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(self.zone)
        summary = _("CANCELLED: %(title)s") % {"title": series.title} if off else series.title
        event.add("UID", vText(str(uid)))
        event.add("DTSTAMP", self.modified)
        event.add("LAST-MODIFIED", self.modified)
        event.add("CREATED", series.created_at.astimezone(UTC).replace(microsecond=0))
        event.add("SEQUENCE", series.sequence)
        event.add("DTSTART", start)
        event.add("DTEND", ends)
        event.add("SUMMARY", vText(Truncator(summary).chars(79)))
        event.add("LOCATION", vText(where.one_line()))
        event.add("GEO", vInline(f"{where.latitude:.6f};{where.longitude:.6f}"))
        event.add("URL", vUri(self._page))
        event.add("DESCRIPTION", vText(self._description(note)))
        event.add("CATEGORIES", [str(series.get_kind_display())])
        event.add("STATUS", "CANCELLED" if off else "CONFIRMED")
        event.add("TRANSP", "TRANSPARENT")
        return event

    @property
    def _page(self) -> str:
        return f"{self.site_url}{self.series.get_absolute_url()}"

    def _description(self, note: str) -> str:
        """Plain text: what changed first, then what it is, who calls for it, and the page."""
        series = self.series
        host, *others = [organization.name for organization in self.organizations]
        called = _("Called by %(host)s.") % {"host": host}
        if others:
            called = _("Called by %(host)s, with %(groups)s.") % {"host": host, "groups": ", ".join(others)}
        parts = [note, series.summary, series.about, called, series.access, self._page]
        return "\n\n".join(part.strip() for part in parts if part.strip())

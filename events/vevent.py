"""One VEVENT and its properties (RFC 5545 3.6.1), each there for a calendar that reads it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import icalendar
from django.utils.formats import date_format, time_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from icalendar.prop import vInline, vText, vUri

from events.recurrence import ends as end_of

ABOUT_CHARACTERS = 400
CANCELLED, POSTPONED = "cancelled", "postponed"
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f]")
LINE_ENDS = re.compile(r"\r\n|[\r\u2028\u2029]")


@dataclass(frozen=True)
class Reader:
    """Who reads: whether she sees what is cancelled, and the dates, by their original days, on which she is busy."""

    with_cancelled: bool = True
    days: frozenset[date] = frozenset()
    every: bool = False

    def is_busy(self, day: date | None) -> bool:
        """Whether she comes on a date; on those that nothing sets apart where `day` is None."""
        return self.every or day in self.days


EVERYBODY = Reader()


class EventWriter:
    """Writes events of one series. `organizations` are the host, then those named beside it."""

    def __init__(self, series, organizations: Sequence, site_url: str, reader: Reader = EVERYBODY):
        self.series, self.organizations, self.reader = series, organizations, reader
        self.page = f"{site_url}{series.get_absolute_url()}"
        self.modified = series.changed_at.astimezone(UTC).replace(microsecond=0)

    def single(self, row) -> icalendar.Event:
        """A date as an event of its own, tied to its series."""
        event = self.event(row.uid, row.starts_local, row.minutes, row.where, off=word(row), note=row.note)
        self.mark_busy(event, row.original_day, off=row.is_off)
        if not self.series.is_one_time:
            relate(event, self.series.uid, "SIBLING")
        return event

    def event(self, uid, start: datetime, minutes: int, where, *, off: str, note: str) -> icalendar.Event:
        """`off` is "" where it goes ahead, else why not: `CANCELLED` or `POSTPONED`."""
        series, event = self.series, icalendar.Event()
        event.add("UID", vText(str(uid)))
        event.add("DTSTAMP", self.modified)
        event.add("LAST-MODIFIED", self.modified)
        event.add("CREATED", series.created_at.astimezone(UTC).replace(microsecond=0))
        event.add("SEQUENCE", series.sequence)
        add_hours(event, start, minutes)
        event.add("SUMMARY", as_text(Truncator(_summary(series.title, off)).chars(79)))
        _add_place(event, where)
        event.add("URL", vUri(self.page))
        event.add("DESCRIPTION", as_text(self._description(note)))
        event.add("CATEGORIES", [str(series.get_kind_display())])
        event.add("STATUS", self._status(off))
        event.add("TRANSP", "TRANSPARENT")
        return event

    def mark_busy(self, event: icalendar.Event, day: date | None, *, off: bool) -> None:
        """She comes, so that hour is taken; what is off makes nobody busy."""
        if self.reader.is_busy(day) and not off:
            event["TRANSP"] = vText("OPAQUE")

    def _status(self, off: str) -> str:
        if off:
            return "CANCELLED"
        return "TENTATIVE" if self.series.is_unconfirmed else "CONFIRMED"

    def _doubt(self) -> str:
        """That its people were not heard of for long, where pages say so too."""
        if not self.series.is_unconfirmed:
            return ""
        words = {"host": self.organizations[0].name, "day": date_format(self.series.silent_since)}
        return _("Unconfirmed: nobody of %(host)s has said since %(day)s that this is still on.") % words

    def _description(self, note: str) -> str:
        """Plain text: what changed first, then how to speak, what it is, who calls for it, and the page."""
        series = self.series
        host, *others = [organization.name for organization in self.organizations]
        called = _("Called by %(host)s.") % {"host": host}
        if others:
            called = _("Called by %(host)s, with %(groups)s.") % {"host": host, "groups": ", ".join(others)}
        about = Truncator(series.about).chars(ABOUT_CHARACTERS)
        heard = series.heard.in_words() if series.heard else []
        parts = [note, self._doubt(), *heard, series.summary, about, called, series.access, self.page]
        return "\n\n".join(part.strip() for part in parts if part.strip())


def word(row) -> str:
    """Why a date is off, "" where it is not."""
    if row.is_postponed:
        return POSTPONED
    return CANCELLED if row.is_off else ""


def moved_to(row) -> str:
    """Where a date went, for whoever looks for it at its usual hour."""
    values = {
        "day": date_format(row.day),
        "time": time_format(row.begins, "TIME_FORMAT"),
        "place": row.where.one_line(),
    }
    return " ".join([_("Moved to %(day)s at %(time)s, %(place)s.") % values, row.note]).strip()


def is_read_alike(start: datetime, minutes: int) -> bool:
    """Whether the clocks keep their pace in these hours, and show neither end of them twice."""
    end = _end(start, minutes)
    readings = {moment.replace(fold=fold).utcoffset() for moment in (start, end) for fold in (0, 1)}
    return len(readings) == 1


def relate(event: icalendar.Event, uid: UUID, how: str) -> None:
    event.add("RELATED-TO", vText(str(uid)), parameters={"RELTYPE": how})


def _summary(title: str, off: str) -> str:
    if off == POSTPONED:
        return _("POSTPONED: %(title)s") % {"title": title}
    return _("CANCELLED: %(title)s") % {"title": title} if off else title


def add_hours(event: icalendar.Event, start: datetime, minutes: int) -> None:
    """On the clocks of the place; where those would be misread as an instant and a length."""
    if is_read_alike(start, minutes):
        event.add("DTSTART", start)
        event.add("DTEND", _end(start, minutes))
    else:
        event.add("DTSTART", start.astimezone(UTC))
        event.add("DURATION", timedelta(minutes=minutes))


def _end(start: datetime, minutes: int) -> datetime:
    return end_of(start.astimezone(UTC), minutes).astimezone(start.tzinfo)


def _add_place(event: icalendar.Event, where) -> None:
    """In words, as coordinates, and as the pin on Apple's maps."""
    line = _plain(where.one_line())
    event.add("LOCATION", vText(line))
    event.add("GEO", vInline(f"{where.latitude:.6f};{where.longitude:.6f}"))
    pin = vUri(f"geo:{where.latitude:.6f},{where.longitude:.6f}")
    event.add("X-APPLE-STRUCTURED-LOCATION", pin, parameters={"VALUE": "URI", "X-TITLE": line.replace("\n", " ")})


def as_text(value: str) -> vText:
    """As a value that every reader takes for one text."""
    return vText(_plain(value))


def _plain(value: str) -> str:
    """Without control characters, and each line end as one kind: some readers take others for the end of the value."""
    return CONTROL.sub("", LINE_ENDS.sub("\n", value))

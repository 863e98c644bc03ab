"""The VEVENTs of one series (RFC 5545 3.6.1).

Each rule of a series is one VEVENT; what differs from the rule is an override with the RECURRENCE-ID of its start by
the rule. Where a rule cannot say it, and beside the rules, each date is a VEVENT of its own. Each property is there
for a calendar that reads it; what is told to whom is in docs/decisions/0060-feeds-as-joined-blocks.md.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid5

import icalendar
from django.utils.formats import date_format, time_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from icalendar.prop import vInline, vText, vUri

from events.recurrence import Cadence, local, to_rrule
from events.recurrence import ends as end_of

ABOUT_CHARACTERS = 400
CANCELLED, POSTPONED = "cancelled", "postponed"
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f]")
LINE_ENDS = re.compile(r"\r\n|[\r\u2028\u2029]")


@dataclass(frozen=True)
class Run:
    """Dates that one rule says, all of them going ahead by that rule, or all called `off`."""

    uid: UUID
    days: list[date]
    off: bool = False


class Writer:
    """Writes the VEVENTs of one series. `organizations` are the host, then those named beside it."""

    def __init__(self, series, organizations: Sequence, site_url: str):
        self.series, self.organizations = series, organizations
        self.page = f"{site_url}{series.get_absolute_url()}"
        self.modified = series.changed_at.astimezone(UTC).replace(microsecond=0)

    def as_rules(self, rules: Sequence, dates: Sequence) -> list[icalendar.Event]:
        """Each rule in order with what differs from it, then the dates that stand beside the rules."""
        events = []
        kept = [row for row in dates if not row.is_removed]
        for rule in rules:
            mine = [row for row in dates if row.rule == rule and not row.is_extra]
            if rule.is_one_rule:
                events += self._as_rule(rule, mine, holes=self._holes(rule, dates), rules=rules)
            else:
                events += [self.single(row) for row in mine if not row.is_removed]
        return events + [self.single(row) for row in kept if row.is_extra]

    def single(self, row) -> icalendar.Event:
        """A date as an event of its own, tied to its series."""
        event = self._event(row.uid, row.starts_local, row.minutes, row.where, off=_word(row), note=row.note)
        if not self.series.is_one_time:
            _relate(event, self.series.uid, "SIBLING")
        return event

    def _as_rule(self, rule, dates: Sequence, *, holes: set[date], rules: Sequence) -> list[icalendar.Event]:
        """The rule, then what differs from it in the order of the days that it has by the rule."""
        days = list(rule.cadence.days())
        changed = {row.ruled_day: row for row in dates if not row.is_removed}
        left_out = holes | {row.ruled_day for row in dates if row.is_removed}
        runs = self._runs(rule, days)
        events = []
        for run in runs:
            events.append(self._master(rule, run, runs, rules, left_out))
            for day in run.days:
                if day in left_out:
                    continue
                row = changed.get(day)
                if row and (row.is_exception or row.is_off != run.off):
                    events += self._changed(run, row, in_place=_keeps_its_place(day, days, changed))
                elif not _is_read_alike(self._ruled(rule, day), rule.minutes):
                    events.append(self._spelled_out(rule, run, day))
        return events

    @staticmethod
    def _holes(rule, dates: Sequence) -> set[date]:
        """Days of a rule on which nothing takes place, because the date known by that day takes another."""
        taken = {row.ruled_day for row in dates}
        return {row.original_day for row in dates if row.original_day not in taken and row.rule == rule}

    def _runs(self, rule, days: list[date]) -> list[Run]:
        """One, but for a series that was called off on its way: what has taken place has, the rest is a run of its own.

        The rest bears a UID made from that of the rule, so that it is the same each time.
        """
        series, uid = self.series, rule.calendar_uid
        if not series.is_cancelled:
            return [Run(uid, days)]
        called_off = series.decided_at or series.changed_at
        over = sum(1 for day in days if end_of(rule.starts_on(day), rule.minutes) <= called_off)
        if not over:
            return [Run(uid, days, off=True)]
        rest = Run(uuid5(uid, "called off"), days[over:], off=True)
        return [Run(uid, days[:over]), *([rest] if rest.days else [])]

    def _master(self, rule, run: Run, runs: list[Run], rules: Sequence, left_out: set[date]) -> icalendar.Event:
        series, first = self.series, run.days[0]
        note = series.state_note if run.off else ""
        off = CANCELLED if run.off else ""
        event = self._event(run.uid, self._ruled(rule, first), rule.minutes, rule.place, off=off, note=note)
        event["DTSTART"] = icalendar.vDDDTypes(self._ruled(rule, first))  # a rule is read on the clocks of its zone
        # From its first date on the step counts as before: that date lies in a week, or month, that has one.
        cadence = Cadence((replace(rule.cadence.steps[0], start=first),), run.days[-1])
        event.add("RRULE", to_rrule(cadence, rule.start_time, rule.time_zone))
        for day in sorted(left_out & set(run.days)):
            event.add("EXDATE", self._ruled(rule, day))
        for other in runs:
            if other is not run:
                _relate(event, other.uid, "NEXT" if other.off else "FIRST")
        at = rules.index(rule)
        if at + 1 < len(rules) and rules[at + 1].is_one_rule:
            _relate(event, rules[at + 1].calendar_uid, "NEXT")
        if at and rules[0].is_one_rule:
            _relate(event, rules[0].calendar_uid, "FIRST")
        return event

    def _changed(self, run: Run, row, *, in_place: bool) -> Iterator[icalendar.Event]:
        """What became of one date of the rule. Moved far it is called off there and an event of its own elsewhere."""
        if in_place:
            event = self._event(run.uid, row.starts_local, row.minutes, row.where, off=_word(row), note=row.note)
        else:
            rule, note = row.rule, self._moved_to(row)
            event = self._event(run.uid, row.ruled_start, rule.minutes, rule.place, off=CANCELLED, note=note)
        event.add("RECURRENCE-ID", row.ruled_start)
        yield event
        if not in_place:
            yield self.single(row)

    def _spelled_out(self, rule, run: Run, day: date) -> icalendar.Event:
        """A date as its run has it, whose hours calendars read differently because the clocks change."""
        off = CANCELLED if run.off else ""
        event = self._event(run.uid, self._ruled(rule, day), rule.minutes, rule.place, off=off, note="")
        event.add("RECURRENCE-ID", self._ruled(rule, day))
        return event

    @staticmethod
    def _ruled(rule, day: date) -> datetime:
        return local(rule.starts_on(day), rule.time_zone)

    @staticmethod
    def _moved_to(row) -> str:
        values = {
            "day": date_format(row.day),
            "time": time_format(row.begins, "TIME_FORMAT"),
            "place": row.where.one_line(),
        }
        return " ".join([_("Moved to %(day)s at %(time)s, %(place)s.") % values, row.note]).strip()

    def _event(self, uid, start: datetime, minutes: int, where, *, off: str, note: str) -> icalendar.Event:
        """`off` is "" where it goes ahead, else why not: `CANCELLED` or `POSTPONED`."""
        series, event = self.series, icalendar.Event()
        event.add("UID", vText(str(uid)))
        event.add("DTSTAMP", self.modified)
        event.add("LAST-MODIFIED", self.modified)
        event.add("CREATED", series.created_at.astimezone(UTC).replace(microsecond=0))
        event.add("SEQUENCE", series.sequence)
        _add_hours(event, start, minutes)
        event.add("SUMMARY", _text(Truncator(_summary(series.title, off)).chars(79)))
        _add_place(event, where)
        event.add("URL", vUri(self.page))
        event.add("DESCRIPTION", _text(self._description(note)))
        event.add("CATEGORIES", [str(series.get_kind_display())])
        event.add("STATUS", self._status(off))
        event.add("TRANSP", "TRANSPARENT")
        return event

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
        """Plain text: what changed first, then what it is, who calls for it, and the page."""
        series = self.series
        host, *others = [organization.name for organization in self.organizations]
        called = _("Called by %(host)s.") % {"host": host}
        if others:
            called = _("Called by %(host)s, with %(groups)s.") % {"host": host, "groups": ", ".join(others)}
        about = Truncator(series.about).chars(ABOUT_CHARACTERS)
        parts = [note, self._doubt(), series.summary, about, called, series.access, self.page]
        return "\n\n".join(part.strip() for part in parts if part.strip())


def _word(row) -> str:
    if row.is_postponed:
        return POSTPONED
    return CANCELLED if row.is_off else ""


def _summary(title: str, off: str) -> str:
    if off == POSTPONED:
        return _("POSTPONED: %(title)s") % {"title": title}
    return _("CANCELLED: %(title)s") % {"title": title} if off else title


def _add_hours(event: icalendar.Event, start: datetime, minutes: int) -> None:
    """On the clocks of the place; where those would be misread as an instant and a length."""
    if _is_read_alike(start, minutes):
        event.add("DTSTART", start)
        event.add("DTEND", _end(start, minutes))
    else:
        event.add("DTSTART", start.astimezone(UTC))
        event.add("DURATION", timedelta(minutes=minutes))


def _is_read_alike(start: datetime, minutes: int) -> bool:
    """Whether the clocks keep their pace in these hours, and show neither end of them twice."""
    end = _end(start, minutes)
    readings = {moment.replace(fold=fold).utcoffset() for moment in (start, end) for fold in (0, 1)}
    return len(readings) == 1


def _end(start: datetime, minutes: int) -> datetime:
    return end_of(start.astimezone(UTC), minutes).astimezone(start.tzinfo)


def _keeps_its_place(day: date, days: list[date], changed: dict) -> bool:
    """Whether a date stays between its neighbours, moved or not; Outlook cannot hold one that does not."""
    at = days.index(day)
    before, after = days[max(at - 1, 0) : at], days[at + 1 : at + 2]
    return _stays_between(changed[day].day, before, after) and _stays_between(
        changed[day].day,
        [changed[near].day for near in before if near in changed and changed[near].day < day],
        [changed[near].day for near in after if near in changed and changed[near].day > day],
    )


def _stays_between(day: date, before: list[date], after: list[date]) -> bool:
    return all(near < day for near in before) and all(day < near for near in after)


def _add_place(event: icalendar.Event, where) -> None:
    """In words, as coordinates, and as the pin on Apple's maps."""
    line = _plain(where.one_line())
    event.add("LOCATION", vText(line))
    event.add("GEO", vInline(f"{where.latitude:.6f};{where.longitude:.6f}"))
    pin = vUri(f"geo:{where.latitude:.6f},{where.longitude:.6f}")
    event.add("X-APPLE-STRUCTURED-LOCATION", pin, parameters={"VALUE": "URI", "X-TITLE": line.replace("\n", " ")})


def _relate(event: icalendar.Event, uid: UUID, how: str) -> None:
    event.add("RELATED-TO", vText(str(uid)), parameters={"RELTYPE": how})


def _text(value: str) -> vText:
    return vText(_plain(value))


def _plain(value: str) -> str:
    """Without control characters, and each line end as one kind: some readers take others for the end of the value."""
    return CONTROL.sub("", LINE_ENDS.sub("\n", value))

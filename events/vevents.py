"""The VEVENTs of one series (RFC 5545 3.8.5): its rules, what differs from them, and what stands beside them.

Each rule is one VEVENT; what differs from the rule is an override with the RECURRENCE-ID of its start by the rule.
Where a rule cannot say it, and beside the rules, each date is a VEVENT of its own. What is told to whom is in
docs/decisions/0060-feeds-as-joined-blocks.md.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID, uuid5

import icalendar

from events.recurrence import Cadence, local, to_rrule
from events.recurrence import ends as end_of
from events.vevent import CANCELLED, EventWriter, is_read_alike, moved_to, relate, word


@dataclass(frozen=True)
class Run:
    """Dates that one rule says, all of them going ahead by that rule, or all called `off`; without those `left_out`."""

    rule: object
    uid: UUID
    days: list[date]
    left_out: frozenset[date]
    off: bool = False

    @property
    def trimmed(self) -> list[date]:
        """From the first day to the last one that is not left out: some clients show a DTSTART that is excluded."""
        left = [at for at, day in enumerate(self.days) if day not in self.left_out]
        return self.days[left[0] : left[-1] + 1] if left else []

    def starts_on(self, day: date) -> datetime:
        return local(self.rule.starts_on(day), self.rule.time_zone)


class Writer(EventWriter):
    """Writes all VEVENTs of one series."""

    def as_rules(self, rules: Sequence, dates: Sequence) -> list[icalendar.Event]:
        """Each rule in order with what differs from it, then the dates that stand beside the rules."""
        events, beside = [], []
        for rule in rules:
            days = list(rule.cadence.days()) if rule.is_one_rule else []
            known = set(days)
            mine = [row for row in dates if row.rule == rule]
            beside += [row for row in mine if row.ruled_day not in known]
            if days:
                by_rule = {row.ruled_day: row for row in mine if row.ruled_day in known}
                events += self._as_rule(rule, days, by_rule, _holes(dates), rules)
        return events + [self.single(row) for row in beside if self._shows(row)]

    def _shows(self, row) -> bool:
        return not row.is_removed and (self.reader.with_cancelled or not row.is_off)

    def _as_rule(self, rule, days: list[date], by_rule: dict, holes: set[date], rules: Sequence):
        """The rule, then what differs from it in the order of the days that it has by the rule."""
        changed = {day: row for day, row in by_rule.items() if self._shows(row)}
        away = {day for day in changed if not _keeps_its_place(day, days, changed)}
        left_out = holes | (set(by_rule) - set(changed))
        if not self.reader.with_cancelled:
            left_out |= away
            yield from (self.single(changed[day]) for day in sorted(away))
        left_out = frozenset(left_out)
        runs = self._runs(rule, days, left_out)
        for run in runs:
            if run.trimmed:
                yield self._master(run, runs, rules)
            for day in run.days:
                if day in left_out:
                    continue
                row = changed.get(day)
                if row and self._differs(row, run):
                    yield from self._changed(run, row, in_place=day not in away)
                elif not is_read_alike(run.starts_on(day), rule.minutes):
                    yield self._spelled_out(run, day)

    def _differs(self, row, run: Run) -> bool:
        """Whether its own entry says something that the rule does not."""
        if row.is_exception or row.is_off != run.off:
            return True
        return not run.off and (bool(row.note) or self.reader.is_busy(row.original_day) != self.reader.every)

    def _runs(self, rule, days: list[date], left_out: frozenset[date]) -> list[Run]:
        """One, but for a series that was called off on its way: what has taken place has, the rest is a run of its own.

        The rest bears a UID made from that of the rule, so that it is the same each time.
        """
        series, uid = self.series, rule.calendar_uid
        if not series.is_cancelled:
            return [Run(rule, uid, days, left_out)]
        called_off = series.decided_at or series.changed_at
        over = sum(1 for day in days if end_of(rule.starts_on(day), rule.minutes) <= called_off)
        rest = Run(rule, uuid5(uid, "called off") if over else uid, days[over:], left_out, off=True)
        kept = [Run(rule, uid, days[:over], left_out)] if over else []
        return kept + ([rest] if rest.days and self.reader.with_cancelled else [])

    def _master(self, run: Run, runs: list[Run], rules: Sequence) -> icalendar.Event:
        rule, days = run.rule, run.trimmed
        note = self.series.state_note if run.off else ""
        event = self.event(run.uid, run.starts_on(days[0]), rule.minutes, rule.place, off=_off(run), note=note)
        event["DTSTART"] = icalendar.vDDDTypes(run.starts_on(days[0]))  # a rule is read on the clocks of its zone
        self.mark_busy(event, None, off=run.off)
        # From its first date on the step counts as before: that date lies in a week, or month, that has one.
        cadence = Cadence((replace(rule.cadence.steps[0], start=days[0]),), days[-1])
        event.add("RRULE", to_rrule(cadence, rule.start_time, rule.time_zone))
        for day in days:
            if day in run.left_out:
                event.add("EXDATE", run.starts_on(day))
        _relate_runs(event, run, runs, rules)
        return event

    def _changed(self, run: Run, row, *, in_place: bool) -> Iterator[icalendar.Event]:
        """What became of one date of the rule. Moved far it is called off there and an event of its own elsewhere."""
        if in_place:
            event = self.event(run.uid, row.starts_local, row.minutes, row.where, off=word(row), note=row.note)
            self.mark_busy(event, row.original_day, off=row.is_off)
        else:
            rule, note = row.rule, moved_to(row)
            event = self.event(run.uid, row.ruled_start, rule.minutes, rule.place, off=CANCELLED, note=note)
        event.add("RECURRENCE-ID", row.ruled_start)
        yield event
        if not in_place:
            yield self.single(row)

    def _spelled_out(self, run: Run, day: date) -> icalendar.Event:
        """A date as its run has it, whose hours calendars read differently because the clocks change."""
        rule = run.rule
        event = self.event(run.uid, run.starts_on(day), rule.minutes, rule.place, off=_off(run), note="")
        self.mark_busy(event, day, off=run.off)
        event.add("RECURRENCE-ID", run.starts_on(day))
        return event


def _off(run: Run) -> str:
    return CANCELLED if run.off else ""


def _holes(dates: Sequence) -> set[date]:
    """Days of a rule on which nothing takes place, because the date that is known by that day takes another."""
    taken = {row.ruled_day for row in dates}
    return {row.original_day for row in dates if row.original_day not in taken}


def _relate_runs(event: icalendar.Event, run: Run, runs: list[Run], rules: Sequence) -> None:
    """Tie what a rule was to what it became: each run to the other of its rule, each rule to the next and the first."""
    for other in runs:
        if other is not run:
            relate(event, other.uid, "NEXT" if other.off else "FIRST")
    at = rules.index(run.rule)
    if at + 1 < len(rules) and rules[at + 1].is_one_rule:
        relate(event, rules[at + 1].calendar_uid, "NEXT")
    if at and rules[0].is_one_rule:
        relate(event, rules[0].calendar_uid, "FIRST")


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

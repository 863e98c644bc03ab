"""Time zones as calendars need them: a VTIMEZONE that the common readers all read the same way.

They read one yearly rule by month and weekday for standard and one for daylight time, so that is what is written
where it is true: it stands in the last line of the zone's file (RFC 9636 3.3). Where it is not true in the years
asked for, or the hour lies outside the day, each change of the clocks is written on its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo

import icalendar

from events.recurrence.rules import WEEKDAYS
from events.recurrence.step import Step

# The year of the first onset of a yearly rule: long past, so that no event lies before it.
RULES_BEGIN = 1970
DAY, WEEK, SECOND = timedelta(days=1), timedelta(weeks=1), timedelta(seconds=1)
NAME = r"(?:[A-Za-z]{3,}|<[^>]+>)"
OFFSET = r"[+-]?[0-9]+(?::[0-9]+){0,2}"
FOOTER = re.compile(rf"({NAME})({OFFSET})(?:({NAME})({OFFSET})?,(M[^,]+),(M[^,]+))?")
CHANGE = re.compile(rf"M([0-9]+)\.([1-5])\.([0-6])(?:/({OFFSET}))?")


@dataclass(frozen=True)
class Clock:
    """What the clocks of a zone show for a while: their offset from UTC and its short name."""

    offset: timedelta
    name: str


@dataclass(frozen=True)
class Onset:
    """A moment, in UTC, when the clocks of a zone go from one reading to another."""

    instant: datetime
    before: Clock
    after: Clock

    def component(self, rule: dict | None = None) -> icalendar.Component:
        """The STANDARD or DAYLIGHT of a VTIMEZONE that begins here. Daylight is when clocks went forward."""
        forward = self.after.offset > self.before.offset
        part = icalendar.TimezoneDaylight() if forward else icalendar.TimezoneStandard()
        part.add("DTSTART", (self.instant + self.before.offset).replace(tzinfo=None))
        part.add("TZOFFSETFROM", self.before.offset)
        part.add("TZOFFSETTO", self.after.offset)
        part.add("TZNAME", self.after.name)
        if rule:
            part.add("RRULE", rule)
        return part


@dataclass(frozen=True)
class YearlyChange:
    """One of the two changes of a yearly rule: on the `nth` `weekday` of `month`, at `hour` by the clocks `before`."""

    month: int
    nth: int
    weekday: int
    hour: timedelta
    before: Clock
    after: Clock

    @property
    def within_its_day(self) -> bool:
        return timedelta(0) <= self.hour < DAY

    def in_year(self, year: int) -> Onset:
        first = date(year, self.month, 1)
        step = Step("month", first, nth=self.nth, weekdays=(self.weekday,))
        day = next(step.days(first, first + 31 * DAY))
        midnight = datetime.combine(day, time(0), tzinfo=UTC)
        return Onset(midnight + self.hour - self.before.offset, self.before, self.after)

    def component(self) -> icalendar.Component:
        rule = {"FREQ": "YEARLY", "BYMONTH": self.month, "BYDAY": f"{self.nth}{WEEKDAYS[self.weekday]}"}
        return self.in_year(RULES_BEGIN).component(rule)


def vtimezone(zone: str, first: date, last: date) -> icalendar.Timezone:
    """The VTIMEZONE of an IANA zone, right in each year from that of `first` (1970 or later) to that of `last`.

    The same object, and so the same bytes, for the same years: do not change it. An unknown zone raises
    zoneinfo.ZoneInfoNotFoundError.
    """
    return _vtimezone(zone, first.year, last.year)


@lru_cache(maxsize=1024)
def _vtimezone(zone: str, first: int, last: int) -> icalendar.Timezone:
    timezone = icalendar.Timezone()
    timezone.add("TZID", zone)
    for component in _components(ZoneInfo(zone), first, last):
        timezone.add_component(component)
    return timezone


def _components(zone: ZoneInfo, first: int, last: int) -> Iterator[icalendar.Component]:
    standard, changes = _yearly_rule(zone.key)
    if not _holds(zone, standard, changes, first, last):
        yield from _each_onset(zone, first, last)
    elif changes:
        for change in sorted(changes, key=lambda change: change.after.offset):
            yield change.component()
    else:
        yield _always(standard)


def _holds(zone: ZoneInfo, standard: Clock, changes: list[YearlyChange], first: int, last: int) -> bool:
    """Whether the yearly rule gives exactly the changes of the zone in these years, at hours within the day."""
    if not all(change.within_its_day for change in changes):
        return False
    onsets = [change.in_year(year) for year in range(first, last + 1) for change in changes]
    if not onsets and _clock_at(zone, _new_year(first)) != standard:
        return False
    return sorted(onsets, key=lambda onset: onset.instant) == list(_onsets(zone, first, last))


def _each_onset(zone: ZoneInfo, first: int, last: int) -> Iterator[icalendar.Component]:
    # The year before too: the last change in it says what the clocks show on the first of January.
    onsets = list(_onsets(zone, first - 1, last))
    if not onsets or onsets[0].instant >= _new_year(first):
        yield _always(_clock_at(zone, _new_year(first)))
    for onset in onsets:
        yield onset.component()


def _onsets(zone: ZoneInfo, first: int, last: int) -> Iterator[Onset]:
    moment, end = _new_year(first), _new_year(last + 1)
    before = _clock_at(zone, moment)
    while moment < end:
        # Steps of a week, because since 1970 no zone has changed its clocks twice within one.
        next_moment = min(moment + WEEK, end)
        after = _clock_at(zone, next_moment)
        if before != after:
            yield Onset(_moment_of_change(zone, moment, next_moment), before, after)
        moment, before = next_moment, after


def _moment_of_change(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    earlier = _clock_at(zone, before)
    while after - before > SECOND:
        middle = before + (after - before) // SECOND // 2 * SECOND
        if _clock_at(zone, middle) == earlier:
            before = middle
        else:
            after = middle
    return after


def _always(clock: Clock) -> icalendar.Component:
    return Onset(_new_year(RULES_BEGIN) - clock.offset, clock, clock).component()


def _clock_at(zone: ZoneInfo, instant: datetime) -> Clock:
    moment = instant.astimezone(zone)
    return Clock(moment.utcoffset(), moment.tzname())


def _new_year(year: int) -> datetime:
    return datetime(year, 1, 1, tzinfo=UTC)


def _yearly_rule(zone: str) -> tuple[Clock, list[YearlyChange]]:
    """The standard time of the last line of the zone's file, and its two changes in a year where it has them."""
    data = files("tzdata").joinpath("zoneinfo", *zone.split("/")).read_bytes()
    footer = data.rstrip(b"\n").rpartition(b"\n")[2].decode("ascii")
    name, offset, summer_name, summer_offset, to_summer, from_summer = FOOTER.fullmatch(footer).groups()
    standard = Clock(-_duration(offset), name.strip("<>"))
    if not summer_name:
        return standard, []
    ahead = -_duration(summer_offset) if summer_offset else standard.offset + timedelta(hours=1)
    summer = Clock(ahead, summer_name.strip("<>"))
    return standard, [_yearly_change(to_summer, standard, summer), _yearly_change(from_summer, summer, standard)]


def _yearly_change(text: str, before: Clock, after: Clock) -> YearlyChange:
    month, week, weekday, hour = CHANGE.fullmatch(text).groups()
    nth = -1 if week == "5" else int(week)
    return YearlyChange(int(month), nth, (int(weekday) - 1) % 7, _duration(hour or "2"), before, after)


def _duration(text: str) -> timedelta:
    hours, minutes, seconds = ([int(part) for part in text.lstrip("+-").split(":")] + [0, 0])[:3]
    length = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return -length if text.startswith("-") else length

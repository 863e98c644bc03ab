"""One step of a cadence: a unit, an interval and a start, turned into local days by arithmetic."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

UNITS = ("once", "day", "week", "month")
NTHS = (1, 2, 3, 4, -1)


@dataclass(frozen=True)
class Step:
    """What repeats from `start` on; the cadence says until when.

    once   `start` itself.
    day    every `interval` days from `start`.
    week   every `interval` weeks on `weekdays` (0 is Monday). Weeks begin on Monday; the week of `start` is week 0.
    month  every `interval` months, counted from the month of `start`: on the `nth` (1 to 4, or -1 for the last)
           of one weekday, or on `monthday` (1 to 31), where a month without that day is skipped.

    `start` need not be a date itself: the first date is the first that fits, on or after it.
    `weekdays` may be given in any order; they are kept sorted and once each.
    """

    unit: str
    start: date
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    nth: int | None = None
    monthday: int | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "weekdays", tuple(sorted(set(self.weekdays))))

    def days(self, after: date, before: date) -> Iterator[date]:
        """The dates of this step with `after` <= date < `before`, in order. Needs a step that passes `check`."""
        low, high = max(after, self.start).toordinal(), before.toordinal()
        if low >= high:
            return iter(())
        return {"once": self._once, "day": self._daily, "week": self._weekly, "month": self._monthly}[self.unit](
            low, high
        )

    def months_without(self, before: date) -> Iterator[date]:
        """The first days of the months it comes to before that day and that lack its day of the month."""
        if self.unit != "month" or not self.monthday:
            return
        for month in range(_month_number(self.start), _month_number(before) + 1, self.interval):
            first = date(month // 12, month % 12 + 1, 1)
            if first < before and self._day_in(first.year, first.month) is None:
                yield first

    def _once(self, low: int, high: int) -> Iterator[date]:
        if low == self.start.toordinal():
            yield self.start

    def _daily(self, low: int, high: int) -> Iterator[date]:
        skipped = -(-(low - self.start.toordinal()) // self.interval)
        for day in range(self.start.toordinal() + skipped * self.interval, high, self.interval):
            yield date.fromordinal(day)

    def _weekly(self, low: int, high: int) -> Iterator[date]:
        monday = self.start.toordinal() - self.start.weekday()
        stride = 7 * self.interval
        for week in range(monday + (low - monday) // stride * stride, high, stride):
            for weekday in self.weekdays:
                if low <= week + weekday < high:
                    yield date.fromordinal(week + weekday)

    def _monthly(self, low: int, high: int) -> Iterator[date]:
        origin = _month_number(self.start)
        first, last = _month_number(date.fromordinal(low)), _month_number(date.fromordinal(high - 1))
        for month in range(first + (origin - first) % self.interval, last + 1, self.interval):
            day = self._day_in(month // 12, month % 12 + 1)
            if day and low <= day.toordinal() < high:
                yield day

    def _day_in(self, year: int, month: int) -> date | None:
        first_weekday, length = monthrange(year, month)
        if self.monthday:
            return date(year, month, self.monthday) if self.monthday <= length else None
        first = 1 + (self.weekdays[0] - first_weekday) % 7
        if self.nth == -1:
            return date(year, month, first + (length - first) // 7 * 7)
        return date(year, month, first + 7 * (self.nth - 1))


def _month_number(day: date) -> int:
    return day.year * 12 + day.month - 1

"""Months at a glance: the weeks of each, and what every day of them is to a series."""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

WEEKS = calendar.Calendar(firstweekday=0)


class Mark(StrEnum):
    """What a day is to a series. The value is its class in the style sheet."""

    ON = "on"
    EXTRA = "extra"
    MOVED = "moved"
    LEFT = "left"
    POSTPONED = "postponed"
    SKIPPED = "skip-day"

    @property
    def word(self) -> str:
        return str(WORDS[self])


WORDS = {
    Mark.ON: _("goes ahead"),
    Mark.EXTRA: _("outside the rule"),
    Mark.MOVED: _("moved"),
    Mark.LEFT: _("moved away from here"),
    Mark.POSTPONED: _("postponed, the new day is open"),
    Mark.SKIPPED: _("skipped"),
}


@dataclass(frozen=True)
class Month:
    """One month as weeks from Monday of (day or None, its mark or None)."""

    first: date
    marks: Mapping[date, Mark]

    @property
    def heads(self) -> list[date]:
        """Seven days with the weekdays' names, from Monday."""
        return WEEKS.monthdatescalendar(self.first.year, self.first.month)[0]

    @property
    def weeks(self) -> list[list[tuple[date | None, Mark | None]]]:
        return [
            [(day, self.marks.get(day)) if day.month == self.first.month else (None, None) for day in week]
            for week in WEEKS.monthdatescalendar(self.first.year, self.first.month)
        ]


@dataclass(frozen=True)
class Months:
    """The months in which any day is marked, for components/_months.html."""

    marks: Mapping[date, Mark]

    @classmethod
    def all_on(cls, days) -> "Months":
        return cls(dict.fromkeys(days, Mark.ON))

    @property
    def each(self) -> list[Month]:
        return [Month(first, self.marks) for first in sorted({day.replace(day=1) for day in self.marks})]

    @property
    def legend(self) -> list[Mark]:
        """The marks that occur, in one order; nothing where every date just goes ahead."""
        found = set(self.marks.values())
        return [mark for mark in Mark if mark in found] if found - {Mark.ON} else []

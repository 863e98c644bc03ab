"""The next date of what somebody runs, in numbers: who said yes, who stands beside it, and how it went before."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q, Sum
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from events.chart import Bar, bars
from events.models import Attendance, Occurrence, Sponsorship
from events.recurrence import Cadence
from orgs.needs import WEEK

DATES_BEFORE = 8


@dataclass(frozen=True)
class NextDate:
    """One date to come with the numbers that its organizers look at. `before` are the last dates, oldest first."""

    date: Occurrence
    coming: int
    co_sponsors: int
    times: int
    before: list[tuple[Occurrence, int]]

    @property
    def is_near(self) -> bool:
        """Whether its weekday alone says which day is meant."""
        return self.date.day < localdate() + WEEK

    @property
    def is_weekly(self) -> bool:
        return is_every_week(self.date.series.cadence)

    @property
    def rows(self) -> list[tuple[Occurrence, int]]:
        """Every date of the chart with its number, this one last."""
        return [*self.before, (self.date, self.coming)]

    @property
    def bars(self) -> list[Bar]:
        """Drawn where there is something to compare."""
        if not any(number for _date, number in self.before):
            return []
        return bars(list(self._labelled()), last_is_open=True)

    @property
    def in_words(self) -> str:
        """What the chart shows, for those who do not see it."""
        past = ", ".join(str(number) for _date, number in self.before)
        return _("People who said yes to the last %(count)s dates: %(numbers)s. So far for this one: %(coming)s.") % {
            "count": len(self.before),
            "numbers": past,
            "coming": self.coming,
        }

    def _labelled(self) -> Iterator[tuple[str, str, int]]:
        """Each number under its day, and the month where another one begins."""
        month = 0
        for date, number in self.rows:
            yield date_format(date.day, "j"), "" if date.day.month == month else date_format(date.day, "M"), number
            month = date.day.month


def numbers(date: Occurrence) -> NextDate:
    """What is known of a date, in four queries; only what still stands was counted."""
    series = date.series
    held = series.occurrences.kept().past().exclude(state=Occurrence.State.CANCELLED)
    before = list(held.order_by("-starts_at", "-pk")[:DATES_BEFORE])[::-1]
    signed = Sponsorship.objects.accepted().filter(series=series)
    beside = sum(each.covers(date.original_day) for each in signed)
    weeks = (date.day - series.first_day).days // 7
    times = 1 + (weeks if is_every_week(series.cadence) else held.count())
    people = _people([*before, date])
    return NextDate(date, people[date.pk], beside, times, [(each, people[each.pk]) for each in before])


def is_every_week(cadence: Cadence) -> bool:
    """Whether it takes place in each week."""
    return len(cadence.steps) == 1 and cadence.steps[0].unit == "week" and cadence.steps[0].interval == 1


def _people(dates: list[Occurrence]) -> dict[int, int]:
    """How many said yes to each, "every date" counted from when it was said."""
    answers = Attendance.objects.filter(series=dates[0].series_id)
    once = dict(answers.filter(occurrence__in=dates).order_by().values_list("occurrence").annotate(Sum("people")))
    since = {f"until_{date.pk}": Sum("people", filter=Q(created_at__lt=date.ends_at), default=0) for date in dates}
    every = answers.filter(occurrence=None).aggregate(**since)
    return {date.pk: once.get(date.pk, 0) + every[f"until_{date.pk}"] for date in dates}

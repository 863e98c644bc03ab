"""What organizers do to a running series, one edit after the other, and what is true of its dates then."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.core.exceptions import ValidationError

from events.models import Change, Occurrence, Series
from events.models.new_rule import NewRule
from events.recurrence import Cadence, Step
from tests import factories

MONDAY = datetime(2026, 11, 9, 15, tzinfo=UTC)
FIRST = date(2026, 11, 14)  # a Saturday
WEEK, DAY = timedelta(weeks=1), timedelta(days=1)


@dataclass(frozen=True, order=True)
class True_:
    """One date as it is: when, how long, whether it is off, and where."""

    start: datetime
    minutes: int
    off: bool
    where: str


class Edited:
    """A series under the hands of its organizer. Dates are named by their number."""

    def __init__(self, host, by, clock, **fields):
        self.by, self.clock = by, clock
        self.pk = factories.series(host, by=by, first=FIRST, weeks=16, **fields).pk
        self.other_place = factories.town(name="Mill Bridge", latitude=41.1, longitude=-81.4)
        self.other_zone = factories.town(name="Dock", latitude=41.9, longitude=-87.6, time_zone="America/Chicago")

    @property
    def series(self) -> Series:
        return Series.objects.select_related("host", "place").get(pk=self.pk)

    def date(self, number: int) -> Occurrence:
        """The date that is known by the day of this number; an extra one lies a day before."""
        return self.series.occurrences.get(original_day=FIRST + number * WEEK)

    def move(self, number: int, *, days: int = 0, hour: int | None = None, **fields) -> None:
        row = self.date(number)
        at = time(hour) if hour is not None else row.start_time
        row.move(by=self.by, day=FIRST + number * WEEK + days * DAY, start_time=at, **fields)

    def add(self, number: int) -> None:
        self.series.add_date(FIRST + number * WEEK - DAY, by=self.by)

    def extra(self, number: int) -> Occurrence:
        return self.series.occurrences.get(original_day=FIRST + number * WEEK - DAY)

    def rule(self, number: int, **fields) -> None:
        series = self.series
        series.change_rule(NewRule.of(series, FIRST + number * WEEK, **fields), by=self.by)

    def weekday(self, number: int, day: int, interval: int = 1) -> None:
        series, first = self.series, FIRST + number * WEEK
        start = first + (day - first.weekday()) % 7 * DAY
        self.rule(number, cadence=Cadence((Step("week", start, interval, (day,)),), series.cadence.until))

    def until(self, number: int) -> None:
        """The rule ends with the date of this number."""
        series = self.series
        cadence = Cadence((series.cadence.since(FIRST + WEEK) or series.cadence).steps, FIRST + number * WEEK)
        self.rule(1, cadence=cadence)

    def zone(self, number: int) -> None:
        self.rule(number, place=self.other_zone, time_zone=self.other_zone.time_zone)

    def undo(self) -> None:
        self.series.changes.filter(undone_at=None).exclude(act=Change.Act.UNDONE).latest("pk").undo(by=self.by)

    def wait(self, days: int) -> None:
        self.clock.move_to(datetime.now(UTC) + timedelta(days=days))
        self.series.roll()
        Occurrence.objects.mark_held()
        self.series.end_if_over()

    def do(self, *edits: str) -> list[str]:
        """Each in turn; answers those that were possible."""
        done = []
        for name in edits:
            try:
                EDITS[name](self)
                done.append(name)
            except (ValidationError, Occurrence.DoesNotExist, Change.DoesNotExist):
                continue
        return done

    # What is true

    def truth(self) -> list[True_]:
        """Every date of it, those without a row by their rule."""
        return sorted(self._true(row) for row in self.series.all_dates(date(2026, 1, 1), date(2030, 1, 1)))

    def left_behind(self) -> set[tuple[datetime, bool]]:
        """Where a date that went elsewhere may be shown as called off."""
        rows = self.series.occurrences.with_rules().exclude(ruled_day=None)
        return {(row.ruled_start.astimezone(UTC), True) for row in rows if row.day != row.ruled_day}

    def _true(self, row: Occurrence) -> True_:
        series = row.series
        off = row.is_off or (series.is_cancelled and not row.pk and row.ends_at > series.decided_at)
        return True_(row.starts_at, row.minutes, off, row.where.one_line())

    def missing_and_wrong(self, found) -> tuple[list, list]:
        """Of what a calendar shows: the dates that it lacks, and the entries that are none."""
        missing, wrong = [], [True_(one.start, one.minutes, one.cancelled, one.where) for one in found]
        for one in self.truth():
            if one in wrong:
                wrong.remove(one)
            else:
                missing.append(one)
        allowed = self.left_behind()
        return missing, [one for one in wrong if (one.start, one.off) not in allowed]


EDITS: dict[str, Callable[[Edited], object]] = {
    "cancel": lambda it: it.date(2).cancel(by=it.by, reason="Storm."),
    "cancel another": lambda it: it.date(5).cancel(by=it.by),
    "go ahead after all": lambda it: it.date(2).restore(by=it.by),
    "postpone": lambda it: it.date(2).postpone(by=it.by, note="The hall is taken."),
    "postpone another": lambda it: it.date(6).postpone(by=it.by),
    "find a day for it": lambda it: it.move(2, days=2, hour=18),
    "another hour": lambda it: it.move(3, hour=15),
    "another day": lambda it: it.move(3, days=1),
    "past its neighbor": lambda it: it.move(3, days=15),
    "before its neighbor": lambda it: it.move(4, days=-12),
    "onto another's day": lambda it: it.move(4, days=-7, hour=17),
    "back": lambda it: it.move(3),
    "elsewhere": lambda it: it.move(4, place=it.other_place),
    "on other clocks": lambda it: it.move(4, place=it.other_zone, time_zone=it.other_zone.time_zone),
    "cancel the moved one": lambda it: it.date(3).cancel(by=it.by),
    "take out": lambda it: it.date(2).remove(by=it.by),
    "take out the first": lambda it: it.date(0).remove(by=it.by),
    "take out the moved one": lambda it: it.date(3).remove(by=it.by),
    "bring it back": lambda it: it.date(0).restore(by=it.by),
    "one more": lambda it: it.add(3),
    "cancel the one more": lambda it: it.extra(3).cancel(by=it.by),
    "move the one more": lambda it: it.extra(3).move(by=it.by, day=FIRST + 3 * WEEK - 2 * DAY, start_time=time(9)),
    "take out the one more": lambda it: it.extra(3).remove(by=it.by),
    "another name": lambda it: it.series.describe(by=it.by, title="Vigil of light"),
    "another hour from now on": lambda it: it.rule(5, start_time=time(18)),
    "longer from now on": lambda it: it.rule(4, minutes=90),
    "on Sundays from now on": lambda it: it.weekday(4, 6),
    "on Wednesdays from now on": lambda it: it.weekday(3, 2),
    "on Saturdays again": lambda it: it.weekday(7, 5),
    "every second week from now on": lambda it: it.weekday(4, 5, interval=2),
    "elsewhere from now on": lambda it: it.rule(5, place=it.other_place),
    "on other clocks from now on": lambda it: it.zone(4),
    "no longer than that": lambda it: it.until(9),
    "go on": lambda it: it.series.extend(it.series.cadence.until + 4 * WEEK, by=it.by),
    "undo": lambda it: it.undo(),
    "call it off": lambda it: it.series.cancel(by=it.by, reason="We won."),
    "two weeks later": lambda it: it.wait(14),
    "five weeks later": lambda it: it.wait(35),
}

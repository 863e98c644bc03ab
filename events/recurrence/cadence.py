"""A cadence: which local days a series takes place on. It knows no hour and no zone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice

from events.recurrence import checks, stored
from events.recurrence.step import Step

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Cadence:
    """An escalating list of steps, each from its start to the day before the next one's, the last to `until`.

    `until` is inclusive and always set: a series without an end has its renewal day there.
    """

    steps: tuple[Step, ...]
    until: date

    def __post_init__(self) -> None:
        object.__setattr__(self, "steps", tuple(self.steps))

    def days(self, after: date | None = None, before: date | None = None) -> Iterator[date]:
        """The dates with `after` <= date < `before`, in order; without bounds, all of them.

        Windows that meet (before of one is after of the next) lose and double nothing. A late window costs no more
        than an early one.
        """
        for position, step in enumerate(self.steps):
            beyond = self._end_of(position)
            yield from step.days(
                step.start if after is None else after, beyond if before is None else min(before, beyond)
            )

    @property
    def first(self) -> date | None:
        """The first date, None where the rule yields none."""
        return next(self.days(), None)

    @property
    def last(self) -> date | None:
        """The last date, None where the rule yields none."""
        last = None
        for last in self.days():  # noqa: B007 - the last one is what we look for
            pass
        return last

    def count(self, limit: int = 10_000) -> int:
        """How many dates there are, counting no further than `limit`."""
        return sum(1 for _ in islice(self.days(), limit))

    def months_left_out(self) -> Iterator[tuple[Step, list[date]]]:
        """Each step with the first days of the months that lack its day of the month, where there are any."""
        for position, step in enumerate(self.steps):
            if months := list(step.months_without(self._end_of(position))):
                yield step, months

    def running(self, day: date) -> int:
        """The position of the step that holds on `day`: before the first begins, the first."""
        return max((position for position, step in enumerate(self.steps) if step.start <= day), default=0)

    def check(self) -> None:
        """Raise a ValidationError, with a sentence for people, where this is no cadence to publish.

        Codes: bad_step, ends_before_start, no_dates, too_many (more than 370 dates).
        """
        checks.check(self)

    def since(self, day: date) -> Cadence | None:
        """The same dates from `day` on, each step beginning with its first one left; None where there is none."""
        return self._of_steps(day, self.until)

    def before(self, day: date) -> Cadence | None:
        """The same dates up to the day before `day`; None where there is none."""
        return self._of_steps(date.min, min(self.until, day - ONE_DAY))

    def _of_steps(self, low: date, until: date) -> Cadence | None:
        # A step that begins with a date of its own counts its weeks and months as before.
        steps = []
        for position, step in enumerate(self.steps):
            first = next(step.days(max(low, step.start), min(self._end_of(position), until + ONE_DAY)), None)
            if first:
                steps.append(replace(step, start=first if low > step.start else step.start))
        return Cadence(tuple(steps), until) if steps else None

    def to_json(self) -> dict:
        """Plain data for a JSON column; `from_json` gives an equal cadence back."""
        return {"steps": [stored.step_to_json(step) for step in self.steps], "until": self.until.isoformat()}

    @classmethod
    def from_json(cls, data: object) -> Cadence:
        """The cadence that `to_json` wrote. Anything odd (a key, a type, a number out of range) is a ValueError."""
        steps, until = stored.read_cadence(data)
        return cls(steps, until)

    def _end_of(self, position: int) -> date:
        # The day after the last one the step may take.
        beyond = self.until + ONE_DAY
        if position + 1 < len(self.steps):
            return min(beyond, self.steps[position + 1].start)
        return beyond

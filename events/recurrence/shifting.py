"""The same rhythm begun anew: for a series that is set up once more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from events.recurrence.cadence import Cadence
from events.recurrence.step import Step

WEEK = timedelta(weeks=1)


def anew(cadence: Cadence, day: date) -> Cadence:
    """The cadence moved so that it begins on the first day that fits from `day` on; left alone where it begins later.

    Later steps and the end follow by whole weeks, so that weekdays stay.
    """
    first = cadence.first
    if first is None or first >= day:
        return cadence
    begins = _first_fitting(cadence.steps[0], first, day)
    moved = -((first - begins) // WEEK) * WEEK
    later = [replace(step, start=step.start + moved) for step in cadence.steps[1:]]
    return Cadence((replace(cadence.steps[0], start=begins), *later), cadence.until + moved)


def _first_fitting(step: Step, first: date, day: date) -> date:
    """The next day of that weekday or place in the month, whichever week or month it was counted from."""
    if step.unit == "day":
        return day
    if step.unit == "once":
        return day + timedelta(days=(first.weekday() - day.weekday()) % 7)
    # A late day of the month is met again within a few months; a 29 February within eight years.
    return next(replace(step, start=day, interval=1).days(day, day + timedelta(days=9 * 366)))

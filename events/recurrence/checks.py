"""What a cadence must be before people see it. Each refusal is a sentence and a code."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from events.recurrence.step import NTHS, UNITS, Step

if TYPE_CHECKING:
    from events.recurrence.cadence import Cadence

MOST_DATES = 370
MOST_STEPS = 6
MOST_INTERVAL = 52
FIRST_YEAR, LAST_YEAR = 1900, 2100


def check(cadence: Cadence) -> None:
    """Raise the first of these that holds: bad_step, no_dates, ends_before_start, too_many."""
    _check_steps(cadence.steps)
    if not FIRST_YEAR <= cadence.until.year <= LAST_YEAR:
        raise _bad_year()
    _check_ends(cadence)
    _check_each_step_has_a_date(cadence)
    if cadence.count(limit=MOST_DATES + 1) > MOST_DATES:
        sentence = _("These are more than %(most)s dates. Let the series end earlier, or repeat less often.")
        raise ValidationError(sentence, code="too_many", params={"most": MOST_DATES})


def check_step(step: Step) -> None:
    """Raise bad_step where the fields of `step` are out of range or do not belong to its unit."""
    if step.unit not in UNITS:
        raise _bad(_("A series repeats by days, weeks or months, or takes place once."))
    if not FIRST_YEAR <= step.start.year <= LAST_YEAR:
        raise _bad_year()
    if not 1 <= step.interval <= (1 if step.unit == "once" else MOST_INTERVAL):
        raise _bad(_("A series can repeat every 1 to 52 days, weeks or months."))
    if any(weekday not in range(7) for weekday in step.weekdays):
        raise _bad(_("A weekday is one of the seven from Monday to Sunday."))
    {"once": _check_plain, "day": _check_plain, "week": _check_week, "month": _check_month}[step.unit](step)


def plain_date(day: date) -> str:
    """A day for the middle of a sentence: 14 November 2026."""
    return date_format(day, pgettext("format of a date without its weekday", "j F Y"))


def _check_steps(steps: tuple[Step, ...]) -> None:
    if not steps:
        raise _bad(_("Say how often the series takes place."))
    if len(steps) > MOST_STEPS:
        raise _bad(_("A series has six steps at the most."))
    for step in steps:
        check_step(step)
    if any(earlier.start >= later.start for earlier, later in pairwise(steps)):
        raise _bad(_("Each step must begin after the one before it."))


def _check_plain(step: Step) -> None:
    if step.weekdays or step.nth is not None or step.monthday is not None:
        raise _bad(_("Weekdays and days of the month belong to a weekly or monthly rhythm."))


def _check_week(step: Step) -> None:
    if not step.weekdays:
        raise _bad(_("Choose at least one weekday."))
    if step.nth is not None or step.monthday is not None:
        raise _bad(_("A day of the month belongs to a monthly rhythm."))


def _check_month(step: Step) -> None:
    if (step.nth is None) == (step.monthday is None):
        raise _bad(_("Choose either a weekday of the month or a day of the month."))
    if step.monthday is not None and (step.weekdays or not 1 <= step.monthday <= 31):
        raise _bad(_("A day of the month is a number from 1 to 31."))
    if step.nth is not None and (step.nth not in NTHS or len(step.weekdays) != 1):
        raise _bad(_("A weekday of the month is the first, second, third, fourth or last of one weekday."))


def _check_ends(cadence: Cadence) -> None:
    endless = replace(cadence, until=date(LAST_YEAR, 12, 31))
    first = endless.first
    if first is None:
        raise ValidationError(_("This rule yields no date."), code="no_dates")
    if cadence.until < first:
        sentence = _("The last date must come after the first, %(first)s.")
        raise ValidationError(sentence, code="ends_before_start", params={"first": plain_date(first)})


def _check_each_step_has_a_date(cadence: Cadence) -> None:
    ends = [later.start for later in cadence.steps[1:]]
    for number, (step, end) in enumerate(zip(cadence.steps, [*ends, None], strict=True), 1):
        if next(cadence.days(after=step.start, before=end), None) is None:
            sentence = _("The step that begins on %(start)s has no date before it ends.")
            params = {"start": plain_date(step.start), "number": number}
            raise ValidationError(sentence, code="no_dates", params=params)


def _bad_year() -> ValidationError:
    sentence = _("A date lies between the years %(first)s and %(last)s.")
    return ValidationError(sentence, code="bad_step", params={"first": FIRST_YEAR, "last": LAST_YEAR})


def _bad(sentence: str) -> ValidationError:
    return ValidationError(sentence, code="bad_step")

"""Cadences in words: "Every Saturday at noon". Each is a whole sentence for translators, without its full stop."""

from __future__ import annotations

from datetime import date, time

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format, time_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.recurrence.cadence import Cadence
from events.recurrence.checks import plain_date
from events.recurrence.monthly_words import missing_sentence, monthly
from events.recurrence.step import Step

NOON, MIDNIGHT = time(12), time(0)


def sentence(cadence: Cadence, on: date | None = None) -> str:
    """The step that holds on the day `on` (the first by default) and, where one follows, the next."""
    position = _position(cadence, on)
    return _with_next(cadence, position, _step_sentence(cadence.steps[position]))


def when_sentence(cadence: Cadence, start_time: time, on: date | None = None) -> str:
    """As `sentence`, with the hour: "Every Saturday at 17:30"."""
    position = _position(cadence, on)
    return _with_next(cadence, position, _at(_step_sentence(cadence.steps[position]), start_time))


def in_full(cadence: Cadence, start_time: time) -> str:
    """Every step, one after the other, with the hour: what an organizer reads before anybody is told."""
    said = _at(_step_sentence(cadence.steps[0]), start_time)
    for position in range(len(cadence.steps) - 1):
        said = _with_next(cadence, position, said)
    return said


def left_out(cadence: Cadence) -> list[str]:
    """For each rule by a late day of the month: which months have no such day, and so no date."""
    return [missing_sentence(step.monthday, months) for step, months in cadence.months_left_out()]


def _position(cadence: Cadence, on: date | None) -> int:
    return 0 if on is None else cadence.running(on)


def _with_next(cadence: Cadence, position: int, now: str) -> str:
    if position + 1 == len(cadence.steps):
        return now
    step = cadence.steps[position + 1]
    if step.unit == "once":
        return _("%(now)s, then once on %(day)s") % {"now": now, "day": plain_date(step.start)}
    rhythm = _step_sentence(step)
    return _("%(now)s, then from %(day)s %(rhythm)s") % {
        "now": now,
        "day": plain_date(step.start),
        "rhythm": rhythm[:1].lower() + rhythm[1:],
    }


def _at(rhythm: str, start_time: time) -> str:
    if start_time == NOON:
        return _("%(rhythm)s at noon") % {"rhythm": rhythm}
    if start_time == MIDNIGHT:
        return _("%(rhythm)s at midnight") % {"rhythm": rhythm}
    return _("%(rhythm)s at %(time)s") % {"rhythm": rhythm, "time": time_format(start_time, "TIME_FORMAT")}


def _step_sentence(step: Step) -> str:
    return {"once": _once, "day": _daily, "week": _weekly, "month": monthly}[step.unit](step)


def _once(step: Step) -> str:
    return _("Once, on %(day)s") % {"day": date_format(step.start, "DATE_FORMAT")}


def _daily(step: Step) -> str:
    if step.interval == 1:
        return _("Every day")
    if step.interval == 2:
        return _("Every other day")
    return ngettext("Every %(count)s day", "Every %(count)s days", step.interval) % {"count": step.interval}


def _weekly(step: Step) -> str:
    names = [str(WEEKDAYS[weekday]) for weekday in step.weekdays]
    values = {"weekdays": get_text_list(names, _("and")), "count": step.interval}
    if step.interval == 1 and len(names) == 7:
        return _("Every day")
    if step.interval == 1:
        return _("Every %(weekdays)s") % values
    if step.interval == 2:
        return _("Every other %(weekdays)s") % values
    return ngettext("Every %(count)s week on %(weekdays)s", "Every %(count)s weeks on %(weekdays)s", step.interval) % (
        values
    )

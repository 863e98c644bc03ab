"""Rules by the month in words, and which months have none."""

from __future__ import annotations

from datetime import date

from django.contrib.humanize.templatetags.humanize import ordinal
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.recurrence.step import Step

QUARTER = 3


def monthly(step: Step) -> str:
    if step.monthday:
        return _by_monthday(step)
    values = {"weekday": WEEKDAYS[step.weekdays[0]], "count": step.interval}
    if step.interval == QUARTER:
        return _every_quarter(step.nth) % values
    return (_every_month(step.nth) if step.interval == 1 else _every_few_months(step.nth, step.interval)) % values


def missing_sentence(monthday: int, months: list[date]) -> str:
    """That these months have no such day of the month. `months` are first days."""
    if monthday == 29:  # only where the year is no leap year
        names = [date_format(month, "F Y") for month in months]
    else:
        names = list(dict.fromkeys(date_format(month, "F") for month in months))
    values = {"months": get_text_list(names, _("and")), "day": ordinal(monthday)}
    return ngettext(
        "%(months)s has no %(day)s, and so no date.", "%(months)s have no %(day)s, and so no date.", len(names)
    ) % (values)


def _every_month(nth: int) -> str:
    return {
        1: _("On the first %(weekday)s of every month"),
        2: _("On the second %(weekday)s of every month"),
        3: _("On the third %(weekday)s of every month"),
        4: _("On the fourth %(weekday)s of every month"),
        -1: _("On the last %(weekday)s of every month"),
    }[nth]


def _every_quarter(nth: int) -> str:
    return {
        1: _("Quarterly on the first %(weekday)s"),
        2: _("Quarterly on the second %(weekday)s"),
        3: _("Quarterly on the third %(weekday)s"),
        4: _("Quarterly on the fourth %(weekday)s"),
        -1: _("Quarterly on the last %(weekday)s"),
    }[nth]


def _every_few_months(nth: int, count: int) -> str:
    return {
        1: ngettext(
            "Every %(count)s month on the first %(weekday)s", "Every %(count)s months on the first %(weekday)s", count
        ),
        2: ngettext(
            "Every %(count)s month on the second %(weekday)s", "Every %(count)s months on the second %(weekday)s", count
        ),
        3: ngettext(
            "Every %(count)s month on the third %(weekday)s", "Every %(count)s months on the third %(weekday)s", count
        ),
        4: ngettext(
            "Every %(count)s month on the fourth %(weekday)s", "Every %(count)s months on the fourth %(weekday)s", count
        ),
        -1: ngettext(
            "Every %(count)s month on the last %(weekday)s", "Every %(count)s months on the last %(weekday)s", count
        ),
    }[nth]


def _by_monthday(step: Step) -> str:
    values = {"day": str(ordinal(step.monthday)), "count": step.interval}
    if step.interval == 1 and step.monthday > 28:
        return _("On the %(day)s of every month that has one") % values
    if step.interval == 1:
        return _("On the %(day)s of every month") % values
    if step.interval == QUARTER and step.monthday > 28:
        return _("Quarterly on the %(day)s, where the month has one") % values
    if step.interval == QUARTER:
        return _("Quarterly on the %(day)s") % values
    if step.monthday > 28:
        return (
            ngettext(
                "Every %(count)s month on the %(day)s, where the month has one",
                "Every %(count)s months on the %(day)s, where the month has one",
                step.interval,
            )
            % values
        )
    return (
        ngettext("Every %(count)s month on the %(day)s", "Every %(count)s months on the %(day)s", step.interval)
        % values
    )

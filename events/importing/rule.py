"""The rule of a row: from its words and dates to a cadence."""

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from events.importing import cells as read
from events.importing.options import Options
from events.recurrence import Cadence, Step

# As the editor says it, and in one word. "every 2 weeks" is read apart.
REPEATS = {
    "": "week",
    "weekly": "week",
    "every week": "week",
    "once": "once",
    "daily": "day",
    "every day": "day",
    "every month on that weekday": "month-weekday",
    "every month on that day": "month-day",
}


def cadence(cells: dict[str, str], options: Options, today: date) -> Cadence:
    """The cadence of a row, moved by whole weeks as the options say; checked. ValidationError where it is none."""
    unit, interval = _repeats(cells["repeats"])
    first = read.day(cells, "first_date")
    last = first if unit == "once" and not cells["last_date"] else read.day(cells, "last_date")
    if last < first:
        raise ValidationError(_("The last date lies before the first."), code="ends_before_start")
    weeks = weeks_around(first, last, today) if options.around_today else options.shift_weeks
    first, last = read.moved(first, weeks), read.moved(last, weeks)
    step = _step(unit, interval, first, read.weekdays(cells, "weekday"))
    found = Cadence((step,), last)
    found.check()
    return found


def weeks_around(first: date, last: date, today: date) -> int:
    """How many whole weeks lay the middle of first to last closest to today; the same each time of a day."""
    return round((today.toordinal() * 2 - first.toordinal() - last.toordinal()) / 14)


def _repeats(said: str) -> tuple[str, int]:
    words = " ".join(said.casefold().split())
    if every := re.fullmatch(r"every ([2-9]|[1-4][0-9]|5[0-2]) weeks", words):
        return "week", int(every[1])
    if words not in REPEATS:
        sentence = _("“repeats” says “%(said)s”. Write one of: %(ways)s.")
        ways = ", ".join([*filter(None, REPEATS), "every 2 weeks"])
        raise ValidationError(sentence, code="no_rhythm", params={"said": words[:40], "ways": ways})
    return REPEATS[words], 1


def _step(unit: str, interval: int, first: date, weekdays: tuple[int, ...]) -> Step:
    if unit == "week":
        return Step("week", first, interval, weekdays or (first.weekday(),))
    if unit == "day":
        return Step("day", first)
    read.refuse_other_weekday(first, weekdays)
    if unit == "month-weekday":
        nth = (first.day - 1) // 7 + 1
        return Step("month", first, weekdays=(first.weekday(),), nth=nth if nth < 5 else -1)
    return Step("month", first, monthday=first.day) if unit == "month-day" else Step("once", first)

"""Recurrence rules of other people's calendars, read where a cadence can say the same.

No rule is expanded to find out: what is not plainly one of ours is refused with the code not_expressible.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from itertools import islice

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from events.recurrence.cadence import Cadence
from events.recurrence.checks import FIRST_YEAR, LAST_YEAR
from events.recurrence.rules import WEEKDAYS
from events.recurrence.step import NTHS, Step

MOST_CHARACTERS = 300
MOST_INTERVAL = 8
MOST_COUNT = 104
LONGEST = timedelta(days=2 * 365 + 1)
PARTS = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYSETPOS", "WKST"}


def from_rrule(text: str, dtstart: datetime | date) -> Cadence:
    """The cadence that says the same as the rule `text` of an event that first starts at `dtstart`.

    `dtstart` bears its zone, or is a local time or a day without one. Read are daily, weekly and monthly rules with
    INTERVAL up to 8, ending by COUNT up to 104 or by UNTIL within two years. Raises ValidationError: not_expressible,
    or a code of `Cadence.check`.
    """
    parts = _parts(text)
    first = dtstart.date() if isinstance(dtstart, datetime) else dtstart
    step = _step(parts, first)
    cadence = Cadence((step,), _until(parts, step, dtstart))
    cadence.check()
    if cadence.first != first:
        raise _refusal(_("The first date of this event does not fit its own rule."))
    return cadence


def _parts(text: str) -> dict[str, str]:
    if len(text) > MOST_CHARACTERS:
        raise _refusal(_("This rule is too long to be read."))
    parts = {}
    for part in text.strip().upper().removeprefix("RRULE:").split(";"):
        name, equals, value = part.partition("=")
        if not equals or name not in PARTS or name in parts:
            raise _too_special()
        parts[name] = value
    return parts


def _step(parts: dict[str, str], first: date) -> Step:
    unit = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month"}.get(parts.get("FREQ"))
    interval = _number(parts.get("INTERVAL", "1"), MOST_INTERVAL)
    if parts.get("WKST", "MO") not in WEEKDAYS:
        raise _too_special()
    if unit == "week":
        return Step("week", first, interval, weekdays=_weekdays(parts, first, interval))
    if unit == "month":
        return Step("month", first, interval, **_place_in_month(parts, first))
    if unit == "day" and not parts.keys() & {"BYDAY", "BYMONTHDAY", "BYSETPOS"}:
        return Step("day", first, interval)
    raise _too_special()


def _weekdays(parts: dict[str, str], first: date, interval: int) -> tuple[int, ...]:
    if parts.keys() & {"BYMONTHDAY", "BYSETPOS"}:
        raise _too_special()
    names = parts.get("BYDAY", WEEKDAYS[first.weekday()]).split(",")
    if not set(names) <= set(WEEKDAYS):
        raise _too_special()
    weekdays = sorted({WEEKDAYS.index(name) for name in names})
    week_begins = WEEKDAYS.index(parts.get("WKST", "MO"))
    if interval > 1 and weekdays[0] < week_begins <= weekdays[-1]:
        # Another day than Monday would put these weekdays into different weeks.
        raise _too_special()
    return tuple(weekdays)


def _place_in_month(parts: dict[str, str], first: date) -> dict:
    if "BYDAY" not in parts:
        if "BYSETPOS" in parts:
            raise _too_special()
        return {"monthday": _number(parts.get("BYMONTHDAY", str(first.day)), 31)}
    # The second Saturday is written 2SA, or SA with BYSETPOS=2.
    place = re.fullmatch(r"([+-]?[0-9])?([A-Z]{2})", parts["BYDAY"])
    if "BYMONTHDAY" in parts or not place or place[2] not in WEEKDAYS or bool(place[1]) == ("BYSETPOS" in parts):
        raise _too_special()
    nth = place[1] or parts["BYSETPOS"]
    if not re.fullmatch(r"[+-]?[0-9]", nth) or int(nth) not in NTHS:
        raise _too_special()
    return {"nth": int(nth), "weekdays": (WEEKDAYS.index(place[2]),)}


def _until(parts: dict[str, str], step: Step, dtstart: datetime | date) -> date:
    if ("COUNT" in parts) == ("UNTIL" in parts):
        raise _refusal(_("This rule does not say when it ends. Give it a last date."))
    if "COUNT" in parts:
        return _until_by_count(step, _number(parts["COUNT"], MOST_COUNT))
    until = _last_day(parts["UNTIL"], dtstart)
    if until - step.start > LONGEST:
        raise _refusal(_("This rule runs for more than two years. Give it an earlier last date."))
    return until


def _until_by_count(step: Step, count: int) -> date:
    days = list(islice(Cadence((step,), date(LAST_YEAR, 12, 31)).days(), count))
    if len(days) < count:
        raise _too_special()
    return days[-1]


def _last_day(text: str, dtstart: datetime | date) -> date:
    """The last local day on which a start at the hour of `dtstart` is not after UNTIL."""
    until = _moment(text)
    if len(text) == len("20261114") or not isinstance(dtstart, datetime):
        return until.date()
    if text.endswith("Z") and dtstart.tzinfo:
        until = until.astimezone(dtstart.tzinfo)
    return until.date() - timedelta(days=until.time() < dtstart.time())


def _moment(text: str) -> datetime:
    try:
        if re.fullmatch(r"[0-9]{8}", text):
            moment = datetime.strptime(text, "%Y%m%d")  # noqa: DTZ007 - a day, no moment
        elif re.fullmatch(r"[0-9]{8}T[0-9]{6}Z?", text):
            moment = datetime.strptime(text.removesuffix("Z"), "%Y%m%dT%H%M%S")  # noqa: DTZ007 - local, or set below
        else:
            raise _too_special()
    except ValueError as error:
        raise _too_special() from error
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise _too_special()
    return moment.replace(tzinfo=UTC)


def _number(text: str, most: int) -> int:
    if not re.fullmatch(r"[0-9]{1,3}", text) or not 1 <= int(text) <= most:
        raise _too_special()
    return int(text)


def _too_special() -> ValidationError:
    return _refusal(_("Only plain daily, weekly and monthly rules can be read. Enter the dates of this one by hand."))


def _refusal(sentence: str) -> ValidationError:
    return ValidationError(sentence, code="not_expressible")

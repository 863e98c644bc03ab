"""Cadences as iCalendar recurrence rules (RFC 5545 3.3.10): written for feeds, read by nothing but arithmetic."""

from __future__ import annotations

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from events.recurrence.cadence import Cadence
from events.recurrence.step import Step

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# Some months lack the days after it, and calendars differ in what they do then.
LAST_CERTAIN_MONTHDAY = 28


def to_rrule(cadence: Cadence, start_time: time, zone: str) -> dict | None:
    """The rule of a cadence as an RRULE's parts, for `event.add("rrule", ...)`; None where one rule cannot say it.

    None for a single date, for several steps, for a day of the month after the 28th, and where there is no date.
    DTSTART must be `cadence.first`. The end is UNTIL, the last start in UTC; where the clocks leave that start out or
    show it twice, the later of its readings, because calendars differ there and must all keep the last date.
    """
    step = cadence.steps[0]
    last = cadence.last
    if len(cadence.steps) > 1 or step.unit == "once" or (step.monthday or 0) > LAST_CERTAIN_MONTHDAY or last is None:
        return None
    rule = _frequency(step)
    if step.interval > 1:
        rule["INTERVAL"] = step.interval
    wall = datetime.combine(last, start_time, tzinfo=ZoneInfo(zone))
    rule["UNTIL"] = max(wall.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    return rule


def _frequency(step: Step) -> dict:
    if step.unit == "day":
        return {"FREQ": "DAILY"}
    if step.unit == "week":
        rule = {"FREQ": "WEEKLY", "BYDAY": [WEEKDAYS[weekday] for weekday in step.weekdays]}
        # Which days are of one week matters as soon as weeks are skipped.
        return rule | ({"WKST": "MO"} if step.interval > 1 else {})
    if step.monthday:
        return {"FREQ": "MONTHLY", "BYMONTHDAY": step.monthday}
    return {"FREQ": "MONTHLY", "BYDAY": f"{step.nth}{WEEKDAYS[step.weekdays[0]]}"}

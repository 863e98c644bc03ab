"""The rule of an event of a calendar, from today on: read by our own reader of rules, never expanded by a library."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from events.recurrence import Cadence, Step, from_rrule
from events.recurrence.checks import LAST_YEAR, plain_date

OPEN_RUNS = timedelta(weeks=26)  # a rule without an end goes on so long, and then is asked about
_END = re.compile(r";?(?:COUNT|UNTIL)=[^;]*", re.IGNORECASE)


@dataclass(frozen=True)
class Repeating:
    cadence: Cadence
    open_ended: bool = False
    notes: tuple[str, ...] = ()


def once(day: date) -> Repeating:
    return Repeating(Cadence((Step("once", day),), day))


def repeating(rule: str, start: datetime, today: date) -> Repeating:
    """The dates of a rule that are still to come. `start` bears its zone.

    Refused with the codes of `from_rrule`, and `over` where the last date is past. A rule that began earlier goes on
    with its next date, in the same rhythm; one without an end runs for half a year.
    """
    endless = _END.sub("", rule.strip()).strip(";")
    if rule.upper().count("COUNT=") + rule.upper().count("UNTIL=") > 1 or "COUNT=" in rule.upper():
        return _from_today(from_rrule(rule, start), today)
    step = from_rrule(f"{endless};COUNT=1", start).steps[0]
    first = next(Cadence((step,), date(LAST_YEAR, 12, 31)).days(after=max(today, step.start)), None)
    if first is None:
        raise over(step.start)
    if endless == rule.strip().strip(";"):
        cadence = Cadence((replace(step, start=first),), first + OPEN_RUNS)
        cadence.check()
        sentence = _("It has no last day: it is brought in until %(day)s and can be extended then.")
        notes = (sentence % {"day": plain_date(cadence.last)}, *_begun(step.start, first))
        return Repeating(cadence, open_ended=True, notes=notes)
    try:
        cadence = from_rrule(rule, start.replace(year=first.year, month=first.month, day=first.day))
    except ValidationError as refusal:
        if refusal.error_list[0].code == "ends_before_start":
            raise over(None) from refusal
        raise
    return Repeating(cadence, notes=_begun(step.start, first))


def _from_today(cadence: Cadence, today: date) -> Repeating:
    first = next(cadence.days(after=today), None)
    if first is None:
        raise over(cadence.last)
    begun = _begun(cadence.first, first)
    return Repeating(Cadence((replace(cadence.steps[0], start=first),), cadence.until), notes=begun)


def _begun(first: date, following: date) -> tuple[str, ...]:
    if following == first:
        return ()
    return (_("It began on %(day)s; its dates from today on are brought in.") % {"day": plain_date(first)},)


def over(last: date | None) -> ValidationError:
    """That nothing of it is still to come."""
    if last is None:
        return ValidationError(_("It is over."), code="over")
    return ValidationError(_("It is over: its last date was %(day)s."), code="over", params={"day": plain_date(last)})

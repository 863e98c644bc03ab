"""When the series of the sample take place: one of each kind of rhythm."""

from datetime import timedelta

from events.recurrence import Cadence, Step
from events.sample.days import FRIDAY, MONDAY, SATURDAY, SUNDAY, THURSDAY, TUESDAY, WEDNESDAY, Days


def rhythms(days: Days) -> dict[str, Cadence]:
    """A cadence for each series, by its key."""
    return {
        "library": _weekly(days, SATURDAY, first=-10, last=7),
        "buses": _weekly(days, THURSDAY, first=-8, last=12, every=2),
        "lights": Cadence((Step("day", days.coming(MONDAY)),), days.coming(MONDAY) + timedelta(days=6)),
        "supper": Cadence((Step("month", days.after(-100), weekdays=(SUNDAY,), nth=2),), days.after(200)),
        "walk": _once(days, SATURDAY, weeks=1),
        "lunches": _escalating(days),
        "tenants": _weekly(days, TUESDAY, first=-24, last=1),
        "crossing": _weekly(days, FRIDAY, first=-5, last=6),
        "night-bus": _weekly(days, SATURDAY, first=-40, last=-3),
        "read-in": _once(days, SUNDAY, weeks=4),
        "welcome": _weekly(days, SUNDAY, first=1, last=9),
    }


def _weekly(days: Days, weekday: int, *, first: int, last: int, every: int = 1) -> Cadence:
    """On one weekday, from `first` to `last` weeks around the coming one."""
    step = Step("week", days.coming(weekday, weeks=first), every, (weekday,))
    return Cadence((step,), days.coming(weekday, weeks=last))


def _once(days: Days, weekday: int, *, weeks: int) -> Cadence:
    day = days.coming(weekday, weeks=weeks)
    return Cadence((Step("once", day),), day)


def _escalating(days: Days) -> Cadence:
    """The first Wednesday of each quarter, then of each month, and every Wednesday from three weeks ahead on."""
    quarterly = Step("month", days.after(-300), 3, weekdays=(WEDNESDAY,), nth=1)
    monthly = Step("month", days.after(-75), weekdays=(WEDNESDAY,), nth=1)
    weekly = Step("week", days.coming(WEDNESDAY, weeks=3), weekdays=(WEDNESDAY,))
    return Cadence((quarterly, monthly, weekly), days.coming(WEDNESDAY, weeks=8))

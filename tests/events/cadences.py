"""Cadences, hours and zones to try properties on."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from hypothesis import strategies as st

from events.recurrence import Cadence, Step

# Cadences are tried over the years in which the world's zones change clocks by rules we know.
STARTS = st.dates(date(2001, 1, 1), date(2036, 12, 31))
WEEKDAYS = st.integers(0, 6)
ZONES = st.sampled_from(sorted(available_timezones()))
# Most clocks change at night: half of the hours tried are small ones.
TIMES = st.one_of(
    st.times(max_value=time(4), timezones=st.none()), st.times(max_value=time(23, 59), timezones=st.none())
).map(lambda moment: moment.replace(second=0, microsecond=0))


@st.composite
def steps(draw, start=STARTS, most_interval=52, most_monthday=31):
    """One sound step of any unit that repeats."""
    begin, interval = draw(start), draw(st.one_of(st.integers(1, 4), st.integers(1, most_interval)))
    kind = draw(st.sampled_from(["day", "week", "nth", "monthday"]))
    if kind == "day":
        return Step("day", begin, interval)
    if kind == "week":
        return Step("week", begin, interval, weekdays=tuple(draw(st.sets(WEEKDAYS, min_size=1))))
    if kind == "nth":
        return Step("month", begin, interval, weekdays=(draw(WEEKDAYS),), nth=draw(st.sampled_from([1, 2, 3, 4, -1])))
    return Step("month", begin, interval, monthday=draw(st.integers(1, most_monthday)))


@st.composite
def changes_of_clocks(draw):
    """A zone and a day in which its clocks change, where they change in that year; else any day of it."""
    zone, year = draw(ZONES), draw(st.integers(2001, 2036))
    midnights = [datetime(year, 1, 1, tzinfo=ZoneInfo(zone)) + timedelta(days=n) for n in range(366)]
    changes = [day for day, next_day in pairwise(midnights) if day.utcoffset() != next_day.utcoffset()]
    return draw(st.sampled_from(changes or midnights)).date(), zone


@st.composite
def plain_cadences(draw, most_interval=8):
    """A cadence of one step that a recurrence rule can say too, within two years."""
    step = draw(steps(most_interval=most_interval, most_monthday=28))
    return Cadence((step,), step.start + timedelta(days=draw(st.integers(0, 725))))


@st.composite
def escalating_cadences(draw):
    """Up to four steps, one after the other, some of them once."""
    start, sequence = draw(STARTS), []
    for _ in range(draw(st.integers(1, 4))):
        step = draw(st.one_of(steps(start=st.just(start)), st.just(Step("once", start))))
        sequence.append(step)
        start += timedelta(days=draw(st.integers(1, 250)))
    return Cadence(tuple(sequence), start)


def is_sound(cadence: Cadence) -> bool:
    try:
        cadence.check()
    except ValidationError:
        return False
    return True


CADENCES = escalating_cadences().filter(is_sound)
PLAIN_CADENCES = plain_cadences().filter(is_sound)

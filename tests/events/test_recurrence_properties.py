"""What holds for every cadence, zone and year."""

import json
from datetime import datetime, time, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import vRecur

from events.recurrence import Cadence, comes_twice, ends, from_rrule, in_gap, local, starts, to_rrule
from tests.events.cadences import CADENCES, PLAIN_CADENCES, TIMES, ZONES, changes_of_clocks

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
tried = settings(deadline=None, max_examples=150)


def every_day(cadence):
    return [cadence.steps[0].start + DAY * n for n in range((cadence.until - cadence.steps[0].start).days + 1)]


def fits(step, day):
    """The definition of a step, day by day and without arithmetic on windows."""
    if step.unit == "once":
        return day == step.start
    if step.unit == "day":
        return (day - step.start).days % step.interval == 0
    if step.unit == "week":
        weeks = ((day - timedelta(day.weekday())) - (step.start - timedelta(step.start.weekday()))).days // 7
        return weeks % step.interval == 0 and day.weekday() in step.weekdays
    months = (day.year - step.start.year) * 12 + day.month - step.start.month
    if step.monthday:
        return months % step.interval == 0 and day.day == step.monthday
    in_place = (day + 7 * DAY).month != day.month if step.nth == -1 else (day.day - 1) // 7 + 1 == step.nth
    return months % step.interval == 0 and (day.weekday(),) == step.weekdays and in_place


@tried
@given(CADENCES)
def test_no_date_is_lost_or_doubled(cadence):
    expected = [day for day in every_day(cadence) if fits(cadence.steps[cadence.running(day)], day)]

    assert list(cadence.days()) == expected


@tried
@given(CADENCES, st.lists(st.fractions(0, 1), max_size=6))
def test_windows_that_meet_make_the_whole(cadence, cuts):
    start, length = cadence.steps[0].start, cadence.until - cadence.steps[0].start
    edges = [None, *(start + timedelta(days=int(cut * length.days)) for cut in sorted(cuts)), None]

    pieces = [day for after, before in pairwise(edges) for day in cadence.days(after=after, before=before)]

    assert pieces == list(cadence.days())


@tried
@given(CADENCES)
def test_first_last_and_count_are_those_of_the_list(cadence):
    days = list(cadence.days())

    assert (cadence.first, cadence.last, cadence.count()) == (days[0], days[-1], len(days))


@tried
@given(CADENCES)
def test_a_second_reading_gives_the_same_dates(cadence):
    assert list(cadence.days()) == list(cadence.days())


@tried
@given(CADENCES)
def test_json_gives_an_equal_cadence_back(cadence):
    assert Cadence.from_json(json.loads(json.dumps(cadence.to_json()))) == cadence


@tried
@given(CADENCES, TIMES, ZONES)
def test_no_hour_ever_drifts(cadence, at, zone):
    for day in cadence.days():
        shown = local(starts(day, at, zone), zone).replace(tzinfo=None)
        if in_gap(day, at, zone):
            assert shown > datetime.combine(day, at)
        else:
            assert shown == datetime.combine(day, at)


@tried
@given(CADENCES, TIMES, ZONES)
def test_starts_follow_each_other(cadence, at, zone):
    instants = [starts(day, at, zone) for day in cadence.days()]

    # Not stricter: where an island leaves out a whole day, that date and the next may fall together.
    assert instants == sorted(instants)


@tried
@given(changes_of_clocks(), TIMES)
def test_a_start_in_a_gap_is_the_first_moment_after_it(change, at):
    day, zone = change
    start = starts(day, at, zone)

    shown, shown_before = (local(moment, zone).replace(tzinfo=None) for moment in (start, start - SECOND))
    wanted = datetime.combine(day, at)
    assert shown_before < wanted
    assert (shown > wanted) == in_gap(day, at, zone)


@tried
@given(changes_of_clocks(), TIMES)
def test_of_an_hour_that_comes_twice_the_first_is_taken(change, at):
    day, zone = change
    start = starts(day, at, zone)

    later = [start + timedelta(minutes=minutes) for minutes in range(1, 24 * 60 + 1)]
    shown_again = {local(moment, zone).replace(tzinfo=None) for moment in later}
    assert (datetime.combine(day, at) in shown_again) == comes_twice(day, at, zone)


@tried
@given(changes_of_clocks(), TIMES, st.integers(1, 24 * 60))
def test_a_length_is_elapsed_time(change, at, minutes):
    start = starts(change[0], at, change[1])

    assert ends(start, minutes) - start == timedelta(minutes=minutes)


@tried
@given(PLAIN_CADENCES, TIMES, ZONES)
def test_a_rule_reads_back_as_the_same_dates(cadence, at, zone):
    text = vRecur(to_rrule(cadence, at, zone)).to_ical().decode()
    first = local(starts(cadence.first, time(12), zone), zone).replace(hour=at.hour, minute=at.minute)

    assert list(from_rrule(text, first).days()) == list(cadence.days())

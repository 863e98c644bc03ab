"""What lies in the past comes in as held; rows move by whole weeks."""

from collections import Counter
from datetime import date

import pytest
import time_machine

from events.importing.rule import weeks_around
from events.models import Occurrence, Series
from tests.events.sheets import brought

pytestmark = pytest.mark.django_db


def dates() -> Counter:
    return Counter(Occurrence.objects.values_list("state", flat=True))


@time_machine.travel("2026-11-18 12:00Z", tick=False)
def test_past_run_comes_in_as_held_and_ended():
    brought({}, agreed=True)

    series = Series.objects.get()
    assert (series.state, series.is_public, series.announced_at is not None) == ("ended", True, True)
    assert dates() == {"held": 6}


@time_machine.travel("2026-11-18 12:00Z", tick=False)
def test_run_that_goes_on_is_announced_with_its_past_held():
    brought({"first_date": "2026-11-07", "last_date": "2026-12-05"}, agreed=True)

    assert Series.objects.get().state == "announced"
    assert dates() == {"held": 2, "planned": 3}


@time_machine.travel("2026-11-18 12:00Z", tick=False)
def test_draft_has_no_dates_until_it_is_agreed():
    brought({"series_id": "a"})
    assert dates() == {}

    brought({"series_id": "a"}, agreed=True)
    assert dates() == {"held": 6}


@time_machine.travel("2026-11-18 12:00Z", tick=False)
def test_shift_moves_by_whole_weeks():
    brought({}, shift_weeks=-2)

    series = Series.objects.get()
    assert (series.first_day, series.last_day) == (date(2024, 2, 17), date(2024, 3, 23))


@pytest.mark.parametrize("weeks", [5_000, -10_000, 10**6, -(10**6)])
def test_shift_beyond_the_years_that_we_keep_is_refused(weeks):
    (outcome,) = brought({}, shift_weeks=weeks)

    assert outcome.code == "year"


@time_machine.travel("2026-11-18 12:00Z", tick=False)
def test_around_today_keeps_the_weekday_and_lays_today_in_the_middle():
    brought({}, around_today=True, agreed=True)

    series = Series.objects.get()
    assert [day.isoformat() for day in series.cadence.days()] == [
        "2026-10-31",
        "2026-11-07",
        "2026-11-14",
        "2026-11-21",
        "2026-11-28",
        "2026-12-05",
    ]
    assert (series.state, dates()) == ("announced", {"held": 3, "planned": 3})


@time_machine.travel("2026-11-18 12:00Z", tick=False)
def test_around_today_once_is_there_tomorrow_too():
    brought({}, around_today=True, agreed=True)

    with time_machine.travel("2027-03-18 12:00Z", tick=False):
        (outcome,) = brought({}, around_today=True, agreed=True)

    assert outcome.verdict == "unchanged"


@pytest.mark.parametrize("offset", range(-30, 31))
def test_middle_is_never_farther_than_half_a_week(offset):
    first, last = date(2024, 3, 2), date(2024, 4, 6)
    today = date.fromordinal(date(2026, 11, 18).toordinal() + offset)

    weeks = weeks_around(first, last, today)

    middle = (first.toordinal() + last.toordinal()) / 2 + 7 * weeks
    assert abs(today.toordinal() - middle) <= 3.5


def test_two_hundred_and_seventy_weeks_are_within_bounds():
    (outcome,) = brought({"first_date": "2021-01-02", "last_date": "2026-02-28"}, agreed=True)

    assert (outcome.verdict, dates()) == ("created", {"held": 270})

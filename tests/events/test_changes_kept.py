"""What a change leaves alone: days that somebody has, dates that are over, people. Each was found by the machine."""

from datetime import date, time, timedelta

import pytest
import time_machine

from events.models import Occurrence, Series
from events.models.changing import Wish
from events.models.new_rule import NewRule
from events.recurrence import Cadence, Step
from tests import factories

pytestmark = pytest.mark.django_db

FIRST = date(2026, 11, 14)


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel("2026-11-09 15:00:00+00:00", tick=False) as clock:
        yield clock


@pytest.fixture
def vigil(host, ada) -> Series:
    """Saturdays at 12:00, from 14 November to 2 January."""
    return factories.series(host, by=ada, first=FIRST)


def week(number: int, **days: int) -> date:
    return FIRST + timedelta(weeks=number, **days)


def row(series: Series, day: date) -> Occurrence:
    return Series.objects.get(pk=series.pk).occurrences.with_rules().get(original_day=day)


def days(series: Series) -> list[date]:
    return list(series.occurrences.kept().order_by("day").values_list("day", flat=True))


def on(series: Series, from_day: date, *weekdays: int, **fields) -> NewRule:
    cadence = Cadence((Step("week", from_day, 1, weekdays),), series.cadence.until)
    return NewRule.of(series, from_day, cadence=cadence, **fields)


def test_a_date_moved_to_a_day_of_the_new_rule_takes_that_day(vigil, ada):
    row(vigil, week(1)).move(by=ada, day=week(1, days=4), start_time=time(12))
    vigil.change_rule(on(vigil, week(0), 2, 5), by=ada)

    assert days(vigil).count(week(1, days=4)) == 1
    assert row(vigil, week(1)).ruled_day == week(1, days=4)


def test_a_date_from_before_that_was_moved_into_the_new_rule_takes_its_day(vigil, ada):
    row(vigil, week(0)).move(by=ada, day=week(2, days=1), start_time=time(15))
    vigil.change_rule(on(vigil, week(1), 6), by=ada)

    moved = row(vigil, week(0))
    assert days(vigil).count(week(2, days=1)) == 1
    assert (moved.former_rule, moved.ruled_day, moved.start_time) == (None, week(2, days=1), time(15))


def test_an_extra_date_keeps_its_hour_under_a_rule_that_has_its_day(vigil, ada):
    vigil.add_date(week(1, days=4), by=ada, start_time=time(18))
    vigil.change_rule(on(vigil, week(0), 2, 5), by=ada)

    assert row(vigil, week(1, days=4)).start_time == time(18)


def test_what_was_cancelled_by_hand_does_not_come_back_with_a_rule(vigil, ada):
    row(vigil, week(1)).cancel(by=ada)
    vigil.change_rule(on(vigil, week(0), 6), by=ada)
    vigil.change_rule(on(vigil, week(0), 5), by=ada)

    assert row(vigil, week(1)).is_cancelled
    assert row(vigil, week(2)).is_planned


def test_a_date_is_not_moved_to_a_day_that_an_earlier_rule_still_has(host, ada):
    long = factories.series(host, by=ada, first=FIRST, weeks=30)
    long.change_rule(on(long, week(20), 6), by=ada)

    long.change_dates([Wish(week(15), "cancel")], by=ada)

    assert row(long, week(15)).is_cancelled
    assert row(long, week(1))._is_taken(week(14))


def test_a_series_that_goes_on_has_no_second_date_where_one_was_moved(vigil, ada):
    row(vigil, week(7)).move(by=ada, day=week(8), start_time=time(12))
    vigil.extend(week(10), by=ada)
    vigil.roll()

    assert days(vigil).count(week(8)) == 1
    assert Series.objects.get(pk=vigil.pk).first_day == FIRST


def test_taking_a_rule_back_leaves_what_was_held_by_it(vigil, ada, monday):
    monday.move_to("2026-11-14 15:30:00+00:00")  # half past ten on the first Saturday
    leeds = factories.town(name="City Square", locality="Leeds")
    change = vigil.change_rule(NewRule.of(vigil, FIRST, start_time=time(10, 35), minutes=15, place=leeds), by=ada)
    monday.move_to("2026-11-14 16:00:00+00:00")

    change.undo(by=ada)

    held, next_one = row(vigil, week(0)), row(vigil, week(1))
    assert (held.start_time, held.minutes, held.where) == (time(10, 35), 15, leeds)
    assert (next_one.start_time, next_one.where.name) == (time(12), "Oak Plaza")


def test_who_answered_since_is_told_that_a_change_was_taken_back(vigil, ada, monday):
    change = vigil.change_rule(on(vigil, week(0), 6), by=ada)
    monday.shift(timedelta(minutes=5))
    factories.coming(vigil, row(vigil, week(1)), address="june@example.org")

    change.undo(by=ada)

    assert factories.recipients("date_changed") == ["june@example.org"]


def test_what_was_let_go_on_since_is_not_taken_back(vigil, ada, monday):
    change = vigil.change_dates([Wish(week(0), "cancel")], by=ada)
    monday.shift(timedelta(minutes=5))
    vigil.extend(week(10), by=ada)

    assert not vigil.changes.get(pk=change.pk).can_be_undone


def test_the_call_off_of_somebody_who_has_erased_her_account_is_taken_back(vigil, ada, bo):
    vigil.cancel(by=bo)
    bo.erase()

    change = vigil.changes.get()
    assert (change.by, "decided_by_id" in change.series_before) == (None, False)
    change.undo(by=ada)
    assert Series.objects.get(pk=vigil.pk).is_announced


def test_who_ended_it_stays_known_when_a_later_change_is_taken_back(vigil, ada, bo, monday):
    monday.move_to("2026-11-16 15:00:00+00:00")
    vigil.end(by=bo, on=week(3))
    vigil.cancel(by=ada)
    vigil.changes.latest("pk").undo(by=ada)

    assert Series.objects.get(pk=vigil.pk).decided_by == bo

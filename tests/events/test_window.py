"""The daily task of dates: what is due is found by counting, done together, and done once."""

from datetime import date, time, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Occurrence, Series, window
from events.models.new_rule import NewRule
from events.recurrence import Cadence, Step
from events.tasks import roll_dates
from tests import factories

pytestmark = pytest.mark.django_db

FIRST = date(2026, 11, 14)
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel("2026-11-09 15:00:00+00:00", tick=False) as clock:
        yield clock


@pytest.fixture
def long(host, ada) -> Series:
    """Saturdays for thirty weeks."""
    return factories.series(host, by=ada, first=FIRST, weeks=30)


def due() -> list[int]:
    return list(window.behind())


def test_nothing_is_due_until_a_day_comes_into_the_window(long, monday):
    assert due() == []
    monday.shift(5 * DAY)
    assert due() == [long.pk]
    roll_dates()
    assert due() == []


def test_what_rolls_together_is_what_rolls_alone(host, ada, monday):
    rules = [
        Step("week", FIRST, 2, (1, 5)),
        Step("month", FIRST, 1, (5,), 1),
        Step("month", FIRST, monthday=31),
        Step("day", FIRST, 3),
    ]
    both = [
        [factories.series(host, by=ada, cadence=Cadence((rule,), FIRST + 30 * WEEK)) for rule in rules]
        for _ in range(2)
    ]
    monday.shift(3 * WEEK + DAY)

    for series in both[0]:
        series.roll()
    Series.roll_together([series.pk for series in both[1]])

    for alone, together in zip(*both, strict=True):
        assert list(alone.occurrences.values_list("day", "starts_at")) == list(
            together.occurrences.values_list("day", "starts_at")
        )
    assert due() == []


def test_the_next_date_of_a_rare_one_is_always_due(host, ada, monday):
    yearly = Cadence((Step("month", FIRST, 12, monthday=14),), FIRST + timedelta(days=800))
    series = factories.series(host, by=ada, cadence=yearly)
    monday.shift(WEEK)

    assert due() == [series.pk]
    roll_dates()
    assert due() == []
    assert series.occurrences.count() == 2


def test_a_date_made_beforehand_hides_none_before_it(long, monday):
    Occurrence.of(long, FIRST + 20 * WEEK).save()
    monday.shift(WEEK)
    assert due() == [long.pk]


def test_days_of_a_rule_that_holds_until_later_are_due_too(long, ada, monday):
    long.change_rule(NewRule.of(long, FIRST + 15 * WEEK, start_time=time(17)), by=ada)
    monday.shift(3 * WEEK)
    assert due() == [long.pk]
    roll_dates()
    assert due() == []
    assert set(long.occurrences.values_list("start_time", flat=True)) == {time(12)}


def test_many_that_are_due_cost_as_many_queries_as_few(host, ada, monday):
    def queries() -> int:
        monday.shift(WEEK)
        with CaptureQueriesContext(connection) as asked:
            roll_dates()
        return len(asked)

    factories.series(host, by=ada, first=FIRST, weeks=30)
    few = queries()
    for _ in range(4):
        factories.series(host, by=ada, first=FIRST, weeks=30)
    assert queries() <= few  # the first time a heartbeat is made


def test_one_that_owes_a_new_day_is_not_closed_for_ninety_days(host, ada, monday):
    once = factories.series(host, by=ada, first=FIRST, weeks=1)
    once.occurrences.get().postpone(by=ada)
    monday.shift(2 * WEEK)
    roll_dates()
    once.refresh_from_db()
    assert once.is_announced

    monday.shift(timedelta(days=90))
    roll_dates()
    once.refresh_from_db()
    assert once.is_over

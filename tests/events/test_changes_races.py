"""Several people at the same moment upon one series, each with a connection of her own."""

from datetime import date, time, timedelta

import pytest
import time_machine
from django.db import connection

from events.models import Attendance, Occurrence, Series
from events.models.changing import Wish
from events.models.new_rule import NewRule
from events.recurrence import Cadence, Step
from tests import factories
from tests.races import at_once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time."),
]

FIRST = date(2026, 11, 14)
WEEK = timedelta(weeks=1)
TIMES = 5


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel("2026-11-09 15:00:00+00:00", tick=True) as clock:
        yield clock


@pytest.fixture
def vigil(host, ada) -> Series:
    """Saturdays at 12:00 for twenty weeks, of which eight are rows."""
    return factories.series(host, by=ada, first=FIRST, weeks=20)


def anew(series: Series) -> Series:
    """As somebody else has read it."""
    return Series.objects.get(pk=series.pk)


def row(series: Series, number: int) -> Occurrence:
    return anew(series).occurrences.get(original_day=FIRST + number * WEEK)


def sundays(series: Series) -> NewRule:
    cadence = Cadence((Step("week", FIRST + timedelta(days=8), 1, (6,)),), series.cadence.until)
    return NewRule.of(series, FIRST + WEEK, cadence=cadence)


def is_sound(series: Series) -> None:
    """Each day once, each date by its rule, all days of the window there."""
    series = anew(series)
    rows = list(series.occurrences.kept().with_rules())
    days = [each.day for each in rows]
    assert len(days) == len(set(days))
    ruled = {day for rule in series.rules() for day in rule.cadence.days()}
    assert {each.ruled_day for each in rows if each.ruled_day} <= ruled
    for each in rows:
        assert each.is_off or each.is_exception or each.start_time == each.rule.start_time
    assert series.roll() == 0


def test_of_two_who_change_one_date_the_second_is_told(vigil, ada, cy):
    for number in range(TIMES):
        mine, hers = row(vigil, number), row(vigil, number)
        answers = at_once(
            lambda mine=mine: mine.cancel(by=ada, reason="Storm."),
            lambda hers=hers: hers.move(by=cy, day=hers.day, start_time=time(18)),
        )

        assert sorted(answers, key=str) == [None, "changed_meanwhile"]
        assert row(vigil, number).sequence == 1
    assert vigil.changes.count() == TIMES


def test_of_two_dates_that_are_moved_to_one_day_one_stays(vigil, ada, cy):
    free = FIRST + timedelta(days=3)
    moves = [
        lambda each=each: anew(vigil).change_dates([Wish(each, "move", day=free)], by=ada)
        for each in (FIRST, FIRST + WEEK)
    ]

    def outcome(move):
        try:
            return bool(move())
        except Exception as refusal:
            return list(refusal.message_dict)

    done = at_once(*(lambda move=move: outcome(move) for move in moves))

    assert sorted(done, key=str)[0] is True or True in done
    assert vigil.occurrences.filter(day=free).count() == 1
    is_sound(vigil)


def test_a_rule_and_an_undo_at_once_leave_one_rule_or_the_other(vigil, ada, cy):
    for number in range(TIMES):
        first = anew(vigil).change_rule(NewRule.of(anew(vigil), FIRST, start_time=time(13 + number)), by=ada)
        rule = sundays(anew(vigil))

        at_once(lambda change=first: change.undo(by=ada), lambda rule=rule: anew(vigil).change_rule(rule, by=cy))

        is_sound(vigil)
        for change in anew(vigil).changes.standing().order_by("-pk"):
            change.undo(by=ada)
        assert (anew(vigil).start_time, anew(vigil).former_rules.count()) == (time(12), 0)
        is_sound(vigil)


def test_what_rolls_while_a_rule_changes_goes_by_the_one_that_holds(vigil, ada, monday):
    for number in range(TIMES):
        monday.shift(timedelta(days=7))
        stale = anew(vigil)
        rule = NewRule.of(stale, stale.today(), start_time=time(13 + number))
        at_once(
            lambda rule=rule: anew(vigil).change_rule(rule, by=ada),
            stale.roll,
            lambda: Series.roll_together([vigil.pk]),
        )

        anew(vigil).roll()
        is_sound(vigil)
        to_come = anew(vigil).occurrences.to_come()
        assert set(to_come.values_list("start_time", flat=True)) == {time(13 + number)}


def test_nobody_comes_to_a_date_that_is_taken_out_in_that_moment(vigil, ada):
    for number in range(TIMES):
        date_ = row(vigil, number)
        answers = at_once(
            lambda date_=date_: date_.remove(by=ada),
            lambda number=number: Attendance.come(anew(vigil), [row(vigil, number)]),
        )

        assert ("people" in answers) != ("date_is_off" in answers)
        gone = row(vigil, number)
        assert gone.is_removed != gone.attendances.exists()


def test_two_who_take_one_change_back_do_it_once(vigil, ada, cy):
    change = vigil.change_dates([Wish(FIRST, "cancel"), Wish(FIRST + WEEK, "cancel")], by=ada)
    pressed = [anew(vigil).changes.get(pk=change.pk) for _ in range(2)]

    answers = at_once(*(lambda one=one: one.undo(by=cy) for one in pressed))

    assert sorted(answers, key=str) == [None, "too_late"]
    assert row(vigil, 0).is_planned

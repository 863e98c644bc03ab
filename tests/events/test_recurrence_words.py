"""How a cadence is said."""

from datetime import date, time

import pytest

from events.recurrence import Cadence, Step, in_full, left_out, sentence, when_sentence

DAY = date(2026, 12, 5)
SATURDAYS = Cadence((Step("week", DAY, weekdays=(5,)),), date(2027, 1, 16))
ESCALATING = Cadence(
    (
        Step("month", date(2026, 9, 1), weekdays=(5,), nth=-1),
        Step("week", DAY, weekdays=(5,)),
        Step("once", date(2027, 1, 16)),
    ),
    date(2027, 1, 16),
)


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (Step("once", DAY), "Once, on Saturday 5 December 2026"),
        (Step("day", DAY), "Every day"),
        (Step("day", DAY, 2), "Every other day"),
        (Step("day", DAY, 10), "Every 10 days"),
        (Step("week", DAY, weekdays=(5,)), "Every Saturday"),
        (Step("week", DAY, weekdays=(0, 2, 4)), "Every Monday, Wednesday and Friday"),
        (Step("week", DAY, weekdays=range(7)), "Every day"),
        (Step("week", DAY, 2, weekdays=(3,)), "Every other Thursday"),
        (Step("week", DAY, 3, weekdays=(0, 4)), "Every 3 weeks on Monday and Friday"),
        (Step("month", DAY, weekdays=(5,), nth=2), "On the second Saturday of every month"),
        (Step("month", DAY, weekdays=(4,), nth=-1), "On the last Friday of every month"),
        (Step("month", DAY, 3, weekdays=(0,), nth=1), "Quarterly on the first Monday"),
        (Step("month", DAY, monthday=15), "On the 15th of every month"),
        (Step("month", DAY, monthday=31), "On the 31st of every month that has one"),
        (Step("month", DAY, 3, weekdays=(5,), nth=-1), "Quarterly on the last Saturday"),
        (Step("month", DAY, 3, monthday=5), "Quarterly on the 5th"),
        (Step("month", DAY, 3, monthday=31), "Quarterly on the 31st, where the month has one"),
        (Step("month", DAY, 2, monthday=1), "Every 2 months on the 1st"),
        (Step("month", DAY, 2, monthday=30), "Every 2 months on the 30th, where the month has one"),
    ],
)
def test_each_unit_in_words(step, words):
    assert sentence(Cadence((step,), date(2027, 12, 31))) == words


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (time(12), "Every Saturday at noon"),
        (time(17, 30), "Every Saturday at 17:30"),
        (time(0), "Every Saturday at midnight"),
        (time(9, 5), "Every Saturday at 09:05"),
    ],
)
def test_the_hour_in_words(at, words):
    assert when_sentence(SATURDAYS, at) == words


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (None, "On the last Saturday of every month at noon, then from 5 December 2026 every Saturday"),
        (date(2026, 12, 4), "On the last Saturday of every month at noon, then from 5 December 2026 every Saturday"),
        (DAY, "Every Saturday at noon, then once on 16 January 2027"),
        (date(2027, 1, 16), "Once, on Saturday 16 January 2027 at noon"),
    ],
)
def test_an_escalating_cadence_says_what_holds_on_a_day_and_what_follows(on, words):
    assert when_sentence(ESCALATING, time(12), on) == words


def test_an_escalating_cadence_is_said_in_full_before_it_is_announced():
    steps = (
        Step("month", date(2026, 9, 1), 3, weekdays=(5,), nth=1),
        Step("month", DAY, weekdays=(5,), nth=1),
        Step("week", date(2027, 6, 1), weekdays=(5,)),
        Step("day", date(2027, 9, 1)),
    )

    assert in_full(Cadence(steps, date(2027, 9, 30)), time(12)) == (
        "Quarterly on the first Saturday at noon, then from 5 December 2026 on the first Saturday of every month, "
        "then from 1 June 2027 every Saturday, then from 1 September 2027 every day"
    )


@pytest.mark.parametrize(
    ("step", "sentences"),
    [
        (Step("month", DAY, monthday=28), []),
        (Step("month", DAY, monthday=29), ["February 2027 and February 2029 have no 29th, and so no date."]),
        (Step("month", DAY, monthday=30), ["February has no 30th, and so no date."]),
        (
            Step("month", DAY, monthday=31),
            ["February, April, June, September and November have no 31st, and so no date."],
        ),
        (Step("month", date(2027, 1, 1), 3, monthday=31), ["April has no 31st, and so no date."]),
        (Step("week", DAY, weekdays=(5,)), []),
    ],
)
def test_months_without_that_day_are_named(step, sentences):
    assert left_out(Cadence((step,), date(2029, 3, 31))) == sentences


def test_a_month_after_the_step_is_not_named():
    steps = (Step("month", date(2027, 1, 1), monthday=31), Step("day", date(2027, 4, 1)))

    assert left_out(Cadence(steps, date(2027, 4, 30))) == ["February has no 31st, and so no date."]

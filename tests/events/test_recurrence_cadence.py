"""Cadences by example: what each unit means, what is refused, and what is stored."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from events.recurrence import Cadence, Step

WEDNESDAY = date(2026, 11, 11)


def days_of(step, until):
    return [day.isoformat() for day in Cadence((step,), until).days()]


def refusal_of(*steps, until=date(2027, 1, 16)):
    with pytest.raises(ValidationError) as refusal:
        Cadence(steps, until).check()
    return refusal.value


def weekly(start=WEDNESDAY, **fields):
    return Step("week", start, **{"weekdays": (5,)} | fields)


def test_a_week_begins_on_monday_and_the_first_one_counts_from_its_start():
    assert days_of(weekly(interval=2, weekdays=(0, 4)), date(2026, 12, 11)) == [
        "2026-11-13",
        "2026-11-23",
        "2026-11-27",
        "2026-12-07",
        "2026-12-11",
    ]


def test_until_is_inclusive():
    assert days_of(weekly(), date(2026, 11, 21)) == ["2026-11-14", "2026-11-21"]


def test_the_second_saturday_of_every_other_month():
    step = Step("month", date(2026, 11, 20), interval=2, weekdays=(5,), nth=2)

    assert days_of(step, date(2027, 6, 1)) == ["2027-01-09", "2027-03-13", "2027-05-08"]


def test_the_last_day_of_the_week_in_a_month_of_four_and_of_five():
    step = Step("month", date(2026, 10, 1), weekdays=(5,), nth=-1)

    assert days_of(step, date(2026, 11, 30)) == ["2026-10-31", "2026-11-28"]


def test_a_month_without_the_day_is_skipped():
    step = Step("month", date(2026, 12, 1), monthday=31)

    assert days_of(step, date(2027, 5, 31)) == ["2026-12-31", "2027-01-31", "2027-03-31", "2027-05-31"]


def test_every_third_day_goes_over_the_end_of_february():
    assert days_of(Step("day", date(2028, 2, 27), interval=3), date(2028, 3, 5)) == [
        "2028-02-27",
        "2028-03-01",
        "2028-03-04",
    ]


def test_a_step_ends_the_day_before_the_next_begins():
    cadence = Cadence((weekly(), Step("day", date(2026, 11, 28)), Step("once", date(2026, 12, 5))), date(2026, 12, 31))

    assert [day.day for day in cadence.days()] == [14, 21, 28, 29, 30, 1, 2, 3, 4, 5]


def test_a_step_that_would_begin_after_the_last_day_does_not_stretch_the_one_before():
    cadence = Cadence((weekly(), Step("day", date(2027, 1, 1))), date(2026, 11, 21))

    assert [day.day for day in cadence.days()] == [14, 21]
    with pytest.raises(ValidationError):
        cadence.check()


def test_the_step_running_on_a_day():
    cadence = Cadence((weekly(), Step("day", date(2026, 11, 28))), date(2026, 12, 31))

    days = [date(2026, 1, 1), date(2026, 11, 27), date(2026, 11, 28), date(2027, 5, 1)]
    assert [cadence.running(day) for day in days] == [0, 0, 1, 1]


def test_a_window_takes_its_first_day_and_leaves_its_last():
    cadence = Cadence((weekly(),), date(2026, 12, 31))

    assert list(cadence.days(after=date(2026, 11, 14), before=date(2026, 11, 28))) == [
        date(2026, 11, 14),
        date(2026, 11, 21),
    ]


def test_counting_stops_at_the_limit():
    assert Cadence((Step("day", WEDNESDAY),), date(2099, 1, 1)).count(limit=371) == 371


def test_without_a_date_first_and_last_are_none():
    cadence = Cadence((weekly(),), date(2026, 11, 13))

    assert (cadence.first, cadence.last) == (None, None)


def test_a_last_day_before_the_first_is_refused_with_the_first_named():
    refusal = refusal_of(weekly(), until=date(2026, 11, 13))

    assert refusal.code == "ends_before_start"
    assert refusal.messages == ["The last date must come after the first, 14 November 2026."]


def test_a_single_date_is_enough():
    Cadence((weekly(),), date(2026, 11, 14)).check()


def test_a_rule_without_any_date_is_refused():
    never = Step("month", date(2026, 2, 1), interval=12, monthday=30)

    assert refusal_of(never, until=date(2050, 1, 1)).code == "no_dates"


def test_a_step_that_has_no_date_before_the_next_is_refused():
    refusal = refusal_of(weekly(), Step("day", date(2026, 11, 13)))

    assert refusal.code == "no_dates"
    assert refusal.messages == ["The step that begins on 11 November 2026 has no date before it ends."]


def test_three_hundred_and_seventy_dates_pass_and_one_more_does_not():
    Cadence((Step("day", date(2026, 1, 1)),), date(2027, 1, 5)).check()

    assert refusal_of(Step("day", date(2026, 1, 1)), until=date(2027, 1, 6)).code == "too_many"


@pytest.mark.parametrize(
    "steps",
    [
        (),
        (Step("year", WEDNESDAY),),
        (Step("day", WEDNESDAY, interval=0),),
        (Step("day", WEDNESDAY, interval=53),),
        (Step("once", WEDNESDAY, interval=2),),
        (Step("once", WEDNESDAY, weekdays=(1,)),),
        (Step("day", WEDNESDAY, nth=1),),
        (Step("day", date(1899, 12, 31)),),
        (Step("day", date(2101, 1, 1)),),
        (weekly(weekdays=()),),
        (weekly(weekdays=(7,)),),
        (weekly(weekdays=(-1,)),),
        (weekly(nth=1),),
        (Step("month", WEDNESDAY),),
        (Step("month", WEDNESDAY, weekdays=(5,), nth=2, monthday=3),),
        (Step("month", WEDNESDAY, weekdays=(5,), monthday=3),),
        (Step("month", WEDNESDAY, weekdays=(5,), nth=5),),
        (Step("month", WEDNESDAY, weekdays=(5,), nth=0),),
        (Step("month", WEDNESDAY, weekdays=(5,), nth=-2),),
        (Step("month", WEDNESDAY, weekdays=(4, 5), nth=1),),
        (Step("month", WEDNESDAY, weekdays=(), nth=1),),
        (Step("month", WEDNESDAY, monthday=0),),
        (Step("month", WEDNESDAY, monthday=32),),
        (weekly(), Step("day", WEDNESDAY)),
        (weekly(), Step("day", date(2026, 11, 1))),
    ],
)
def test_a_bad_step_is_refused(steps):
    assert refusal_of(*steps).code == "bad_step"


def test_a_last_year_out_of_range_is_refused():
    assert refusal_of(weekly(), until=date(2101, 1, 1)).code == "bad_step"


def test_weekdays_are_kept_sorted_and_once_each():
    assert weekly(weekdays=[5, 0, 5]) == weekly(weekdays=(0, 5))


def test_json_names_every_field():
    cadence = Cadence((weekly(interval=2),), date(2027, 1, 16))

    step = {"unit": "week", "start": "2026-11-11", "interval": 2, "weekdays": [5], "nth": None, "monthday": None}
    assert cadence.to_json() == {"steps": [step], "until": "2027-01-16"}


STORED = {"unit": "week", "start": "2026-11-11", "interval": 1, "weekdays": [5], "nth": None, "monthday": None}


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {},
        {"steps": [STORED]},
        {"steps": [], "until": "2027-01-16"},
        {"steps": {"0": STORED}, "until": "2027-01-16"},
        {"steps": [STORED], "until": "2027-01-16", "zone": "UTC"},
        {"steps": [STORED], "until": None},
        {"steps": [STORED], "until": "2027-W02-6"},
        {"steps": [STORED], "until": "20270116"},
        {"steps": [STORED], "until": "9999-12-31"},
        {"steps": [STORED], "until": "2027-02-30"},
        *(
            {"steps": [STORED | odd], "until": "2027-01-16"}
            for odd in (
                {"unit": "year"},
                {"unit": None},
                {"unit": ["week"]},
                {"start": 20261111},
                {"interval": "1"},
                {"interval": True},
                {"interval": 1.0},
                {"interval": 0},
                {"weekdays": []},
                {"weekdays": "5"},
                {"weekdays": [5, 0]},
                {"weekdays": [5, 5]},
                {"weekdays": ["5"]},
                {"weekdays": [[5]]},
                {"nth": 1},
                {"nth": False},
                {"monthday": "3"},
                {"skip": []},
            )
        ),
    ],
)
def test_odd_json_is_a_value_error(data):
    with pytest.raises(ValueError):
        Cadence.from_json(data)

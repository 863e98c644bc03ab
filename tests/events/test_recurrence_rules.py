"""Recurrence rules by example: what we write, what we read of others, and what we refuse."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from events.recurrence import Cadence, Step, from_rrule, to_rrule

BERLIN = "Europe/Berlin"
SATURDAY = datetime(2026, 11, 14, 12, tzinfo=ZoneInfo(BERLIN))
WEDNESDAY = date(2026, 11, 11)


def rule_of(step, until=date(2027, 1, 20), at=time(12), zone=BERLIN):
    return to_rrule(Cadence((step,), until), at, zone)


def read(rule, dtstart=SATURDAY):
    return [day.isoformat() for day in from_rrule(rule, dtstart).days()]


def test_until_is_the_last_start_in_utc():
    assert rule_of(Step("week", WEDNESDAY, weekdays=(5,))) == {
        "FREQ": "WEEKLY",
        "BYDAY": ["SA"],
        "UNTIL": datetime(2027, 1, 16, 11, tzinfo=UTC),
    }


def test_the_week_is_said_to_begin_on_monday_where_weeks_are_skipped():
    rule = rule_of(Step("week", WEDNESDAY, 2, weekdays=(6, 0)))

    assert (rule["INTERVAL"], rule["WKST"], rule["BYDAY"]) == (2, "MO", ["MO", "SU"])


@pytest.mark.parametrize(
    ("step", "part"),
    [
        (Step("day", WEDNESDAY), {"FREQ": "DAILY"}),
        (Step("month", WEDNESDAY, monthday=28), {"FREQ": "MONTHLY", "BYMONTHDAY": 28}),
        (Step("month", WEDNESDAY, weekdays=(5,), nth=2), {"FREQ": "MONTHLY", "BYDAY": "2SA"}),
        (Step("month", WEDNESDAY, weekdays=(0,), nth=-1), {"FREQ": "MONTHLY", "BYDAY": "-1MO"}),
    ],
)
def test_other_units_as_rules(step, part):
    rule = rule_of(step)

    del rule["UNTIL"]
    assert rule == part


@pytest.mark.parametrize(
    "cadence",
    [
        Cadence((Step("once", WEDNESDAY),), WEDNESDAY),
        Cadence((Step("month", WEDNESDAY, monthday=29),), date(2027, 12, 31)),
        Cadence((Step("week", WEDNESDAY, weekdays=(5,)), Step("day", date(2027, 1, 1))), date(2027, 1, 9)),
        Cadence((Step("week", WEDNESDAY, weekdays=(5,)),), WEDNESDAY),
    ],
)
def test_what_one_rule_cannot_say_has_none(cadence):
    assert to_rrule(cadence, time(12), BERLIN) is None


@pytest.mark.parametrize(
    ("until", "later_reading"),
    [
        (date(2026, 3, 29), datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
    ],
)
def test_a_last_start_that_calendars_read_in_two_ways_lies_within_until(until, later_reading):
    rule = rule_of(Step("day", until - timedelta(days=9)), until=until, at=time(2, 30))

    assert rule["UNTIL"] == later_reading


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=WEEKLY;COUNT=3", ["2026-11-14", "2026-11-21", "2026-11-28"]),
        ("RRULE:FREQ=WEEKLY;BYDAY=SA;COUNT=2", ["2026-11-14", "2026-11-21"]),
        ("freq=weekly;byday=sa,tu;count=3", ["2026-11-14", "2026-11-17", "2026-11-21"]),
        ("FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=SA;UNTIL=20261212T110000Z", ["2026-11-14", "2026-11-28", "2026-12-12"]),
        ("FREQ=WEEKLY;UNTIL=20261121T110000Z", ["2026-11-14", "2026-11-21"]),
        ("FREQ=WEEKLY;UNTIL=20261121T105959Z", ["2026-11-14"]),
        ("FREQ=WEEKLY;UNTIL=20261121T120000", ["2026-11-14", "2026-11-21"]),
        ("FREQ=WEEKLY;UNTIL=20261121T115959", ["2026-11-14"]),
        ("FREQ=WEEKLY;UNTIL=20261121", ["2026-11-14", "2026-11-21"]),
        ("FREQ=DAILY;INTERVAL=8;COUNT=2", ["2026-11-14", "2026-11-22"]),
        ("FREQ=MONTHLY;BYDAY=2SA;COUNT=2", ["2026-11-14", "2026-12-12"]),
        ("FREQ=MONTHLY;BYDAY=+2SA;COUNT=2", ["2026-11-14", "2026-12-12"]),
        ("FREQ=MONTHLY;BYDAY=SA;BYSETPOS=2;COUNT=2", ["2026-11-14", "2026-12-12"]),
        ("FREQ=MONTHLY;BYMONTHDAY=14;COUNT=2", ["2026-11-14", "2026-12-14"]),
        ("FREQ=MONTHLY;COUNT=2", ["2026-11-14", "2026-12-14"]),
    ],
)
def test_rules_of_others_that_a_cadence_can_say(rule, days):
    assert read(rule) == days


def test_an_evening_in_the_west_ends_on_its_local_day():
    evening = datetime(2026, 11, 14, 19, tzinfo=ZoneInfo("America/Chicago"))

    assert read("FREQ=WEEKLY;UNTIL=20261122T010000Z", evening) == ["2026-11-14", "2026-11-21"]


def test_a_rule_of_whole_days():
    assert read("FREQ=WEEKLY;UNTIL=20261121", date(2026, 11, 14)) == ["2026-11-14", "2026-11-21"]


def test_a_hundred_and_four_dates_and_two_years_are_the_most():
    assert len(read("FREQ=WEEKLY;COUNT=104")) == 104
    assert len(read("FREQ=MONTHLY;UNTIL=20281114T110000Z")) == 25


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "FREQ",
        "FREQ=WEEKLY",
        "FREQ=SECONDLY;COUNT=3",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;COUNT=3",
        "FREQ=WEEKLY;COUNT=3;UNTIL=20261121",
        "FREQ=WEEKLY;COUNT=3;COUNT=3",
        "FREQ=WEEKLY;COUNT=0",
        "FREQ=WEEKLY;COUNT=105",
        "FREQ=WEEKLY;COUNT=-1",
        "FREQ=WEEKLY;COUNT=٣",
        "FREQ=WEEKLY;COUNT=99999999999999999999",
        "FREQ=WEEKLY;INTERVAL=0;COUNT=3",
        "FREQ=WEEKLY;INTERVAL=9;COUNT=3",
        "FREQ=WEEKLY;INTERVAL=;COUNT=3",
        "FREQ=WEEKLY;BYDAY=;COUNT=3",
        "FREQ=WEEKLY;BYDAY=1SA;COUNT=3",
        "FREQ=WEEKLY;BYDAY=XX;COUNT=3",
        "FREQ=WEEKLY;BYDAY=FR;COUNT=3",
        "FREQ=WEEKLY;BYHOUR=9,17;COUNT=3",
        "FREQ=WEEKLY;BYMONTHDAY=14;COUNT=3",
        "FREQ=WEEKLY;WKST=XX;COUNT=3",
        "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=SA,SU;COUNT=3",
        "FREQ=WEEKLY;RSCALE=GREGORIAN;COUNT=3",
        "FREQ=WEEKLY;UNTIL=20281115T110000Z",
        "FREQ=WEEKLY;UNTIL=99991231T235959Z",
        "FREQ=WEEKLY;UNTIL=00010101T000000Z",
        "FREQ=WEEKLY;UNTIL=20261332",
        "FREQ=WEEKLY;UNTIL=2026-11-21",
        "FREQ=DAILY;BYDAY=SA;COUNT=3",
        "FREQ=MONTHLY;BYDAY=1SA,2SA;COUNT=3",
        "FREQ=MONTHLY;BYDAY=5SA;COUNT=3",
        "FREQ=MONTHLY;BYDAY=-2SA;COUNT=3",
        "FREQ=MONTHLY;BYDAY=SA;COUNT=3",
        "FREQ=MONTHLY;BYDAY=2SA;BYSETPOS=1;COUNT=3",
        "FREQ=MONTHLY;BYDAY=SA;BYSETPOS=1,2;COUNT=3",
        "FREQ=MONTHLY;BYSETPOS=1;COUNT=3",
        "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3",
        "FREQ=MONTHLY;BYMONTHDAY=14,15;COUNT=3",
        "FREQ=MONTHLY;BYMONTHDAY=14;BYDAY=2SA;COUNT=3",
        "FREQ=MONTHLY;BYMONTHDAY=13;COUNT=3",
        "FREQ=WEEKLY;COUNT=3" + ";X=" + "A" * 100_000,
        "FREQ=WEEKLY;COUNT=3\x00",
    ],
)
def test_other_rules_are_refused(rule):
    with pytest.raises(ValidationError) as refusal:
        from_rrule(rule, SATURDAY)

    assert refusal.value.code == "not_expressible"


def test_an_until_before_the_first_date_is_refused_as_one():
    with pytest.raises(ValidationError) as refusal:
        from_rrule("FREQ=WEEKLY;UNTIL=20261101T110000Z", SATURDAY)

    assert refusal.value.code == "ends_before_start"


def test_two_years_of_days_are_too_many():
    with pytest.raises(ValidationError) as refusal:
        from_rrule("FREQ=DAILY;UNTIL=20281101T110000Z", SATURDAY)

    assert refusal.value.code == "too_many"


@pytest.mark.parametrize("year", [1, 1800, 2101, 9999])
@pytest.mark.parametrize(
    "rule", ["FREQ=DAILY;COUNT=3", "FREQ=MONTHLY;INTERVAL=8;COUNT=104", "FREQ=WEEKLY;UNTIL=20261121"]
)
def test_a_first_date_in_a_far_year_is_refused(year, rule):
    with pytest.raises(ValidationError):
        from_rrule(rule, datetime(year, 12, 31, 23, 59, tzinfo=ZoneInfo("Pacific/Kiritimati")) - timedelta(days=1))

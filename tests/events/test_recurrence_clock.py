"""Instants by example: the two changes of clocks, a town that stopped changing, an island that left out a day."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfoNotFoundError

import pytest

from events.recurrence import comes_twice, ends, in_gap, local, starts


def test_noon_stays_noon_over_both_changes_of_the_clocks():
    days = [date(2026, 3, 28), date(2026, 3, 29), date(2026, 10, 24), date(2026, 10, 25)]

    assert [starts(day, time(12), "Europe/Berlin").hour for day in days] == [11, 10, 10, 11]


def test_a_time_that_is_left_out_becomes_the_first_moment_after_the_gap():
    spring = (date(2026, 3, 29), time(2, 30), "Europe/Berlin")

    assert in_gap(*spring)
    assert starts(*spring) == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)
    assert local(starts(*spring), "Europe/Berlin").time() == time(3)


def test_a_gap_of_half_an_hour_ends_after_half_an_hour():
    assert starts(date(2026, 10, 4), time(2, 15), "Australia/Lord_Howe") == datetime(2026, 10, 3, 15, 30, tzinfo=UTC)


def test_a_gap_begins_with_its_first_minute_and_ends_before_its_last():
    day = date(2026, 3, 29)

    assert [in_gap(day, at, "Europe/Berlin") for at in (time(1, 59), time(2), time(2, 59), time(3))] == [
        False,
        True,
        True,
        False,
    ]


def test_a_day_that_is_left_out_starts_with_the_next():
    assert starts(date(2011, 12, 30), time(12), "Pacific/Apia") == datetime(2011, 12, 30, 10, tzinfo=UTC)


def test_of_a_time_that_comes_twice_the_first_is_taken():
    autumn = (date(2026, 10, 25), time(2, 30), "Europe/Berlin")

    assert comes_twice(*autumn)
    assert starts(*autumn) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert starts(autumn[0], time(2, 30, fold=1), "Europe/Berlin") == starts(*autumn)


def test_a_night_walk_over_the_change_lasts_as_long_as_it_lasts():
    start = starts(date(2026, 10, 24), time(23), "Europe/Berlin")

    assert local(ends(start, 6 * 60), "Europe/Berlin").time() == time(4)


def test_vancouver_does_not_set_its_clocks_back_in_2026():
    # Zone data older than 2026.6, which systems still carry, puts this noon an hour later.
    assert starts(date(2026, 11, 2), time(12), "America/Vancouver") == datetime(2026, 11, 2, 19, tzinfo=UTC)


def test_an_unknown_zone_is_an_error():
    with pytest.raises(ZoneInfoNotFoundError):
        starts(date(2026, 11, 2), time(12), "Europe/Atlantis")

"""The clocks on the wall say what the rule says, in every zone, through 2040 and through any change of the rule."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st

from events.models import Occurrence, Series
from events.models.new_rule import NewRule
from events.recurrence import Cadence, Step, in_gap
from places.models import Place
from tests import factories
from tests.events import seen
from tests.events.rhythms import HOURS, ZONES

YEARS = st.integers(2026, 2039)
STEPS = st.builds(
    lambda year, month, weekday: Step("week", date(year, month, 1), 1, (weekday,)),
    YEARS,
    st.integers(1, 12),
    st.integers(0, 6),
)


@settings(deadline=None, max_examples=120)
@given(STEPS, st.sampled_from(HOURS), st.sampled_from(ZONES), st.sampled_from([15, 60, 24 * 60]))
def test_the_hour_of_a_rule_is_the_hour_on_the_wall_through_2040(step, hour, zone, minutes):
    place = Place(name="Plaza", latitude=0.0, longitude=0.0, time_zone=zone)
    cadence = Cadence((step,), min(step.start + timedelta(days=800), date(2040, 12, 31)))
    series = Series(place=place, time_zone=zone, cadence=cadence, start_time=hour, minutes=minutes)

    for day in cadence.days():
        row = Occurrence.of(series, day)
        assert row.starts_at == seen.instant(day, hour, zone)
        assert row.ends_at - row.starts_at == timedelta(minutes=minutes)
        if in_gap(day, hour, zone):
            assert row.starts_local.time() > hour or row.starts_local.date() > day
        else:
            assert (row.starts_local.date(), row.begins) == (day, hour)


@pytest.mark.django_db
@pytest.mark.parametrize("zone", ZONES)
def test_a_rule_of_another_zone_is_read_on_its_clocks_and_the_dates_before_on_theirs(host, ada, zone):
    with time_machine.travel(datetime(2026, 10, 5, 12, tzinfo=UTC), tick=False):
        series = factories.series(host, by=ada, first=date(2026, 10, 10), weeks=40)
        there = factories.town(name="Plaza", time_zone=zone)
        series.change_rule(NewRule.of(series, date(2026, 11, 7), place=there, time_zone=zone), by=ada)

        for row in series.all_dates(date.min, date.max):
            expected = "America/New_York" if row.day < date(2026, 11, 7) else zone
            assert row.starts_at == seen.instant(row.day, time(12), expected)
            assert row.begins == time(12)

"""Whatever is changed and whenever it rolls: no date is lost, doubled or altered."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.models import Occurrence
from events.recurrence import Cadence, Step, starts
from tests import factories

START = date(2027, 1, 4)
ZONES = ["America/New_York", "Europe/Berlin", "Pacific/Auckland", "America/Phoenix", "Pacific/Fiji"]
RULES = st.one_of(
    st.builds(
        lambda interval, weekdays: Step("week", START, interval, tuple(weekdays)),
        st.integers(1, 4),
        st.sets(st.integers(0, 6), min_size=1, max_size=3),
    ),
    st.builds(
        lambda weekday, nth: Step("month", START, 1, (weekday,), nth), st.integers(0, 6), st.sampled_from([1, -1])
    ),
    st.builds(lambda day: Step("month", START, monthday=day), st.integers(1, 31)),
)
ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("wait"), st.integers(1, 30)),
        st.tuples(st.just("roll"), st.just(0)),
        st.tuples(st.just("cancel"), st.integers(0, 9)),
        st.tuples(st.just("restore"), st.integers(0, 9)),
        st.tuples(st.just("move"), st.integers(0, 9)),
    ),
    min_size=5,
    max_size=12,
)
FACTS = ("pk", "uid", "original_day", "day", "start_time", "place_id", "state", "starts_at", "sequence")


def facts() -> dict:
    return {row["original_day"]: row for row in Occurrence.objects.values(*FACTS)}


def act(series, verb: str, number: int, by) -> None:
    dates = list(series.occurrences.order_by("original_day"))
    date_ = dates[number % len(dates)]
    try:
        if verb == "cancel":
            date_.cancel(by=by)
        elif verb == "restore":
            date_.restore(by=by)
        elif verb == "move":
            date_.move(by=by, day=date_.day + timedelta(days=1), start_time=time(18))
    except ValidationError:
        pass  # over, cancelled or taken: nothing has changed then


@pytest.mark.django_db(transaction=False)
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(step=RULES, zone=st.sampled_from(ZONES), acts=ACTS)
def test_regenerating_never_loses_doubles_or_changes(host, ada, step, zone, acts):
    today = datetime(2027, 1, 2, 12, tzinfo=UTC)
    Occurrence.objects.all().delete()
    rule = Cadence((step,), START + timedelta(days=200))
    with time_machine.travel(today, tick=False) as clock:
        series = factories.series(host, by=ada, cadence=rule, place=factories.town(time_zone=zone))
        for verb, number in acts:
            if verb == "wait":
                clock.shift(timedelta(days=number))
            elif verb != "roll":
                act(series, verb, number, ada)
            before = facts()
            series.roll()
            after = facts()

            assert {day: after[day] for day in before} == before
            assert series.roll() == 0
        ruled = list(rule.days())
        horizon = max(series.today() + timedelta(weeks=8), min(day for day in [*ruled, date.max] if day >= START))

    made = sorted(after)
    assert made == ruled[: len(made)]
    assert [day for day in ruled if day <= horizon and day not in after] == []
    untouched = [row for row in after.values() if row["sequence"] == 0]
    assert all(row["starts_at"] == starts(row["original_day"], time(12), zone) for row in untouched)

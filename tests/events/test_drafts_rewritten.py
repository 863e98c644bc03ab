"""A draft whose rule is written anew keeps of its hand-made exceptions what still fits."""

from datetime import date, time, timedelta

import pytest
import time_machine

from events.models import Occurrence, Series
from events.models.changing import Wish
from events.recurrence import Cadence, Step
from tests import factories

pytestmark = pytest.mark.django_db

FIRST = date(2026, 11, 14)
UNTIL = FIRST + timedelta(weeks=7)


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel("2026-11-09 15:00:00+00:00", tick=False):
        yield


@pytest.fixture
def draft(host, ada) -> Series:
    """Saturdays at 12:00: the second is left out, the third at 15:00, the fourth on Sunday, and a Wednesday beside."""
    draft = factories.series(host, by=ada, first=FIRST, announced=False)
    wishes = [
        Wish(week(1), "cancel"),
        Wish(week(2), "move", start_time=time(15)),
        Wish(week(3), "move", day=week(3, days=1)),
        Wish(week(4, days=4), "add", start_time=time(18)),
    ]
    draft.change_dates(wishes, by=ada)
    return Series.objects.get(pk=draft.pk)


def week(number: int, **days: int) -> date:
    return FIRST + timedelta(weeks=number, **days)


def weekly(*weekdays: int) -> Cadence:
    return Cadence((Step("week", FIRST, 1, weekdays),), UNTIL)


def rows(series: Series) -> dict[date, tuple]:
    found = series.occurrences.order_by("day").values_list("original_day", "day", "start_time", "state")
    return {known_as: facts for known_as, *facts in found}


def rewrite(draft: Series, by, cadence: Cadence, **fields) -> None:
    draft.rewrite(by=by, cadence=cadence, place=fields.pop("place", draft.place), **fields)


def test_another_hour_moves_what_had_the_hour_of_the_rule(draft, ada):
    rewrite(draft, ada, weekly(5), start_time=time(10))

    found = rows(draft)
    assert found[week(1)][2] == Occurrence.State.REMOVED
    assert found[week(2)] == [week(2), time(15), "planned"]
    assert found[week(3)] == [week(3, days=1), time(10), "planned"]
    assert found[week(4, days=4)] == [week(4, days=4), time(18), "planned"]


def test_other_days_drop_what_no_day_takes(draft, ada):
    dropped = draft.dropped_by(weekly(6))
    rewrite(draft, ada, weekly(6))

    assert [row.original_day for row in dropped] == [week(1), week(2)]
    assert list(rows(draft)) == [week(3, days=1), week(4, days=4)]
    draft.announce(by=ada)
    assert week(3, days=1) in rows(draft)
    assert len(rows(draft)) == len(set(rows(draft))) == 8


def test_a_day_that_comes_back_by_the_new_rule_is_no_hole(draft, ada):
    rewrite(draft, ada, weekly(5, 6))
    draft.announce(by=ada)

    days = set(draft.occurrences.going_ahead().values_list("day", flat=True))
    assert {week(3), week(3, days=1)} <= days
    assert week(1) not in days


def test_another_place_is_that_of_every_date_without_its_own(draft, ada):
    leeds = factories.town(name="City Square", locality="Leeds", time_zone="Europe/London")
    rewrite(draft, ada, weekly(5), place=leeds)

    row = draft.occurrences.with_rules().get(original_day=week(2))
    assert (row.where, row.starts_at.hour, row.latitude) == (leeds, 15, leeds.latitude)


def test_what_was_done_to_a_draft_is_taken_back_no_more(draft, ada):
    rewrite(draft, ada, weekly(5))
    assert draft.changes.count() == 0

"""A hearing or vote that is on another day by an entry which waits: nobody is sent to the wrong day."""

from datetime import time, timedelta

import pytest
from django.core.exceptions import ValidationError

from demands.models import Action, enter_moved
from tests import factories

pytestmark = pytest.mark.django_db


def day(demand, days: int):
    return demand.today() + timedelta(days=days)


@pytest.fixture
def vote(demand, ada, eve) -> Action:
    """Set three days ago for the day after tomorrow."""
    fields = {"on": day(demand, -3), "set_day": day(demand, 2), "set_time": time(19)}
    return factories.action(demand, "vote_set", by=ada, confirmed_by=eve, **fields)


def moved(demand) -> tuple:
    demand.refresh_from_db()
    return demand.decision_is_moved, demand.moved_to


def test_a_later_entry_says_at_once_that_it_was_moved(as_user, demand, ada, eve, vote):
    entry = factories.action(demand, "vote_set", by=ada, set_day=day(demand, 9))
    assert moved(demand) == (True, day(demand, 9))
    assert "Moved, not confirmed yet" in as_user(None).get(demand.get_absolute_url()).content.decode()

    entry.confirm(by=eve)

    assert (moved(demand), demand.decision_on) == ((False, None), day(demand, 9))
    assert "not confirmed yet" not in as_user(None).get(demand.get_absolute_url()).content.decode()


def test_a_correction_says_so_too_and_what_is_taken_back_does_not(demand, ada, vote):
    entry = factories.action(demand, "vote_set", by=ada, set_day=day(demand, 9), corrects=vote)
    assert moved(demand) == (True, day(demand, 9))

    entry.retract(by=ada)

    assert moved(demand) == (False, None)


def test_what_was_put_off_sends_nobody_anywhere(as_user, demand, ada, vote):
    factories.action(demand, "deferred", by=ada)

    page = as_user(None).get(demand.get_absolute_url())

    assert (moved(demand), page.context["decision"]) == ((True, None), None)
    assert "Put off, not confirmed yet" in page.content.decode()
    assert "Put off, not confirmed yet" in as_user(None).get("/demands/").content.decode()


def test_who_enters_it_reads_that_the_page_says_so(as_user, demand, ada, vote):
    entry = factories.action(demand, "vote_set", by=ada, set_day=day(demand, 9))

    assert "says at once that the day was moved" in as_user(ada).get(entry.get_absolute_url()).content.decode()


def test_other_programs_read_it(as_user, demand, ada, vote):
    factories.action(demand, "vote_set", by=ada, set_day=day(demand, 9))

    said = as_user(None).get(f"{demand.get_absolute_url().rstrip('/')}.json").json()

    assert (said["decision_moved"], said["moved_to"]) == (True, day(demand, 9).isoformat())


def test_a_day_that_is_over_is_moved_no_more(demand, ada, eve):
    over = {"on": day(demand, -9), "set_day": day(demand, -2)}
    factories.action(demand, "vote_set", by=ada, confirmed_by=eve, **over)
    factories.action(demand, "deferred", by=ada, on=day(demand, -3))

    assert moved(demand) == (False, None)


def test_who_erases_her_account_moves_nothing(demand, ada, eve, vote):
    factories.action(demand, "deferred", by=eve)

    eve.erase()

    assert moved(demand) == (False, None)


def test_two_days_set_on_one_day_are_refused(demand, ada, vote):
    with pytest.raises(ValidationError) as refusal:
        factories.action(demand, "vote_set", by=ada, on=vote.on, set_day=day(demand, 9))

    assert list(refusal.value.message_dict) == ["on"]


def test_what_was_set_today_and_confirmed_is_corrected_by_moving_it(demand, ada, eve):
    first = factories.action(demand, "vote_set", by=ada, confirmed_by=eve, set_day=day(demand, 9))

    entry = enter_moved(first, by=ada, set_day=day(demand, 5), set_time=time(19))
    assert (entry.corrects, moved(demand)) == (first, (True, day(demand, 5)))
    entry.confirm(by=eve)

    demand.refresh_from_db()
    assert demand.decision_on == day(demand, 5)


def test_what_was_set_today_and_waits_is_taken_back_by_moving_it(demand, ada, eve):
    first = factories.action(demand, "vote_set", by=ada, set_day=day(demand, 9))

    entry = enter_moved(first, by=eve, set_day=day(demand, 5), set_time=time(19))
    entry.confirm(by=ada)

    first.refresh_from_db()
    demand.refresh_from_db()
    assert (bool(first.dropped_at), demand.decision_on) == (True, day(demand, 5))


def test_moved_twice_in_a_day_it_corrects_what_was_confirmed(demand, ada, eve):
    first = factories.action(demand, "vote_set", by=ada, confirmed_by=eve, set_day=day(demand, 9))

    entry = first
    for days in (5, 7):
        entry = enter_moved(entry, by=ada, set_day=day(demand, days), set_time=None)

    assert (entry.corrects, moved(demand)) == (first, (True, day(demand, 7)))

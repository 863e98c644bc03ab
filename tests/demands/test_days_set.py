"""Which hearings and votes are set, by the confirmed actions alone."""

from datetime import date

import pytest

from demands.days_set import days_set
from demands.stages import Fact, Happened

H = Happened
DAY = date(2026, 3, 20)


def vote(number: int, day: date = DAY, **fields) -> Fact:
    return Fact(number, H.VOTE_SET, date(2026, 3, number), set_day=day, **fields)


def later(kind: Happened, day: int = 10) -> Fact:
    return Fact(9, kind, date(2026, 3, day))


@pytest.mark.parametrize("kind", [H.DEFERRED, H.WITHDRAWN, H.EXPIRED, H.REJECTED, H.REPEALED, H.ADOPTED])
def test_what_ends_or_puts_it_off_calls_it_off(kind):
    assert days_set([vote(1), later(kind)])[1].kind == kind


@pytest.mark.parametrize("kind", [H.REFERRED, H.HEARD, H.AMENDED, H.HEARING_SET])
def test_what_happens_on_the_way_leaves_it_set(kind):
    assert days_set([vote(1), Fact(9, kind, date(2026, 3, 10), set_day=DAY)])[1] is None


def test_on_its_own_day_it_has_come():
    assert days_set([vote(1), later(H.ADOPTED, day=20)])[1] is None


def test_a_vote_set_anew_takes_the_place_of_that_of_the_same_body_alone():
    committee = vote(1, acting_body="Committee")

    found = days_set([committee, vote(2), vote(3, date(2026, 3, 27))])

    assert {number: off and off.number for number, off in found.items()} == {1: None, 2: 3, 3: None}


def test_what_was_corrected_is_not_among_them():
    assert list(days_set([vote(1), vote(2, corrects=1)])) == [2]

"""What a demand's standing is derived to be, from facts alone."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demands.stages import LEADS_TO, Degree, Fact, Happened, Outcome, Result, Stage, derive, expected_day
from tests.depth import patience

H = Happened


def facts(*kinds, **fields):
    """One after the other, a day apart."""
    return [Fact(number, kind, date(2026, 1, number), **fields) for number, kind in enumerate(kinds, start=1)]


def test_nothing_happened_yet():
    found = derive([])

    assert (found.stage, found.since, found.outcome) == (Stage.DRAFTING, None, Outcome.OPEN)


@pytest.mark.parametrize("kind", LEADS_TO)
def test_each_kind_leads_to_its_stage(kind):
    assert derive(facts(kind)).stage == LEADS_TO[kind]


def test_the_order_of_entering_does_not_matter():
    forth = facts(H.DELIVERED, H.INTRODUCED, H.HEARD, H.ADOPTED, H.SIGNED)

    assert derive(forth) == derive(reversed(forth))


@pytest.mark.parametrize("kind", [H.HEARD, H.REPORTED, H.REFERRED, H.AMENDED, H.DEFERRED])
def test_what_is_talked_about_after_a_win_leaves_it_a_win(kind):
    found = derive(facts(H.ADOPTED, kind))

    assert (found.stage, found.outcome, found.since) == (Stage.ADOPTED, Outcome.WON, date(2026, 1, 1))


@pytest.mark.parametrize(
    ("kinds", "stage", "outcome"),
    [
        ((H.ADOPTED, H.VETOED), Stage.VETOED, Outcome.OPEN),
        ((H.ADOPTED, H.VETOED, H.OVERRIDDEN), Stage.OVERRIDDEN, Outcome.WON),
        ((H.ADOPTED, H.TO_BALLOT), Stage.TO_BALLOT, Outcome.OPEN),
        ((H.ADOPTED, H.TO_BALLOT, H.REJECTED), Stage.FAILED, Outcome.LOST),
        ((H.IN_FORCE, H.CHALLENGED), Stage.CHALLENGED, Outcome.WON),
        ((H.IN_FORCE, H.REPEALED), Stage.RESCINDED, Outcome.REVERSED),
        ((H.REFERRED, H.EXPIRED), Stage.EXPIRED, Outcome.LOST),
        ((H.IN_FORCE, H.EXPIRED), Stage.EXPIRED, Outcome.REVERSED),
        ((H.REJECTED, H.INTRODUCED), Stage.FILED, Outcome.OPEN),
    ],
)
def test_what_turns_a_demand_around(kinds, stage, outcome):
    found = derive(facts(*kinds))

    assert (found.stage, found.outcome) == (stage, outcome)


def test_a_win_without_evidence_is_none():
    assert derive(facts(H.ADOPTED, has_evidence=False)).outcome == Outcome.OPEN


def test_a_correction_takes_the_place_of_the_corrected():
    first, vote = facts(H.INTRODUCED, H.ADOPTED)
    corrected = Fact(3, H.REJECTED, vote.on, corrects=vote.number)

    assert derive([first, vote, corrected]).stage == Stage.FAILED


def test_a_correction_of_a_correction_stands_alone():
    vote = Fact(1, H.ADOPTED, date(2026, 1, 1))
    second, third = Fact(2, H.REJECTED, vote.on, corrects=1), Fact(3, H.ADOPTED, vote.on, corrects=2)

    assert derive([vote, second, third]).outcome == Outcome.WON


def test_what_did_not_happen_leaves_what_was_before():
    first, vote = facts(H.INTRODUCED, H.ADOPTED)

    assert derive([first, vote, Fact(3, H.MISTAKEN, vote.on, corrects=2)]).stage == Stage.FILED


def test_of_one_day_a_vote_that_is_set_for_later_comes_last():
    day, later = date(2026, 1, 1), date(2026, 2, 1)
    heard, vote = Fact(2, H.HEARD, day), Fact(1, H.VOTE_SET, day, set_day=later)

    found = derive([vote, heard])
    assert (found.stage, found.decision_on) == (Stage.VOTE_SCHEDULED, later)


def test_what_is_changed_before_the_vote_leaves_its_day():
    later = date(2026, 2, 1)
    found = derive([Fact(1, H.VOTE_SET, date(2026, 1, 1), set_day=later), Fact(2, H.AMENDED, date(2026, 1, 9))])

    assert (found.stage, found.decision_on) == (Stage.AMENDED, later)


FACTS = st.lists(
    st.builds(
        Fact,
        number=st.just(0),
        kind=st.sampled_from(list(LEADS_TO)),
        on=st.dates(date(2026, 1, 1), date(2026, 1, 4)),
        corrects=st.none() | st.integers(0, 7),
        has_evidence=st.booleans(),
        set_day=st.none() | st.dates(date(2026, 1, 1), date(2026, 1, 9)),
        results=st.dictionaries(st.integers(1, 3), st.sampled_from(list(Result))),
    ),
    max_size=8,
)


@patience(300, deep=20_000)
@given(FACTS, st.randoms(use_true_random=False))
def test_any_order_of_entering_gives_the_same(entered, chance):
    numbered = [replace(fact, number=number) for number, fact in enumerate(entered)]
    order = list(range(len(numbered)))
    chance.shuffle(order)
    names = dict(zip(order, range(len(order)), strict=True))
    anew = [
        replace(fact, number=names[fact.number], corrects=names.get(fact.corrects, fact.corrects and 99))
        for fact in numbered
    ]

    assert _said(derive(sorted(anew, key=lambda fact: fact.number), [1, 2])) == _said(derive(numbered, [1, 2]))


def _said(standing):
    return replace(standing, rests_on=None)


@pytest.mark.parametrize(
    ("results", "degree", "outcome"),
    [
        ({1: "obtained", 2: "obtained"}, Degree.FULLY, Outcome.WON),
        ({1: "obtained", 2: "refused"}, Degree.PARTLY, Outcome.WON),
        ({1: "partly"}, Degree.PARTLY, Outcome.WON),
        ({1: "refused", 2: "refused"}, Degree.NOT, Outcome.LOST),
        ({}, "", Outcome.WON),
    ],
)
def test_components_say_how_much_was_won(results, degree, outcome):
    said = {key: Result(value) for key, value in results.items()}

    found = derive([Fact(1, H.ADOPTED, date(2026, 1, 1), results=said)], components=[1, 2])

    assert (found.degree, found.outcome) == (degree, outcome)


def test_what_was_obtained_counts_with_evidence_alone():
    vote = Fact(1, H.ADOPTED, date(2026, 1, 1), results={1: Result.REFUSED})
    heard = Fact(2, H.HEARD, date(2026, 1, 2), results={1: Result.OBTAINED})

    assert derive([vote, replace(heard, has_evidence=False)], [1]).outcome == Outcome.LOST
    assert derive([vote, heard], [1]).outcome == Outcome.WON


def test_what_was_refused_counts_without_evidence():
    vote, heard = facts(H.ADOPTED, H.HEARD)
    heard = replace(heard, has_evidence=False, results={1: Result.REFUSED})

    assert derive([vote, heard], [1]).outcome == Outcome.LOST


@pytest.mark.parametrize(
    ("kinds", "outcome"),
    [
        ((H.REPEALED,), Outcome.LOST),
        ((H.HEARD, H.REPEALED), Outcome.LOST),
        ((H.ADOPTED, H.REPEALED), Outcome.REVERSED),
        ((H.ADOPTED, H.VETOED, H.REPEALED), Outcome.REVERSED),
        ((H.IN_FORCE, H.TO_BALLOT, H.REPEALED), Outcome.REVERSED),
    ],
)
def test_only_what_was_won_is_taken_back(kinds, outcome):
    assert derive(facts(*kinds)).outcome == outcome


def test_what_was_adopted_without_its_parts_is_not_taken_back():
    vote, repeal = facts(H.ADOPTED, H.REPEALED)

    assert derive([replace(vote, results={1: Result.REFUSED}), repeal], [1]).outcome == Outcome.LOST


def test_a_day_is_set_until_something_answers_it():
    day = date(2026, 3, 1)
    asked = [Fact(1, H.VOTE_SET, date(2026, 1, 1), set_day=day)]

    assert derive(asked).decision_on == day
    assert derive([*asked, Fact(2, H.DEFERRED, date(2026, 1, 5))]).decision_on is None


@pytest.mark.parametrize(
    ("waiting", "expected"),
    [
        ([], date(2026, 3, 1)),
        ([Fact(2, H.VOTE_SET, date(2026, 1, 5), set_day=date(2026, 3, 8))], date(2026, 3, 8)),
        ([Fact(2, H.VOTE_SET, date(2026, 1, 1), set_day=date(2026, 2, 8), corrects=1)], date(2026, 2, 8)),
        ([Fact(2, H.DEFERRED, date(2026, 1, 5))], None),
        ([Fact(2, H.MISTAKEN, date(2026, 1, 5), corrects=1)], None),
        ([Fact(2, H.HEARING_SET, date(2026, 1, 5), set_day=date(2026, 2, 1))], date(2026, 3, 1)),
        ([Fact(2, H.ADOPTED, date(2026, 3, 1))], date(2026, 3, 1)),
    ],
)
def test_what_waits_says_on_which_day_nobody_should_go(waiting, expected):
    assert expected_day([Fact(1, H.VOTE_SET, date(2026, 1, 1), set_day=date(2026, 3, 1))], waiting) == expected

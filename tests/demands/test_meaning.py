"""What a result means is true of it, however a demand came there."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from demands.meaning import MEANINGS, meaning
from demands.stages import LEADS_TO, Degree, Fact, Happened, Outcome, Result, derive
from tests.depth import patience

H = Happened
SAYS_NO_MORE, SAYS_NOT = "no more as won", ("not count as won", "had not been won", "voted down", "not take effect")
# What is said to have gone well: a yes, or what follows from one.
SAYS_YES = ("said yes", "has passed it", "become binding", "takes effect", "in effect from now", "is done", "It stands")


def said_of(*kinds, results=None, asked=(), kind="resolution"):
    entered = [Fact(number, one, date(2026, 1, number), results=results or {}) for number, one in enumerate(kinds, 1)]
    found = derive(entered, asked)
    return str(meaning(found.stage, kind, found.outcome, found.degree))


FACTS = st.lists(
    st.builds(
        Fact,
        number=st.integers(1, 99),
        kind=st.sampled_from([*LEADS_TO, H.ADOPTED, H.REPEALED, H.CHALLENGED, H.EXPIRED, H.REJECTED]),
        on=st.dates(date(2026, 1, 1), date(2026, 1, 9)),
        has_evidence=st.booleans(),
        results=st.dictionaries(st.integers(1, 2), st.sampled_from(list(Result))),
    ),
    max_size=6,
    unique_by=lambda fact: fact.number,
)


@patience(400, deep=20_000)
@given(FACTS, st.sampled_from([(), (1,), (1, 2)]), st.sampled_from(["resolution", "ordinance"]))
def test_wherever_a_demand_comes_to_stand_what_is_said_of_it_is_true(entered, asked, kind):
    found = derive(entered, asked)
    said = str(meaning(found.stage, kind, found.outcome, found.degree))

    assert bool(said) == (found.stage in MEANINGS)
    if SAYS_NO_MORE in said:
        assert found.outcome == Outcome.REVERSED
    if any(words in said for words in SAYS_YES):
        assert found.outcome == Outcome.WON
    if any(words in said for words in SAYS_NOT):
        assert found.outcome != Outcome.WON
    if "nothing of what was asked" in said:
        assert found.outcome == Outcome.LOST
    if "a part of what was asked" in said:
        assert found.degree == Degree.PARTLY


def test_a_repeal_of_what_was_never_won_takes_nothing_back():
    assert "had not been won" in said_of(H.REPEALED)
    assert SAYS_NO_MORE in said_of(H.ADOPTED, H.REPEALED)


def test_a_yes_without_what_was_asked_is_none():
    assert "nothing of what was asked" in said_of(H.ADOPTED, results={1: Result.REFUSED}, asked=[1])
    assert "a part of" in said_of(H.ADOPTED, results={1: Result.PARTLY}, asked=[1])


def test_what_is_challenged_stands_only_where_it_was_won():
    assert "It stands" in said_of(H.ADOPTED, H.CHALLENGED)
    assert "does not count as won" in said_of(H.REJECTED, H.CHALLENGED)

"""Votes by seat in a large body: names from the minutes for some, one choice for the rest."""

from datetime import date

import pytest

from demands.models import Action
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def demand(host, ada):
    body = factories.body(host, "State house", seats=61)
    for seat, holder in zip(body.seats.all(), ["Ann Reed", "Ben Reed", "Cleo Marsh"], strict=False):
        body.seat_somebody(seat, holder=holder, since=date(2020, 1, 1), by=ada, group=host)
    return factories.demand(host, by=ada, body=body)


@pytest.fixture
def enter(as_user, demand, ada):
    def enter(**names):
        typed = {"kind": "adopted", "on": demand.today(), "evidence-url": "https://example.org/minutes"}
        typed |= {name.replace("_", "-"): said for name, said in names.items()}
        return as_user(ada).post(f"/desk/demands/{demand.slug}/actions/new/", typed)

    return enter


def said(action: Action) -> dict[str, int]:
    votes = list(action.seat_votes.values_list("vote", flat=True))
    return {vote: votes.count(vote) for vote in set(votes)}


def test_those_named_voted_otherwise_and_the_rest_as_it_says(enter):
    enter(names_against="Ann Reed,  marsh", names_absent="Ben  Reed\n", rest="for")

    action = Action.objects.get()
    assert said(action) == {"against": 2, "absent": 1, "for": 58}
    assert (action.votes_for, action.votes_against, action.absent) == (58, 2, 1)


def test_without_a_word_about_the_rest_those_named_are_all(enter):
    enter(names_for="Cleo Marsh")

    assert said(Action.objects.get()) == {"for": 1}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"names_for": "Reed"}, "Not found, or borne by several: reed."),
        ({"names_for": "Nobody"}, "Not found, or borne by several: nobody."),
        ({"names_for": "Marsh", "names_absent": "Cleo Marsh"}, "is named above already."),
    ],
)
def test_a_name_in_doubt_is_said_at_its_field_and_nothing_is_lost(enter, typed, sentence):
    response = enter(**typed)

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert typed["names_for"] in response.content.decode()
    assert not Action.objects.exists()


def test_an_empty_seat_does_not_vote_with_the_rest(enter, demand, ada, host):
    demand.body.seats.first().terms.update(until=date(2025, 1, 1))

    enter(names_against="Ben Reed", rest="for")

    assert said(Action.objects.get()) == {"against": 1, "for": 59}

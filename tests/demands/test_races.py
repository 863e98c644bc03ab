"""Several people at the same moment at one entry, each with a connection of her own."""

import pytest
from django.db import IntegrityError, connection

from demands.models import Action, Demand
from demands.stages import Outcome
from tests import factories
from tests.races import at_once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time."),
]

TIMES = 5


def anew(action: Action) -> Action:
    """As somebody else has read it."""
    return Action.objects.select_related("demand").get(pk=action.pk)


def test_who_entered_does_not_confirm_while_another_does(demand, ada, eve):
    for _time in range(TIMES):
        entry = factories.action(demand, "introduced", by=ada)
        hers, another = anew(entry), anew(entry)

        answers = at_once(lambda hers=hers: hers.confirm(by=ada), lambda another=another: another.confirm(by=eve))

        assert (set(answers) <= {None, "own"}, anew(entry).confirmed_by) == (True, eve)


def test_not_even_by_two_requests_that_know_of_no_verb(demand, ada):
    entry = factories.action(demand, "introduced", by=ada)

    def force():
        try:
            return Action.objects.filter(pk=entry.pk).update(confirmed_by=ada.pk)
        except IntegrityError:
            return "refused"

    assert at_once(force, force) == ["refused", "refused"]


def test_what_is_confirmed_and_taken_back_at_once_is_one_of_both(demand, ada, eve):
    for _time in range(TIMES):
        entry = factories.action(demand, "adopted", by=ada)
        one, other = anew(entry), anew(entry)

        at_once(lambda one=one: one.confirm(by=eve), lambda other=other: other.retract(by=ada))
        found = anew(entry)

        assert found.is_confirmed is (found.dropped_at is None)
        found.demand.refresh_from_db()
        assert Demand.objects.won().exists() is (Action.objects.confirmed().exists())


def test_of_two_corrections_at_once_one_is_entered(demand, ada, eve):
    for _time in range(TIMES):
        vote = factories.action(demand, "adopted", by=ada, confirmed_by=eve)

        def correct(by, vote=vote):
            first = anew(vote)
            return factories.action(first.demand, "rejected", by=by, corrects=first).kind

        answers = at_once(lambda correct=correct: correct(ada), lambda correct=correct: correct(eve))

        assert (sorted(answers), vote.corrections.count()) == (["corrected", "rejected"], 1)


def test_confirmed_at_once_they_are_all_counted(demand, ada, eve):
    kinds = ["introduced", "heard", "adopted", "repealed"]
    entries = [anew(factories.action(demand, kind, by=ada)) for kind in kinds]

    at_once(*(lambda entry=entry: entry.confirm(by=eve) for entry in entries))
    demand.refresh_from_db()

    assert (demand.outcome, demand.stage) == (Outcome.REVERSED, demand.standing.stage)

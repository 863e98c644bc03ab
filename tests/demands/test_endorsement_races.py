"""Everybody at once: of accept, decline, withdraw, revoke, renew and the clock one history is left, and it is true."""

from datetime import timedelta
from itertools import combinations

import pytest
from django.utils import timezone

from demands.models import Demand, Endorsement
from tests import factories
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)

ENDS = {"accept": "accepted", "decline": "declined", "revoke": "expired"}


@pytest.fixture
def invitation(host, partner, ada) -> Endorsement:
    return Endorsement.invite(factories.demand(host, by=ada), partner, by=ada)


def acts(pk: int, ada, bo) -> dict:
    def fresh():
        return Endorsement.objects.get(pk=pk)

    return {
        "accept": lambda: fresh().accept(by=bo),
        "decline": lambda: fresh().decline(by=bo),
        "revoke": lambda: fresh().revoke(by=ada),
        "withdraw": lambda: fresh().withdraw(by=bo),
        "renew": lambda: fresh().renew(by=ada),
        "expire": Endorsement.expire,
    }


@pytest.mark.parametrize("pair", list(combinations(ENDS, 2)), ids="-".join)
def test_of_two_answers_one_is_the_history(invitation, ada, bo, pair):
    verbs = acts(invitation.pk, ada, bo)

    answers = at_once(*(verbs[name] for name in pair))

    invitation.refresh_from_db()
    [won] = [name for name, said in zip(pair, answers, strict=True) if said is None]
    assert invitation.state == ENDS[won]
    assert {letter.context["state"] for letter in factories.letters("endorsement_answered")} <= {invitation.state}


def test_a_yes_and_the_clock_leave_one_of_them(invitation, ada, bo):
    Endorsement.objects.update(asked_at=timezone.now() - timedelta(days=30, seconds=-2))
    verbs = acts(invitation.pk, ada, bo)

    said, closed = at_once(verbs["accept"], verbs["expire"])

    invitation.refresh_from_db()
    assert (invitation.state, closed) in [("accepted", 0), ("expired", 1)]
    assert (said is None) == (invitation.state == "accepted")


def test_who_withdraws_three_times_has_withdrawn_once(invitation, partner, ada, bo):
    invitation.accept(by=bo)

    answers = at_once(*[acts(invitation.pk, ada, bo)["withdraw"]] * 3)

    assert sorted(answers, key=str) == [None, "not_signed", "not_signed"]
    assert partner.record.filter(verb="endorsement_withdrawn").count() == 1


def test_nobody_is_named_under_words_that_changed_while_she_signed(invitation, ada, bo):
    demand = invitation.demand

    at_once(
        acts(invitation.pk, ada, bo)["accept"],
        lambda: Demand.objects.get(pk=demand.pk).describe(by=ada, summary="Name no school a protected place."),
    )

    invitation.refresh_from_db()
    demand.refresh_from_db()
    assert invitation.is_accepted
    assert invitation.is_asked_again == (invitation.text_version < demand.text_version)


def test_withdrawing_while_the_text_changes_leaves_no_question(invitation, ada, bo):
    invitation.accept(by=bo)
    pk = invitation.demand_id

    at_once(
        acts(invitation.pk, ada, bo)["withdraw"],
        lambda: Demand.objects.get(pk=pk).describe(by=ada, summary="Name no school a protected place."),
    )

    invitation.refresh_from_db()
    assert (invitation.state, invitation.is_asked_again) == ("withdrawn", False)


def test_asking_again_while_they_answer_leaves_no_open_question_beside_a_yes(invitation, ada, bo):
    Endorsement.objects.update(asked_at=timezone.now() - timedelta(days=8))
    verbs = acts(invitation.pk, ada, bo)

    said, renewed = at_once(verbs["accept"], verbs["renew"])

    invitation.refresh_from_db()
    assert (said, invitation.state) == (None, "accepted")
    assert renewed in (None, "too_often")


def test_both_sides_that_ask_at_once_are_one_question(host, partner, ada, bo):
    demand = factories.demand(host, by=ada)

    at_once(
        lambda: Endorsement.invite(Demand.objects.get(pk=demand.pk), partner, by=ada),
        lambda: Endorsement.request(Demand.objects.get(pk=demand.pk), partner, by=bo),
    )

    assert demand.endorsements.count() == 1


def test_of_two_who_were_passed_a_letter_one_signs(host, partner, ada, bo):
    asked = Endorsement.invite_address(factories.demand(host, by=ada), "union@example.org", by=ada)
    other = factories.group("Other", coordinator=bo)

    answers = at_once(
        lambda: Endorsement.objects.get(pk=asked.pk).accept(by=bo, organization=partner),
        lambda: Endorsement.objects.get(pk=asked.pk).accept(by=bo, organization=other),
    )

    asked.refresh_from_db()
    assert sorted(said is None for said in answers) == [False, True]
    assert asked.organization == (partner if answers[0] is None else other)


def test_two_letters_answered_for_one_group_name_it_once(host, partner, ada, bo):
    demand = factories.demand(host, by=ada)
    rows = [Endorsement.invite_address(demand, f"{name}@example.org", by=ada).pk for name in ("union", "steward")]

    answers = at_once(
        *(lambda pk=pk: Endorsement.objects.get(pk=pk).accept(by=bo, organization=partner) for pk in rows)
    )

    assert sorted(said is None for said in answers) == [False, True]
    assert demand.endorsements.accepted().filter(organization=partner).count() == 1


def test_an_address_asked_twice_at_once_gets_one_letter(host, ada):
    demand = factories.demand(host, by=ada)

    at_once(*[lambda: Endorsement.invite_address(demand, "union@example.org", by=ada)] * 2)

    assert (demand.endorsements.count(), factories.recipients("endorsement_invitation")) == (1, ["union@example.org"])

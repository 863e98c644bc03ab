"""Everybody at once: of accept, decline, withdraw, revoke, renew and the clock one history is left, and it is true."""

from datetime import timedelta
from itertools import combinations

import pytest
from django.utils import timezone

from events.models import Sponsorship
from orgs.models import AuditEntry
from tests import factories
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)

# What each act leaves behind where it wins, and what stands on the record of the group then.
ENDS = {"accept": "accepted", "decline": "declined", "revoke": "expired", "expire": "expired"}
ON_RECORD = {"accepted": "sponsorship_accepted", "declined": "sponsorship_declined"}


@pytest.fixture
def invitation(vigil, partner, ada) -> Sponsorship:
    return Sponsorship.invite(vigil, partner, by=ada)


def acts(pk: int, ada, bo) -> dict:
    def fresh():
        return Sponsorship.objects.get(pk=pk)

    return {
        "accept": lambda: fresh().accept(by=bo),
        "decline": lambda: fresh().decline(by=bo),
        "revoke": lambda: fresh().revoke(by=ada),
        "expire": Sponsorship.expire,
    }


@pytest.mark.parametrize("pair", list(combinations(["accept", "decline", "revoke"], 2)), ids="-".join)
def test_of_two_answers_one_is_the_history(invitation, partner, ada, bo, pair):
    verbs = acts(invitation.pk, ada, bo)

    answers = at_once(*(verbs[name] for name in pair))

    invitation.refresh_from_db()
    won = [name for name, said in zip(pair, answers, strict=True) if said is None]
    assert len(won) == 1
    assert invitation.state == ENDS[won[0]]
    verbs_on_record = set(partner.record.values_list("verb", flat=True)) & set(ON_RECORD.values())
    assert verbs_on_record == ({ON_RECORD[invitation.state]} & set(ON_RECORD.values()) if won[0] != "revoke" else set())
    told = {letter.context["state"] for letter in factories.letters("sponsorship_answered")}
    assert told <= {invitation.state}


def test_a_yes_and_the_clock_leave_one_of_them(invitation, ada, bo):
    Sponsorship.objects.update(asked_at=timezone.now() - timedelta(days=30, seconds=-2))
    verbs = acts(invitation.pk, ada, bo)

    said, closed = at_once(verbs["accept"], verbs["expire"])

    invitation.refresh_from_db()
    assert (invitation.state, closed) in [("accepted", 0), ("expired", 1)]
    assert (said is None) == (invitation.state == "accepted")


def test_the_last_word_of_withdrawing_twice_is_one_withdrawal(invitation, partner, bo):
    invitation.accept(by=bo)
    leave = [lambda: Sponsorship.objects.get(pk=invitation.pk).withdraw(by=bo)] * 3

    answers = at_once(*leave)

    assert sorted(answers, key=str) == [None, "not_signed", "not_signed"]
    assert partner.record.filter(verb="sponsorship_withdrawn").count() == 1


def test_withdrawing_while_the_text_changes_leaves_no_question(vigil, invitation, ada, bo):
    invitation.accept(by=bo)
    pk = invitation.pk

    at_once(
        lambda: Sponsorship.objects.get(pk=pk).withdraw(by=bo),
        lambda: type(vigil).objects.get(pk=vigil.pk).describe(by=ada, summary="Something else entirely"),
    )

    invitation.refresh_from_db()
    assert (invitation.state, invitation.is_asked_again) == ("withdrawn", False)


def test_asking_again_while_they_answer_leaves_no_open_question_beside_a_yes(invitation, ada, bo):
    Sponsorship.objects.update(asked_at=timezone.now() - timedelta(days=8))
    pk = invitation.pk

    said, renewed = at_once(
        lambda: Sponsorship.objects.get(pk=pk).accept(by=bo),
        lambda: Sponsorship.objects.get(pk=pk).renew(by=ada),
    )

    invitation.refresh_from_db()
    assert said is None
    assert invitation.state == "accepted"
    assert renewed in (None, "too_often")
    assert AuditEntry.objects.filter(verb="sponsorship_accepted").count() == 1


def test_two_yeses_of_a_person_and_of_whom_it_was_passed_on_to_are_one(invitation, bo):
    forward = invitation.forward_to("chair@example.org", by=bo)
    pk = invitation.pk

    answers = at_once(
        lambda: Sponsorship.objects.get(pk=pk).accept(by=bo),
        lambda: Sponsorship.objects.get(pk=pk).accept(by=None, forward=forward, signed_as="June"),
    )

    invitation.refresh_from_db()
    forward.refresh_from_db()
    assert sorted(answers, key=str) == [None, "answered"]
    assert forward.has_signed == (answers[1] is None) == (invitation.decided_by is None)

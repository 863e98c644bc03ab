"""Groups beside the host: asked, answered, withdrawn; and the links of the letters."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from events.models import Series, Sponsorship
from events.tasks import expire_sign_ons
from orgs.models import Membership, Organization, User
from tests import factories
from tests.races import at_once

pytestmark = pytest.mark.django_db

TERMS = {"level": "endorse", "tasks": ["sound"], "pledge": 20, "authority": "vote"}


@pytest.fixture
def invitation(vigil, partner, ada) -> Sponsorship:
    """The vigil's host has asked the partner."""
    return Sponsorship.invite(vigil, partner, by=ada, letter="Stand with us")


@pytest.fixture
def asked_address(vigil, ada) -> Sponsorship:
    return Sponsorship.invite_address(vigil, "Union@Example.org", by=ada)


def refused(verb, *args, **kwargs) -> str:
    with pytest.raises(ValidationError) as refusal:
        verb(*args, **kwargs)
    return refusal.value.code


def opened(link: str):
    return Sponsorship.of_link(link.split("/")[2])


def test_an_invitation_writes_to_each_organizer_of_the_group(vigil, partner, ada, bo, cy, dee):
    factories.join(partner, cy, "member")
    factories.join(partner, dee, "organizer")

    sponsorship = Sponsorship.invite(vigil, partner, by=ada)

    assert (sponsorship.state, sponsorship.direction, sponsorship.asked_by) == ("pending", "invited", ada)
    assert factories.recipients("sponsorship_invitation") == ["bo@example.org", "dee@example.org"]


def test_inviting_twice_is_one_sponsorship_and_one_letter(vigil, partner, invitation, ada):
    assert Sponsorship.invite(vigil, partner, by=ada) == invitation
    assert factories.recipients("sponsorship_invitation") == ["bo@example.org"]


def test_an_address_asked_twice_is_one_sponsorship_and_one_letter(vigil, asked_address, ada):
    assert Sponsorship.invite_address(vigil, " union@example.org ", by=ada) == asked_address
    assert factories.recipients("sponsorship_invitation") == ["union@example.org"]


def test_inviting_taking_back_and_inviting_again_fills_no_mailbox(vigil, ada):
    for _ in range(3):
        Sponsorship.invite_address(vigil, "union@example.org", by=ada).revoke(by=ada)

    assert refused(Sponsorship.invite_address, vigil, "union@example.org", by=ada) == "too_often"


def test_the_host_is_not_invited_to_its_own(vigil, host, ada):
    assert refused(Sponsorship.invite, vigil, host, by=ada) == "is_host"
    assert refused(Sponsorship.request, vigil, host, by=ada) == "is_host"


@pytest.mark.parametrize("state", ["draft", "in_review", "suspended", "retired"])
def test_a_group_that_is_not_listed_is_not_invited(vigil, partner, ada, state):
    Organization.objects.filter(pk=partner.pk).update(state=state)
    partner.refresh_from_db()

    assert refused(Sponsorship.invite, vigil, partner, by=ada) == "not_listed"


def test_nobody_is_asked_to_join_a_draft(host, partner, ada):
    draft = factories.series(host, by=ada, announced=False)

    assert refused(Sponsorship.invite, draft, partner, by=ada) == "not_announced"


def test_fifty_unanswered_invitations_are_the_most(vigil, ada):
    now = timezone.now()
    Sponsorship.objects.bulk_create(
        Sponsorship(series=vigil, direction="invited", invited_index=str(number), asked_at=now) for number in range(50)
    )

    assert refused(Sponsorship.invite_address, vigil, "union@example.org", by=ada) == "too_many_open"


def test_a_yes_names_the_group_and_tells_both_sides(vigil, partner, invitation, ada, bo):
    invitation.accept(by=bo, **TERMS)

    assert (invitation.state, invitation.decided_by, invitation.level, invitation.tasks, invitation.pledge) == (
        "accepted",
        bo,
        "endorse",
        ["sound"],
        20,
    )
    assert list(vigil.sponsorships.public()) == [invitation]
    assert factories.recipients("sponsorship_answered") == ["ada@example.org", "bo@example.org"]
    assert Series.objects.get(pk=vigil.pk).revision == vigil.revision + 1


def test_a_no_names_nobody(vigil, invitation, bo):
    invitation.decline(by=bo)

    assert (invitation.state, list(vigil.sponsorships.public())) == ("declined", [])
    assert factories.recipients("sponsorship_answered") == ["ada@example.org", "bo@example.org"]


@pytest.mark.parametrize("second", ["accept", "decline"])
@pytest.mark.parametrize("first", ["accept", "decline"])
def test_the_second_answer_is_refused(invitation, bo, first, second):
    getattr(invitation, first)(by=bo)
    state = invitation.state

    assert refused(getattr(invitation, second), by=bo) == "answered"
    assert invitation.state == state


def test_an_answer_after_thirty_days_is_refused(invitation, bo):
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert refused(invitation.accept, by=bo) == "expired"


def test_what_nobody_answered_expires_and_keeps_no_address(asked_address):
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        expire_sign_ons()

    asked_address.refresh_from_db()
    assert (asked_address.state, asked_address.invited_address, asked_address.invited_index) == ("expired", "", "")


def test_a_yes_to_what_is_off_is_refused(vigil, invitation, ada, bo):
    vigil.cancel(by=ada)
    invitation.series.refresh_from_db()

    assert refused(invitation.accept, by=bo) == "not_running"


def test_withdrawing_takes_the_name_off_and_tells_both_sides(vigil, invitation, ada, bo):
    invitation.accept(by=bo)
    invitation.withdraw(by=bo)

    assert (invitation.state, list(vigil.sponsorships.public())) == ("withdrawn", [])
    assert len(factories.recipients("sponsorship_answered")) == 4
    assert refused(invitation.withdraw, by=bo) == "not_signed"


def test_who_withdrew_can_be_asked_again(vigil, partner, invitation, ada, bo):
    invitation.accept(by=bo)
    invitation.withdraw(by=bo)

    again = Sponsorship.invite(vigil, partner, by=ada)

    assert (again.pk != invitation.pk, again.state) == (True, "pending")


def test_an_invitation_taken_back_writes_nothing_more(invitation, ada, bo):
    invitation.revoke(by=ada)

    assert [letter.state for letter in factories.letters("sponsorship_invitation")] == ["dropped"]
    assert refused(invitation.accept, by=bo) == "expired"
    assert factories.recipients("sponsorship_answered") == []


def test_a_request_is_answered_by_the_host(vigil, partner, ada, bo):
    asked = Sponsorship.request(vigil, partner, by=bo, letter="We would like to", tasks=["food"])

    assert factories.recipients("sponsorship_request") == ["ada@example.org"]
    assert list(Sponsorship.objects.answerable_by(ada)) == [asked]
    assert list(Sponsorship.objects.answerable_by(bo)) == []
    asked.accept(by=ada)
    assert list(vigil.sponsorships.public()) == [asked]


def test_a_request_made_twice_is_one(vigil, partner, bo):
    asked = [Sponsorship.request(vigil, partner, by=bo) for _ in range(2)]

    assert (asked[0], len(factories.letters("sponsorship_request"))) == (asked[1], 1)


def test_a_declined_request_names_nobody(vigil, partner, ada, bo):
    asked = Sponsorship.request(vigil, partner, by=bo)
    asked.decline(by=ada)

    assert (asked.state, list(vigil.sponsorships.public())) == ("declined", [])


def test_a_group_in_review_may_sign_and_is_named_once_it_is_listed(vigil, ada, bo, mo):
    choir = Organization.register(name="Choir", kind="culture", by=bo)
    asked = Sponsorship.request(vigil, choir, by=bo)
    asked.accept(by=ada)

    unnamed = list(vigil.sponsorships.public())
    choir.enlist(by=mo)

    assert (unnamed, list(vigil.sponsorships.public())) == ([], [asked])


def test_the_request_of_a_group_in_review_waits_with_it(vigil, bo):
    choir = Organization.register(name="Choir", kind="culture", by=bo)
    Sponsorship.request(vigil, choir, by=bo)

    assert [letter.held_for for letter in factories.letters("sponsorship_request")] == [choir.letters_key]


def test_a_suspended_group_is_not_named(vigil, invitation, partner, bo):
    invitation.accept(by=bo)
    Organization.objects.filter(pk=partner.pk).update(state="suspended")

    assert list(vigil.sponsorships.public()) == []


def test_the_link_knows_who_opens_it(invitation, bo):
    assert opened(invitation.link(bo)) == (invitation, bo, None)


@pytest.mark.parametrize("token", ["", "x", "made-up:1abcde:xyz", "WzEsMSwxXQ:1abcde:" + "x" * 43])
def test_a_link_that_we_did_not_make_opens_nothing(invitation, token):
    assert Sponsorship.of_link(token) is None


def test_the_link_of_a_raised_version_is_dead(invitation, bo):
    link = invitation.link(bo)
    Sponsorship.objects.filter(pk=invitation.pk).update(link_version=2)

    assert opened(link) is None


def test_the_link_of_somebody_who_left_the_group_is_dead(invitation, partner, bo):
    link = invitation.link(bo)
    Membership.objects.filter(user=bo).delete()

    assert opened(link) is None


def test_the_link_of_somebody_who_became_a_plain_member_is_dead(invitation, partner, bo):
    Membership.objects.filter(user=bo).update(role="member")

    assert opened(invitation.link(bo)) is None


def test_the_link_of_a_closed_account_is_dead(invitation, bo):
    User.objects.filter(pk=bo.pk).update(is_active=False)

    assert opened(invitation.link(bo)) is None


@pytest.mark.parametrize("state", ["suspended", "in_review"])
def test_links_to_what_the_public_does_not_see_are_dead(invitation, host, bo, state):
    Organization.objects.filter(pk=host.pk).update(state=state)

    assert opened(invitation.link(bo)) is None


def test_a_link_that_was_answered_still_tells_what_came_of_it(invitation, bo):
    invitation.decline(by=bo)

    assert opened(invitation.link(bo))[0].state == "declined"


def test_a_request_has_no_link_of_the_kind(vigil, partner, bo):
    asked = Sponsorship.request(vigil, partner, by=bo)

    assert opened(asked.link(bo)) is None


def test_only_those_who_may_are_offered_an_act(vigil, invitation, ada, bo, cy, dee, mo):
    def offered(scope):
        return [user for user in (ada, bo, cy, dee, mo) if invitation in getattr(Sponsorship.objects, scope)(user)]

    before = [offered(scope) for scope in ("answerable_by", "withdrawable_by", "revocable_by")]
    invitation.accept(by=bo)
    after = [offered(scope) for scope in ("answerable_by", "withdrawable_by", "revocable_by")]

    assert (before, after) == ([[bo], [], [ada]], [[], [bo], []])


def test_the_database_holds_one_open_sponsorship_for_a_group(vigil, partner, invitation):
    with pytest.raises(IntegrityError), transaction.atomic():
        Sponsorship.objects.create(series=vigil, organization=partner, direction="requested")


def test_the_database_holds_one_open_sponsorship_for_an_address(vigil, asked_address):
    with pytest.raises(IntegrityError), transaction.atomic():
        Sponsorship.objects.create(series=vigil, invited_index=asked_address.invited_index, direction="invited")


def test_the_database_wants_every_decision_dated(invitation):
    with pytest.raises(IntegrityError, match="sponsorship_decision_is_dated"), transaction.atomic():
        Sponsorship.objects.filter(pk=invitation.pk).update(state="declined")


def test_the_address_that_was_asked_is_not_in_the_row(asked_address):
    with connection.cursor() as cursor:
        cursor.execute("SELECT invited_address FROM events_sponsorship")
        (stored,) = cursor.fetchone()

    assert "union" not in stored.lower()


def test_a_group_that_signed_is_not_signed_twice_by_an_address(vigil, asked_address, invitation, partner, bo):
    invitation.accept(by=bo)

    assert refused(asked_address.accept, by=bo, organization=partner) == "taken"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_round", range(3))
def test_of_two_answers_at_once_the_first_wins(vigil, partner, invitation, bo, _round):
    yes, no = (Sponsorship.objects.get(pk=invitation.pk) for _ in range(2))

    answers = at_once(lambda: yes.accept(by=bo), lambda: no.decline(by=bo))

    assert sorted(answers, key=str) == [None, "answered"]
    invitation.refresh_from_db()
    assert invitation.state == ("accepted" if answers[0] is None else "declined")
    assert {letter.context["state"] for letter in factories.letters("sponsorship_answered")} == {invitation.state}


@pytest.mark.django_db(transaction=True)
def test_two_invitations_at_once_are_one_and_one_letter(vigil, partner, ada):
    first, second = at_once(*[lambda: Sponsorship.invite(vigil, partner, by=ada)] * 2)

    assert first == second
    assert len(factories.letters("sponsorship_invitation")) == 1


def test_a_group_that_said_no_is_not_asked_again(vigil, partner, ada, bo):
    Sponsorship.invite(vigil, partner, by=ada).decline(by=bo)

    with pytest.raises(ValidationError) as refusal:
        Sponsorship.invite(vigil, partner, by=ada)

    assert refusal.value.code == "said_no"


def test_an_address_that_said_no_is_not_asked_again_nor_kept(vigil, ada):
    asked = Sponsorship.invite_address(vigil, "choir@example.org", by=ada)
    asked.decline(by=None)

    with pytest.raises(ValidationError) as refusal:
        Sponsorship.invite_address(vigil, "Choir@example.org", by=ada)

    assert (refusal.value.code, asked.invited_address) == ("said_no", "")


def test_a_group_that_said_no_may_still_ask_itself(vigil, partner, ada, bo):
    Sponsorship.invite(vigil, partner, by=ada).decline(by=bo)

    assert Sponsorship.request(vigil, partner, by=bo).is_pending

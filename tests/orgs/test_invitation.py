"""Inviting people by address: the link shows, the address answers, and both die when they should."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.utils import timezone

from orgs.models import AuditEntry, Invitation, Organization, User
from outbox import retention
from outbox.letters import Unwanted
from outbox.models import Message
from tests import factories
from tests.orgs.test_membership import code, place
from tests.races import at_once

pytestmark = pytest.mark.django_db


def link_to(address: str) -> str:
    """The path in the newest letter to an address."""
    letter = [one for one in factories.letters("person_invitation") if one.recipient == address][-1]
    return re.search(r"/invitations/\S+", factories.mail(letter).body).group()


def token_to(address: str) -> str:
    return link_to(address).split("/")[2]


@pytest.fixture
def invitation(host, ada, dee) -> Invitation:
    return Invitation.invite(host, dee.email, role="organizer", by=ada)


def test_who_holds_the_address_joins_with_the_role(invitation, host, ada, dee):
    Invitation.of_link(token_to(dee.email)).accept(by=dee)

    assert place(host, dee).role == "organizer"
    assert factories.recipients("invitation_answer") == [ada.email]
    assert factories.mail(factories.letters("invitation_answer")[0]).subject == f"Dee joined {host}"


def test_another_address_of_hers_counts_once_it_is_confirmed(host, ada, dee):
    invitation = Invitation.invite(host, "Dee@Work.example.org", role="member", by=ada)
    second = EmailAddress.objects.create(user=dee, email="dee@work.example.org", verified=False)
    unconfirmed = invitation.is_for(dee)
    second.verified = True
    second.save()

    assert (unconfirmed, invitation.is_for(dee)) == (False, True)


@pytest.mark.parametrize("name", ["bo", "cy"])
def test_nobody_else_can_say_yes_even_with_the_link(invitation, request, name):
    other = request.getfixturevalue(name)

    assert code(Invitation.of_link(token_to("dee@example.org")).accept, by=other) == "another_address"


def test_a_member_who_says_yes_keeps_the_place_she_has(host, ada, cy):
    invitation = Invitation.invite(host, cy.email, role="organizer", by=ada)
    invitation.accept(by=cy)

    assert place(host, cy).role == "member"
    assert invitation.state == "accepted"


def test_invited_twice_it_is_the_same_invitation_with_the_newest_link(invitation, host, ada, dee):
    first = token_to(dee.email)
    again = Invitation.invite(host, " DEE@example.org ", role="member", by=ada)

    assert (again, again.role, Invitation.objects.count()) == (invitation, "member", 1)
    assert (Invitation.of_link(first), Invitation.of_link(token_to(dee.email))) == (None, again)


def test_an_address_gets_three_such_letters_a_day_whoever_asks(invitation, host, partner, ada, bo, dee):
    Invitation.invite(partner, dee.email, role="member", by=bo)
    invitation.send(by=ada)

    assert (
        code(Invitation.invite, factories.group("Third", coordinator=bo), dee.email, role="member", by=bo)
        == "too_often"
    )
    assert code(invitation.send, by=ada) == "too_often"
    assert Invitation.objects.count() == 2


def test_fifty_open_ones_are_the_most(host, ada):
    for number in range(50):
        Invitation.invite(host, f"person{number}@example.org", role="member", by=ada)

    assert code(Invitation.invite, host, "one@more.example.org", role="member", by=ada) == "too_many_open"


def test_no_letter_makes_a_coordinator(host, ada):
    assert code(Invitation.invite, host, "june@example.org", role="coordinator", by=ada) == "role"


def _second(invitation: Invitation) -> None:
    factories.join(invitation.organization, factories.person("erin"), "coordinator")


DEATHS = {
    "used": lambda one, ada, dee: one.accept(by=dee),
    "declined": lambda one, ada, dee: one.decline(),
    "taken back": lambda one, ada, dee: one.revoke(by=ada),
    "suspended": lambda one, ada, dee: Organization.objects.update(state="suspended"),
    "retired": lambda one, ada, dee: Organization.objects.update(state="retired"),
    "suspended and reinstated": lambda one, ada, dee: (
        one.organization.suspend(by=None),
        one.organization.reinstate(by=None),
    ),
    "retired and revived": lambda one, ada, dee: (one.organization.retire(by=ada), one.organization.revive(by=ada)),
    "who asked has left": lambda one, ada, dee: (_second(one), place(one.organization, ada).leave()),
    "who asked steps back": lambda one, ada, dee: (
        _second(one),
        place(one.organization, ada).change_role("member", by=ada),
    ),
    "who asked is erased": lambda one, ada, dee: ada.erase(),
    "the account of who asked is closed": lambda one, ada, dee: User.objects.filter(pk=ada.pk).update(is_active=False),
    "sent again": lambda one, ada, dee: one.send(by=ada),
}


@pytest.mark.parametrize("death", DEATHS)
def test_a_link_dies(invitation, ada, dee, death):
    token = token_to(dee.email)

    DEATHS[death](invitation, ada, dee)

    assert Invitation.of_link(token) is None


def test_a_link_dies_after_seven_days(invitation, dee):
    token = token_to(dee.email)

    with time_machine.travel(timezone.now() + timedelta(days=7, seconds=1)):
        assert Invitation.of_link(token) is None
        assert code(invitation.accept, by=dee) == "another_address"
        assert code(invitation.decline) == "expired"


@pytest.mark.parametrize("wrong", ["", "x", ".", "x.y", "\x00.\x00", "%00", "٣.٣", "a" * 5000, "\udcff.x"])
def test_a_made_up_link_opens_nothing(invitation, wrong):
    assert Invitation.of_link(wrong) is None


def test_the_prefix_alone_opens_nothing(invitation, dee):
    prefix, secret = token_to(dee.email).split(".")

    assert [Invitation.of_link(f"{prefix}.{other}") for other in ("", secret[:-1], secret + "x")] == [None] * 3


@pytest.mark.parametrize("death", ["used", "declined", "taken back"])
def test_the_address_goes_as_soon_as_it_has_no_point(invitation, ada, dee, death):
    DEATHS[death](invitation, ada, dee)

    stored = Invitation.objects.values("address", "address_index", "secret_hash").get()
    assert set(stored.values()) == {""}


def test_the_address_goes_after_seven_days_and_the_rest_after_thirty(invitation):
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
        retention.purge()
        assert (Invitation.objects.get().address, Invitation.objects.get().state) == ("", "expired")
    with time_machine.travel(timezone.now() + timedelta(days=38)):
        retention.purge()
        assert not Invitation.objects.exists()


def test_the_secret_is_not_in_the_database(invitation, dee):
    secret = token_to(dee.email).split(".")[1]
    Message.objects.update(sealed="")

    assert secret not in repr(list(Invitation.objects.values())) + repr(list(Message.objects.values()))
    assert len(secret) >= 43


def test_the_letter_of_a_group_in_review_waits_and_its_seven_days_too(ada, mo):
    group = Organization.register(name="Choir", kind="culture", by=ada)
    Invitation.invite(group, "june@example.org", role="member", by=ada)
    held = factories.letters("person_invitation")[0].held_for

    with time_machine.travel(timezone.now() + timedelta(days=5)):
        group.enlist(by=mo)
        opened = Invitation.objects.get()

    assert held == group.letters_key
    assert opened.open_until > timezone.now() + timedelta(days=11)


def test_no_later_act_of_its_group_brings_an_old_link_to_life(invitation, host, ada, dee):
    token = token_to(dee.email)

    with time_machine.travel(timezone.now() + timedelta(days=8)):
        host.describe(by=ada, about="We stand on Saturdays.")
        host.reveal()
        host.unlist(by=None)
        host.submit(by=ada)
        host.enlist(by=None)
        assert Invitation.of_link(token) is None


def test_what_its_letter_waits_for_is_not_shown_at_the_desk_before(ada, dee, as_user):
    group = Organization.register(name="Choir of nobody", kind="culture", by=ada)
    Invitation.invite(group, dee.email, role="member", by=ada)

    assert "Choir of nobody" not in as_user(dee).get("/desk/").content.decode()


def test_a_letter_whose_invitation_was_answered_is_not_sent(invitation, dee):
    letter = factories.letters("person_invitation")[0]
    invitation.decline()

    with pytest.raises(Unwanted):
        factories.mail(letter)


def test_the_letter_holds_nothing_that_a_person_typed(invitation, ada, dee):
    ada.name = "Buy now at example.com"
    ada.save()
    letter = factories.mail(factories.letters("person_invitation")[0])

    assert "Buy now" not in letter.body + letter.alternatives[0].content


def test_the_record_says_that_somebody_was_invited_and_not_who(invitation, host):
    entry = AuditEntry.objects.get(organization=host)

    assert (entry.verb, entry.subject, entry.about) == ("person_invited", None, "")


@pytest.mark.django_db(transaction=True)
def test_used_twice_at_once_it_is_one_place():
    ada, dee = factories.person("ada"), factories.person("dee")
    group = factories.group("Choir", coordinator=ada)
    Invitation.invite(group, dee.email, role="member", by=ada)
    token = token_to(dee.email)
    found = [Invitation.of_link(token) for _ in range(4)]

    at_once(*[lambda one=one: one.accept(by=dee) and "joined" for one in found])

    assert group.memberships.filter(user=dee).count() == 1
    assert len(factories.letters("invitation_answer")) == 1


@pytest.mark.django_db(transaction=True)
def test_taken_back_and_used_at_once_one_of_them_wins():
    ada, dee = factories.person("ada"), factories.person("dee")
    group = factories.group("Choir", coordinator=ada)
    invitation = Invitation.invite(group, dee.email, role="member", by=ada)
    found = Invitation.of_link(token_to(dee.email))

    at_once(lambda: found.accept(by=dee), lambda: invitation.revoke(by=ada))

    assert group.memberships.filter(user=dee).exists() == (Invitation.objects.get().state == "accepted")


@pytest.mark.django_db(transaction=True)
def test_two_at_once_who_invite_one_address_make_one_invitation():
    ada, bo = factories.person("ada"), factories.person("bo")
    group = factories.group("Choir", coordinator=ada)
    factories.join(group, bo, "coordinator")

    at_once(*[lambda by=by: Invitation.invite(group, "june@example.org", role="member", by=by) for by in (ada, bo)])

    assert Invitation.objects.count() == 1

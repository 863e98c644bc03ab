"""Groups in a coalition: asked by either side, answered by the other, ended by either."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from events.tasks import expire_sign_ons
from orgs.models import Affiliation, AuditEntry, Organization
from outbox.letters import Unwanted
from tests import factories
from tests.races import at_once

pytestmark = pytest.mark.django_db

LETTERS = ("affiliation_invitation", "affiliation_request", "affiliation_answered")


def coalition(name: str, coordinator) -> Organization:
    return factories.group(name, coordinator=coordinator, kind="coalition")


@pytest.fixture
def rivers(ada) -> Organization:
    """A coalition that Ada coordinates; the partner is Bo's."""
    return coalition("Two Rivers Together", ada)


@pytest.fixture
def invitation(rivers, partner, ada) -> Affiliation:
    return Affiliation.invite(rivers, partner, by=ada, letter="Stand with us")


def joined(umbrella: Organization, member: Organization, by) -> Affiliation:
    affiliation = Affiliation.request(umbrella, member, by=by)
    affiliation.accept(by=by)
    return affiliation


def suspend(group: Organization, state: str = "suspended") -> None:
    Organization.objects.filter(pk=group.pk).update(state=state)
    group.refresh_from_db()
    group.reveal()


def refused(verb, *args, **kwargs) -> str:
    with pytest.raises(ValidationError) as refusal:
        verb(*args, **kwargs)
    return refusal.value.code


def test_an_invitation_writes_to_the_coordinators_of_the_group(invitation, partner, ada, bo, cy, dee):
    factories.join(partner, dee, "organizer")

    assert (invitation.state, invitation.asker.name, invitation.asked) == ("pending", "Two Rivers Together", partner)
    assert factories.recipients("affiliation_invitation") == ["bo@example.org"]


def test_a_request_writes_to_the_coordinators_of_the_coalition(rivers, partner, ada, bo):
    asked = Affiliation.request(rivers, partner, by=bo)

    assert (asked.asker, asked.asked) == (partner, rivers)
    assert factories.recipients("affiliation_request") == ["ada@example.org"]


@pytest.mark.parametrize("direction", ["invite", "request"])
def test_asking_twice_is_one_affiliation_and_one_letter(rivers, partner, ada, direction):
    first, second = (getattr(Affiliation, direction)(rivers, partner, by=ada) for _ in range(2))

    assert first == second
    assert sum(len(factories.letters(kind)) for kind in LETTERS) == 1


def test_who_is_asked_answers_instead_of_asking(rivers, partner, invitation, bo):
    assert refused(Affiliation.request, rivers, partner, by=bo) == "asked"


def test_a_yes_names_each_on_the_page_of_the_other_and_tells_both_sides(rivers, partner, invitation, ada, bo):
    invitation.accept(by=bo)

    assert list(Organization.objects.listed().members_of(rivers)) == [partner]
    assert list(Organization.objects.listed().coalitions_of(partner)) == [rivers]
    assert factories.recipients("affiliation_answered") == ["ada@example.org", "bo@example.org"]


def test_a_no_names_nobody_and_is_not_asked_again(rivers, partner, invitation, ada, bo):
    invitation.decline(by=bo)

    assert list(Organization.objects.members_of(rivers)) == []
    assert refused(Affiliation.invite, rivers, partner, by=ada) == "said_no"
    assert Affiliation.request(rivers, partner, by=bo).is_pending


@pytest.mark.parametrize("second", ["accept", "decline", "revoke"])
@pytest.mark.parametrize("first", ["accept", "decline"])
def test_the_second_answer_is_refused(invitation, bo, first, second):
    getattr(invitation, first)(by=bo)
    state = invitation.state

    assert refused(getattr(invitation, second), by=bo) == "answered"
    assert invitation.state == state


def test_an_ask_lives_thirty_days(rivers, invitation, bo):
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert refused(invitation.accept, by=bo) == "expired"
        expire_sign_ons()
        expire_sign_ons()

    invitation.refresh_from_db()
    assert invitation.state == "expired"


def test_what_is_taken_back_writes_nothing_more(invitation, ada, bo):
    invitation.revoke(by=ada)

    assert [letter.state for letter in factories.letters("affiliation_invitation")] == ["dropped"]
    assert refused(invitation.accept, by=bo) == "expired"


@pytest.mark.parametrize("verb", ["withdraw", "end"])
def test_either_side_parts_at_once(rivers, partner, invitation, ada, bo, verb):
    invitation.accept(by=bo)
    getattr(invitation, verb)(by=ada)

    assert (invitation.state, list(Organization.objects.members_of(rivers))) == ("withdrawn", [])
    assert refused(invitation.withdraw, by=bo) == "not_signed"


def test_who_has_left_may_come_back(rivers, partner, invitation, ada, bo):
    invitation.accept(by=bo)
    invitation.withdraw(by=bo)

    assert Affiliation.invite(rivers, partner, by=ada).is_pending


def test_only_a_coalition_has_members(host, partner, ada):
    assert refused(Affiliation.invite, host, partner, by=ada) == "not_coalition"
    assert refused(Affiliation.request, host, partner, by=ada) == "not_coalition"
    assert refused(host.include_members, by=ada) == "not_coalition"


def test_a_group_is_not_its_own_member(rivers, partner, ada):
    assert refused(Affiliation.invite, rivers, rivers, by=ada) == "own"
    with pytest.raises(IntegrityError, match="group_is_not_its_own_member"), transaction.atomic():
        Affiliation.objects.create(coalition=rivers, organization=rivers, direction="invited")


def test_the_database_holds_one_open_affiliation_for_a_pair(rivers, partner, invitation):
    with pytest.raises(IntegrityError), transaction.atomic():
        Affiliation.objects.create(coalition=rivers, organization=partner, direction="requested")


@pytest.mark.parametrize("state", ["draft", "in_review", "suspended", "retired"])
def test_who_is_not_listed_is_not_asked(rivers, partner, ada, bo, state):
    Organization.objects.filter(pk__in=[partner.pk, rivers.pk]).update(state=state)
    asked = Organization.objects.exclude(state="listed")

    codes = {refused(verb, rivers, partner, by=ada) for verb in (Affiliation.invite, Affiliation.request)}
    assert codes == {"not_listed" if state in ("draft", "in_review") else "not_working"}, asked


def test_the_ask_of_a_group_in_review_waits_with_its_letter(rivers, ada, bo, mo):
    choir = Organization.register(name="Choir", kind="culture", by=bo)
    asked = Affiliation.request(rivers, choir, by=bo)
    unseen = list(Affiliation.objects.answerable_by(ada))
    held = [letter.held_for for letter in factories.letters("affiliation_request")]
    early = refused(asked.accept, by=ada)
    choir.enlist(by=mo)

    assert (unseen, held, early) == ([], [choir.letters_key], "not_listed")
    assert list(Affiliation.objects.answerable_by(ada)) == [asked]


@pytest.mark.parametrize("state", ["suspended", "retired"])
@pytest.mark.parametrize("side", ["coalition", "organization"])
def test_the_asks_of_a_group_that_is_suspended_die(invitation, bo, side, state):
    suspend(getattr(invitation, side), state)

    invitation.refresh_from_db()
    assert (invitation.state, refused(invitation.accept, by=bo)) == ("expired", "expired")


def test_what_a_closed_group_asked_unnoticed_dies_with_the_hour(invitation, partner):
    Organization.objects.filter(pk=partner.pk).update(state="retired")
    expire_sign_ons()

    invitation.refresh_from_db()
    assert invitation.state == "expired"


@pytest.mark.parametrize("side", ["coalition", "organization"])
def test_who_is_suspended_is_not_named(rivers, partner, invitation, bo, side):
    invitation.accept(by=bo)
    suspend(getattr(invitation, side))

    assert list(Affiliation.objects.public()) == []


def test_a_coalition_is_no_part_of_its_own_part(rivers, ada):
    lakes, seas = coalition("Lakes", ada), coalition("Seas", ada)
    joined(lakes, rivers, ada)
    joined(seas, lakes, ada)

    assert refused(Affiliation.request, rivers, seas, by=ada) == "circle"
    assert refused(Affiliation.invite, rivers, lakes, by=ada) == "circle"


def test_of_two_asks_that_would_close_a_circle_the_second_is_refused(rivers, ada):
    lakes = coalition("Lakes", ada)
    one, other = Affiliation.request(lakes, rivers, by=ada), Affiliation.request(rivers, lakes, by=ada)
    one.accept(by=ada)

    assert refused(other.accept, by=ada) == "circle"
    other.refresh_from_db()
    assert other.is_pending


def test_a_coalition_with_members_keeps_its_kind(rivers, partner, invitation, ada, bo):
    with pytest.raises(ValidationError, match="stays a coalition"):
        rivers.describe(by=ada, kind="union")
    invitation.accept(by=bo)
    with pytest.raises(ValidationError, match="stays a coalition"):
        rivers.describe(by=ada, kind="union")
    invitation.withdraw(by=bo)

    rivers.describe(by=ada, kind="union")
    partner.describe(by=bo, kind="union")
    assert rivers.kind == "union"


def test_only_coordinators_are_offered_an_act(rivers, partner, invitation, ada, bo, cy, dee, mo):
    factories.join(rivers, cy, "organizer")
    factories.join(partner, dee, "organizer")
    scopes = ("answerable_by", "revocable_by", "withdrawable_by", "endable_by")

    def offered():
        people = (ada, bo, cy, dee, mo)
        return [[user for user in people if invitation in getattr(Affiliation.objects, name)(user)] for name in scopes]

    before = offered()
    invitation.accept(by=bo)
    assert (before, offered()) == ([[bo], [ada], [], []], [[], [], [bo], [ada]])


def test_both_records_tell_what_happened_and_only_ones_own_who(rivers, partner, invitation, ada, bo):
    invitation.accept(by=bo)
    invitation.end(by=ada)

    def record(group):
        return list(AuditEntry.objects.filter(organization=group).order_by("pk").values_list("verb", "actor", "about"))

    assert record(rivers) == [
        ("affiliation_invited", ada.pk, partner.name),
        ("member_joined", None, partner.name),
        ("affiliation_ended", ada.pk, partner.name),
    ]
    assert record(partner) == [
        ("affiliation_joined", bo.pk, rivers.name),
        ("membership_ended", None, rivers.name),
    ]


# Letters


def test_the_letter_of_an_invitation_leads_to_the_desk(invitation, partner):
    mail = factories.mail(factories.letters("affiliation_invitation")[0])

    assert mail.subject == "Two Rivers Together asks: will Riverside Tenants Union join?"
    assert f"/desk/groups/{partner.slug}/coalitions/" in mail.body
    assert "Stand with us" in mail.body


@pytest.mark.parametrize(
    ("act", "headline", "opening"),
    [
        ("accept", "is a member of", "has accepted the invitation of Two Rivers Together."),
        ("decline", "Not this time", "has declined the invitation of Two Rivers Together."),
    ],
)
def test_an_answer_is_told_to_the_other_side_and_not_to_her_who_gave_it(invitation, bo, act, headline, opening):
    getattr(invitation, act)(by=bo)
    to_ada, to_bo = factories.letters("affiliation_answered")

    mail = factories.mail(to_ada)
    assert (headline in mail.subject, opening in mail.body) == (True, True)
    with pytest.raises(Unwanted, match="own"):
        factories.mail(to_bo)


@pytest.mark.parametrize(
    ("verb", "opening"),
    [
        ("withdraw", "Riverside Tenants Union has left Two Rivers Together."),
        ("end", "Two Rivers Together has ended the membership of Riverside Tenants Union."),
    ],
)
def test_parting_is_told_with_who_parted(invitation, bo, dee, verb, opening):
    invitation.accept(by=bo)
    getattr(invitation, verb)(by=dee)

    mails = [factories.mail(letter) for letter in factories.letters("affiliation_answered")[2:]]
    assert [opening in mail.body for mail in mails] == [True, True]


def test_a_letter_to_somebody_who_coordinates_no_more_is_dropped(invitation, partner, bo):
    partner.memberships.filter(user=bo).update(role="organizer")

    with pytest.raises(Unwanted, match="left"):
        factories.mail(factories.letters("affiliation_invitation")[0])


def test_a_letter_about_what_was_answered_is_dropped(invitation, bo):
    invitation.decline(by=bo)

    with pytest.raises(Unwanted, match="answered"):
        factories.mail(factories.letters("affiliation_invitation")[0])


# At the same moment


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_round", range(3))
def test_two_who_accept_at_once_are_one_yes(invitation, bo, _round):
    first, second = (Affiliation.objects.get(pk=invitation.pk) for _ in range(2))

    answers = at_once(lambda: first.accept(by=bo), lambda: second.accept(by=bo))

    assert sorted(answers, key=str) == [None, "answered"]
    assert len(factories.letters("affiliation_answered")) == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("size", [2, 3, 4])
@pytest.mark.parametrize("_round", range(3))
def test_coalitions_that_join_one_another_at_once_close_no_circle(ada, size, _round):
    ring = [coalition(f"Coalition {number}", ada) for number in range(size)]
    asks = [Affiliation.request(above, below, by=ada) for below, above in zip(ring, ring[1:] + ring[:1], strict=True)]

    answers = at_once(*[lambda ask=ask: ask.accept(by=ada) for ask in asks])

    assert sorted(answers, key=str) == [None] * (size - 1) + ["circle"]
    assert Affiliation.objects.accepted().count() == size - 1


@pytest.mark.django_db(transaction=True)
def test_both_sides_that_ask_at_once_are_one_ask(rivers, partner, ada, bo):
    answers = at_once(
        lambda: Affiliation.invite(rivers, partner, by=ada), lambda: Affiliation.request(rivers, partner, by=bo)
    )

    assert "asked" in answers
    assert Affiliation.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_yes_and_a_no_of_the_coalition_at_once_leave_one_answer(invitation, ada, bo):
    mine, theirs = (Affiliation.objects.get(pk=invitation.pk) for _ in range(2))

    answers = at_once(lambda: mine.accept(by=bo), lambda: theirs.revoke(by=ada))

    invitation.refresh_from_db()
    assert invitation.state == ("accepted" if answers[0] is None else "expired")
    assert answers.count(None) == 1

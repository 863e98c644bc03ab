"""Groups: registered, reviewed, listed; who may act for them and who sees them."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from events.models import Sponsorship
from orgs.models import Case, Membership, Organization, User
from tests import factories
from tests.races import at_once

pytestmark = pytest.mark.django_db

STATES = ["draft", "in_review", "listed", "suspended", "retired"]


def in_state(group: Organization, state: str) -> Organization:
    Organization.objects.filter(pk=group.pk).update(state=state)
    group.refresh_from_db()
    return group


def test_who_registers_a_group_coordinates_it_and_it_waits_for_review(ada):
    group = Organization.register(name="Choir", kind="culture", by=ada)

    assert (group.state, group.created_by, list(group.organizers())) == ("in_review", ada, [ada])
    assert Membership.objects.get().role == "coordinator"
    assert group.submitted_at is not None


def test_submitting_twice_changes_nothing(ada):
    group = Organization.register(name="Choir", kind="culture", by=ada)
    submitted = group.submitted_at

    group.submit(by=None)

    assert (group.state, group.submitted_at) == ("in_review", submitted)


def test_listing_tells_its_organizers_once_and_shows_it(ada, cy, dee, mo):
    group = Organization.register(name="Choir", kind="culture", by=ada)
    factories.join(group, cy, "member")
    factories.join(group, dee, "organizer")

    group.enlist(by=mo)

    assert (group.state, group.listed_by) == ("listed", mo)
    assert factories.recipients("group_listed") == ["ada@example.org", "dee@example.org"]


def test_the_second_listing_is_refused_and_writes_nothing(ada, mo):
    group = Organization.register(name="Choir", kind="culture", by=ada)
    group.enlist(by=mo)

    with pytest.raises(ValidationError) as refusal:
        group.enlist(by=mo)

    assert refusal.value.code == "not_in_review"
    assert factories.recipients("group_listed") == ["ada@example.org"]


def test_listing_lets_waiting_letters_go(ada, mo, vigil):
    group = Organization.register(name="Choir", kind="culture", by=ada)
    Sponsorship.request(factories.series(group, by=ada, announced=True), vigil.host, by=ada)
    Sponsorship.invite_address(group_series := factories.series(group, by=ada), "union@example.org", by=ada)
    before = {letter.held_for for letter in factories.letters("sponsorship_invitation")}

    group.enlist(by=mo)

    assert group_series.host == group
    assert (before, {letter.held_for for letter in factories.letters("sponsorship_invitation")}) == (
        {group.letters_key},
        {""},
    )


@pytest.mark.parametrize("state", [state for state in STATES if state != "in_review"])
def test_only_what_waits_is_listed(host, mo, state):
    with pytest.raises(ValidationError):
        in_state(host, state).enlist(by=mo)


# Who may act for a group, and who sees it


def test_organizing_needs_a_role_of_ones_own(host, partner, ada, bo, cy, dee):
    factories.join(host, bo, "member")  # Bo organizes the partner; that says nothing here

    acts = [host in Organization.objects.organized_by(user) for user in (ada, bo, cy, dee, AnonymousUser())]

    assert acts == [True, False, False, False, False]


def test_members_belong_without_organizing(host, ada, cy, dee):
    assert [host in Organization.objects.of_member(user) for user in (ada, cy, dee)] == [True, True, False]


@pytest.mark.parametrize(("state", "acts"), list(zip(STATES, [True, True, True, False, False], strict=True)))
def test_people_of_a_suspended_or_retired_group_do_not_act_for_it(host, ada, state, acts):
    in_state(host, state)

    assert (host in Organization.objects.organized_by(ada)) is acts


@pytest.mark.parametrize("role", ["coordinator", "organizer"])
def test_a_closed_account_may_nothing(host, role):
    gone = factories.person("gone", is_active=False, is_moderator=True)
    factories.join(host, gone, role)
    in_state(host, "in_review")

    scopes = [
        Organization.objects.organized_by(gone),
        Organization.objects.of_member(gone),
        Organization.objects.visible_to(gone),
        Organization.objects.moderated_by(gone),
        Organization.objects.looked_after_by(gone),
    ]
    assert [host in scope for scope in scopes] == [False] * 5
    assert gone not in host.organizers()


@pytest.mark.parametrize(
    ("state", "seen"),
    [
        # Ada (coordinator), Cy (member), Dee (stranger), Mo (moderator), a visitor
        ("draft", [True, True, False, False, False]),
        ("in_review", [True, True, False, True, False]),
        ("listed", [True, True, True, True, True]),
        ("suspended", [False, False, False, True, False]),
        ("retired", [False, False, False, True, False]),
    ],
)
def test_who_sees_a_group(host, ada, cy, dee, mo, state, seen):
    in_state(host, state)

    assert [host in Organization.objects.visible_to(user) for user in (ada, cy, dee, mo, AnonymousUser())] == seen


def test_a_moderator_sees_her_own_draft(mo):
    draft = Organization.draft(name="Choir", kind="culture", by=mo)
    factories.join(draft, mo, "coordinator")

    assert draft in Organization.objects.visible_to(mo)


def test_only_moderators_review_and_the_oldest_comes_first(ada, bo, dee, mo):
    groups = [Organization.register(name=name, kind="other", by=ada) for name in ("Zebra", "Antelope")]

    assert [case.organization for case in Case.objects.reviewable_by(mo).for_queue()] == groups
    assert [list(Case.objects.reviewable_by(user)) for user in (ada, dee, AnonymousUser())] == [[], [], []]


# Addresses


def test_groups_of_one_name_have_addresses_of_their_own(db):
    slugs = [Organization.draft(name=name, kind="other").slug for name in ("Choir", "Choir", "choir!", "New", "歌")]

    assert slugs == ["choir", "choir-2", "choir-3", "new-2", "group"]


def test_the_longest_name_has_an_address(db):
    assert len(Organization.draft(name="a" * 120, kind="other").slug) == 70


@pytest.mark.django_db(transaction=True)
def test_two_groups_registered_at_once_under_one_name_have_two_addresses(ada, bo):
    first, second = at_once(
        *[lambda by=by: Organization.register(name="Choir", kind="other", by=by) for by in (ada, bo)]
    )

    assert {first.slug, second.slug} == {"choir", "choir-2"}


# What the database refuses


@pytest.mark.parametrize(("state", "missing"), [("listed", "listed_at"), ("in_review", "submitted_at")])
def test_the_database_wants_review_and_listing_dated(host, state, missing):
    with pytest.raises(IntegrityError), transaction.atomic():
        Organization.objects.filter(pk=host.pk).update(state=state, **{missing: None})


def test_the_database_holds_one_membership_for_a_person(host, ada):
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.join(host, ada, "member")


def test_the_database_keeps_addresses_in_lower_case(ada):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=ada.pk).update(email="Ada@example.org")

"""Places in a group: given, changed and left; the last coordinator stays until she has handed over."""

from time import sleep

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from orgs.models import CoordinatorChange, Handover, Membership, Organization, User
from tests import factories
from tests.races import at_once

pytestmark = pytest.mark.django_db


def place(organization, user) -> Membership:
    return organization.memberships.select_related("organization", "user").get(user=user)


def code(verb, *args, **kwargs) -> str:
    """The code of the refusal."""
    with pytest.raises(ValidationError) as refusal:
        verb(*args, **kwargs)
    return refusal.value.code


def test_a_coordinator_makes_a_member_an_organizer_at_once_and_she_is_told(host, ada, cy):
    place(host, cy).change_role("organizer", by=ada)

    assert place(host, cy).role == "organizer"
    assert factories.recipients("membership") == [cy.email]
    assert factories.mail(factories.letters("membership")[0]).subject == f"You are an organizer of {host} now"


def test_the_same_role_again_changes_nothing(host, ada, cy):
    place(host, cy).change_role("member", by=ada)

    assert factories.letters("membership") == []
    assert host.record.count() == 0


def test_who_is_removed_is_told_and_reads_the_inside_no_more(host, ada, cy):
    place(host, cy).remove(by=ada)

    assert not Organization.objects.of_member(cy).exists()
    assert factories.mail(factories.letters("membership")[0]).subject == f"You no longer belong to {host}"


@pytest.mark.parametrize("verb", ["leave", "lower"])
def test_the_last_coordinator_stays(host, ada, cy, verb):
    mine = place(host, ada)

    assert code(*{"leave": (mine.leave,), "lower": (lambda: mine.change_role("member", by=ada),)}[verb]) == (
        "last_coordinator"
    )
    assert place(host, ada).is_coordinator


def test_a_coordinator_whose_account_is_closed_is_nobody_to_leave_the_group_to(host, ada, bo):
    factories.join(host, bo, "coordinator")
    User.objects.filter(pk=bo.pk).update(is_active=False)

    assert code(place(host, ada).leave) == "last_coordinator"


def test_one_of_two_coordinators_steps_back_or_leaves_at_once(host, ada, bo, cy):
    factories.join(host, bo, "coordinator")
    place(host, bo).change_role("member", by=bo)
    factories.join(host, User.objects.create_user("eve@example.org"), "coordinator")

    place(host, ada).leave()

    assert sorted(host.memberships.values_list("role", flat=True)) == ["coordinator", "member", "member"]
    assert factories.letters("membership") == []  # each did it herself


@pytest.mark.parametrize("verb", ["lower", "remove", "promote"])
def test_no_coordinator_alone_decides_who_coordinates(host, ada, bo, cy, verb):
    factories.join(host, bo, "coordinator")
    acts = {
        "lower": lambda: place(host, bo).change_role("member", by=ada),
        "remove": lambda: place(host, bo).remove(by=ada),
        "promote": lambda: place(host, cy).change_role("coordinator", by=ada),
    }

    assert code(acts[verb]) == "asks_all"


def test_who_is_gone_already_cannot_be_changed(host, ada, cy):
    stale = place(host, cy)
    place(host, cy).leave()

    assert code(stale.remove, by=ada) == "gone"


def test_a_person_is_named_by_herself_alone_and_with_the_name_she_says(host, cy):
    place(host, cy).show("  Cy of   Elm Street ")
    named = place(host, cy)
    place(host, cy).show("")

    assert (named.is_named, named.public_name) == (True, "Cy of Elm Street")
    assert (place(host, cy).is_named, place(host, cy).public_name) == (False, "")


def test_nobody_is_named_without_a_name(host, cy):
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.filter(user=cy).update(is_named=True)


def test_what_rested_on_a_place_goes_with_it(host, ada, bo, cy):
    factories.join(host, bo, "coordinator")
    offer = Handover.offer(place(host, cy), afterwards="member", by=ada)
    change = CoordinatorChange.ask(place(host, bo), "remove", by=ada)

    place(host, cy).leave()
    place(host, bo).change_role("organizer", by=bo)

    offer.refresh_from_db()
    change.refresh_from_db()
    assert (offer.state, change.state) == ("void", "void")


def test_each_act_is_on_the_record(host, ada, cy):
    place(host, cy).change_role("organizer", by=ada)
    place(host, cy).show("Cy")
    place(host, cy).leave()

    assert list(host.record.order_by("pk").values_list("verb", "actor", "subject")) == [
        ("made_organizer", ada.pk, cy.pk),
        ("person_named", cy.pk, None),
        ("person_left", cy.pk, cy.pk),
    ]


# At the same moment


@pytest.fixture
def two(transactional_db):
    """A group with two coordinators."""
    ada, bo = factories.person("ada"), factories.person("bo")
    group = factories.group("Choir", coordinator=ada)
    factories.join(group, bo, "coordinator")
    return group


def everybody_leaves(group) -> list:
    return at_once(
        *[Membership.objects.select_related("organization").get(pk=one.pk).leave for one in group.memberships.all()]
    )


@pytest.mark.django_db(transaction=True)
def test_of_two_coordinators_who_leave_at_once_one_stays(two):
    for _try in range(5):
        for membership in two.memberships.all():
            membership.delete()
        for user in User.objects.all():
            factories.join(two, user, "coordinator")

        assert sorted(map(str, everybody_leaves(two))) == ["None", "last_coordinator"]
        assert two.coordinators().count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("how", ["leave", "lower", "hand over"])
def test_of_two_coordinators_who_step_back_in_any_way_one_stays(two, how):
    ada, bo = (place(two, user) for user in two.coordinators())
    cy = factories.join(two, factories.person("cy"), "member")
    offer = Handover.offer(cy, afterwards="gone", by=bo.user)
    acts = {
        "leave": lambda: bo.leave(),
        "lower": lambda: bo.change_role("member", by=bo.user),
        "hand over": lambda: offer.accept(by=cy.user),
    }

    at_once(ada.leave, acts[how])

    assert two.coordinators().count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_without_the_lock_nobody_might_stay(two, monkeypatch):
    """The control: the race above is one that the lock wins."""
    monkeypatch.setattr(Organization, "locked", lambda self: Organization.objects.get(pk=self.pk))
    keep = Membership._keep_a_coordinator

    def slowly(self):
        keep(self)
        sleep(0.3)

    monkeypatch.setattr(Membership, "_keep_a_coordinator", slowly)

    everybody_leaves(two)

    assert two.coordinators().count() == 0

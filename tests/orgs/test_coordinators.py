"""Who coordinates: changes that wait for 72 hours and can be stopped, and handovers that need two."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from orgs.models import CoordinatorChange, Handover, Organization, User
from orgs.tasks import change_coordinators
from outbox.letters import Unwanted
from tests import factories
from tests.orgs.test_membership import code, place
from tests.races import at_once

pytestmark = pytest.mark.django_db

LATER = timedelta(hours=72, minutes=1)


@pytest.fixture
def second(host, bo):
    """Bo coordinates the host too."""
    return factories.join(host, bo, "coordinator")


def later(verb=change_coordinators) -> None:
    with time_machine.travel(timezone.now() + LATER):
        verb()


def test_every_coordinator_and_the_concerned_one_have_a_letter(host, ada, bo, cy, second):
    CoordinatorChange.ask(place(host, cy), "promote", by=ada)

    assert factories.recipients("coordinator_change") == sorted([ada.email, bo.email, cy.email])
    mail = factories.mail(factories.letters("coordinator_change")[0])
    assert mail.subject == f"Cy is to become a coordinator of {host}"
    assert "List-Unsubscribe" not in mail.extra_headers


@pytest.mark.parametrize(("act", "role"), [("lower", "organizer"), ("remove", None)])
def test_nothing_happens_before_72_hours_and_then_it_does(host, ada, bo, second, act, role):
    CoordinatorChange.ask(place(host, bo), act, by=ada)

    with time_machine.travel(timezone.now() + timedelta(hours=71, minutes=59)):
        change_coordinators()
        assert place(host, bo).is_coordinator
    later()

    assert list(host.memberships.filter(user=bo).values_list("role", flat=True)) == ([role] if role else [])


def test_done_twice_is_once(host, ada, cy):
    CoordinatorChange.ask(place(host, cy), "promote", by=ada)

    later()
    later()

    assert place(host, cy).is_coordinator
    assert host.record.filter(verb="made_coordinator").count() == 1
    assert len(factories.letters("coordinator_change")) == 4  # asked and done, to two


@pytest.mark.parametrize("name", ["ada", "bo"])
def test_any_coordinator_stops_it_the_concerned_one_too(host, ada, second, request, name):
    change = CoordinatorChange.ask(second, "remove", by=ada)
    who = request.getfixturevalue(name)

    CoordinatorChange.objects.stoppable_by(who).get().stop(by=who)
    later()

    assert place(host, second.user).is_coordinator
    assert code(change.stop, by=ada) == "answered"


@pytest.mark.parametrize("name", ["cy", "dee"])
def test_nobody_else_stops_it(host, ada, second, request, name):
    CoordinatorChange.ask(second, "remove", by=ada)

    assert not CoordinatorChange.objects.stoppable_by(request.getfixturevalue(name)).exists()


def test_two_who_remove_each_other_leave_one(host, ada, bo, second):
    CoordinatorChange.ask(second, "remove", by=ada)
    CoordinatorChange.ask(place(host, ada), "remove", by=bo)

    later()

    assert list(host.coordinators()) == [ada]
    assert sorted(CoordinatorChange.objects.values_list("state", flat=True)) == ["accepted", "void"]


def test_each_of_two_can_stop_what_the_other_asked(host, ada, bo, second):
    first = CoordinatorChange.ask(second, "remove", by=ada)
    other = CoordinatorChange.ask(place(host, ada), "remove", by=bo)

    first.stop(by=bo)
    other.stop(by=ada)
    later()

    assert list(host.coordinators()) == [ada, bo]


def test_what_somebody_asked_who_coordinates_no_more_is_not_done(host, ada, bo, cy, second):
    CoordinatorChange.ask(place(host, cy), "promote", by=bo)
    place(host, bo).change_role("member", by=bo)

    later()

    assert place(host, cy).role == "member"
    assert CoordinatorChange.objects.get().state == "void"


def test_the_last_one_is_not_lowered_when_the_other_has_left_meanwhile(host, ada, bo, second):
    CoordinatorChange.ask(second, "lower", by=ada)
    User.objects.filter(pk=ada.pk).update(is_active=False)

    later()

    assert list(host.coordinators()) == [bo]


@pytest.mark.parametrize("state", ["suspended", "retired"])
def test_nothing_is_done_in_a_closed_group(host, ada, cy, state):
    CoordinatorChange.ask(place(host, cy), "promote", by=ada)
    Organization.objects.update(state=state)

    later()

    assert place(host, cy).role == "member"


def test_asked_twice_it_is_one_and_another_has_to_wait(host, ada, second):
    change = CoordinatorChange.ask(second, "remove", by=ada)

    assert CoordinatorChange.ask(second, "remove", by=ada) == change
    assert code(CoordinatorChange.ask, second, "lower", by=ada) == "waiting"


@pytest.mark.parametrize(
    ("who", "act", "by", "refusal"),
    [
        ("cy", "lower", "ada", "same"),
        ("bo", "promote", "ada", "same"),
        ("ada", "lower", "ada", "oneself"),
        ("ada", "lower", "cy", "not_coordinator"),
    ],
)
def test_what_makes_no_sense_is_refused(host, second, ada, bo, cy, who, act, by, refusal):
    people = {"ada": ada, "bo": bo, "cy": cy}

    assert code(CoordinatorChange.ask, place(host, people[who]), act, by=people[by]) == refusal


def test_ten_a_day_are_the_most(host, ada, cy):
    for _ in range(10):
        CoordinatorChange.ask(place(host, cy), "promote", by=ada).stop(by=ada)

    assert code(CoordinatorChange.ask, place(host, cy), "promote", by=ada) == "too_often"


# Handing over


@pytest.fixture
def offer(host, ada, cy) -> Handover:
    return Handover.offer(place(host, cy), afterwards="member", by=ada)


@pytest.mark.parametrize(("afterwards", "role"), [("organizer", "organizer"), ("member", "member"), ("gone", None)])
def test_a_yes_takes_effect_at_once(host, ada, cy, afterwards, role):
    Handover.offer(place(host, cy), afterwards=afterwards, by=ada).accept(by=cy)

    assert list(host.coordinators()) == [cy]
    assert list(host.memberships.filter(user=ada).values_list("role", flat=True)) == ([role] if role else [])


def test_both_and_every_other_coordinator_are_told(host, ada, bo, cy, second, offer):
    offer.accept(by=cy)

    assert factories.recipients("handover_offer") == [cy.email]
    assert factories.recipients("handover_news") == sorted([ada.email, bo.email, cy.email])
    assert factories.mail(factories.letters("handover_news")[0]).subject == f"Cy coordinates {host} now"


def test_nobody_hears_of_a_handover_in_a_group_suspended_meanwhile(host, ada, cy, mo, offer):
    offer.decline(by=cy)
    host.suspend(by=mo)

    with pytest.raises(Unwanted):
        factories.mail(factories.letters("handover_news")[0])


def test_a_no_leaves_everything(host, ada, cy, offer):
    offer.decline(by=cy)

    assert list(host.coordinators()) == [ada]
    assert factories.recipients("handover_news") == [ada.email]
    assert code(offer.accept, by=cy) == "answered"


def test_only_she_it_was_offered_to_answers_and_only_who_offered_takes_back(offer, ada, bo, cy, dee):
    answer = [user.pk for user in (ada, bo, cy, dee) if Handover.objects.answerable_by(user).exists()]
    take_back = [user.pk for user in (ada, bo, cy, dee) if Handover.objects.withdrawable_by(user).exists()]

    assert (answer, take_back) == ([cy.pk], [ada.pk])


@pytest.mark.parametrize("death", ["taken back", "expired", "she left", "I left", "suspended", "closed", "erased"])
def test_an_offer_dies(host, ada, bo, cy, second, offer, death):
    if death == "taken back":
        offer.withdraw(by=ada)
    if death == "she left":
        place(host, cy).leave()
    if death == "I left":
        place(host, ada).leave()
    if death == "suspended":
        Organization.objects.update(state="suspended")
    if death == "closed":
        User.objects.filter(pk=cy.pk).update(is_active=False)
        cy.refresh_from_db()
    if death == "erased":
        ada.delete()
        offer = Handover.objects.get()

    with time_machine.travel(timezone.now() + timedelta(days=15 if death == "expired" else 0)):
        open_ones = Handover.objects.answerable_by(cy)
        dead = not open_ones.exists() or code(open_ones.get().accept, by=cy) == "void"

    assert dead


def test_one_offer_at_a_time(host, ada, bo, cy, offer):
    factories.join(host, bo, "member")

    assert Handover.offer(place(host, cy), afterwards="member", by=ada) == offer
    assert code(Handover.offer, place(host, bo), afterwards="member", by=ada) == "offered"


def test_it_is_offered_to_nobody_who_coordinates_already(host, ada, second):
    assert code(Handover.offer, second, afterwards="member", by=ada) == "not_offerable"


@pytest.mark.django_db(transaction=True)
def test_taken_back_and_accepted_at_once_one_of_them_wins():
    ada, cy = factories.person("ada"), factories.person("cy")
    group = factories.group("Choir", coordinator=ada)
    offer = Handover.offer(factories.join(group, cy, "member"), afterwards="gone", by=ada)
    again = Handover.objects.select_related("organization").get()

    at_once(lambda: offer.accept(by=cy), lambda: again.withdraw(by=ada))

    assert list(group.coordinators()) == ([cy] if Handover.objects.get().state == "accepted" else [ada])


@pytest.mark.django_db(transaction=True)
def test_stopped_and_done_at_once_one_of_them_wins():
    ada, bo = factories.person("ada"), factories.person("bo")
    group = factories.group("Choir", coordinator=ada)
    change = CoordinatorChange.ask(factories.join(group, bo, "coordinator"), "remove", by=ada)
    CoordinatorChange.objects.update(asked_at=timezone.now() - LATER)
    again = CoordinatorChange.objects.select_related("organization", "user").get()

    at_once(lambda: change.stop(by=bo), again.take_effect, again.take_effect)

    assert group.memberships.filter(user=bo).exists() == (CoordinatorChange.objects.get().state == "declined")


@pytest.mark.django_db(transaction=True)
def test_due_removals_of_each_other_done_by_two_workers_leave_one():
    ada, bo = factories.person("ada"), factories.person("bo")
    group = factories.group("Choir", coordinator=ada)
    factories.join(group, bo, "coordinator")
    CoordinatorChange.ask(place(group, bo), "remove", by=ada)
    CoordinatorChange.ask(place(group, ada), "remove", by=bo)
    CoordinatorChange.objects.update(asked_at=timezone.now() - LATER)

    at_once(*[change.take_effect for change in CoordinatorChange.objects.select_related("organization", "user")])

    assert group.coordinators().count() == 1

"""Asking to join a group, and the answer."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from orgs.models import JoinRequest, Organization
from orgs.tasks import expire_asks
from outbox import retention
from tests import factories
from tests.orgs.test_membership import code, place
from tests.races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(host, dee) -> JoinRequest:
    return JoinRequest.ask(host, by=dee, word="We met on Saturday.")


def test_coordinators_are_written_to_and_let_her_in(asked, host, ada, dee):
    asked.accept(by=ada, role="organizer")

    assert place(host, dee).role == "organizer"
    assert factories.recipients("join_request") == [ada.email]
    assert factories.mail(factories.letters("join_answer")[0]).subject == f"You belong to {host} now"


def test_asked_twice_it_is_one_request_and_one_letter(asked, host, dee):
    assert JoinRequest.ask(host, by=dee) == asked
    assert len(factories.letters("join_request")) == 1


def test_a_no_is_told_and_holds_for_thirty_days(asked, host, ada, dee):
    asked.decline(by=ada)

    with time_machine.travel(timezone.now() + timedelta(days=29)):
        assert code(JoinRequest.ask, host, by=dee) == "said_no"
    with time_machine.travel(timezone.now() + timedelta(days=30, minutes=1)):
        assert JoinRequest.ask(host, by=dee) != asked
    assert factories.recipients("join_answer") == [dee.email]


def test_what_is_taken_back_can_be_asked_anew(asked, host, ada, dee):
    asked.withdraw(by=dee)

    assert code(asked.accept, by=ada) == "answered"
    assert JoinRequest.ask(host, by=dee).is_open


def test_unanswered_it_ends_after_thirty_days_and_its_word_goes(asked, ada):
    with time_machine.travel(timezone.now() + timedelta(days=30, minutes=1)):
        assert code(asked.accept, by=ada) == "expired"
        expire_asks()
        asked.refresh_from_db()
        assert (asked.state, asked.word) == ("expired", "")
        retention.purge()
    with time_machine.travel(timezone.now() + timedelta(days=61)):
        retention.purge()
        assert not JoinRequest.objects.exists()


def test_members_and_strangers_to_unlisted_groups_cannot_ask(host, cy, dee, bo):
    waiting = Organization.register(name="Choir", kind="culture", by=bo)

    assert code(JoinRequest.ask, host, by=cy) == "member"
    assert code(JoinRequest.ask, waiting, by=dee) == "not_listed"


def test_five_groups_a_day_are_the_most_one_person_asks(ada, dee):
    for number in range(5):
        JoinRequest.ask(factories.group(f"Group {number}", coordinator=ada), by=dee)

    assert code(JoinRequest.ask, factories.group("Sixth", coordinator=ada), by=dee) == "too_often"


def test_a_crowd_that_asks_fills_no_mailbox(host, ada):
    for number in range(22):
        JoinRequest.ask(host, by=factories.person(f"person{number}"))

    assert len(factories.letters("join_request")) == 20
    assert JoinRequest.objects.answerable_by(ada).count() == 22


def test_nobody_becomes_a_coordinator_by_asking(asked, ada):
    assert code(asked.accept, by=ada, role="coordinator") == "role"


@pytest.mark.parametrize("state", ["suspended", "retired"])
def test_a_closed_group_lets_nobody_in(asked, ada, state):
    Organization.objects.update(state=state)

    assert code(asked.accept, by=ada) == "group_closed"
    assert not JoinRequest.objects.answerable_by(ada).exists()


@pytest.mark.parametrize("name", ["bo", "cy", "dee"])
def test_only_its_coordinators_answer(asked, request, name):
    assert not JoinRequest.objects.answerable_by(request.getfixturevalue(name)).exists()


@pytest.mark.django_db(transaction=True)
def test_two_answers_at_once_are_one():
    ada, dee = factories.person("ada"), factories.person("dee")
    asked = JoinRequest.ask(factories.group("Choir", coordinator=ada), by=dee)
    again = JoinRequest.objects.select_related("organization", "user").get()

    answers = at_once(lambda: asked.accept(by=ada), lambda: again.decline(by=ada))

    assert sorted(map(str, answers)) == ["None", "answered"]
    assert asked.organization.memberships.filter(user=dee).exists() == (JoinRequest.objects.get().state == "accepted")

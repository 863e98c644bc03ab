"""What waits for a moderator."""

import pytest

from orgs import reviewing
from orgs.models import Case
from tests.races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kind(monkeypatch):
    monkeypatch.setattr(reviewing, "_kinds", {})
    kind = type("Claim", (reviewing.CaseKind,), {"key": "claim"})
    reviewing.register(kind)
    return kind


def test_asked_again_while_it_waits_it_is_the_same_case(host, dee):
    first = Case.open("claim", host, by=dee, text="We lost our coordinator.")

    assert Case.open("claim", host, by=dee, text="Again.") == first
    assert Case.objects.get().text == "We lost our coordinator."


def test_after_a_decision_a_new_case_can_be_opened(host, dee):
    first = Case.open("claim", host, by=dee)
    Case.objects.update(state=Case.State.DECLINED, decided_at=first.opened_at)

    assert Case.open("claim", host, by=dee) != first


def test_a_kind_that_nobody_registered_is_a_mistake(host):
    with pytest.raises(LookupError):
        Case.open("nothing", host)


@pytest.mark.django_db(transaction=True)
def test_opened_twice_at_once_it_is_one_case(host):
    at_once(*[lambda: Case.open("claim", host)] * 4)

    assert Case.objects.count() == 1

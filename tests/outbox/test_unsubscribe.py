"""One click, without a login, ends letters; a look at the page ends nothing."""

import pytest
from django.core.signing import Signer
from django.test import Client
from django.urls import reverse

from outbox import unsubscribing
from outbox.contacts import contact_index
from outbox.models import Suppression

pytestmark = pytest.mark.django_db
ADA = contact_index("ada@example.org")


@pytest.fixture
def address():
    return reverse("outbox:unsubscribe", args=[unsubscribing.token(ADA, "plain")])


@pytest.fixture
def browser():
    return Client(enforce_csrf_checks=True)


def ended() -> list[str]:
    return sorted(Suppression.objects.filter(recipient_index=ADA).values_list("kind", flat=True))


def test_looking_changes_nothing(browser, address):
    response = browser.get(address)

    assert (response.status_code, ended()) == (200, [])
    assert "test letters" in response.content.decode()


def test_one_click_ends_this_kind_and_the_second_time_too(browser, address):
    for _ in range(2):
        response = browser.post(address, {"List-Unsubscribe": "One-Click"})

        assert (response.status_code, ended()) == (200, ["plain"])
        assert response.cookies == {}


def test_every_letter_can_be_ended(browser, address):
    browser.post(address, {"all": "1"})

    assert ended() == [""]


def test_ending_can_be_undone(browser, address):
    browser.post(address)
    browser.post(address, {"all": "1"})

    browser.post(address, {"undo": "1"})

    assert ended() == []


def test_undoing_does_not_revive_a_dead_address(browser, address):
    Suppression.objects.add(ADA, reason=Suppression.BOUNCED)

    browser.post(address, {"undo": "1"})

    assert ended() == [""]


def test_the_page_does_not_leak_its_address(browser, address):
    response = browser.get(address)

    assert response["Referrer-Policy"] == "no-referrer"
    assert response["Cache-Control"] == "no-store"
    assert response["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("token", ["x", "x:y", Signer(salt="other").sign(f"{ADA}.plain"), "%00"])
def test_what_we_did_not_sign_does_not_exist(browser, token):
    address = reverse("outbox:unsubscribe", args=[token])

    assert browser.get(address).status_code == 404
    assert browser.post(address).status_code == 404
    assert ended() == []


def test_a_kind_that_is_no_more_can_still_be_ended(browser):
    address = reverse("outbox:unsubscribe", args=[unsubscribing.token(ADA, "gone")])

    assert browser.post(address).status_code == 200
    assert ended() == ["gone"]

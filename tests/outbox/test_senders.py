"""Letters on behalf of a group: ended together with one press, and not more than it may send in a day."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from outbox import postman, senders, unsubscribing
from outbox.contacts import contact_index
from outbox.letters import letter_of
from outbox.models import Message, Suppression
from outbox.states import SENT, WAITING
from tests.outbox.letters import write

pytestmark = pytest.mark.django_db
ADA = contact_index("ada@example.org")
CHOIR, BAND = "choir:1", "choir:2"


@pytest.fixture(autouse=True)
def choirs(monkeypatch):
    monkeypatch.setattr(senders, "_kinds", {})
    senders.register("choir", lambda key: {"1": "Canal Street Choir", "2": "Brass & Sons"}.get(key, ""), daily=int)


@pytest.fixture
def address():
    return reverse("outbox:unsubscribe", args=[unsubscribing.token(ADA, "plain", CHOIR)])


def ended() -> list[tuple[str, str]]:
    return sorted(Suppression.objects.filter(recipient_index=ADA).values_list("kind", "sender"))


def delivered(**letter) -> str:
    message = write(**letter)
    postman.deliver([message.pk])
    message.refresh_from_db()
    return message.state


@pytest.mark.parametrize(
    ("kind", "sender", "gets_choir", "gets_band", "gets_site"),
    [
        ("", "", False, False, False),
        ("plain", "", False, False, False),
        ("", CHOIR, False, True, True),
        ("plain", CHOIR, False, True, True),
        ("other", CHOIR, True, True, True),
    ],
)
def test_what_stands_against_a_letter(kind, sender, gets_choir, gets_band, gets_site):
    Suppression.objects.add(ADA, kind=kind, sender=sender, reason=Suppression.ASKED)

    states = [delivered(sender=sender, about=f"of {sender}") for sender in (CHOIR, BAND, "")]

    assert [state == SENT for state in states] == [gets_choir, gets_band, gets_site]
    assert Suppression.objects.against(ADA, "plain", CHOIR).exists() != gets_choir


def test_the_button_of_the_page_ends_the_kind_of_every_sender(client, address):
    page = client.post(address)

    assert (page.status_code, ended()) == (200, [("plain", "")])


def test_a_further_button_ends_all_letters_of_the_group(client, address):
    before = client.get(address).content.decode()
    after = client.post(address, {"group": "1"}).content.decode()

    assert "No more letters from Canal Street Choir</button>" in before
    assert (ended(), "You get no more letters from Canal Street Choir." in after) == ([("", CHOIR)], True)


def test_one_click_of_a_mail_program_ends_the_kind(address):
    Client(enforce_csrf_checks=True).post(address, {"List-Unsubscribe": "One-Click"})

    assert ended() == [("plain", "")]


def test_undo_takes_back_what_this_page_ended_and_nothing_else(client, address):
    Suppression.objects.add(ADA, kind="plain", sender=BAND, reason=Suppression.ASKED)
    for button in ({}, {"group": "1"}, {"all": "1"}):
        client.post(address, button)

    client.post(address, {"undo": "1"})

    assert ended() == [("plain", BAND)]


def test_a_link_sent_before_letters_had_senders_still_works(client):
    old = reverse("outbox:unsubscribe", args=[unsubscribing.token(ADA, "plain")])

    client.post(old, {"group": "1"})

    assert ended() == [("plain", "")]
    assert "No more letters from" not in client.get(old).content.decode()


def test_a_group_that_nobody_knows_has_no_button(client):
    page = client.get(reverse("outbox:unsubscribe", args=[unsubscribing.token(ADA, "plain", "choir:9")]))

    assert (page.status_code, 'name="group"' in page.content.decode()) == (200, False)


def test_the_link_in_a_letter_names_its_sender():
    delivered(sender=CHOIR)

    assert unsubscribing.link(ADA, "plain", CHOIR) in mail.outbox[0].extra_headers["List-Unsubscribe"]


def test_beyond_the_days_letters_a_sender_waits_for_tomorrow():
    first, second = delivered(sender=CHOIR, about="1"), delivered(sender=CHOIR, about="2")
    waiting = Message.objects.get(about="2")

    assert (first, second, waiting.attempts) == (SENT, WAITING, 1)
    with time_machine.travel(waiting.next_at + timedelta(seconds=1)):
        postman.send_due()
        waiting.refresh_from_db()
    assert (waiting.state, waiting.next_at.hour, waiting.next_at > timezone.now()) == (SENT, 0, True)


def test_another_sender_and_the_site_do_not_wait():
    states = [delivered(sender=sender, about=str(n)) for n, sender in enumerate([CHOIR, BAND, BAND, "", ""])]

    assert states == [SENT] * 5


def test_no_limit_holds_or_counts_an_urgent_letter(monkeypatch):
    monkeypatch.setattr(type(letter_of("plain")), "urgent", True)
    urgent = [delivered(sender=CHOIR, about=str(n)) for n in range(3)]
    monkeypatch.setattr(type(letter_of("plain")), "urgent", False)

    assert urgent == [SENT] * 3

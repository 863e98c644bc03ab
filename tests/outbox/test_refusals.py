"""A real mail server refuses, hangs up or is away: later, never, and to whom no more."""

import asyncio
import time
from datetime import timedelta

import pytest
from django.utils.timezone import now

from outbox import postman
from outbox.models import Heartbeat, Message, Suppression
from outbox.states import FAILED, SENT, WAITING
from tests.outbox.letters import write
from tests.servers import MailServer, free_port

pytestmark = pytest.mark.django_db


@pytest.fixture
def mail_server(settings):
    """Starts a mail server that answers so, and points the mailer to it."""
    servers = []

    def start(answer=None):
        server = MailServer(answer).__enter__()
        servers.append(server)
        point_to(settings, server.port)
        return server

    yield start
    for server in servers:
        server.__exit__()


def point_to(settings, port):
    options = {"host": "127.0.0.1", "port": port, "timeout": 3}
    settings.MAILERS = {"default": {"BACKEND": "outbox.backends.SmtpBackend", "OPTIONS": options}}


def refusing(words, stage="RCPT", whom="ada@example.org", times=1000):
    return lambda at, address, count: words if (at, address) == (stage, whom) and count <= times else None


def deliver(*messages):
    postman.deliver([message.pk for message in messages])
    for message in messages:
        message.refresh_from_db()


def minutes_until(moment) -> int:
    return round((moment - now()).total_seconds() / 60)


@pytest.mark.parametrize("stage", ["RCPT", "DATA"])
@pytest.mark.parametrize("words", ["450 4.2.0 greylisted", "452 full", "421 4.3.2 going down", "cut"])
def test_later_is_later_and_the_others_go_out(mail_server, words, stage):
    server = mail_server(refusing(words, stage))
    ada, bo = write(to="ada@example.org"), write(to="bo@example.org")

    deliver(ada, bo)

    assert (ada.state, minutes_until(ada.next_at), bo.state) == (WAITING, 1, SENT)
    assert [letter["To"] for letter in server.letters] == ["bo@example.org"]


@pytest.mark.parametrize("stage", ["RCPT", "DATA"])
def test_never_is_never(mail_server, stage):
    server = mail_server(refusing("554 5.7.1 policy", stage))
    ada, bo = write(to="ada@example.org"), write(to="bo@example.org")

    deliver(ada, bo)
    deliver(ada)

    assert (ada.state, ada.reason, ada.attempts, ada.sealed) == (FAILED, "554 5.7.1", 1, "")
    assert bo.state == SENT
    assert server._met[stage, "ada@example.org"] == 1
    assert not Suppression.objects.exists()


def test_an_address_that_does_not_exist_gets_nothing_any_more(mail_server):
    mail_server(refusing("550 5.1.1 <ada@example.org> unknown"))
    first = write()

    deliver(first)

    assert first.reason == "bounced 550 5.1.1"
    assert Suppression.objects.get().recipient_index == first.recipient_index


def test_the_third_bounce_ends_letters_to_an_address(mail_server):
    mail_server(refusing("550 mailbox disabled"))
    for sequence in "12":
        deliver(write(sequence=sequence))
    assert not Suppression.objects.exists()

    deliver(write(sequence="3"))

    assert Suppression.objects.get().reason == Suppression.BOUNCED


def test_a_server_that_wants_another_login_is_not_the_letters_fault(mail_server):
    mail_server(refusing("530 5.7.0 authentication required"))
    ada = write()

    deliver(ada)

    assert ada.state == WAITING


def test_a_letter_that_was_taken_and_cut_goes_again_under_the_same_message_id(mail_server):
    server = mail_server(refusing("take and cut", "DATA", times=1))
    ada = write()

    deliver(ada)
    assert (ada.state, ada.reason) == (WAITING, "no answer")
    deliver(ada)

    assert ada.state == SENT
    assert server.ids() == [ada.message_id, ada.message_id]
    first, second = server.letters
    assert first.as_bytes() == second.as_bytes()


def test_a_server_that_is_away_costs_no_attempt_and_stops_the_batch(settings):
    point_to(settings, free_port())
    letters = [write(to=f"p{n}@example.org") for n in range(3)]

    deliver(*letters)

    assert {(letter.state, letter.attempts, minutes_until(letter.next_at)) for letter in letters} == {(WAITING, 0, 1)}
    assert Heartbeat.last(Heartbeat.MAIL_SERVER_AWAY) is not None


def test_while_the_server_is_away_one_batch_a_minute_looks_and_then_all_goes_on(settings, mail_server):
    settings.MAIL_BATCH = 2
    point_to(settings, free_port())
    letters = [write(to=f"p{n}@example.org") for n in range(5)]
    deliver(*letters)
    Message.objects.update(next_at=now())
    assert [len(pks) for pks in postman.hand_out()] == [2]

    server = mail_server()
    deliver(*letters)
    assert server.letters == []
    Heartbeat.objects.filter(name=Heartbeat.MAIL_SERVER_AWAY).update(at=now() - timedelta(minutes=1))
    deliver(*letters)

    assert len(server.letters) == 5
    assert Heartbeat.last(Heartbeat.MAIL_SERVER_AWAY) is None


def test_one_connection_serves_a_batch(mail_server):
    server = mail_server()
    letters = [write(to=f"p{n}@example.org") for n in range(5)]

    deliver(*letters)

    assert len(server.letters) == 5
    assert len(server.sessions) == 1


def test_a_letter_is_not_begun_where_too_little_of_its_lease_is_left(mail_server, settings):
    server = mail_server()
    settings.MAIL_LEASE_SECONDS = 5
    ada = write()

    deliver(ada)

    assert (ada.state, ada.attempts, ada.lease_until, minutes_until(ada.next_at)) == (WAITING, 0, None, 1)
    assert server.letters == []


def test_a_server_that_is_slow_with_each_answer_is_left_before_the_lease_ends(mail_server, settings):
    server = mail_server()
    settings.MAILERS["default"]["OPTIONS"]["timeout"] = 1

    async def slowly(server, session, envelope, address, options):
        await asyncio.sleep(0.8)
        envelope.mail_from = address
        return "250 fine"

    server.handle_MAIL = slowly
    server.answer = lambda stage, address, count: time.sleep(0.8)
    ada, began = write(), time.monotonic()

    deliver(ada)

    assert (ada.state, ada.reason) == (WAITING, "no answer")
    assert 1.6 < time.monotonic() - began < 2.3

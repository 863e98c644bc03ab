"""What goes wrong around a letter: the database restarts, a key is lost, the lease is too short."""

import pytest
from cryptography.fernet import Fernet
from django.core import mail
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import OperationalError

from outbox import postman
from outbox.models import Message, claims
from outbox.states import FAILED, SENDING, SENT
from tests.outbox.letters import write


@pytest.fixture
def failing_database(monkeypatch):
    """Makes writing `sent` fail so many times."""
    write_sent = claims.write_sent

    def fail(times):
        left = [times]

        def sometimes(*args, **values):
            if left[0]:
                left[0] -= 1
                raise OperationalError("the database is restarting")
            return write_sent(*args, **values)

        monkeypatch.setattr(claims, "write_sent", sometimes)

    return fail


@pytest.mark.django_db(transaction=True)
def test_a_database_that_restarts_after_the_letter_was_taken_does_not_send_it_twice(failing_database):
    message = write()
    failing_database(2)

    postman.deliver([message.pk])
    postman.deliver([message.pk])

    message.refresh_from_db()
    assert (message.state, message.attempts, len(mail.outbox)) == (SENT, 1, 1)


@pytest.mark.django_db(transaction=True)
def test_a_database_that_stays_away_leaves_the_letter_to_the_lease(failing_database, settings):
    settings.MAIL_LEASE_SECONDS = 1
    message = write()
    failing_database(100)

    with pytest.raises(OperationalError):
        postman.deliver([message.pk])

    message.refresh_from_db()
    assert message.state == SENDING


@pytest.mark.django_db
def test_a_letter_whose_key_is_lost_keeps_nobody_waiting(settings):
    ring = settings.CONTACT_KEYS
    settings.CONTACT_KEYS = [Fernet.generate_key().decode()]
    lost = write(about="lost")
    settings.CONTACT_KEYS = ring
    good = write(to="bo@example.org")

    postman.deliver([lost.pk, good.pk])

    states = dict(Message.objects.values_list("about", "state"))
    assert states == {"lost": FAILED, "test:1": SENT}


def test_a_lease_shorter_than_the_mailer_waits_is_refused_at_start(settings):
    settings.MAILERS = {"default": {"OPTIONS": {"timeout": 20}}}
    call_command("check", tags=["compatibility"])

    settings.MAIL_LEASE_SECONDS = 40
    with pytest.raises(SystemCheckError, match="MAIL_LEASE_SECONDS"):
        call_command("check", tags=["compatibility"])


@pytest.mark.django_db
def test_the_test_letter_goes_the_way_of_all_letters(capsys):
    call_command("send_test_letter", "ada@example.org")
    call_command("send_due_messages", dry_run=True)
    Message.objects.update(next_at="2026-01-01T00:00:00Z")
    call_command("send_due_messages")

    assert [letter.subject for letter in mail.outbox] == ["Test letter from Coalition"]
    assert "Letters due: 1\n" in capsys.readouterr().out

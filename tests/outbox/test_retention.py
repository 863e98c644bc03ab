"""Finished letters lose whom they were to, then vanish."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from outbox import retention, tasks
from outbox.models import Heartbeat, Message
from outbox.states import DROPPED, SENT, WAITING
from tests.outbox.letters import write

pytestmark = pytest.mark.django_db


def finished(days: int) -> Message:
    message = write(about=f"days:{days}", context={"date": 1})
    Message.objects.filter(pk=message.pk).update(state=SENT, finished_at=now() - timedelta(days=days))
    return message


def test_after_a_week_a_letter_names_nobody():
    fresh, old = finished(6), finished(8)

    retention.purge()
    retention.purge()

    fresh.refresh_from_db()
    old.refresh_from_db()
    assert (fresh.recipient, fresh.context) == ("ada@example.org", {"date": 1})
    assert (old.recipient, old.sealed, old.context) == ("", "", {})


def test_after_90_days_a_letter_is_gone():
    finished(91)
    waiting = write(about="later", due_at=now() + timedelta(days=100))

    retention.purge()

    assert list(Message.objects.all()) == [waiting]
    assert waiting.state == WAITING


def test_what_is_held_for_ever_is_dropped():
    message = write(held_for="organization:12")
    Message.objects.update(created_at=now() - timedelta(days=91))

    retention.purge()

    message.refresh_from_db()
    assert (message.state, message.sealed) == (DROPPED, "")


def test_the_nightly_task_says_that_it_ran():
    tasks.purge()

    assert Heartbeat.last(Heartbeat.PURGE) is not None


def test_a_purge_that_breaks_does_not_keep_the_others_from_running(monkeypatch):
    old = finished(8)
    entries = dict(retention._entries)
    monkeypatch.setattr(retention, "_entries", entries)

    def broken():
        raise RuntimeError

    retention.register(Heartbeat, kept="for ever", fields=["name", "at"], purge=broken)
    with pytest.raises(ExceptionGroup):
        retention.purge()

    old.refresh_from_db()
    assert old.recipient == ""

"""The sweep hands out what is due in batches, and says when it last ran."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from outbox import postman, tasks
from outbox.models import Heartbeat, Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def queue(monkeypatch):
    handed = []
    monkeypatch.setattr(tasks.deliver_messages, "apply_async", lambda args, **options: handed.append(args[0]))
    return handed


def write_many(count):
    people = ((f"person{number}@example.org", {"date": 1}) for number in range(count))
    Message.write_many(kind="plain", about="date:1", to=people)


def test_what_is_due_is_handed_out_in_batches_and_once(queue, settings):
    settings.MAIL_BATCH = 4
    write_many(10)

    tasks.send_due_messages()
    tasks.send_due_messages()

    assert [len(pks) for pks in queue] == [4, 4, 2]
    assert len({pk for pks in queue for pk in pks}) == 10


def test_what_a_worker_did_not_get_to_is_handed_out_again(queue):
    write_many(3)
    tasks.send_due_messages()
    Message.objects.update(next_at=now() - timedelta(seconds=1))

    tasks.send_due_messages()

    assert [len(pks) for pks in queue] == [3, 3]


def test_no_more_is_handed_out_than_workers_send_in_a_minute(queue, settings, monkeypatch):
    monkeypatch.setattr(postman, "HANDED_AT_MOST", 5)
    settings.MAIL_BATCH = 2
    write_many(10)

    tasks.send_due_messages()
    tasks.send_due_messages()

    assert [len(pks) for pks in queue] == [2, 2, 1]


def test_where_the_queue_is_away_the_rows_wait_for_the_next_sweep(monkeypatch):
    def away(args, **options):
        raise ConnectionError

    monkeypatch.setattr(tasks.deliver_messages, "apply_async", away)
    write_many(3)

    with pytest.raises(ConnectionError):
        tasks.send_due_messages()

    assert len(Message.objects.hand_out(10)) == 3


def test_the_sweep_says_that_it_ran(queue):
    tasks.send_due_messages()

    assert now() - Heartbeat.last(Heartbeat.SWEEP) < timedelta(minutes=1)


def test_a_batch_that_takes_too_long_gives_the_rest_back(monkeypatch):
    write_many(3)
    pks = Message.objects.hand_out(10)
    monkeypatch.setattr(postman, "BATCH_SECONDS", -1)

    tasks.deliver_messages(pks)

    assert sorted(Message.objects.hand_out(10)) == sorted(pks)

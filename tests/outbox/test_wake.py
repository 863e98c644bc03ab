"""Waking a worker is a nudge: it never fails the caller, nor keeps anybody waiting."""

import json
import socket
import time
from base64 import b64decode

import pytest
from celery import current_app
from django.db import transaction

from outbox import wake
from outbox.models import Message
from tests.outbox.letters import write
from tests.servers import RedisServer, free_port


@pytest.fixture
def broker(monkeypatch):
    """Points this process to the broker at an address."""
    names = ["broker_url", "broker_write_url", "broker_transport_options"]
    before = {name: getattr(current_app.conf, name) for name in names}

    def point_to(url):
        current_app.conf.update(dict(zip(names, [url, url, {}], strict=True)))
        monkeypatch.setattr(wake, "_away_until", 0.0)
        wake._connection.cache_clear()

    yield point_to
    current_app.conf.update(before)
    wake._connection.cache_clear()


@pytest.fixture
def deaf():
    """A server that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def seconds(act) -> float:
    started = time.monotonic()
    act()
    return time.monotonic() - started


@pytest.mark.django_db(transaction=True)
def test_where_the_broker_is_away_the_letter_is_written_all_the_same(broker):
    broker(f"redis://127.0.0.1:{free_port()}/0")

    assert seconds(write) < 1.5
    assert seconds(lambda: write(about="test:2")) < 0.3
    assert Message.objects.due().count() == 2


def test_a_broker_that_never_answers_keeps_nobody_waiting(broker, deaf):
    broker(f"redis://127.0.0.1:{deaf}/0")

    assert seconds(lambda: wake.deliver([1])) < 1.5
    assert seconds(lambda: wake.deliver([2])) < 0.1


@pytest.mark.servers
@pytest.mark.django_db(transaction=True)
def test_a_worker_is_woken_when_the_change_is_done(broker):
    with RedisServer() as redis:
        broker(redis.url)
        with transaction.atomic():
            message = write()
            assert queued("urgent") == []
        write(about="held", held_for="organization:12")

        assert queued("urgent") == [[[message.pk]]]

        Message.objects.release("organization:12")
        assert queued("celery") == [[]]


@pytest.mark.servers
def test_after_a_restart_of_the_broker_workers_are_woken_again(broker, monkeypatch):
    with RedisServer() as redis:
        broker(redis.url)
        wake.deliver([1])
        redis.restart()
        wake.deliver([2])
        monkeypatch.setattr(wake, "_away_until", 0.0)

        wake.deliver([3])

        assert queued("urgent")[0] == [[3]]


def queued(queue) -> list:
    with current_app.connection_for_write() as connection:
        waiting = connection.default_channel.client.lrange(queue, 0, -1)
    return [json.loads(b64decode(json.loads(task)["body"]))[0] for task in waiting]

"""With real processes killed at bad moments no letter is lost, and only what was in flight goes twice."""

import time
from collections import Counter

import pytest
from django.db import close_old_connections

from outbox.models import Message
from outbox.states import FINAL, SENT
from tests.outbox.faults.processes import SiteProcess
from tests.servers import MailServer, RedisServer, Worker, database_url, until

pytestmark = [pytest.mark.servers, pytest.mark.django_db(transaction=True)]

LETTERS = 2000
WORKERS = 2
FAST = {"MAIL_LEASE_SECONDS": "7", "MAIL_HANDED_SECONDS": "6"}


@pytest.fixture
def redis():
    with RedisServer() as server:
        yield server


@pytest.fixture
def post():
    with MailServer() as server:
        yield server


@pytest.fixture
def worker(redis, post):
    with Worker(redis, concurrency=WORKERS, EMAIL_URL=post.url, **FAST) as process:
        yield process


@pytest.fixture
def two_beats(redis):
    environment = {"REDIS_URL": redis.url, "DATABASE_URL": database_url()}
    command = ["-m", "celery", "-A", "tests.outbox.faults.clock", "beat"]
    with SiteProcess(*command, environment=environment), SiteProcess(*command, environment=environment):
        yield


def write_letters(count=LETTERS):
    sealed = {"subject": "A test", "text": "Hello."}
    people = (f"person{number}@example.org" for number in range(count))
    rows = [Message._made("plain", "test:1", to, None, "1", None, "", sealed, woken=False) for to in people]
    Message.objects.bulk_create(rows)


def beat_until(worker, condition, seconds=120, what=""):
    """Beat's minute, made a quarter of a second; and a supervisor."""

    def beat():
        worker.keep_running()
        worker.nudge("outbox.tasks.send_due_messages")
        time.sleep(0.2)
        close_old_connections()
        return condition()

    until(beat, seconds, what)


def all_done():
    return not Message.objects.exclude(state__in=FINAL).exists()


def check_each_came(post, *, doubled_at_most):
    copies = Counter(post.ids())
    wanted = set(Message.objects.filter(state=SENT).values_list("message_id", flat=True))
    assert set(copies) == wanted
    assert len(wanted) == LETTERS
    assert sum(copies.values()) - LETTERS <= doubled_at_most


def test_a_killed_worker_loses_nothing_and_doubles_only_what_was_in_flight(worker, post):
    write_letters()
    beat_until(worker, lambda: len(post.letters) > LETTERS // 3, what="a third is sent")

    worker.kill()
    before = len(post.letters)
    assert before < LETTERS
    worker.start()
    beat_until(worker, all_done, what="all letters are sent")

    check_each_came(post, doubled_at_most=WORKERS)


def test_redis_that_forgot_everything_loses_nothing_and_doubles_nothing(worker, redis, post):
    write_letters()
    beat_until(worker, lambda: len(post.letters) > LETTERS // 3, what="a third is sent")

    redis.restart()
    assert len(post.letters) < LETTERS
    beat_until(worker, all_done, what="all letters are sent")

    check_each_came(post, doubled_at_most=0)


def test_two_beats_at_once_do_no_harm(worker, two_beats, post):
    write_letters()

    until(lambda: close_old_connections() or all_done(), 120, "all letters are sent")

    check_each_came(post, doubled_at_most=0)
    assert not Message.objects.exclude(attempts=1).exists()

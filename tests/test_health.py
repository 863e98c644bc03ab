"""Alive, ready, and what is written down of a request."""

import json
import logging
import sys

import pytest
from django.core.cache import caches
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpResponse
from django.test import RequestFactory

from coalition.cache import RedisOrTable
from coalition.health import HealthMiddleware
from coalition.logs import LineFormatter, RequestLogMiddleware
from tests.servers import RedisServer, free_port


def health(path: str) -> HttpResponse:
    """The answer of a process that was just started; it does not know yet that it is ready."""
    return HealthMiddleware(lambda request: HttpResponse("a page"))(RequestFactory().get(path))


def test_alive_needs_no_database():
    assert (health("/healthz").status_code, health("/healthz").content) == (200, b"alive")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_whoever_asks_by_another_name_and_without_https_is_answered(client, settings, path):
    settings.SECURE_SSL_REDIRECT = True

    answer = client.get(path, headers={"host": "10.0.0.7:8000"})

    assert (answer.status_code, answer.headers["Cache-Control"], answer.cookies) == (200, "no-store", {})


@pytest.mark.django_db
def test_ready_when_the_tables_are_up_to_date():
    assert (health("/readyz").status_code, health("/readyz").content) == (200, b"ready")


@pytest.mark.django_db
def test_not_ready_while_a_migration_is_missing():
    MigrationRecorder.Migration.objects.filter(app="outbox").delete()

    answer = health("/readyz")

    assert (answer.status_code, answer.content) == (503, b"not ready")


@pytest.mark.django_db
def test_not_ready_while_the_database_is_away(monkeypatch):
    def away():
        raise DatabaseError("connection to server at 10.0.0.9 failed")

    monkeypatch.setattr(connection, "cursor", away)

    answer = health("/readyz")

    assert (answer.status_code, answer.content) == (503, b"not ready")


def line(record: logging.LogRecord) -> dict:
    return json.loads(LineFormatter().format(record))


def record_of(logger: str, message: str, *args, exc_info=None) -> logging.LogRecord:
    return logging.LogRecord(logger, logging.ERROR, __file__, 1, message, args, exc_info)


@pytest.mark.django_db
def test_a_request_is_logged_by_the_name_of_its_route(client, caplog):
    with caplog.at_level(logging.INFO, logger="coalition.request"):
        client.get("/answers/a-secret-token/?email=reader@example.org", headers={"user-agent": "Reader's own"})

    (record,) = (record for record in caplog.records if record.name == "coalition.request")
    written = line(record)
    assert {name: written[name] for name in ("route", "method", "status", "actor")} == {
        "route": "events:answer",
        "method": "GET",
        "status": 404,
        "actor": None,
    }
    for private in ("secret", "reader@", "Reader's", "127.0.0.1"):
        assert private not in json.dumps(written)


@pytest.mark.django_db
def test_who_acted_is_logged_by_number(client, ada, caplog):
    client.force_login(ada)
    with caplog.at_level(logging.INFO, logger="coalition.request"):
        client.get("/desk/")

    (record,) = (record for record in caplog.records if record.name == "coalition.request")
    assert line(record)["actor"] == ada.pk


def test_an_answer_bears_the_number_of_its_request():
    request = RequestFactory().get("/")

    answer = RequestLogMiddleware(lambda request: HttpResponse())(request)

    assert answer.headers["X-Request-Id"] == request.id


def test_of_an_exception_only_its_place_is_written():
    try:
        raise ValueError("reader@example.org typed this")
    except ValueError:
        written = line(record_of("events.dates", "A date broke", exc_info=sys.exc_info()))

    assert (written["message"], written["exception"]) == ("A date broke", "ValueError")
    assert written["trace"][0].endswith("test_of_an_exception_only_its_place_is_written")
    assert "reader@" not in json.dumps(written)


def test_messages_of_libraries_are_not_filled_in():
    written = line(record_of("celery.app.trace", "Task %s raised %s", "deliver", "reader@example.org refused"))

    assert written["message"] == "Task %s raised %s"


def test_messages_of_django_are_left_out():
    assert "message" not in line(record_of("django.security.SuspiciousOperation", "reader@example.org"))


@pytest.mark.servers
@pytest.mark.django_db
def test_the_cache_outlives_redis(settings):
    settings.CACHES = {**settings.CACHES, "table": settings.CACHES["default"]}
    caches["table"].clear()
    with RedisServer() as redis:
        cache = RedisOrTable(redis.url, {"KEY_PREFIX": "test"})
        cache.set("tries", 3)
        assert cache.get("tries") == 3

        redis.kill()

        assert cache.add("tries", 1)
        assert cache.incr("tries") == 2
        assert cache.get_many(["tries", "other"]) == {"tries": 2}


@pytest.mark.django_db
def test_redis_away_is_not_asked_again_at_once(settings, caplog):
    settings.CACHES = {**settings.CACHES, "table": settings.CACHES["default"]}
    cache = RedisOrTable(f"redis://127.0.0.1:{free_port()}/0", {"OPTIONS": {"socket_connect_timeout": 1}})

    with caplog.at_level(logging.WARNING, logger="coalition.cache"):
        found = [cache.get_or_set("salt", "s"), cache.get("salt"), cache.delete("salt"), cache.get("salt", "none")]

    assert found == ["s", "s", True, "none"]
    assert len(caplog.records) == 1

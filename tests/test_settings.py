"""The environment is read once, and a malformed value stops the start by its name."""

import json
import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.utils import timezone

from coalition import environment

KEY = "A" * 43 + "="
PRODUCTION = {
    "PATH": os.environ["PATH"],
    "SECRET_KEY": "0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "CONTACT_KEYS": KEY,
    "CONTACT_INDEX_KEY": "an index key",
    "SITE_URL": "https://coalition.example.org",
    "EMAIL_URL": "smtp://localhost:25",
}


def run(folder, *command: str, **environment: str | None):
    """A process of the site in production; None takes a variable away."""
    given = PRODUCTION | {"DATA_DIR": str(folder)} | environment
    given = {name: value for name, value in given.items() if value is not None}
    return subprocess.run(
        [sys.executable, *command], cwd=settings.BASE_DIR, env=given, capture_output=True, text=True, timeout=120
    )


def value_of(folder, expression: str, **environment):
    code = f"import json; from coalition import settings; print(json.dumps({expression}))"
    process = run(folder, "-c", code, **environment)
    assert process.returncode == 0, process.stderr
    return json.loads(process.stdout)


@pytest.mark.parametrize("name", ["SECRET_KEY", "CONTACT_KEYS", "CONTACT_INDEX_KEY"])
def test_production_does_not_start_without_a_secret(tmp_path, name):
    process = run(tmp_path, "manage.py", "check", **{name: None})

    assert process.returncode != 0
    assert f"ImproperlyConfigured: {name} is not set." in process.stderr
    assert list(tmp_path.iterdir()) == []


def test_production_passes_every_check_of_django(tmp_path):
    process = run(tmp_path, "manage.py", "check", "--deploy", "--fail-level", "WARNING")

    assert (process.returncode, process.stdout) == (0, "System check identified no issues (0 silenced).\n")


def test_debug_is_off_where_nobody_says_otherwise(tmp_path):
    assert value_of(tmp_path, "settings.DEBUG") is False


def test_development_makes_its_secrets_once(tmp_path):
    none = dict.fromkeys(["SECRET_KEY", "CONTACT_KEYS", "CONTACT_INDEX_KEY", "SITE_URL", "EMAIL_URL"])
    expression = "[settings.SECRET_KEY, settings.CONTACT_KEYS, settings.CONTACT_INDEX_KEY]"

    first, second = (value_of(tmp_path, expression, DEBUG="1", **none) for _ in range(2))

    assert first == second
    assert all(first)
    assert (tmp_path / "secrets.env").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "maybe"),
        ("CONTACT_KEYS", "not-a-key"),
        ("CONTACT_KEYS", f"{KEY},short"),
        ("SITE_URL", "coalition.example.org"),
        ("SITE_URL", "https://coalition.example.org/path"),
        ("SITE_URL", "https://[broken"),
        ("SOURCE_URL", "javascript:alert(1)"),
        ("ALLOWED_HOSTS", "https://coalition.example.org"),
        ("TRUSTED_PROXY_COUNT", "6"),
        ("TRUSTED_PROXY_COUNT", "one"),
        ("DATABASE_URL", "mysql://localhost/coalition"),
        ("DATABASE_URL", "nothing"),
        ("REDIS_URL", "http://localhost"),
        ("REDIS_URL", "redis://localhost/queue"),
        ("REDIS_URL", "redis://localhost:port/0"),
        ("PAGE_CACHE", "2"),
        ("EMAIL_URL", "localhost"),
        ("EMAIL_URL", "smtp://localhost?starttls=1"),
        ("EMAIL_URL", "smtp://localhost?tls=yes"),
        ("EMAIL_URL", "smtps://localhost?tls=1"),
        ("DEFAULT_FROM_EMAIL", "nobody"),
        ("DEFAULT_FROM_EMAIL", "Two <a@example.org>, <b@example.org>"),
        ("DATA_DIR", "/dev/null/data"),
        ("MAIL_LEASE_SECONDS", "0"),
        ("MAIL_HANDED_SECONDS", "-1"),
        ("OCCURRENCE_WEEKS_AHEAD", "27"),
        ("CONTACT_KEEP_DAYS", "31"),
        ("FETCH_CALENDARS", "maybe"),
        ("LOG_LEVEL", "LOUD"),
    ],
)
def test_malformed_value_stops_the_start_by_its_name(tmp_path, name, value):
    process = run(tmp_path, "-c", "import coalition.settings", **{name: value})

    assert process.returncode != 0
    assert process.stderr.strip().splitlines()[-1].startswith(f"django.core.exceptions.ImproperlyConfigured: {name}")


@pytest.mark.parametrize(("name", "value"), [("DB_STATEMENT_TIMEOUT", "1h"), ("DB_POOL", "eight")])
def test_malformed_value_for_postgresql_stops_the_start(tmp_path, name, value):
    process = run(tmp_path, "-c", "import coalition.settings", DATABASE_URL="postgres://db/coalition", **{name: value})

    assert f"ImproperlyConfigured: {name} is '{value}'" in process.stderr


def test_a_password_is_not_repeated_by_what_says_it_is_wrong(tmp_path):
    process = run(tmp_path, "-c", "import coalition.settings", EMAIL_URL="smtp://me:opensesame@[half")

    assert "EMAIL_URL is not an address that can be read." in process.stderr
    assert "opensesame" not in process.stderr.splitlines()[-1]


def test_a_secret_may_be_a_file(monkeypatch, tmp_path):
    (tmp_path / "secret").write_text("from a file\n")
    monkeypatch.delenv("SECRET_KEY", raising=False)
    monkeypatch.setenv("SECRET_KEY_FILE", str(tmp_path / "secret"))

    assert environment.env_text("SECRET_KEY") == "from a file"


def test_a_variable_goes_before_a_file(monkeypatch):
    monkeypatch.setenv("SITE_NAME", "Here")
    monkeypatch.setenv("SITE_NAME_FILE", "/nowhere")

    assert environment.env_text("SITE_NAME") == "Here"


def test_a_missing_file_stops_the_start_by_its_name(monkeypatch):
    monkeypatch.delenv("SITE_NAME", raising=False)
    monkeypatch.setenv("SITE_NAME_FILE", "/nowhere/at/all")

    with pytest.raises(ImproperlyConfigured, match=r"^SITE_NAME_FILE: /nowhere/at/all cannot be read"):
        environment.env_text("SITE_NAME")


def test_the_password_of_the_database_may_be_apart_from_its_address(tmp_path):
    (tmp_path / "password").write_text("opensesame")

    database = value_of(
        tmp_path,
        "settings.DATABASES['default']",
        DATABASE_URL="postgres://coalition@db:5432/coalition",
        DATABASE_PASSWORD_FILE=str(tmp_path / "password"),
        DB_STATEMENT_TIMEOUT="30000",
    )

    assert (database["HOST"], database["USER"], database["PASSWORD"]) == ("db", "coalition", "opensesame")
    assert database["OPTIONS"]["options"] == "-c statement_timeout=30000"
    assert database["OPTIONS"]["pool"] == {"min_size": 1, "max_size": 8, "timeout": 10, "reconnect_timeout": 5}
    assert database["CONN_HEALTH_CHECKS"] is True


def test_the_cache_is_not_where_the_queue_is(tmp_path):
    queue, cache = value_of(
        tmp_path,
        "[settings.CELERY_BROKER_URL, settings.CACHES['default']['LOCATION']]",
        REDIS_URL="redis://localhost:6379/2",
    )

    assert (queue, cache) == ("redis://localhost:6379/2", "redis://localhost:6379/3")


@pytest.mark.parametrize(
    ("url", "next_one"),
    [
        ("redis://localhost", "redis://localhost/1"),
        (
            "rediss://me:word@db.example.org:6380/0?ssl_cert_reqs=required",
            "rediss://me:word@db.example.org:6380/1?ssl_cert_reqs=required",
        ),
        ("unix:///run/redis.sock?db=4", "unix:///run/redis.sock?db=5"),
        ("unix:///run/redis.sock", "unix:///run/redis.sock?db=1"),
    ],
)
def test_next_number_of_the_same_redis(url, next_one):
    assert environment.next_redis_number(url) == next_one


def test_https_follows_from_the_address(tmp_path):
    names = ["SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME"]
    expression = (
        f"[getattr(settings, name) for name in {names}] + [settings.ALLOWED_HOSTS, settings.SECURE_HSTS_SECONDS]"
    )

    assert value_of(tmp_path, expression) == [
        True,
        True,
        "__Host-session",
        "__Host-csrf",
        ["coalition.example.org"],
        31_536_000,
    ]


def test_a_proxy_is_believed_only_where_one_is_named(tmp_path):
    expression = "[settings.SECURE_PROXY_SSL_HEADER, settings.ALLAUTH_TRUSTED_PROXY_COUNT]"

    assert value_of(tmp_path, expression) == [None, 0]
    assert value_of(tmp_path, expression, TRUSTED_PROXY_COUNT="1") == [["HTTP_X_FORWARDED_PROTO", "https"], 1]


@pytest.mark.django_db
def test_sqlite_writes_ahead_waits_and_begins_at_once():
    if connection.vendor != "sqlite":
        pytest.skip("This is about SQLite.")
    with connection.cursor() as cursor:
        read = lambda name: cursor.execute(f"PRAGMA {name}").fetchone()[0]  # noqa: E731
        found = [read("busy_timeout"), read("synchronous"), read("foreign_keys")]

    assert found == [20_000, 1, 1]
    assert connection.transaction_mode == "IMMEDIATE"


def test_sqlite_file_keeps_its_log_beside_it(tmp_path):
    code = (
        "import django; django.setup(); from django.db import connection as c; k = c.cursor();"
        "print(k.execute('PRAGMA journal_mode').fetchone()[0])"
    )
    process = run(tmp_path, "-c", code, DJANGO_SETTINGS_MODULE="coalition.settings")

    assert process.stdout == "wal\n", process.stderr


@pytest.mark.django_db
def test_postgresql_hands_out_connections_of_a_pool():
    if connection.vendor != "postgresql":
        pytest.skip("This is about PostgreSQL.")

    assert (connection.pool.min_size, connection.pool.max_size) == (1, 8)


@pytest.mark.django_db
def test_a_session_ends_thirty_days_after_it_began(client, ada, time_machine):
    began = timezone.now()
    client.force_login(ada)
    for day in (10, 20, 29):
        time_machine.move_to(began + timedelta(days=day))
        session = client.session
        session["seen"] = day
        session.save()

    assert Session.objects.get().expire_date <= began + timedelta(days=30, seconds=2)


@pytest.mark.django_db
def test_a_session_that_is_not_used_ends_after_fourteen_days(client, ada):
    client.force_login(ada)

    left = Session.objects.get().expire_date - timezone.now()
    assert 13.9 < left.total_seconds() / 86400 <= 14

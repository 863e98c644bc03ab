"""The operator's page: each room's figures, well or not, by words and numbers."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.models import CalendarSource
from outbox import health, wake
from outbox.health import Figure
from outbox.models import Heartbeat, Message
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(db, settings):
    settings.MODERATORS_NEED_SECOND_FACTOR = False
    return factories.person("operator", is_moderator=True, is_superuser=True)


@pytest.fixture
def at_work(monkeypatch):
    """Broker and clock do what they should."""
    monkeypatch.setattr(wake, "is_reachable", lambda: True)
    for name in (Heartbeat.SWEEP, Heartbeat.PURGE, Heartbeat.DATES):
        Heartbeat.beat(name)


def figure(title: str) -> Figure:
    return next(found for found in health.figures() if str(found.title) == title)


def a_letter(number: int = 1) -> Message:
    return Message.write(kind="reminder", about=f"occurrence:{number}", to="june@example.org")


def test_all_is_well_where_everything_runs(operator, as_user, at_work):
    page = as_user(operator).get("/review/health/").content.decode()

    assert "<h1>All is well</h1>" in page
    assert "Look</span>" not in page


@pytest.mark.parametrize("who", ["ada", "mo"])
def test_for_others_it_does_not_exist(request, as_user, who):
    assert as_user(request.getfixturevalue(who)).get("/review/health/").status_code == 404


def test_an_operator_sets_up_a_second_factor_first(operator, as_user, settings):
    settings.MODERATORS_NEED_SECOND_FACTOR = True

    assert as_user(operator).get("/review/health/").headers["Location"] == "/account/2fa/"


def test_a_clock_that_stands_still_stands_first(operator, as_user, at_work):
    Heartbeat.objects.filter(name=Heartbeat.SWEEP).update(at=timezone.now() - timedelta(minutes=6))

    page = as_user(operator).get("/review/health/").content.decode()

    assert "One thing wants a look" in page
    assert page.index("Last sweep of letters") < page.index("Database")
    assert "6 minutes ago." in page


def test_a_letter_that_waits_too_long_is_counted(at_work):
    letter = a_letter()
    assert figure("Letters that wait").is_well

    Message.objects.filter(pk=letter.pk).update(due_at=timezone.now() - timedelta(hours=2))

    found = figure("Letters that wait")
    assert (found.said, found.is_well) == ("1 letter is due, since 2 hours ago.", False)


def test_letters_that_wait_for_a_group_in_review_are_not_late(at_work):
    letter = a_letter()
    Message.objects.filter(pk=letter.pk).update(due_at=timezone.now() - timedelta(days=2), held_for="organization:1")

    assert figure("Letters that wait").said == "No letter waits."


def test_many_refused_letters_of_a_day_want_a_look(at_work):
    for number in range(6):
        a_letter(number)
    Message.objects.update(state="failed", finished_at=timezone.now())

    found = figure("Letters refused")
    assert (found.said, found.is_well) == ("6 failed and 0 sent within a day.", False)


def test_a_mail_server_that_is_away_is_said(at_work):
    Heartbeat.beat(Heartbeat.MAIL_SERVER_AWAY)

    assert not figure("Mail server").is_well


def test_a_broker_that_is_away_is_said(settings, monkeypatch):
    monkeypatch.setattr(wake, "is_reachable", lambda: False)

    assert figure("Broker").said == "It does not answer."


def test_a_figure_that_breaks_is_a_figure_that_is_not_well(monkeypatch):
    def breaks():
        raise DatabaseError("no such table for june@example.org")

    monkeypatch.setattr(health, "_finders", {"broken": ("Broken", breaks)})

    assert [(found.said, found.is_well) for found in health.figures()] == [("This could not be found out.", False)]


def test_calendars_of_others_that_fail_for_days_want_a_look(host, ada):
    source = CalendarSource.follow(host, "https://calendar.example.org/all.ics", by=ada)
    assert figure("Calendars of others").is_well

    CalendarSource.objects.filter(pk=source.pk).update(failing_since=timezone.now() - timedelta(days=3))

    found = figure("Calendars of others")
    assert (found.said, found.is_well) == ("1 of 1 could not be read for two days.", False)


def test_it_asks_as_often_for_many_letters_as_for_one(operator, as_user, at_work, host, ada):
    browser = as_user(operator)
    counts = []
    for number in range(2):
        for other in range(3 * number + 1):
            a_letter(10 * number + other)
            factories.series(host, by=ada)
        with CaptureQueriesContext(connection) as asked:
            browser.get("/review/health/")
        counts.append(len(asked))

    assert counts[0] == counts[1]
    assert counts[0] <= 46  # each figure has a savepoint of its own

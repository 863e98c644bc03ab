"""What needs a person: one list, from every room that registered a source."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from orgs import needs
from orgs.needs import Need


@pytest.fixture
def sources(monkeypatch):
    """No source but those that a test registers."""
    monkeypatch.setattr(needs, "_sources", {})


def test_every_source_is_asked_for_its_own(sources):
    needs.register("one", lambda user: [Need("one:1", f"For {user}")])
    needs.register("two", lambda user: [Need("two:1", "Another")])

    assert [need.headline for need in needs.of("Ada")] == ["For Ada", "Another"]


def test_a_source_registered_twice_is_one(sources):
    needs.register("one", lambda _user: [Need("one:1", "Before")])
    needs.register("one", lambda _user: [Need("one:1", "After")])

    assert [need.headline for need in needs.of("Ada")] == ["After"]


def test_what_is_late_comes_first_then_what_is_due_then_what_weighs_more(sources):
    given = [
        Need("light", "", due=date(2026, 11, 20)),
        Need("undated", ""),
        Need("heavy", "", due=date(2026, 11, 20), weight=2),
        Need("soon", "", due=date(2026, 11, 19)),
        Need("late", "", due=date(2026, 12, 1), is_late=True),
    ]
    needs.register("all", lambda _user: given)

    assert [need.key for need in needs.of("Ada")] == ["late", "soon", "heavy", "light", "undated"]


def test_an_instant_is_due_on_the_day_of_who_reads():
    need = Need("one", "", due=datetime(2026, 11, 20, 2, tzinfo=UTC))

    with timezone.override("America/New_York"):
        assert (need.day, need.hour.hour) == (date(2026, 11, 19), 21)


@time_machine.travel("2026-11-19 17:00:00+00:00")
def test_what_is_due_later_can_wait():
    given = [Need("late", "", due=date(2026, 12, 30), is_late=True), Need("undated", ""), Need("soon", "")]
    later = Need("later", "", due=date(2026, 11, 27))

    assert needs.before([*given, later]) == given
    assert needs.before([*given, later], date(2026, 11, 27)) == [*given, later]


@time_machine.travel("2026-11-19 17:00:00+00:00")
def test_a_last_day_counts_only_in_its_last_week():
    near, far = timezone.now() + timedelta(days=6), timezone.now() + timedelta(days=20)

    assert (needs.due_if_near(near), needs.due_if_near(far)) == (near, None)


def test_what_was_ended_is_told_in_sentences(sources):
    since = timezone.now() - timedelta(days=7)
    needs.register("silent", lambda _user: [])
    needs.register("told", lambda _user: [], done=lambda user, _since: [f"{user} answered Bo"])

    assert needs.done_by("Ada", since) == ["Ada answered Bo"]


@time_machine.travel("2026-11-19 17:00:00+00:00")
@pytest.mark.parametrize(
    ("need", "words"),
    [
        (Need("one", ""), ""),
        (Need("one", "", due=date(2026, 11, 19)), "By today."),
        (Need("one", "", due=date(2026, 11, 20)), "By tomorrow."),
        (Need("one", "", due=datetime(2026, 11, 20, 18, tzinfo=UTC)), "By tomorrow, 18:00."),
        (Need("one", "", due=date(2026, 11, 25)), "By Wednesday."),
        (Need("one", "", due=date(2026, 11, 26)), "By Thursday 26 November."),
        (Need("one", "", due=date(2026, 11, 18), is_late=True), "Late since Wednesday 18 November."),
        (Need("one", "", is_late=True), "Late."),
    ],
)
def test_until_when_is_said_as_one_would(need, words):
    with timezone.override("UTC"):
        assert need.by_when == words

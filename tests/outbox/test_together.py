"""Letters that go out together ask once what they ask alike."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from events.models import Occurrence
from outbox import postman, together
from outbox.models import Message
from outbox.states import DROPPED, SENT
from tests import factories


@pytest.fixture
def reminders(host, ada):
    """Three people are reminded of tomorrow."""
    series = factories.series(host, by=ada, first=localdate() + timedelta(days=1))
    date = series.occurrences.earliest("starts_at")
    for name in ["bo", "cy", "dee"]:
        factories.coming(series, date, address=f"{name}@example.org")
    said = {"occurrence": date.pk, "rung": "eve", "day": date.day.isoformat()}
    to = [(row.contact, said | {"attendance": row.pk}) for row in series.attendances.all()]
    Message.objects.all().delete()
    Message.write_many(kind="reminder", about="test", to=to)
    return list(Message.objects.order_by("pk").values_list("pk", flat=True))


def test_a_letter_more_costs_her_answer_and_that_it_was_sent(reminders):
    def asked(pks) -> int:
        with CaptureQueriesContext(connection) as queries:
            postman.deliver(pks)
        return len(queries)

    assert asked(reminders[1:]) - asked(reminders[:1]) == 2
    assert set(Message.objects.values_list("state", flat=True)) == {SENT}


def test_the_next_claim_asks_anew(reminders, ada):
    postman.deliver(reminders[:1])
    Occurrence.objects.earliest("starts_at").cancel(by=ada)

    postman.deliver(reminders[1:])

    letters = Message.objects.filter(pk__in=reminders)
    assert list(letters.order_by("pk").values_list("state", flat=True)) == [SENT, DROPPED, DROPPED]


def test_what_was_asked_longer_than_a_moment_ago_is_asked_again(monkeypatch):
    answers = iter([1, 2])
    monkeypatch.setattr(together, "MOMENT", 0.0)

    with together.sending():
        assert [together.once("a", lambda: next(answers)) for _time in range(2)] == [1, 2]


def test_a_letter_alone_asks():
    answers = iter([1, 2])

    assert [together.once("a", lambda: next(answers)) for _time in range(2)] == [1, 2]

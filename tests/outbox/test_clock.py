"""A clock that is set back by an hour loses no letter, doubles none and keeps none waiting for that hour."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from celery.schedules import crontab
from django.core import mail

from coalition.celery import app
from coalition.clockwork import Scheduler
from outbox import figures, postman
from outbox.models import Heartbeat
from outbox.states import SENDING, SENT, WAITING
from tests.outbox.letters import write

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
AN_HOUR, A_MINUTE = timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture
def clock(db):
    with time_machine.travel(NOON, tick=False) as clock:
        Heartbeat.beat(Heartbeat.SWEEP)
        yield clock


def sweep() -> list[int]:
    return [pk for pks in postman.hand_out() for pk in pks]


def test_what_was_to_go_at_once_goes_at_once(clock):
    message = write()
    clock.shift(-AN_HOUR)

    postman.deliver([message.pk])

    message.refresh_from_db()
    assert (message.state, len(mail.outbox)) == (SENT, 1)


def test_what_is_to_go_later_waits_for_the_right_instant(clock):
    later = write(due_at=NOON + timedelta(minutes=10))
    clock.shift(-AN_HOUR)
    assert sweep() == []

    clock.shift(timedelta(minutes=70))

    assert sweep() == [later.pk]


def test_what_nobody_was_woken_for_is_handed_out_within_minutes(clock):
    message = write()
    clock.shift(-AN_HOUR)
    sweep()

    clock.shift(2 * A_MINUTE)

    assert sweep() == [message.pk]


def test_a_retry_keeps_its_distance(clock):
    message = write()
    message.claim()
    message.retry("450")
    clock.shift(-AN_HOUR)

    sweep()

    message.refresh_from_db()
    assert message.next_at == NOON - AN_HOUR + A_MINUTE


def test_a_worker_at_work_keeps_its_letter_and_a_dead_ones_comes_back_after_a_lease(clock, settings):
    message = write()
    message.claim()
    clock.shift(-AN_HOUR)
    sweep()
    message.refresh_from_db()
    assert message.state == SENDING

    clock.shift(timedelta(seconds=settings.MAIL_LEASE_SECONDS + 1))
    sweep()

    message.refresh_from_db()
    assert (message.state, message.reason) == (WAITING, "lapsed")


def test_a_worker_does_not_take_the_hour_for_its_lease(clock, settings):
    settings.MAIL_LEASE_SECONDS = 0
    message = write()
    message.claim()
    clock.shift(-AN_HOUR)

    assert not message.has_time()


def test_a_mail_server_that_was_away_is_looked_at(clock):
    Heartbeat.beat(Heartbeat.MAIL_SERVER_AWAY)
    message = write()
    clock.shift(-AN_HOUR)

    postman.deliver([message.pk])

    assert len(mail.outbox) == 1


def test_a_sweep_of_the_future_is_no_sweep(clock):
    clock.shift(-AN_HOUR)

    assert not figures.sweep().is_well


@pytest.fixture
def beat(tmp_path, monkeypatch):
    """Our clock with an entry each minute and one at a quarter past; what it handed out is in `sent`."""
    schedule = {
        "each-minute": {"task": "minute", "schedule": A_MINUTE},
        "quarter": {"task": "quarter", "schedule": crontab(minute=15)},
    }
    before = app.conf.beat_schedule
    app.conf.update(beat_schedule=schedule)
    beat = Scheduler(app, schedule_filename=str(tmp_path / "schedule"))
    beat.sent, beat.producer = [], None
    monkeypatch.setattr(beat, "apply_entry", lambda entry, producer=None: beat.sent.append(entry.task))
    yield beat
    beat.close()
    app.conf.update(beat_schedule=before)


def test_beat_goes_on_within_a_minute(clock, beat):
    def an_hour():
        beat.sent.clear()
        for _minute in range(60):
            clock.shift(A_MINUTE)
            while beat.tick() == 0:
                pass
        return beat.sent.count("minute"), beat.sent.count("quarter")

    assert an_hour() == (60, 1)
    clock.shift(-AN_HOUR)

    assert an_hour() == (59, 1)  # the first minute is the one in which it sees that the clock was set back

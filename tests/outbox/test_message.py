"""A letter is written once, claimed by one worker, and sent as long as it is wanted."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.utils.timezone import now

from outbox import postman
from outbox.models import Message, Suppression
from outbox.states import DROPPED, FAILED, SENDING, SENT, WAITING
from tests.outbox.letters import write

pytestmark = pytest.mark.django_db


def test_asked_twice_is_one_letter():
    first = write(about="date:1", to="ada@example.org")
    second = write(about="date:1", to=" ADA@example.org ")

    assert second == first
    assert Message.objects.count() == 1


def test_another_sequence_is_another_letter():
    write(sequence="eve")
    write(sequence="morning")

    assert Message.objects.count() == 2


def test_a_letter_of_a_change_that_is_undone_was_never_written():
    with transaction.atomic():
        write()
        transaction.set_rollback(True)

    assert Message.objects.count() == 0


def test_the_database_holds_no_address():
    message = write(to="ada@example.org", sealed={"subject": "Hello", "text": "ada@example.org"})

    stored = Message.objects.filter(pk=message.pk).extra(select={"raw": "recipient", "raw_sealed": "sealed"}).get()
    assert "ada" not in stored.raw + stored.raw_sealed + stored.key
    assert stored.recipient == "ada@example.org"


def test_what_is_due_goes_out_once():
    message = write(to="ada@example.org")

    postman.send_due()
    Message.objects.filter(pk=message.pk).take_back()
    postman.deliver([message.pk])

    message.refresh_from_db()
    assert [letter.to for letter in mail.outbox] == [["ada@example.org"]]
    assert (message.state, message.attempts, message.sealed) == (SENT, 1, "")


def test_what_is_due_later_waits():
    write(due_at=now() + timedelta(hours=1))

    assert list(Message.objects.due()) == []


def test_a_letter_that_a_worker_is_woken_for_is_left_to_it_for_a_minute():
    message = write()

    assert Message.objects.due().get() == message
    assert Message.objects.hand_out(10) == []


def test_a_held_letter_waits_until_it_is_released():
    message = write(held_for="organization:12")
    assert list(Message.objects.due()) == []
    assert not message.claim()

    assert Message.objects.release("organization:12") == 1
    assert Message.objects.release("organization:12") == 0
    assert Message.objects.hand_out(10) == [message.pk]


def test_a_released_letter_keeps_its_later_day():
    later = now() + timedelta(days=1)
    message = write(held_for="organization:12", due_at=later)

    Message.objects.release("organization:12")

    message.refresh_from_db()
    assert (message.due_at, message.held_for) == (later, "")


def test_withdrawn_letters_are_dropped_and_sent_ones_stay():
    waiting = write(about="date:1", to="ada@example.org", due_at=now() + timedelta(days=1))
    other = write(about="date:2", to="ada@example.org", due_at=now() + timedelta(days=1))

    assert Message.objects.withdraw(kind="plain", about="date:1") == 1

    waiting.refresh_from_db()
    other.refresh_from_db()
    assert (waiting.state, waiting.reason, other.state) == (DROPPED, "withdrawn", WAITING)


def test_two_workers_cannot_both_claim():
    message = write()
    one, other = Message.objects.get(pk=message.pk), Message.objects.get(pk=message.pk)

    assert one.claim()
    assert not other.claim()


def test_a_worker_that_wakes_after_its_lease_changes_nothing():
    late = write()
    late.claim()
    Message.objects.update(lease_until=now() - timedelta(seconds=1))
    assert Message.objects.return_lapsed() == 1
    newer = Message.objects.get(pk=late.pk)
    newer.claim()

    assert not late.sent()
    newer.refresh_from_db()
    assert (newer.state, newer.attempts) == (SENDING, 2)


def test_a_lapsed_letter_goes_out_under_the_same_message_id():
    message = write()
    message.claim()
    Message.objects.update(lease_until=now() - timedelta(seconds=1))

    postman.send_due()

    message.refresh_from_db()
    assert mail.outbox[0].extra_headers["Message-ID"] == message.message_id
    assert (message.state, message.attempts, message.reason) == (SENT, 2, "lapsed")


def test_what_was_handed_out_is_not_handed_out_again_at_once():
    Message.write_many(kind="plain", about="date:1", to=[(f"p{n}@example.org", {}) for n in range(5)])

    assert len(Message.objects.hand_out(3)) == 3
    assert len(Message.objects.hand_out(3)) == 2
    assert Message.objects.hand_out(3) == []
    assert Message.objects.handed_out().count() == 5


def test_write_many_leaves_those_that_exist():
    write(kind="plain", about="date:1", to="p1@example.org")

    Message.write_many(kind="plain", about="date:1", to=[(f"p{n}@example.org", {"date": 1}) for n in range(3)])
    Message.write_many(kind="plain", about="date:1", to=[(f"p{n}@example.org", {"date": 1}) for n in range(3)])

    assert Message.objects.count() == 3


def test_a_stranger_may_cause_one_letter_an_hour_and_three_a_day():
    def allowed(kind):
        return Message.objects.stranger_may_cause(kind, "dee@example.org")

    assert allowed("plain")
    write(to="dee@example.org", sequence="1")
    assert not allowed("plain")
    assert Message.objects.stranger_may_cause("plain", "cy@example.org")

    Message.objects.update(created_at=now() - timedelta(hours=2))
    assert allowed("plain")
    for sequence in "23":
        write(to="dee@example.org", sequence=sequence)
    Message.objects.update(created_at=now() - timedelta(hours=2))
    assert not allowed("plain")


def test_a_suppressed_address_gets_nothing():
    message = write()
    Suppression.objects.add(message.recipient_index, kind="plain", reason=Suppression.ASKED)

    postman.deliver([message.pk])

    message.refresh_from_db()
    assert (message.state, message.reason, mail.outbox) == (DROPPED, "suppressed", [])


def test_forgetting_an_address_leaves_no_trace_of_it():
    message = write(to="ada@example.org", context={"date": 1})

    assert Message.objects.forget("ada@example.org") == 1

    message.refresh_from_db()
    assert (message.state, message.recipient, message.sealed, message.context) == (DROPPED, "", "", {})


def test_a_letter_nobody_can_make_is_tried_again_and_keeps_nobody_waiting():
    odd = write(kind="unheard", to="ada@example.org")
    good = write(to="bo@example.org")

    postman.deliver([odd.pk, good.pk])

    odd.refresh_from_db()
    good.refresh_from_db()
    assert (odd.state, odd.reason, good.state) == (WAITING, "could not be made", SENT)


def test_retries_come_after_1_5_15_60_minutes_then_every_four_hours():
    message = write()
    waits = []
    for _ in range(6):
        message = Message.objects.get(pk=message.pk)
        message.claim()
        message.retry("450")
        waits.append(round((message.next_at - now()).total_seconds() / 60))

    assert waits == [1, 5, 15, 60, 240, 240]


def test_after_three_days_a_letter_is_given_up():
    message = write()
    Message.objects.update(due_at=now() - timedelta(days=2, hours=23, minutes=59, seconds=30))
    message.refresh_from_db()
    message.claim()

    message.retry("450")

    assert message.state == FAILED

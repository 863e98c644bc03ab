"""Any order of acts, answers and crashes: what becomes of the letters is what a plain model of them says."""

from datetime import timedelta
from unittest.mock import patch

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from outbox import postman
from outbox.contacts import contact_index
from outbox.models import Heartbeat, Message, Suppression
from tests.depth import patience
from tests.outbox.letters import write
from tests.outbox.plain_model import LEASE, MINUTE, Letter, Server

PEOPLE = st.sampled_from(["ada@example.org", "bo@example.org", "cy@example.org"])
ABOUT = st.sampled_from([f"date:{number}" for number in range(1, 7)])
GROUP = "organization:12"
HANDED = timedelta(seconds=240)
ANSWERS = st.lists(
    st.sampled_from(["taken", "later", "later", "cut", "taken and cut", "policy", "bounced", "bounced", "unknown"]),
    min_size=postman.CLAIMED_AT_ONCE,
    max_size=postman.CLAIMED_AT_ONCE,
)


class Letters(RuleBasedStateMachine):
    """Letters of one kind to three people about three things, one of them of a group in review."""

    def __init__(self):
        super().__init__()
        self.kept = transaction.atomic()
        self.kept.__enter__()
        self.clock = time_machine.travel(timezone.now(), tick=False)
        self.time = self.clock.start()
        self.server = Server()
        self.post = patch.object(postman, "mailers", {"default": self.server})
        self.post.start()
        self.letters: dict[int, Letter] = {}
        self.suppressed: set[str] = set()
        self.queue: list[list[int]] = []
        self.slow: list[Message] = []
        self.swept = self.away = None
        self.forgotten = False

    def teardown(self):
        self.post.stop()
        self.clock.stop()
        transaction.set_rollback(True)
        self.kept.__exit__(None, None, None)

    # What people do

    @initialize()
    def begin(self):
        for about in ["date:1", "date:2", "date:3"]:
            self.write("ada@example.org", about, 0, "")

    @rule(to=PEOPLE, about=ABOUT, later=st.sampled_from([0, 0, 30, 3000]), held=st.sampled_from(["", "", GROUP]))
    def write(self, to, about, later, held):
        now = timezone.now()
        message = write(to=to, about=about, due_at=now + later * MINUTE, held_for=held)
        self.letters.setdefault(message.pk, Letter(to, about, now + later * MINUTE, held, now))

    @rule()
    def release(self):
        now, held = timezone.now(), [letter for letter in self._waiting() if letter.held]
        for letter in held:
            letter.held = ""
            if letter.due < now:
                letter.due = letter.next = now

        assert Message.objects.release(GROUP) == len(held)

    @rule(about=ABOUT)
    def withdraw(self, about):
        ended = [letter for letter in self._waiting() if letter.about == about]
        for letter in ended:
            letter.settle("dropped")

        assert Message.objects.withdraw(kind="plain", about=about) == len(ended)

    @precondition(lambda self: not self.forgotten)
    @rule(to=PEOPLE)
    def forget(self, to):
        self.forgotten = True
        Message.objects.forget(to)
        for letter in self.letters.values():
            if letter.to == to:
                letter.forgotten = True
                if letter.state == "waiting":
                    letter.settle("dropped")

    @precondition(lambda self: not self.suppressed)
    @rule(to=PEOPLE, kind=st.sampled_from(["plain", ""]))
    def unsubscribe(self, to, kind):
        Suppression.objects.add(contact_index(to), kind=kind, reason="asked")
        self.suppressed.add(to)

    # What machines do

    @rule(minutes=st.sampled_from([0.5, 1, 2, 5, 61, 3000, -60]), swept=st.booleans())
    def the_clock_goes(self, minutes, swept):
        self.time.shift(minutes * MINUTE)
        if swept:
            self.sweep()

    @rule()
    def the_server_goes_or_comes(self):
        self.server.is_away = not self.server.is_away

    @rule()
    def sweep(self):
        now = timezone.now()
        self._heed_clock(now)
        for letter in self.letters.values():
            if letter.state == "sending" and letter.lease < now:
                letter.settle("waiting", now)
        expected = {pk for pk, letter in self.letters.items() if letter.is_due(now) and letter.next <= now}
        for pk in expected:
            self.letters[pk].next = now + HANDED

        handed = list(postman.hand_out())

        assert {pk for pks in handed for pk in pks} == expected
        self.queue += handed
        self.swept = now

    @rule()
    def the_queue_forgets(self):
        self.queue.clear()

    @rule(answers=ANSWERS, twice=st.booleans())
    def a_worker_delivers(self, answers, twice):
        pks = self.queue.pop(0) if self.queue else self._open()
        for _time in range(1 + twice):
            self.server.answers = list(answers)
            self._expect_delivery(pks, list(answers))
            postman.deliver(pks)

    @rule()
    def a_worker_claims_and_is_slow_or_dead(self):
        now, pks = timezone.now(), self._open()[:4]
        for pk in pks:
            if self.letters[pk].is_due(now):
                self.letters[pk].claim(now)
        self.slow += Message.objects.claim_some(pks)

    @precondition(lambda self: self.slow)
    @rule(answer=st.sampled_from(["taken", "taken", "later", "unknown"]))
    def a_slow_worker_goes_on(self, answer):
        message, self.server.answers = self.slow.pop(0), [answer]
        letter = self.letters[message.pk]
        mine = letter.state == "sending" and letter.attempts == message.attempts
        self._expect_answer(letter, answer, set(self.suppressed), mine=mine, readable=bool(message.recipient))
        message.send(self.server)

    # What the model says

    def _open(self) -> list[int]:
        """As many as a worker claims at once."""
        found = [pk for pk, letter in self.letters.items() if letter.state in {"waiting", "sending"}]
        return found[: postman.CLAIMED_AT_ONCE]

    def _waiting(self) -> list[Letter]:
        return [letter for letter in self.letters.values() if letter.state == "waiting"]

    def _heed_clock(self, now):
        if self.swept is None or self.swept <= now + timedelta(seconds=30):
            return
        for letter in self.letters.values():
            if letter.state == "sending":
                letter.lease = min(letter.lease, now + LEASE)
            elif letter.is_due(now) and letter.next > now:
                letter.next -= self.swept - now

    def _expect_delivery(self, pks, answers):
        now = timezone.now()
        if self.away and abs(now - self.away) < timedelta(seconds=45):
            return self._expect_taken_back(pks, now)
        if self.server.is_away and pks:
            self.away = now
            return self._expect_taken_back(pks, now)
        if pks:
            self.away = None
        mine = sorted((pk for pk in pks if self.letters[pk].is_due(now)), key=lambda pk: (self.letters[pk].due, pk))
        for pk in mine:
            self.letters[pk].claim(now)
        suppressed = set(self.suppressed)
        for pk in mine:
            letter = self.letters[pk]
            wanted = letter.to not in suppressed and not letter.forgotten
            self._expect_answer(letter, answers.pop(0) if wanted else "", suppressed, readable=not letter.forgotten)
        return None

    def _expect_taken_back(self, pks, now):
        for pk in pks:
            if self.letters[pk].state == "waiting":
                self.letters[pk].next = now + MINUTE

    def _expect_answer(self, letter, answer, suppressed, *, mine=True, readable=True):
        now = timezone.now()
        if letter.to in suppressed or not readable:
            if mine:
                letter.settle("dropped")
            return
        letter.copies += answer.startswith("taken")
        letter.unknown += answer.startswith("taken") and (answer != "taken" or not mine)
        if not mine:
            return
        if answer == "taken":
            letter.settle("sent")
        elif answer in {"policy", "bounced", "unknown"}:
            letter.settle("failed")
            letter.bounced = answer != "policy"
            bounces = sum(other.bounced for other in self.letters.values() if other.to == letter.to)
            if answer == "unknown" or (answer == "bounced" and bounces >= 3):
                self.suppressed.add(letter.to)
        else:
            letter.retry(now)

    # What must hold

    @invariant()
    def rows_are_what_the_model_says(self):
        for message in Message.objects.all():
            letter = self.letters[message.pk]
            told = (letter.state, letter.attempts, letter.held, letter.due, letter.lease)
            assert (message.state, message.attempts, message.held_for, message.due_at, message.lease_until) == told
            assert message.state != "waiting" or message.next_at == letter.next
            assert bool(message.recipient) != letter.forgotten
            assert bool(message.sealed) == (letter.state in {"waiting", "sending"} and not letter.forgotten)

    @invariant()
    def a_copy_too_many_is_one_that_nobody_could_write_down(self):
        ids = dict(Message.objects.values_list("pk", "message_id"))
        for pk, letter in self.letters.items():
            assert self.server.taken.count(ids[pk]) == letter.copies <= 1 + letter.unknown
            assert letter.state != "sent" or letter.copies

    @invariant()
    def suppressions_are_known(self):
        assert set(Suppression.objects.values_list("recipient_index", flat=True)) == set(
            map(contact_index, self.suppressed)
        )

    @invariant()
    def the_operator_knows_that_the_server_is_away(self):
        assert Heartbeat.last(Heartbeat.MAIL_SERVER_AWAY) == self.away


@pytest.mark.django_db
def test_any_order_of_acts():
    run_state_machine_as_test(Letters, settings=patience(40, deep=600))

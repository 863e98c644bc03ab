"""The rounds: what is due is handed out in batches, and a batch is sent over one connection."""

import time
from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.core.mail import mailers
from django.utils.timezone import now

from outbox import together, wake
from outbox.models import Heartbeat, Message, Pause, Suppression
from outbox.refusals import hang_up

# A batch and a sweep stop by themselves, well before the limits of a task would stop them in mid-letter.
BATCH_SECONDS = 25
SWEEP_SECONDS = 40
# More than workers send in a minute; beyond it the queue would only grow.
HANDED_AT_MOST = 100_000
# Claimed by one statement. A killed worker leaves so many to wait for the end of their lease.
CLAIMED_AT_ONCE = 10
# The clocks of two machines differ by less; a last sweep later than this ahead was timed by a clock since set back.
CLOCKS_DIFFER = timedelta(seconds=30)
# While the mail server is away one batch a minute goes and looks.
LOOK_AGAIN = timedelta(seconds=60)
LOOKED_JUST_NOW = timedelta(seconds=45)


def hand_out() -> Iterator[list[int]]:
    """Batches of ids of what is due, in constant memory; what died under a worker waits again first."""
    started = time.monotonic()
    _heed_clock()
    Heartbeat.beat(Heartbeat.SWEEP)
    Message.objects.return_lapsed()
    room = settings.MAIL_BATCH if _away() else HANDED_AT_MOST - Message.objects.handed_out().count()
    while room > 0 and time.monotonic() - started < SWEEP_SECONDS:
        pks = Message.objects.hand_out(min(room, settings.MAIL_BATCH))
        if not pks:
            return
        yield pks
        room -= len(pks)


def deliver(pks: list[int]) -> None:
    """Send these, as far as they are due and nobody else sends them. Twice at the same time is harmless.

    Where the server is away, or time is short, the rest waits again untouched: no attempt is counted.
    """
    if _away(LOOKED_JUST_NOW):
        Message.objects.filter(pk__in=pks).take_back(at=now() + LOOK_AGAIN)
        return
    started, connection, left = time.monotonic(), mailers["default"], list(pks)
    try:
        while left and time.monotonic() - started < BATCH_SECONDS and _reach(connection):
            _send_some(left[:CLAIMED_AT_ONCE], connection)
            del left[:CLAIMED_AT_ONCE]
    finally:
        hang_up(connection)
    if left:
        Message.objects.filter(pk__in=left).take_back(at=now() + LOOK_AGAIN if _away() else now())


def send_due() -> int:
    """Send all that is due in this process, without a worker; how many letters were looked at."""
    count = 0
    for pks in hand_out():
        deliver(pks)
        count += len(pks)
    return count


def _send_some(pks: list[int], connection) -> None:
    messages = Message.objects.claim_some(pks)
    suppressed, paused = Suppression.objects.among(messages), Pause.objects.waits()
    going = True
    with together.sending():
        for message in messages:
            going = going and _reach(connection) and message.has_time()
            if going:
                message.send(connection, suppressed=suppressed, paused=paused)
            else:
                message.give_back(at=now() + LOOK_AGAIN)


def _heed_clock() -> None:
    last = Heartbeat.last(Heartbeat.SWEEP)
    if last is not None and last > now() + CLOCKS_DIFFER:
        Message.objects.heed_clock_set_back(before=last)


def _away(within: timedelta = timedelta.max) -> bool:
    seen = Heartbeat.last(Heartbeat.MAIL_SERVER_AWAY)
    return seen is not None and abs(now() - seen) < within


def _reach(connection) -> bool:
    try:
        opened = connection.open()
    except OSError:
        hang_up(connection)
        Heartbeat.beat(Heartbeat.MAIL_SERVER_AWAY)
        return False
    if opened and Heartbeat.objects.filter(name=Heartbeat.MAIL_SERVER_AWAY).delete()[0]:
        wake.sweep()
    return True

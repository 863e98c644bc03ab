import logging
import time
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, connections, models
from django.utils.timezone import now

from outbox import refusals
from outbox.composing import compose
from outbox.letters import NotYet, Unwanted, letter_of
from outbox.mime import is_writable
from outbox.models import allowance, claims
from outbox.models.bounce import Bounce
from outbox.models.pause import Pause
from outbox.models.suppression import Suppression
from outbox.states import DROPPED, FAILED, SENDING, SENT, WAITING

log = logging.getLogger(__name__)

# A letter that the server will not take now is tried again after these minutes, then every four hours.
AGAIN_AFTER_MINUTES = (1, 5, 15, 60)
LATER_MINUTES = 240
# However often it is refused: so long after it was due no letter has a point.
POINTLESS_AFTER = timedelta(days=3)
BOUNCED = "bounced"


class Sending(models.Model):
    """What a worker does with a message: claim it, send it, write down what came of it."""

    # The end of the lease by the clock of this process that nobody sets: a claim writes it here.
    lease_ends: float = 0.0

    class Meta:
        abstract = True

    def deliver(self, connection) -> None:
        """Claim the letter, then send it. Does nothing where another worker has it, or it is not due."""
        if self.claim():
            self.send(connection)

    def claim(self) -> bool:
        """Take the letter for this worker until the lease ends; False where another has it or it is not due."""
        ends, moment = time.monotonic() + settings.MAIL_LEASE_SECONDS, now()
        until = moment + timedelta(seconds=settings.MAIL_LEASE_SECONDS)
        if not claims.claim(self._rows.db, [self.pk], moment=moment, until=until):
            return False
        self.refresh_from_db()
        self.lease_ends = ends
        return True

    def has_time(self) -> bool:
        """Whether the mailer can wait for the server as long as it does, twice, before the lease ends."""
        return self.lease_ends - time.monotonic() > refusals.patience().total_seconds()

    def send(
        self,
        connection,
        *,
        suppressed: set[tuple[str, str, str]] | None = None,
        paused: Mapping[str, datetime] | None = None,
    ) -> None:
        """Send a claimed letter if it is still wanted; whatever comes of it is written down.

        The connection may be closed afterwards: open it before the next letter. `suppressed` is what
        Suppression.objects.among said just now of some letters, `paused` what Pause.objects.waits did; without
        them the letter asks for itself.
        """
        try:
            mail = self._mail(suppressed, paused)
        except Unwanted as lost:
            self.drop(str(lost))
        except NotYet as early:
            self.postpone(early.until)
        except Exception:
            # A mistake in a letter of one kind must not keep the others from going out.
            log.exception("A letter could not be made", extra={"reason": self.kind})
            self.retry("could not be made")
        else:
            self._hand_over(mail, connection)

    def give_back(self, *, at: datetime) -> bool:
        """A claimed letter that was not tried waits again; the attempt does not count."""
        return self._settle(WAITING, self.reason, next_at=at, attempts=self.attempts - 1)

    def sent(self) -> bool:
        """The server took it. A letter that may have gone out twice says so."""
        reason, moment = self.reason if self.reason == "lapsed" else "", now()
        if not claims.write_sent(self._rows.db, self.pk, attempts=self.attempts, reason=reason, moment=moment):
            return False
        self.state, self.reason, self.sealed, self.lease_until, self.finished_at = SENT, reason, "", None, moment
        return True

    def fail(self, reason: str) -> bool:
        """Never again."""
        return self._settle(FAILED, reason, sealed="", finished_at=now())

    def drop(self, reason: str) -> bool:
        """It has lost its point."""
        return self._settle(DROPPED, reason, sealed="", finished_at=now())

    def postpone(self, until: datetime) -> bool:
        """Not now: it becomes due at the instant."""
        return self._settle(WAITING, "postponed", due_at=until, next_at=until)

    def retry(self, reason: str) -> bool:
        """Again a little later, or failed where that is too late."""
        step = self.attempts - 1
        minutes = AGAIN_AFTER_MINUTES[step] if step < len(AGAIN_AFTER_MINUTES) else LATER_MINUTES
        at = now() + timedelta(minutes=minutes)
        if at > self.due_at + POINTLESS_AFTER:
            return self.fail(reason)
        return self._settle(WAITING, reason, next_at=at)

    @property
    def _rows(self):
        return type(self).objects

    def _mail(self, suppressed=None, paused=None):
        letter = letter_of(self.kind)
        if not self.recipient:
            raise Unwanted("forgotten")
        if suppressed is None:
            suppressed = Suppression.objects.among([self])
        if not letter.security and Suppression.stands_against(self, suppressed):
            raise Unwanted("suppressed")
        if not is_writable(self.recipient):
            raise Unwanted("no address")
        mail = compose(self, letter)  # what has lost its point is dropped today, not tomorrow
        allowance.wait_where_spent(self, letter, Pause.objects.waits() if paused is None else paused)
        return mail

    def _hand_over(self, mail, connection) -> None:
        try:
            connection.send_messages([mail])
        except (OSError, ValueError) as error:  # smtplib's exceptions are OSErrors
            self._refused(refusals.read(error), connection)
        else:
            self._write_down_sent()

    def _refused(self, refusal: refusals.Refusal, connection) -> None:
        if refusal.cut:
            refusals.hang_up(connection)
        if refusal.permanent:
            settled = self.fail(f"{BOUNCED} {refusal.reason}" if refusal.bounce else refusal.reason)
        else:
            settled = self.retry(refusal.reason)
        # A server that asks us to come back is no bounce until we have come back for the last time.
        if settled and self.state == FAILED and refusal.bounce:
            Bounce.of(self, Bounce.HARD if refusal.permanent else Bounce.SOFT, refusal.status)

    def _write_down_sent(self) -> bool:
        # A database that restarts just now must not make us send twice: insist until the lease ends.
        database = connections[self._rows.db]
        while True:
            try:
                return self.sent()
            except DatabaseError:
                if database.in_atomic_block or time.monotonic() >= self.lease_ends:
                    raise
                database.close()
                time.sleep(0.3)

    def _settle(self, state: str, reason: str, **changes) -> bool:
        # The attempt is the fence: a worker that wakes after its lease changes nothing.
        changes |= {"state": state, "reason": reason[:200], "lease_until": None}
        mine = self._rows.filter(pk=self.pk, state=SENDING, attempts=self.attempts)
        if not mine.update(**changes):
            return False
        for name, value in changes.items():
            setattr(self, name, value)
        return True

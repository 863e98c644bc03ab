"""The letters of one sender wait, because too many of the latest came back or were complained of."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.apps import apps
from django.db import models, transaction
from django.utils.timezone import now

from outbox import wake
from outbox.models import turns
from outbox.models.suppression import Suppression
from outbox.states import SENT, WAITING

LASTS = timedelta(days=7)
LATEST, WITHIN = 1_000, timedelta(days=30)  # the letters that are looked at
# The part of them that is too much; and from how many readers at least, so that one of three says nothing, and nobody
# who reports or turns away each letter to her stops the letters to others.
BOUNCED_AT_MOST, LEAST_BOUNCED = 0.05, 5
COMPLAINED_AT_MOST, LEAST_COMPLAINED = 0.003, 5
KEPT = timedelta(days=365)

# What others do when letters begin to wait. Each is called with the pause, in the transaction.
when_paused: list[Callable[["Pause"], None]] = []


class PauseQuerySet(models.QuerySet):
    def open(self) -> "PauseQuerySet":
        return self.filter(until__gt=now())

    def waits(self) -> dict[str, datetime]:
        """Until when the letters of which senders wait."""
        return dict(self.open().values_list("sender", "until"))


class Pause(models.Model):
    """Begun by what comes back, ended by the clock after a week, or by a moderator.

    What is urgent and what is security mail goes all the same. What came back before a pause counts for no other.
    """

    sender = models.CharField(max_length=60)
    reason = models.CharField(max_length=10)  # as of a suppression: bounced, or complained
    letters = models.PositiveIntegerField()  # of so many
    returned = models.PositiveIntegerField()  # came back from, or were reported by, so many readers
    began_at = models.DateTimeField()
    until = models.DateTimeField()

    objects = PauseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__gte=models.F("began_at")), name="pause_ends_after_it_began"
            ),
        ]
        indexes = [
            models.Index(fields=["until"], name="pause_until"),
            models.Index(fields=["sender", "until"], name="pause_of_sender"),
        ]

    def __str__(self):
        return f"{self.sender}: {self.returned} of {self.letters} {self.reason}"

    @classmethod
    @transaction.atomic
    def weigh(cls, sender: str) -> "Pause | None":
        """Let the sender's letters wait where too many came back. None where they go on, or wait already."""
        turns.wait_for(sender, database=cls.objects.db)
        last = cls.objects.filter(sender=sender).order_by("-until").first()
        if last and last.until > now():
            return None
        since = max(now() - WITHIN, last.until) if last else now() - WITHIN
        letters, bounced, complained = cls._record(sender, since)
        if complained >= LEAST_COMPLAINED and complained > COMPLAINED_AT_MOST * letters:
            return cls._begin(sender, Suppression.COMPLAINED, letters, complained)
        if bounced >= LEAST_BOUNCED and bounced > BOUNCED_AT_MOST * letters:
            return cls._begin(sender, Suppression.BOUNCED, letters, bounced)
        return None

    @classmethod
    @transaction.atomic
    def lift(cls, sender: str) -> bool:
        """The sender's letters go again, now; whether they waited."""
        turns.wait_for(sender, database=cls.objects.db)
        moment, pauses = now(), cls.objects.open().filter(sender=sender)
        ends = list(pauses.values_list("until", flat=True))
        pauses.update(until=moment)
        waiting = apps.get_model("outbox", "Message").objects.filter(state=WAITING, sender=sender, due_at__in=ends)
        waiting.update(due_at=moment, next_at=moment)
        transaction.on_commit(wake.sweep, robust=True)
        return bool(ends)

    @classmethod
    def purge(cls) -> int:
        return cls.objects.filter(until__lt=now() - KEPT).delete()[0]

    @classmethod
    def _record(cls, sender: str, since: datetime) -> tuple[int, int, int]:
        """Of the sender's latest letters: how many there are, from how many readers they came back, who complained."""
        sent = apps.get_model("outbox", "Message").objects.filter(sender=sender, state=SENT, finished_at__gt=since)
        ends = list(sent.order_by("-finished_at").values_list("finished_at", flat=True)[:LATEST])
        if len(ends) == LATEST:
            since = ends[-1]
        returned = apps.get_model("outbox", "Bounce").objects.filter(sender=sender, at__gt=since)
        kinds = [kind for kind, _reader in returned.values_list("kind", "recipient_index").distinct()]
        bounced, complained = kinds.count("hard"), kinds.count("complaint")
        return max(len(ends), bounced, complained), bounced, complained

    @classmethod
    def _begin(cls, sender: str, reason: str, letters: int, returned: int) -> "Pause":
        moment = now()
        pause = cls.objects.create(
            sender=sender, reason=reason, letters=letters, returned=returned, began_at=moment, until=moment + LASTS
        )
        for follow in when_paused:
            follow(pause)
        return pause

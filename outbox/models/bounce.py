"""A letter that came back, or that its reader reported."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from outbox.models import turns
from outbox.models.pause import Pause
from outbox.models.suppression import Suppression

HARD_AT_MOST = 3
SOFT_AT_MOST, SOFT_WITHIN = 5, timedelta(days=14)
FORGIVEN_AGAIN = timedelta(days=7)
KEPT = timedelta(days=90)


class Bounce(models.Model):
    """What came of a letter after all: told twice, by whichever way, it is one row."""

    HARD, SOFT, COMPLAINT = "hard", "soft", "complaint"

    key = models.CharField(max_length=100, unique=True)  # which letter, or which report, and of what kind
    kind = models.CharField(max_length=9)
    status = models.CharField(max_length=12, blank=True)  # "5.1.1" of RFC 3463
    recipient_index = models.CharField(max_length=64)
    sender = models.CharField(max_length=60, blank=True)  # on whose behalf the letter went
    forgiven_at = models.DateTimeField(null=True)  # the owner of the address has it written to again since
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["hard", "soft", "complaint"]), name="bounce_kind_is_known"
            ),
        ]
        indexes = [
            models.Index(fields=["recipient_index", "at"], name="bounce_of_address"),
            # what came back of a group's latest letters
            models.Index(fields=["sender", "at"], name="bounce_of_sender", condition=~models.Q(sender="")),
            models.Index(fields=["at"], name="bounce_at"),  # figures and retention
        ]

    def __str__(self):
        return f"{self.kind} {self.status}".strip()

    @classmethod
    def of(cls, message, kind: str, status: str = "") -> bool:
        """A letter of ours came back or was complained of. False where that was known."""
        return cls.take(f"{message.pk}:{kind}", kind, status, index=message.recipient_index, sender=message.sender)

    @classmethod
    @transaction.atomic
    def take(cls, key: str, kind: str, status: str = "", *, index: str, sender: str = "") -> bool:
        """Write it down, and send nothing more to the address where that is enough. Twice is once, and then False.

        What is told of an address that gets nothing any more changes nothing, for nobody.
        """
        turns.wait_for(index, database=cls.objects.db)
        if Suppression.objects.filter(recipient_index=index, kind="", sender="").exists():
            return False
        said = {"kind": kind, "status": status[:12], "recipient_index": index, "sender": sender, "at": now()}
        bounce, made = cls.objects.get_or_create(key=key, defaults=said)
        if made and bounce._is_enough():
            reason = Suppression.COMPLAINED if kind == cls.COMPLAINT else Suppression.BOUNCED
            Suppression.objects.add(index, reason=reason)
        if made and sender and kind != cls.SOFT:
            Pause.weigh(sender)
        return made

    @classmethod
    @transaction.atomic
    def forgive(cls, indexes: list[str]) -> bool:
        """These addresses are written to again; whether any was stopped. What their owner ended stays ended.

        Refused a second time within a week: so that nobody keeps a mailbox going that is gone.
        """
        bounces, stopped = cls.objects.filter(recipient_index__in=indexes), Suppression.objects.stopped()
        turns.wait_for(min(indexes, default=""), database=cls.objects.db)
        if not stopped.filter(recipient_index__in=indexes).exists():
            return False
        if bounces.filter(forgiven_at__gt=now() - FORGIVEN_AGAIN).exists():
            raise ValidationError(_("You asked for letters less than a week ago, and they came back."), code="lately")
        stopped.filter(recipient_index__in=indexes).delete()
        bounces.update(forgiven_at=now())
        return True

    @classmethod
    def purge(cls) -> int:
        return cls.objects.filter(at__lt=now() - KEPT).delete()[0]

    def _is_enough(self) -> bool:
        if self.kind == self.COMPLAINT or self.status.startswith("5.1."):
            return True
        alike = type(self).objects.filter(recipient_index=self.recipient_index, kind=self.kind, forgiven_at=None)
        if self.kind == self.HARD:
            return alike.count() >= HARD_AT_MOST
        return alike.filter(at__gt=now() - SOFT_WITHIN).count() >= SOFT_AT_MOST

from collections.abc import Iterable

from django.db import models


class SuppressionQuerySet(models.QuerySet):
    def against(self, recipient_index: str, kind: str, sender: str = "") -> "SuppressionQuerySet":
        """What stands against a letter of the kind, on the sender's behalf, to the address."""
        return self.filter(recipient_index=recipient_index, kind__in=["", kind], sender__in=["", sender])

    def among(self, messages) -> set[tuple[str, str, str]]:
        """(recipient index, kind, sender) of every suppression of the addresses of these messages, in one query."""
        indexes = {message.recipient_index for message in messages}
        return set(self.filter(recipient_index__in=indexes).values_list("recipient_index", "kind", "sender"))

    def add(self, recipient_index: str, *, kind: str = "", sender: str = "", reason: str) -> None:
        """No more letters of the kind, of the sender, of both together, or none at all.

        Twice is once; the first reason stays, but that somebody asked counts for more than that letters came back.
        """
        found, made = self.get_or_create(
            recipient_index=recipient_index, kind=kind, sender=sender, defaults={"reason": reason}
        )
        if not made and reason == Suppression.ASKED:
            self.filter(pk=found.pk).update(reason=reason)

    def stopped(self) -> "SuppressionQuerySet":
        """Addresses that get nothing because letters came back or were complained of, not because somebody asked."""
        return self.filter(kind="", sender="", reason__in=[Suppression.BOUNCED, Suppression.COMPLAINED])

    def lift(self, recipient_index: str, kinds: Iterable[str]) -> int:
        """What the owner of the address asked to end she wants again; what bounced stays ended."""
        asked = self.filter(recipient_index=recipient_index, kind__in=kinds, sender="", reason=Suppression.ASKED)
        return asked.exclude(kind="").delete()[0]

    def choose(self, indexes: list[str], *, ended: set[tuple[str, str]], wanted: set[tuple[str, str]]) -> None:
        """What the holder of these addresses ticked, as (kind, sender): these end, and those come again.

        What came back is not hers to tick; where she ends every letter, that counts.
        """
        asked = self.filter(recipient_index__in=indexes, reason=Suppression.ASKED)
        standing = asked.values_list("pk", "kind", "sender")
        self.filter(pk__in=[pk for pk, *letters in standing if tuple(letters) in wanted]).delete()
        self.bulk_create(
            [
                self.model(recipient_index=index, kind=kind, sender=sender, reason=Suppression.ASKED)
                for index in indexes
                for kind, sender in ended
            ],
            ignore_conflicts=True,
        )
        if ("", "") in ended:
            self.stopped().filter(recipient_index__in=indexes).update(reason=Suppression.ASKED)


class Suppression(models.Model):
    """An address that gets no letters, of one kind or one sender or of any. Of it only the index is kept."""

    ASKED, BOUNCED, COMPLAINED = "asked", "bounced", "complained"

    recipient_index = models.CharField(max_length=64)
    kind = models.CharField(max_length=40, blank=True)  # "" is every kind
    sender = models.CharField(max_length=60, blank=True, default="", db_default="")  # "" is every sender
    reason = models.CharField(max_length=40)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SuppressionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recipient_index", "kind", "sender"], name="one_suppression_per_address_kind_and_sender"
            ),
        ]

    def __str__(self):
        return f"{self.kind or 'every letter'} of {self.sender or 'everybody'}: {self.reason}"

    @staticmethod
    def stands_against(message, suppressed: set[tuple[str, str, str]]) -> bool:
        """Whether one of these, as `among` gives them, stands against the letter."""
        index, kinds, senders = message.recipient_index, {"", message.kind}, {"", message.sender}
        return any((index, kind, sender) in suppressed for kind in kinds for sender in senders)

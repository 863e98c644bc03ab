from django.db import models


class SuppressionQuerySet(models.QuerySet):
    def against(self, recipient_index: str, kind: str) -> "SuppressionQuerySet":
        """What stands against a letter of the kind to the address."""
        return self.filter(recipient_index=recipient_index, kind__in=["", kind])

    def among(self, messages) -> set[tuple[str, str]]:
        """(recipient index, kind) of every suppression of the addresses of these messages, in one query."""
        indexes = {message.recipient_index for message in messages}
        return set(self.filter(recipient_index__in=indexes).values_list("recipient_index", "kind"))

    def add(self, recipient_index: str, *, kind: str = "", reason: str) -> None:
        """No more letters of the kind to the address, or none at all. Twice is once; the first reason stays."""
        self.get_or_create(recipient_index=recipient_index, kind=kind, defaults={"reason": reason})


class Suppression(models.Model):
    """An address that gets no letters, of one kind or of any. Of the address only its index is kept."""

    ASKED, BOUNCED, COMPLAINED = "asked", "bounced", "complained"

    recipient_index = models.CharField(max_length=64)
    kind = models.CharField(max_length=40, blank=True)  # "" is every kind
    reason = models.CharField(max_length=40)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SuppressionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recipient_index", "kind"], name="one_suppression_per_address_and_kind"),
        ]

    def __str__(self):
        return f"{self.kind or 'every letter'}: {self.reason}"

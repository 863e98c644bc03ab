from collections.abc import Iterable
from datetime import timedelta

from django.db import models
from django.utils.timezone import now

from outbox.contacts import contact_index

KEPT = timedelta(days=60)


class Erasure(models.Model):
    """The journal of erased people, as indexes alone: what a restored backup brings back is erased again by it."""

    recipient_index = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField()

    def __str__(self):
        return f"{self.recipient_index[:8]} at {self.at}"

    @classmethod
    def write(cls, addresses: Iterable[str]) -> None:
        """The holder of these addresses was erased just now."""
        for address in addresses:
            cls.objects.update_or_create(recipient_index=contact_index(address), defaults={"at": now()})

    @classmethod
    def purge(cls) -> int:
        return cls.objects.filter(at__lt=now() - KEPT).delete()[0]

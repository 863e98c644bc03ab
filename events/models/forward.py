"""An invitation passed on to whoever decides: a link of its own, at an address that somebody of the group gave."""

from django.db import models
from django.utils import timezone

from outbox.contacts import EncryptedTextField

FORWARDS_AT_MOST = 3


class Forward(models.Model):
    """One address that may answer for the group that was asked. The address is erased once nobody waits for an answer;
    the link stays, and leads back to what was answered."""

    sponsorship = models.ForeignKey(
        "events.Sponsorship", on_delete=models.CASCADE, related_name="forwards", editable=False
    )
    address = EncryptedTextField(blank=True, editable=False)
    address_index = models.CharField(max_length=64, blank=True, editable=False)
    has_signed = models.BooleanField(default=False, editable=False)  # by its link the group's yes was given
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sponsorship", "address_index"],
                condition=~models.Q(address_index=""),
                name="one_forward_per_address",
            ),
        ]

    def __str__(self) -> str:
        return f"of {self.sponsorship_id}"

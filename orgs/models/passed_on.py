"""An invitation passed on to whoever decides: a link of its own, at an address that somebody of the group gave."""

from django.db import models
from django.utils import timezone

from outbox.contacts import EncryptedTextField

FORWARDS_AT_MOST = 3


class PassedOn(models.Model):
    """One address that may answer for the group that was asked; of what, the subclass says. The address is erased once
    nobody waits for an answer; the link stays, and leads back to what was answered."""

    address = EncryptedTextField(blank=True, editable=False)
    address_index = models.CharField(max_length=64, blank=True, editable=False)
    has_signed = models.BooleanField(default=False, editable=False)  # by its link the group's yes was given
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True

"""Whom a group may write to that never asked to hear from it, and what follows where its letters come back."""

from collections.abc import Callable
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import ngettext

from orgs.models.audit import AuditEntry
from orgs.models.bucket import Bucket
from orgs.models.user import User
from outbox.models import Pause

DAY = timedelta(days=1)
TRUSTED_AFTER = timedelta(days=30)  # of being listed
# New addresses a day, while a group is new and once it is trusted. What waits for it to be listed counts too.
SIGN_ONS, PEOPLE = "sign-ons", "people"
ADDRESSES_A_DAY = {SIGN_ONS: (20, 100), PEOPLE: (50, 100)}

# Rooms above say here what they know of a group's record; it is clean where all of them say so.
vouchers: list[Callable[["Reach"], bool]] = []


class Reach(models.Model):
    """A group may write to some addresses of others a day, and to nobody for a while where too much comes back."""

    class Meta:
        abstract = True

    @property
    def is_trusted(self) -> bool:
        """Listed for a month, with a clean record."""
        old = self.is_listed and self.listed_at is not None and self.listed_at < timezone.now() - TRUSTED_AFTER
        return old and all(vouches(self) for vouches in vouchers)

    def count_address(self, what: str) -> None:
        """Count one address that the group writes to for the first time. Refused beyond what it may in a day.

        Every address counts, known here or not: the answer tells nobody who has an account.
        """
        at_most = ADDRESSES_A_DAY[what][self.is_trusted]
        if not Bucket.take(f"addresses:{what}", self.letters_key, limit=at_most, within=DAY):
            said = ngettext(
                "Your group wrote to %(number)s new address today, the most for a day. Go on tomorrow.",
                "Your group wrote to %(number)s new addresses today, the most for a day. Go on tomorrow.",
                at_most,
            )
            raise ValidationError(said, code="too_many_addresses", params={"number": at_most})

    @property
    def letters_pause(self) -> Pause | None:
        """Since when and why its letters wait; None while they go."""
        return Pause.objects.open().filter(sender=self.letters_key).first()

    @transaction.atomic
    def resume_letters(self, *, by: User) -> None:
        """A moderator lets its letters go again, before the week is over. The second time nothing is done."""
        if Pause.lift(self.letters_key):
            AuditEntry.record(self, "letters_resumed", by=by)

    @classmethod
    def note_pause(cls, pause: Pause) -> None:
        """Put it on the group's record that its letters wait."""
        prefix, _colon, key = pause.sender.partition(":")
        group = cls.objects.filter(pk=key).first() if prefix == "organization" else None
        if group:
            AuditEntry.record(group, "letters_paused", by=None)

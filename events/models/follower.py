"""Who follows: an address, with or without an account, and how it is reached by letter."""

import secrets
from collections.abc import Iterable
from datetime import date

from allauth.account.models import EmailAddress
from django.core import signing
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from orgs.models import User
from outbox.contacts import EncryptedTextField, contact_index

SALT = "events.follows"
CONFIRMATION_SALT = "events.follow-confirmation"


def any_number() -> int:
    return secrets.randbelow(2**31)


class FollowerQuerySet(models.QuerySet):
    """Followers by their address and by when they were last written to."""

    def of(self, address: str):
        return self.filter(contact_index=contact_index(address))

    def of_person(self, user: User):
        """Those of the addresses that this person has confirmed."""
        addresses = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
        return self.filter(contact_index__in=[contact_index(address) for address in addresses])

    def unwritten(self, day: date):
        """Without a letter on this day of theirs, or a later one."""
        return self.filter(models.Q(written_on=None) | models.Q(written_on__lt=day))


class Follower(models.Model):
    """One address that follows groups, series or towns. It goes with the last of its follows."""

    contact = EncryptedTextField()
    contact_index = models.CharField(max_length=64, unique=True)
    time_zone = models.CharField(max_length=64)  # of the town it follows, else of what it followed first
    link_version = models.PositiveIntegerField(default=any_number)
    told_until = models.DateTimeField(default=timezone.now)  # what was new before is told
    written_on = models.DateField(null=True)  # its own day: at most one letter on each

    objects = FollowerQuerySet.as_manager()

    class Meta:
        indexes = [
            # Who is written to on this day of theirs.
            models.Index(fields=["time_zone", "written_on"], name="follower_to_write_to"),
        ]

    def __str__(self) -> str:
        return f"follower {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("events:follows", args=[self.token])

    # Verbs

    @classmethod
    def held(cls, address: str, *, time_zone: str) -> "Follower":
        """The follower of an address, made where there is none; others wait until this transaction ends."""
        known = {"contact": address.strip(), "time_zone": time_zone}
        follower, _made = cls.objects.get_or_create(contact_index=contact_index(address), defaults=known)
        return cls.objects.select_for_update().filter(pk=follower.pk).first() or cls.held(address, time_zone=time_zone)

    @transaction.atomic
    def confirm(self, pks: Iterable[int]) -> int:
        """The owner of the address pressed the button for these. The second time nothing changes."""
        self._hold()
        waiting = list(self.follows.pending().filter(pk__in=pks))
        for follow in waiting:
            follow.settle()
        self.keep_time()
        return len(waiting)

    @transaction.atomic
    def stop(self, follow=None) -> None:
        """Erase one follow, or all of them; with the last one the address is erased too."""
        self._hold()
        (self.follows.filter(pk=follow.pk) if follow else self.follows.all()).delete()
        if not self.follows.exists():
            self.delete()

    def keep_time(self) -> None:
        """Read the clocks of the town that is followed, else those of what was followed first."""
        follow = self.follows.confirmed().order_by(models.F("km").asc(nulls_last=True), "pk").first()
        if follow and follow.time_zone != self.time_zone:
            self.time_zone = follow.time_zone
            self.save(update_fields=["time_zone"])

    @classmethod
    def purge(cls) -> int:
        """Erase addresses that follow nothing any more."""
        with transaction.atomic():
            idle = list(cls.objects.filter(follows=None).values_list("pk", flat=True)[:1000])
            held = list(cls.objects.select_for_update().filter(pk__in=idle).values_list("pk", flat=True))
            return cls.objects.filter(pk__in=held, follows=None).delete()[0]

    # What is kept about a person (see orgs/personal.py)

    @classmethod
    def export(cls, user: User) -> list[dict]:
        """What the confirmed addresses of a person follow."""
        followers = cls.objects.of_person(user).order_by("pk")
        return [follow.exported for row in followers for follow in row.follows.for_cards()]

    @classmethod
    def forget(cls, user: User) -> int:
        return cls.objects.of_person(user).delete()[1].get("events.Follow", 0)

    # The links in letters: whoever holds them reads this mailbox.

    @property
    def token(self) -> str:
        """For the page on which its follows are seen, changed and stopped. It never logs anybody in."""
        return signing.dumps([self.contact_index, self.link_version], salt=SALT)

    @property
    def confirmation_token(self) -> str:
        return signing.dumps([self.contact_index, self.link_version], salt=CONFIRMATION_SALT)

    @classmethod
    def of_token(cls, token: str, *, salt: str = SALT) -> "Follower | None":
        """The follower that a link names; None where it was not made by us or opens nothing any more."""
        try:
            index, version = signing.loads(token, salt=salt)
        except (signing.BadSignature, ValueError, TypeError):
            return None
        return cls.objects.filter(contact_index=index, link_version=version).first()

    @classmethod
    def to_confirm(cls, token: str) -> "Follower | None":
        return cls.of_token(token, salt=CONFIRMATION_SALT)

    def get_confirmation_url(self) -> str:
        return reverse("events:follow-confirmation", args=[self.confirmation_token])

    # Private steps

    def _hold(self) -> None:
        Follower.objects.select_for_update().filter(pk=self.pk).first()

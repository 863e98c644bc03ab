"""A calendar of somebody's own, at an address that only she knows."""

import hashlib
import secrets
from datetime import timedelta

from django.core import signing
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models.attendance import Attendance
from events.models.follow import Follow
from orgs.models import User
from outbox.contacts import contact_index
from outbox.models import Message

SALT = "events.calendars"
LINK_LIVES = timedelta(days=7)
MOST = 10  # of one owner
GONE_FOR = timedelta(days=90)  # so long a calendar that still asks for a revoked address hears that it is gone
UNUSED_FOR = timedelta(days=400)


class PrivateCalendarQuerySet(models.QuerySet):
    """Calendars by whose they are."""

    def kept(self):
        return self.filter(revoked_at=None).order_by("created_at", "pk")

    def of_person(self, user: User):
        """Those made with an account, and those that its addresses made without one."""
        indexes = [contact_index(address) for address in user.confirmed_addresses()]
        return self.kept().filter(models.Q(user=user) | models.Q(contact_index__in=indexes))

    def of_address(self, index: str):
        return self.kept().exclude(contact_index="").filter(contact_index=index)

    def of_nobody(self):
        """Of addresses that are coming nowhere and follow nothing any more."""
        coming = Attendance.objects.confirmed().filter(contact_index=models.OuterRef("contact_index"))
        follows = Follow.objects.confirmed().filter(follower__contact_index=models.OuterRef("contact_index"))
        mine = self.kept().filter(user=None)
        return mine.exclude(models.Exists(coming)).exclude(models.Exists(follows))


class PrivateCalendar(models.Model):
    """What one person said yes to, follows and organizes, as she ticked, at a secret address.

    It is an account's or, without one, an address's. The secret is kept as a hash alone, so the address is shown
    once; where it leaked it is renewed. What was revoked names nobody any more and answers that it is gone.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="+", editable=False)
    contact_index = models.CharField(max_length=64, blank=True, default="", editable=False, db_index=True)
    name = models.CharField(_("name"), max_length=60)
    with_answers = models.BooleanField(_("what I said yes to"), default=True)
    with_follows = models.BooleanField(_("what I follow"), default=True)
    with_groups = models.BooleanField(_("what my groups call for or have signed"), default=False)
    with_cancelled = models.BooleanField(_("cancelled dates too, struck through"), default=True)
    prefix = models.CharField(max_length=16, unique=True, editable=False)
    secret_hash = models.CharField(max_length=64, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    used_on = models.DateField(null=True, editable=False)  # the day, and no more: when somebody reads is hers
    revoked_at = models.DateTimeField(null=True, editable=False)

    objects = PrivateCalendarQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(revoked_at=None, user=None) & ~models.Q(contact_index="")
                | models.Q(revoked_at=None, user__isnull=False, contact_index="")
                | models.Q(revoked_at__isnull=False, user=None, contact_index=""),
                name="private_calendar_has_one_owner_until_revoked",
            ),
        ]

    token = ""  # known to the one who has just made it or renewed it, and to nobody ever after

    def __str__(self) -> str:
        return f"calendar {self.prefix}"

    # Verbs

    @classmethod
    @transaction.atomic
    def make(cls, *, user: User | None = None, contact_index: str = "", **chosen) -> "PrivateCalendar":
        """A calendar of an account, or of an address without one; its `token` is the secret of its address."""
        owned = cls.objects.of_person(user) if user else cls.objects.of_address(contact_index)
        if owned.count() >= MOST:
            raise ValidationError(
                _("You have %(most)s calendars already. Revoke one that you do not use."),
                code="too_many",
                params={"most": MOST},
            )
        secret = secrets.token_urlsafe(32)
        made = cls(user=user, contact_index="" if user else contact_index, prefix=secrets.token_hex(8), **chosen)
        made.secret_hash, made.token = _hash(secret), f"{made.prefix}-{secret}"
        made.save()
        return made

    def change(self, **chosen) -> None:
        """Another name or other ticks, at the same address."""
        for field, value in chosen.items():
            setattr(self, field, value)
        self.save(update_fields=list(chosen))

    @transaction.atomic
    def renew(self) -> "PrivateCalendar":
        """The same under a new address; the old one is gone at once."""
        fields = ("user", "contact_index", "name", "with_answers", "with_follows", "with_groups", "with_cancelled")
        chosen = {field: getattr(self, field) for field in fields}
        self.revoke()
        return type(self).make(**chosen)

    def revoke(self) -> None:
        """Its address shows nothing from now on. The second time nothing changes."""
        blank = {"user": None, "contact_index": "", "name": "", "used_on": None}
        type(self).objects.kept().filter(pk=self.pk).update(revoked_at=timezone.now(), **blank)
        self.refresh_from_db()

    def note_use(self) -> None:
        """It was read today; which day is all that is kept."""
        today = timezone.localdate()
        if self.used_on != today:
            type(self).objects.kept().filter(pk=self.pk).update(used_on=today)

    @classmethod
    @transaction.atomic
    def write_link(cls, address: str) -> None:
        """Write to an address the link to its calendars; at most as often as a stranger may cause it."""
        if Message.objects.stranger_may_cause("calendar_link", address):
            Message.write(
                kind="calendar_link",
                about="calendars",
                to=address,
                context={},
                sequence=timezone.now().strftime("%Y%m%d%H%M"),
            )

    # Questions

    @classmethod
    def of_token(cls, token: str) -> "PrivateCalendar | None":
        """The calendar of an address, revoked or not; None for one that we did not make."""
        prefix, _dash, secret = token.partition("-")
        if not (prefix.isascii() and prefix.isalnum()):
            return None
        found = cls.objects.filter(prefix=prefix).select_related("user").first()
        return found if found and secrets.compare_digest(found.secret_hash, _hash(secret)) else None

    @property
    def is_gone(self) -> bool:
        """Revoked, of an account that is closed, or of an address behind which nothing stands any more."""
        if self.revoked_at or (self.user and not self.user.is_active):
            return True
        return type(self).objects.of_nobody().filter(pk=self.pk).exists()

    @property
    def path(self) -> str:
        """Where it is read; only while its secret is known."""
        return reverse("events:feed-own", args=[self.token])

    @property
    def indexes(self) -> list[str]:
        """The addresses whose answers and follows it shows."""
        return (
            [contact_index(address) for address in self.user.confirmed_addresses()]
            if self.user
            else [self.contact_index]
        )

    # The link in letters to an address: whoever holds it reads this mailbox.

    @staticmethod
    def page_token(index: str) -> str:
        """For the page of an address on which its calendars are made and revoked, for seven days."""
        return signing.dumps(index, salt=SALT)

    @staticmethod
    def index_of(token: str) -> str | None:
        """The address that a link names, by its index; None where it was not made by us or is too old."""
        try:
            return signing.loads(token, salt=SALT, max_age=LINK_LIVES)
        except signing.BadSignature:
            return None

    # What is kept about a person (see orgs/personal.py), and how long (see retention.py)

    @classmethod
    def export(cls, user: User) -> list[dict]:
        ticks = ("with_answers", "with_follows", "with_groups", "with_cancelled", "created_at", "used_on")
        return [
            {"name": row.name} | {field: getattr(row, field) for field in ticks} for row in cls.objects.of_person(user)
        ]

    @classmethod
    def forget(cls, user: User) -> int:
        return cls.objects.of_person(user).delete()[0]

    @classmethod
    def purge(cls) -> int:
        """Delete what was revoked long ago, what nobody reads any more, and what nobody stands behind."""
        now = timezone.now()
        revoked = models.Q(revoked_at__lt=now - GONE_FOR)
        unread = models.Q(used_on=None, created_at__lt=now - UNUSED_FOR) | models.Q(
            used_on__lt=(now - UNUSED_FOR).date()
        )
        old = cls.objects.filter(revoked | unread).delete()[0]
        return old + cls.objects.filter(pk__in=list(cls.objects.of_nobody().values_list("pk", flat=True))).delete()[0]


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()

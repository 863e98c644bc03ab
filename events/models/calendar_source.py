"""The calendar of a group somewhere else, looked at once a day."""

import hashlib
from datetime import timedelta
from urllib.parse import urlsplit

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgs.models import AuditEntry, Organization, User
from outbox.contacts import EncryptedTextField, contact_index
from outbox.models import Message

MOST_OF_A_GROUP = 5
TOLD_AFTER = timedelta(days=3)  # for so long a server may be away before anybody hears of it
GIVEN_UP_AFTER = timedelta(days=60)


class CalendarSourceQuerySet(models.QuerySet):
    def editable_by(self, user: User | AnonymousUser):
        return self.filter(organization__in=Organization.objects.organized_by(user).values("pk"))

    def to_look_at(self):
        """Not looked at within the day, of groups that are there, and not given up."""
        working = Organization.objects.working().values("pk")
        since = timezone.now() - timedelta(hours=20)
        untried = models.Q(tried_at=None) | models.Q(tried_at__lt=since)
        alive = models.Q(failing_since=None) | models.Q(failing_since__gt=timezone.now() - GIVEN_UP_AFTER)
        return self.filter(untried, alive, organization__in=working)


class CalendarSource(models.Model):
    """An https address that a group's organizers named. Its events come in as drafts, or announced where they said so.

    The address may be a secret one, so it is kept as one: pages show the name of the server.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="calendar_sources")
    address = EncryptedTextField()
    address_index = models.CharField(max_length=64, editable=False)
    server = models.CharField(max_length=255)
    name = models.CharField(max_length=120, blank=True)  # what it calls itself
    announces = models.BooleanField(default=False)
    whole_days_at = models.TimeField(null=True)
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    tried_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=200, blank=True)  # why it could not be read, in a sentence
    told_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64, blank=True)  # of what was read last, so that the same is not read twice

    objects = CalendarSourceQuerySet.as_manager()

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "address_index"], name="one_source_per_organization_and_address"
            )
        ]

    def __str__(self) -> str:
        return self.name or self.server

    # Verbs

    @classmethod
    @transaction.atomic
    def follow(
        cls, organization: Organization, address: str, *, by: User | None, announces: bool = False, whole_days_at=None
    ) -> "CalendarSource":
        """Look at a calendar each day from now on. The second time only how its events come in is changed."""
        organization.locked()
        found = cls.objects.filter(organization=organization, address_index=contact_index(address)).first()
        if found:
            found.announces, found.whole_days_at = announces, whole_days_at
            found.save(update_fields=["announces", "whole_days_at"])
            return found
        if cls.objects.filter(organization=organization).count() >= MOST_OF_A_GROUP:
            sentence = _("A group can follow %(most)s calendars. Let go of one first.")
            raise ValidationError(sentence, code="too_many_sources", params={"most": MOST_OF_A_GROUP})
        server = urlsplit(address).hostname or ""
        made = cls.objects.create(
            organization=organization,
            address=address,
            address_index=contact_index(address),
            server=server[:255],
            announces=announces,
            whole_days_at=whole_days_at,
            added_by=by,
        )
        AuditEntry.record(organization, "calendar_followed", by=by, about=server[:160])
        return made

    @transaction.atomic
    def let_go(self, *, by: User) -> None:
        """Look no more. What was brought in stays, and is no longer said to be from there."""
        self.organization.locked()  # before what came from there, as whoever follows or takes over does
        AuditEntry.record(self.organization, "calendar_let_go", by=by, about=self.server[:160])
        self.delete()

    @classmethod
    def claim(cls, pk: int) -> "CalendarSource | None":
        """The source, if it is to be looked at and nobody else does; None otherwise."""
        won = cls.objects.to_look_at().filter(pk=pk).update(tried_at=timezone.now())
        return cls.objects.select_related("organization__place").get(pk=pk) if won else None

    def seen(self, data: bytes, name: str) -> None:
        """It was read."""
        now = timezone.now()
        well = {"failures": 0, "failing_since": None, "trouble": "", "told_at": None}
        self._note(name=name, digest=self.digest_of(data), seen_at=now, tried_at=now, **well)

    @transaction.atomic
    def failed(self, why: str) -> None:
        """It could not be read, counted; after some days in a row its organizers are told, once."""
        now = timezone.now()
        since, failures = self.failing_since or now, min(self.failures + 1, 30_000)
        followed = self._note(tried_at=now, failing_since=since, trouble=why[:200], failures=failures)
        late = followed and since <= now - TOLD_AFTER
        if late and CalendarSource.objects.filter(pk=self.pk, told_at=None).update(told_at=now):
            self._tell()

    # Questions

    def is_followed(self) -> bool:
        """Whether nobody has let go of it meanwhile."""
        return CalendarSource.objects.filter(pk=self.pk).exists()

    def has_read(self, data: bytes) -> bool:
        """Whether this very calendar was read last time, and well."""
        return self.digest == self.digest_of(data) and not self.failures

    @staticmethod
    def digest_of(data: bytes) -> str:
        return hashlib.sha256(data).hexdigest()

    # Private steps

    def _note(self, **fields) -> bool:
        """Keep how a look at it went; False where somebody has let go of it meanwhile, which holds."""
        for name, value in fields.items():
            setattr(self, name, value)
        return CalendarSource.objects.filter(pk=self.pk).update(**fields) == 1

    def _tell(self) -> None:
        for organizer in self.organization.organizers():
            Message.write(
                kind="calendar_trouble",
                about=f"calendar_source:{self.pk}",
                to=organizer.email,
                context={"source": self.pk, "user": organizer.pk},
                sequence=self.failing_since.date().isoformat(),
            )

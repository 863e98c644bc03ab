"""The record of a group: who did what to it, its people, its series and its sign-ons."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta
from uuid import uuid4

from django.db import models
from django.utils import timezone

from orgs import chronicle
from orgs.models.user import User

# 24 months. The triggers of the database refuse a deletion within 730 days: the day between is for clocks that differ.
KEPT = timedelta(days=731)

_then: ContextVar[datetime | None] = ContextVar("then", default=None)


class AuditEntryQuerySet(models.QuerySet):
    """Entries by what they are about. Nothing changes or deletes them but the purge and the erasure of a person."""

    def of_topic(self, topic: str):
        return self.filter(verb__in=chronicle.verbs_of(topic))

    def naming(self, user: User):
        return self.filter(models.Q(actor=user) | models.Q(subject=user))

    def before(self, at: datetime, pk: int):
        """What is older than this entry, where a list goes on."""
        return self.filter(models.Q(at__lt=at) | models.Q(at=at, pk__lt=pk))

    def for_page(self):
        return self.select_related("actor", "subject").order_by("-at", "-pk")

    def update(self, **fields):
        raise TypeError("An entry of the record is not changed.")

    def delete(self):
        raise TypeError("An entry of the record is not deleted before its time.")

    update.alters_data = delete.alters_data = True


class AuditEntry(models.Model):
    """One act, in the transaction of the act. Names no address, no network and no text of anybody."""

    # A group that has a record is retired and not deleted, until the record has run out.
    organization = models.ForeignKey("orgs.Organization", on_delete=models.PROTECT, related_name="record")
    at = models.DateTimeField(default=timezone.now)
    verb = models.CharField(max_length=40)
    actor = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    subject = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    # Random, and what is left of a person once her account goes: one for each person and group. None: nobody.
    actor_key = models.UUIDField(null=True, editable=False)
    subject_key = models.UUIDField(null=True, editable=False)
    moderating = models.BooleanField(default=False)  # she acted as a moderator, not as one of the group's people
    about = models.CharField(max_length=160, blank=True)
    party = models.CharField(max_length=120, blank=True)
    day = models.DateField(null=True, blank=True)
    fields = models.JSONField(default=list, blank=True)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            # A group's record, newest first.
            models.Index(fields=["organization", "-at"], name="audit_of_organization"),
            # The purge.
            models.Index(fields=["at"], name="audit_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} in {self.organization_id}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("An entry of the record is not changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("An entry of the record is not deleted before its time.")

    # Verbs

    @classmethod
    def record(
        cls,
        organization,
        verb: str,
        *,
        by: User | None,
        about: str = "",
        party: str = "",
        day: date | None = None,
        subject: User | None = None,
        fields: Iterable[str] = (),
    ) -> "AuditEntry":
        """Write down that `by` (None: the site itself) did this. Each call is an entry of its own.

        `about` is what the public may read, such as a title, `party` another group's name and `day` the date that was
        meant; never a person. `subject` is whom it was done to. What people of another group did is written down with
        `by` None and a sentence that names their group: nobody reads the names of others' people.
        `verb` is one that `orgs.chronicle` has a sentence for; ValueError for another.
        """
        if verb not in chronicle.known_verbs():
            raise ValueError(f"No sentence is registered for {verb!r}.")
        return cls.objects.create(
            organization=organization,
            at=_then.get() or timezone.now(),
            verb=verb,
            actor=by,
            actor_key=uuid4() if by else None,
            subject=subject,
            subject_key=uuid4() if subject else None,
            moderating=bool(by and by.is_moderator) and not organization.memberships.filter(user=by).exists(),
            about=about[:160],
            party=party[:120],
            day=day,
            fields=sorted(fields),
        )

    @classmethod
    @contextmanager
    def dated(cls, at: datetime) -> Iterator[None]:
        """What is recorded within happened then: for samples and for history that is brought in."""
        token = _then.set(at)
        try:
            yield
        finally:
            _then.reset(token)

    @classmethod
    def purge(cls) -> int:
        """Delete what is older than 24 months; how many. The second time none."""
        return cls._beneath().filter(at__lt=timezone.now() - KEPT).delete()[0]

    @classmethod
    def export(cls, user: User) -> list[dict]:
        """What she did and what was done to her, newest first; of nobody else."""
        rows = cls.objects.naming(user).select_related("organization").order_by("-at", "-pk")
        return [{"at": row.at, "group": row.organization.name, "what": chronicle.told_to(user, row)} for row in rows]

    @classmethod
    def forget(cls, user: User) -> int:
        """Put a random key in the place of a person, one for each group; in how many entries. Twice is once."""
        named = cls.objects.naming(user)
        count = named.count()
        for organization in set(named.order_by().values_list("organization", flat=True)):
            key, here = uuid4(), cls._beneath().filter(organization=organization)
            here.filter(actor=user).update(actor=None, actor_key=key)
            here.filter(subject=user).update(subject=None, subject_key=key)
        return count

    # Private steps

    @classmethod
    def _beneath(cls) -> models.QuerySet:
        """The rows without the refusals; what triggers of the database refuse stays refused."""
        return models.QuerySet(cls)

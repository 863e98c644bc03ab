"""What one person asks of others in a group: asked, then answered, withdrawn or left until it is too late."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgs.models.organization import Organization
from orgs.models.user import User
from outbox.models import Message


class AskedQuerySet(models.QuerySet):
    """Asks by where they stand."""

    def pending(self):
        """Not settled, be it too late already."""
        return self.filter(state=Asked.State.PENDING)

    def open(self):
        """Those that can still be answered: in time, and in a group whose people may act."""
        working = Organization.objects.working()
        return self.in_time().filter(organization__in=working)

    def in_time(self):
        return self.pending().filter(asked_at__gt=timezone.now() - self.model.LIVES)

    def overdue(self):
        return self.pending().filter(asked_at__lte=timezone.now() - self.model.LIVES)

    def close(self, state: str) -> int:
        """Settle what is pending among these without anybody's answer; how many. The second time none."""
        return self.pending().update(state=state, decided_at=timezone.now(), **self.model.BLANKED)


class Asked(models.Model):
    """Something asked in one group, settled once. What it is about, and what a yes does, is the subclass's."""

    class State(models.TextChoices):
        PENDING = "pending", _("Waiting for an answer")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Taken back")
        EXPIRED = "expired", _("Expired")
        VOID = "void", _("Without a point any more")

    LIVES: timedelta
    BLANKED: dict = {}  # what is erased once it is settled

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="%(class)ss", editable=False)
    state = models.CharField(max_length=10, choices=State, default=State.PENDING, editable=False)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    asked_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    decided_at = models.DateTimeField(null=True, editable=False)
    decided_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)

    objects = AskedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="pending") | models.Q(decided_at__isnull=False),
                name="%(class)s_decision_is_dated",
            ),
        ]

    @property
    def is_pending(self) -> bool:
        return self.state == self.State.PENDING

    @property
    def is_open(self) -> bool:
        return self.is_pending and timezone.now() < self.open_until

    @property
    def open_until(self):
        return self.asked_at + self.LIVES

    @classmethod
    def expire(cls) -> int:
        """Close what nobody answered in time. The second time nothing is left to close."""
        return cls.objects.overdue().close(cls.State.EXPIRED)

    @classmethod
    def die_with(cls, organization: Organization) -> None:
        """The group is suspended or ends: what waits is without a point, also once the group is back."""
        cls.objects.filter(organization=organization).close(cls.State.VOID)

    def settle(self, state: str, *, by: User | None) -> None:
        """One conditional UPDATE: if two people answer at once, the first one wins.

        The group's row is held first, as by all who change its people: in another order two would wait for
        each other.
        """
        self.hold()
        settled = (
            type(self)
            .objects.in_time()
            .filter(pk=self.pk)
            .update(state=state, decided_by=by, decided_at=timezone.now(), **self.BLANKED)
        )
        self.refresh_from_db()
        if settled:
            return
        if self.is_pending or self.state == self.State.EXPIRED:
            raise ValidationError(_("This has expired. It can be asked anew."), code="expired")
        raise ValidationError(_("This was already answered or taken back."), code="answered")

    def hold(self) -> None:
        """Keep the group as it is until this transaction ends."""
        self.organization = self.organization.locked()

    def refuse_in_closed_group(self) -> None:
        if not Organization.objects.working().filter(pk=self.organization_id).exists():
            raise ValidationError(_("This group is closed."), code="group_closed")

    def tell(self, kind: str, people, turn: str, *, held: bool = True) -> None:
        """A letter to each about this turn of it. The second time nobody gets another."""
        for person in people:
            Message.write(
                kind=kind,
                about=self.about,
                to=person.email,
                context={self._meta.model_name: self.pk, "user": person.pk, "turn": turn},
                sequence=turn,
                held_for=self.organization.held_for if held else "",
                sender=self.organization.letters_key,
            )

    @property
    def about(self) -> str:
        """What its letters are about."""
        return f"{self._meta.model_name}:{self.pk}"

    @classmethod
    def purge_settled(cls, days: int) -> int:
        """Delete what was settled so many days ago."""
        old = cls.objects.exclude(state=cls.State.PENDING)
        return old.filter(decided_at__lt=timezone.now() - timedelta(days=days)).delete()[0]

"""A group's signature under something: asked by one side, answered by the other."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgs.models.organization import Organization
from orgs.models.user import User

INVITATION_LIVES = timedelta(days=30)


class SignOnQuerySet(models.QuerySet):
    """Sign-ons by where they stand."""

    def awaiting(self):
        return self.filter(state=SignOn.State.PENDING)

    def invited(self):
        return self.filter(direction=SignOn.Direction.INVITED)

    def requested(self):
        return self.filter(direction=SignOn.Direction.REQUESTED)

    def accepted(self):
        return self.filter(state=SignOn.State.ACCEPTED)

    def standing(self):
        """Waiting for an answer, or accepted: of these a group has one at most under a target."""
        return self.filter(state__in=[SignOn.State.PENDING, SignOn.State.ACCEPTED])

    def public(self):
        """Both sides have acted, and the group that signed is listed."""
        return self.accepted().filter(organization__state=Organization.State.LISTED)

    def overdue(self):
        return self.awaiting().filter(asked_at__lt=timezone.now() - INVITATION_LIVES)


class SignOn(models.Model):
    """One organization's name under a target: a series or a demand. The target is the subclass's."""

    class Direction(models.TextChoices):
        INVITED = "invited", _("Invited")
        REQUESTED = "requested", _("Asked to join")

    class State(models.TextChoices):
        PENDING = "pending", _("Waiting for an answer")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        EXPIRED = "expired", _("Expired")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class Authority(models.TextChoices):
        OFFICER = "officer", _("An officer signed")
        VOTE = "vote", _("The group voted")
        DELEGATION = "delegation", _("The group delegated it")

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, null=True, related_name="%(class)ss", editable=False
    )
    direction = models.CharField(max_length=10, choices=Direction, editable=False)
    state = models.CharField(max_length=10, choices=State, default=State.PENDING, editable=False)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    asked_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    decided_at = models.DateTimeField(null=True, editable=False)
    decided_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    authority = models.CharField(_("who decided"), max_length=12, choices=Authority, default=Authority.OFFICER)
    letter = models.TextField(_("why we ask"), max_length=2_000, blank=True)

    objects = SignOnQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def is_pending(self) -> bool:
        return self.state == self.State.PENDING

    @property
    def is_open(self) -> bool:
        """Whether it can still be answered."""
        return self.is_pending and timezone.now() < self.open_until

    @property
    def is_accepted(self) -> bool:
        return self.state == self.State.ACCEPTED

    @property
    def is_invitation(self) -> bool:
        return self.direction == self.Direction.INVITED

    @property
    def open_until(self):
        return self.asked_at + INVITATION_LIVES

    def _settle(self, state: str, *, by: User | None, **fields) -> None:
        """One conditional UPDATE: if two people answer at once, the first one wins."""
        waiting = type(self).objects.awaiting().filter(pk=self.pk, asked_at__gte=timezone.now() - INVITATION_LIVES)
        settled = waiting.update(state=state, decided_by=by, decided_at=timezone.now(), **fields)
        self.refresh_from_db()
        if settled:
            return
        if self.is_pending or self.state == self.State.EXPIRED:
            raise ValidationError(_("This invitation has expired. Ask for a new one."), code="expired")
        raise ValidationError(_("This was already answered."), code="answered")

    def _leave(self, *, by: User) -> None:
        left = type(self).objects.accepted().filter(pk=self.pk)
        withdrawn = left.update(state=self.State.WITHDRAWN, decided_by=by, decided_at=timezone.now())
        self.refresh_from_db()
        if not withdrawn:
            raise ValidationError(_("This group has not signed on."), code="not_signed")

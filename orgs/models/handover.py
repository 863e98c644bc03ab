"""Handing over: a coordinator offers her place to somebody of the group, who says yes or no."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from orgs.models.asked import Asked, AskedQuerySet
from orgs.models.audit import AuditEntry
from orgs.models.membership import Membership
from orgs.models.organization import Organization
from orgs.models.user import User
from outbox.models import Message


class HandoverQuerySet(AskedQuerySet):
    """Offers, by who may answer them and who may take them back."""

    def answerable_by(self, user: User):
        return self.open().filter(user=user.pk, organization__in=Organization.objects.of_member(user))

    def withdrawable_by(self, user: User):
        return self.pending().filter(asked_by=user.pk, organization__in=Organization.objects.coordinated_by(user))


class Handover(Asked):
    """`asked_by` offers to `user` that she coordinates in her stead. A yes takes effect at once."""

    class Afterwards(models.TextChoices):
        ORGANIZER = "organizer", _("I stay as an organizer")
        MEMBER = "member", _("I stay as a member")
        GONE = "gone", _("I leave the group")

    LIVES = timedelta(days=14)

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", editable=False)
    afterwards = models.CharField(_("you afterwards"), max_length=10, choices=Afterwards, default=Afterwards.ORGANIZER)

    objects = HandoverQuerySet.as_manager()

    class Meta(Asked.Meta):
        abstract = False
        ordering = ["asked_at", "pk"]
        constraints = [
            *Asked.Meta.constraints,
            models.UniqueConstraint(
                fields=["organization", "asked_by"],
                condition=models.Q(state="pending"),
                name="one_pending_handover_per_coordinator",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asked_by_id} to {self.user_id} in {self.organization_id}: {self.state}"

    def get_absolute_url(self) -> str:
        return reverse("orgs:handover", args=[self.pk])

    # Verbs

    @classmethod
    @transaction.atomic
    def offer(cls, place: Membership, *, afterwards: str, by: User) -> "Handover":
        """Offer it to an organizer or member. Offered twice it is the same and one letter; one at a time."""
        organization = place.organization.locked()
        place = organization.memberships.filter(pk=place.pk, user__is_active=True).first()
        if place is None or place.is_coordinator:
            raise ValidationError(
                _("Choose an organizer or a member of the group who does not coordinate it."), code="not_offerable"
            )
        if not organization.memberships.coordinating().filter(user=by).exists():
            raise ValidationError(_("You do not coordinate this group."), code="not_coordinator")
        cls.objects.overdue().filter(organization=organization, asked_by=by).close(cls.State.EXPIRED)
        if waiting := cls.objects.pending().filter(organization=organization, asked_by=by).first():
            if waiting.user_id == place.user_id and waiting.afterwards == afterwards:
                return waiting
            raise ValidationError(_("You have offered it already. Take that back first."), code="offered")
        offer = cls.objects.create(organization=organization, user=place.user, asked_by=by, afterwards=afterwards)
        AuditEntry.record(organization, "handover_offered", by=by, subject=place.user)
        offer.tell("handover_offer", [offer.user], "offered")
        return offer

    @transaction.atomic
    def accept(self, *, by: User) -> None:
        """Take the place: she coordinates, who offered steps back. All coordinators are told."""
        self.organization = self.organization.locked()
        self.refuse_in_closed_group()
        places = {place.user_id: place for place in self.organization.memberships.select_related("user")}
        told = list(self.organization.coordinators())
        self.settle(self.State.ACCEPTED, by=by)
        taker, giver = places.get(self.user_id), places.get(self.asked_by_id)
        if taker is None or giver is None or not giver.is_coordinator:
            raise ValidationError(_("This has lost its point: somebody’s place has changed."), code="void")
        taker.put(Membership.Role.COORDINATOR, by=giver.user)
        if self.afterwards == self.Afterwards.GONE:
            giver.end(by=giver.user)
        else:
            giver.put(self.afterwards, by=giver.user)
        self.tell("handover_news", [self.user, *told], "accepted")

    @transaction.atomic
    def decline(self, *, by: User) -> None:
        self.settle(self.State.DECLINED, by=by)
        AuditEntry.record(self.organization, "handover_declined", by=by, subject=self.asked_by)
        self.tell("handover_news", [self.asked_by] if self.asked_by else [], "declined")

    @transaction.atomic
    def withdraw(self, *, by: User) -> None:
        self.settle(self.State.WITHDRAWN, by=by)
        AuditEntry.record(self.organization, "handover_withdrawn", by=by, subject=self.user)
        Message.objects.withdraw(kind="handover_offer", about=self.about)

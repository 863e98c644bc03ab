"""One-sided changes of who coordinates a group: asked by one, told to all, done after 72 hours unless stopped."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgs.models.asked import Asked, AskedQuerySet
from orgs.models.audit import AuditEntry
from orgs.models.membership import Membership
from orgs.models.organization import Organization
from orgs.models.user import User

CHANGES_A_DAY = 10  # of one group: each is a letter to all its coordinators


class CoordinatorChangeQuerySet(AskedQuerySet):
    """Changes that wait, by whose turn it is."""

    def in_time(self):
        """A change is not answered but stopped, which is possible until it is done."""
        return self.pending()

    def due(self):
        return self.pending().filter(asked_at__lte=timezone.now() - self.model.LIVES)

    def stoppable_by(self, user: User):
        """Those of the groups that this person coordinates, the ones about herself among them."""
        return self.pending().filter(organization__in=Organization.objects.coordinated_by(user))


class CoordinatorChange(Asked):
    """Somebody is to become a coordinator, or to be one no more. Any coordinator stops it with one press."""

    class Act(models.TextChoices):
        PROMOTE = "promote", _("Make a coordinator")
        LOWER = "lower", _("Make an organizer")
        REMOVE = "remove", _("Remove from the group")

    LIVES = timedelta(hours=72)

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", editable=False)
    act = models.CharField(max_length=8, choices=Act, editable=False)

    objects = CoordinatorChangeQuerySet.as_manager()

    class Meta(Asked.Meta):
        abstract = False
        ordering = ["asked_at", "pk"]
        constraints = [
            *Asked.Meta.constraints,
            models.UniqueConstraint(
                fields=["organization", "user"],
                condition=models.Q(state="pending"),
                name="one_pending_coordinator_change_per_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.user_id} in {self.organization_id}: {self.state}"

    def get_absolute_url(self) -> str:
        return reverse("orgs:coordinator-change", args=[self.organization.slug, self.pk])

    # Verbs

    @classmethod
    @transaction.atomic
    def ask(cls, place: Membership, act: str, *, by: User) -> "CoordinatorChange":
        """Say what is to become of somebody; every coordinator is written to, she too.

        Asked twice while it waits it is the same change and one letter. Another change of the same
        person has to wait for the end of the first.
        """
        organization = place.organization.locked()
        place = organization.memberships.filter(pk=place.pk).select_related("user").first()
        cls._refuse(organization, place, act, by)
        if waiting := cls.objects.pending().filter(organization=organization, user=place.user).first():
            if waiting.act == act:
                return waiting
            raise ValidationError(_("Another change of this person is waiting. Stop that one first."), code="waiting")
        if (
            cls.objects.filter(organization=organization, asked_at__gt=timezone.now() - timedelta(days=1)).count()
            >= CHANGES_A_DAY
        ):
            raise ValidationError(_("Ten such changes a day are the most. Try again tomorrow."), code="too_often")
        change = cls.objects.create(organization=organization, user=place.user, act=act, asked_by=by)
        AuditEntry.record(organization, f"coordinator_{act}_asked", by=by, subject=place.user)
        change._tell("asked")
        return change

    @transaction.atomic
    def stop(self, *, by: User) -> None:
        """Let everything stay as it is; every coordinator is written to."""
        self.organization = self.organization.locked()
        self.settle(self.State.DECLINED, by=by)
        AuditEntry.record(self.organization, f"coordinator_{self.act}_stopped", by=by, subject=self.user)
        self._tell("stopped")

    @classmethod
    def take_effect_all(cls) -> int:
        """Do what waited 72 hours; how many were done. The second time nothing is left to do."""
        return sum(change.take_effect() for change in cls.objects.due().select_related("organization", "user"))

    @transaction.atomic
    def take_effect(self) -> bool:
        """Do it, if it is due and still has a point: whoever asked coordinates the group, and others remain."""
        self.organization = self.organization.locked()
        if not type(self).objects.due().filter(pk=self.pk).exists():
            return False
        place = self.organization.memberships.filter(user=self.user_id).select_related("user").first()
        try:
            with transaction.atomic():
                self._refuse(self.organization, place, self.act, self.asked_by)
                self.settle(self.State.ACCEPTED, by=self.asked_by)
                self._do(place)
        except ValidationError:
            self.settle(self.State.VOID, by=None)
            self._tell("void")
            return False
        self._tell("done")
        return True

    # Private steps

    @classmethod
    def _refuse(cls, organization: Organization, place: Membership | None, act: str, by: User | None) -> None:
        if place is None:
            raise ValidationError(_("This person does not belong to the group any more."), code="gone")
        if by is None or not Organization.objects.coordinated_by(by).filter(pk=organization.pk).exists():
            raise ValidationError(_("Only coordinators change who coordinates."), code="not_coordinator")
        if place.user_id == by.pk:
            raise ValidationError(_("What you give up yourself needs nobody’s leave."), code="oneself")
        if act == cls.Act.PROMOTE and not place.user.is_active:
            raise ValidationError(_("This account is closed."), code="closed")
        if place.is_coordinator == (act == cls.Act.PROMOTE):
            raise ValidationError(_("This person has that place already."), code="same")

    def _do(self, place: Membership) -> None:
        if self.act == self.Act.REMOVE:
            place.end(by=self.asked_by)
        else:
            place.put("coordinator" if self.act == self.Act.PROMOTE else "organizer", by=self.asked_by)

    def _tell(self, turn: str) -> None:
        """Every coordinator, and whom it is about."""
        concerned = {user.pk: user for user in [*self.organization.coordinators(), self.user]}
        # Not held while the group is in review: seventy-two hours are short.
        self.tell("coordinator_change", concerned.values(), turn, held=False)

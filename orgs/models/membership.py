"""Who belongs to a group, and with what rights."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgs.models.audit import AuditEntry
from orgs.models.user import User
from outbox.models import Message


class MembershipQuerySet(models.QuerySet):
    """Places in groups."""

    def coordinating(self):
        """Those of people who can act on it: a closed account coordinates nothing."""
        return self.filter(role=Membership.Role.COORDINATOR, user__is_active=True)

    def organizing(self):
        """Those of people who act for a group that works."""
        working = Membership.organization.field.related_model.WORKING
        return self.filter(role__in=Membership.ORGANIZING, organization__state__in=working)

    def shown(self):
        """What a group's page is told of its people: the named ones, and whether anybody coordinates it."""
        either = models.Q(is_named=True) | models.Q(role=Membership.Role.COORDINATOR)
        return self.filter(either, user__is_active=True).by_right()

    def by_right(self):
        """Coordinators first, then organizers, then members; the longest there first."""
        rank = models.Case(
            *(models.When(role=role, then=number) for number, role in enumerate(Membership.Role)),
            output_field=models.IntegerField(),
        )
        return self.order_by(rank, "joined_at", "pk")


class Membership(models.Model):
    """One person's place in one organization. Whoever changes places holds `organization.locked()`."""

    class Role(models.TextChoices):
        COORDINATOR = "coordinator", _("Coordinator")
        ORGANIZER = "organizer", _("Organizer")
        MEMBER = "member", _("Member")

    # Roles that act for the group: series, sponsorships, demands. People are the coordinators' alone.
    ORGANIZING = (Role.COORDINATOR, Role.ORGANIZER)
    # Roles that one coordinator gives alone. A coordinator is made by all of them, or by a handover.
    GIVEN_ALONE = (Role.ORGANIZER, Role.MEMBER)

    organization = models.ForeignKey("orgs.Organization", on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)
    is_named = models.BooleanField(_("name me on the group’s public page"), default=False, db_default=False)
    public_name = models.CharField(_("the name to show"), max_length=120, blank=True, db_default="")

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "user"], name="one_membership_per_organization_and_user"),
            models.CheckConstraint(
                condition=models.Q(is_named=False) | ~models.Q(public_name=""),
                name="membership_is_named_with_a_name",
                violation_error_message=_("Say which name is to be shown."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.organization_id}: {self.role}"

    # Verbs

    @classmethod
    def begin(cls, organization, user: User, *, role: str) -> "Membership":
        """A place for this person, under the lock of the caller. Who has one keeps it as it is.

        What she had asked for is settled by it.
        """
        place, made = cls.objects.get_or_create(organization=organization, user=user, defaults={"role": role})
        organization.joinrequests.filter(user=user).close("void")
        if made:
            AuditEntry.record(organization, "person_joined", by=user, subject=user)
        return place

    @transaction.atomic
    def change_role(self, role: str, *, by: User) -> None:
        """Make her an organizer or a member, at once; she is told. The second time nothing changes.

        Of coordinators only oneself: the others' rights are a CoordinatorChange.
        """
        self._lock()
        if role == self.role:
            return
        if role not in self.GIVEN_ALONE or (self.is_coordinator and by != self.user):
            raise ValidationError(_("This is asked of every coordinator first."), code="asks_all")
        self.put(role, by=by)
        if by != self.user:
            self._tell(role)

    @transaction.atomic
    def remove(self, *, by: User) -> None:
        """End her place at once; she is told. Refused for a coordinator, whose removal is a CoordinatorChange."""
        self._lock()
        if self.is_coordinator:
            raise ValidationError(_("This is asked of every coordinator first."), code="asks_all")
        self.end(by=by)
        self._tell("removed")

    @transaction.atomic
    def leave(self) -> None:
        """Go. Refused for the last coordinator: she hands over first."""
        self._lock()
        self.end(by=self.user)

    @transaction.atomic
    def show(self, name: str) -> None:
        """Stand on the group's public page under this name; with none, stand there no more. Hers alone to choose."""
        self._lock()
        self.public_name = " ".join(name.split())
        self.is_named = bool(self.public_name)
        self.full_clean(exclude=["organization", "user"], validate_constraints=False)
        self.save(update_fields=["is_named", "public_name"])
        AuditEntry.record(self.organization, "person_named" if self.is_named else "person_unnamed", by=self.user)

    # Steps of other verbs, under the lock of the caller

    def put(self, role: str, *, by: User | None) -> None:
        """Give her this role, whoever may. Refused where nobody would coordinate the group."""
        if role != self.Role.COORDINATOR:
            self._keep_a_coordinator()
        self._close_what_rests_on(self.is_coordinator)
        self.role = role
        self.save(update_fields=["role"])
        AuditEntry.record(self.organization, f"made_{role}", by=by, subject=self.user)

    def end(self, *, by: User | None) -> None:
        """Delete her place, whoever may. Refused where nobody would coordinate the group."""
        self._keep_a_coordinator()
        self._close_what_rests_on(True)
        AuditEntry.record(
            self.organization, "person_left" if by == self.user else "person_removed", by=by, subject=self.user
        )
        self.delete()

    # Questions

    @property
    def is_coordinator(self) -> bool:
        return self.role == self.Role.COORDINATOR

    @property
    def is_last_coordinator(self) -> bool:
        """Whether nobody who can act would coordinate the group without her."""
        others = self.organization.memberships.coordinating().exclude(pk=self.pk)
        return self.is_coordinator and not others.exists()

    # Private steps

    def _lock(self) -> None:
        """Read the row anew while nobody else changes the people of the group."""
        self.organization = self.organization.locked()
        fresh = Membership.objects.filter(pk=self.pk).select_related("user").first()
        if fresh is None:
            raise ValidationError(_("This person does not belong to the group any more."), code="gone")
        self.role, self.user = fresh.role, fresh.user
        self.is_named, self.public_name = fresh.is_named, fresh.public_name

    def _keep_a_coordinator(self) -> None:
        if self.is_last_coordinator:
            raise ValidationError(
                _("Nobody else coordinates this group. Hand over first, then you can go."), code="last_coordinator"
            )

    def _close_what_rests_on(self, rights: bool) -> None:
        """What was about her place as it was, or was asked by its rights, has lost its point."""
        self.organization.coordinatorchanges.filter(user=self.user).close("void")
        self.organization.handovers.filter(user=self.user).close("void")
        if rights:
            self.organization.handovers.filter(asked_by=self.user).close("void")
            self.organization.invitations.filter(asked_by=self.user).close("void")

    def _tell(self, act: str) -> None:
        Message.write(
            kind="membership",
            about=f"membership:{self.organization_id}",
            to=self.user.email,
            context={"organization": self.organization_id, "user": self.user_id, "act": act},
            sequence=timezone.now().strftime("%Y%m%d%H%M%S%f"),
            held_for=self.organization.held_for,
            sender=self.organization.letters_key,
        )

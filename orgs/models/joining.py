"""Asking to join a group: a person asks, a coordinator answers."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgs.models.asked import Asked, AskedQuerySet
from orgs.models.audit import AuditEntry
from orgs.models.bucket import Bucket
from orgs.models.membership import Membership
from orgs.models.organization import Organization
from orgs.models.user import User
from outbox.models import Message

REQUESTS_A_DAY = 5  # by one person, to all groups together
OPEN_REQUESTS = 100  # of one group
LETTERS_A_DAY = 20  # about requests to one group; more of them wait on the desk alone
REST = timedelta(days=30)  # after a no


class JoinRequestQuerySet(AskedQuerySet):
    """Requests, by who may answer them and who may take them back."""

    def answerable_by(self, user: User):
        return self.open().filter(organization__in=Organization.objects.coordinated_by(user), user__is_active=True)

    def of(self, user: User):
        return self.in_time().filter(user=user.pk)


class JoinRequest(Asked):
    """One person who would like to belong to a group. One that waits per person and group."""

    LIVES = timedelta(days=30)
    BLANKED = {"word": ""}

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", editable=False)
    word = models.TextField(_("a word to the group"), max_length=500, blank=True)

    objects = JoinRequestQuerySet.as_manager()

    class Meta(Asked.Meta):
        abstract = False
        ordering = ["asked_at", "pk"]
        constraints = [
            *Asked.Meta.constraints,
            models.UniqueConstraint(
                fields=["organization", "user"],
                condition=models.Q(state="pending"),
                name="one_pending_join_request_per_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} to {self.organization_id}: {self.state}"

    # Verbs

    @classmethod
    @transaction.atomic
    def ask(cls, organization: Organization, *, by: User, word: str = "") -> "JoinRequest":
        """Ask a listed group; its coordinators are written to. Asked twice it is the same request and one letter."""
        organization = organization.locked()
        mine = cls.objects.filter(organization=organization, user=by)
        mine.overdue().close(cls.State.EXPIRED)
        if waiting := mine.pending().first():
            return waiting
        cls._refuse(organization, mine, by)
        request = cls(organization=organization, user=by, asked_by=by, word=word.strip())
        request.full_clean(exclude=["organization", "user", "asked_by"], validate_constraints=False)
        request.save()
        if Bucket.take("join-letters", organization.letters_key, limit=LETTERS_A_DAY, within=timedelta(days=1)):
            request.tell("join_request", organization.coordinators(), "asked")
        return request

    @transaction.atomic
    def accept(self, *, by: User, role: str = Membership.Role.MEMBER) -> None:
        """Let her in, as a member or an organizer; she is told."""
        self.organization = self.organization.locked()
        self.refuse_in_closed_group()
        if role not in Membership.GIVEN_ALONE:
            raise ValidationError(_("Choose organizer or member."), code="role")
        if not self.user.is_active:
            raise ValidationError(_("This account is closed."), code="closed")
        self.settle(self.State.ACCEPTED, by=by)
        Membership.begin(self.organization, self.user, role=role)
        AuditEntry.record(self.organization, "join_accepted", by=by, subject=self.user)
        self.tell("join_answer", [self.user], "accepted")

    @transaction.atomic
    def decline(self, *, by: User) -> None:
        """Say no; she is told, and can ask again after thirty days."""
        self.settle(self.State.DECLINED, by=by)
        AuditEntry.record(self.organization, "join_declined", by=by, subject=self.user)
        self.tell("join_answer", [self.user], "declined")

    @transaction.atomic
    def withdraw(self, *, by: User) -> None:
        self.settle(self.State.WITHDRAWN, by=by)
        Message.objects.withdraw(kind="join_request", about=self.about)

    # Private steps

    @classmethod
    def _refuse(cls, organization: Organization, mine, by: User) -> None:
        if not organization.is_listed:
            raise ValidationError(_("This group is not listed."), code="not_listed")
        if organization.memberships.filter(user=by).exists():
            raise ValidationError(_("You belong to this group already."), code="member")
        if mine.filter(state=cls.State.DECLINED, decided_at__gt=timezone.now() - REST).exists():
            raise ValidationError(
                _("The group has said no. You can ask again thirty days after its answer."), code="said_no"
            )
        lately = cls.objects.filter(user=by, asked_at__gt=timezone.now() - timedelta(days=1))
        if lately.count() >= REQUESTS_A_DAY:
            raise ValidationError(_("Five requests a day are the most. Try again tomorrow."), code="too_often")
        if cls.objects.in_time().filter(organization=organization).count() >= OPEN_REQUESTS:
            raise ValidationError(
                _("Many people wait for this group’s answer. Try again in some days."), code="too_many_open"
            )

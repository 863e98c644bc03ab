"""One group's place in a coalition: asked by either side, in force once both have said yes."""

from collections.abc import Callable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orgs.models.affiliation_scopes import AffiliationQuerySet
from orgs.models.audit import AuditEntry
from orgs.models.organization import Organization
from orgs.models.signon import SignOn
from orgs.models.user import User

# Callables that are told, in its transaction, when a group joined a coalition, declined or left.
when_joined_or_left: list[Callable[["Affiliation"], None]] = []


class Affiliation(SignOn):
    """A group in a coalition, or a local in its federation: one relation.

    To join, to welcome and to part are decisions of a whole group: its coordinators ask, answer and
    end, and all its organizers are told. The member leaves at any time, at once.
    """

    UNDER = "coalition"
    ASKED_LETTERS = ("affiliation_invitation", "affiliation_request")
    ANSWERED_LETTER = "affiliation_answered"

    coalition = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="member_affiliations", editable=False
    )

    objects = AffiliationQuerySet.as_manager()

    class Meta:
        ordering = ["decided_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["coalition", "organization"],
                condition=Q(state__in=["pending", "accepted"]),
                name="one_open_affiliation_per_pair",
                violation_error_message=_("This group was already asked or is a member."),
            ),
            models.CheckConstraint(
                condition=~Q(organization=models.F("coalition")),
                name="group_is_not_its_own_member",
                violation_error_message=_("A group is not its own member."),
            ),
            models.CheckConstraint(
                condition=Q(organization__isnull=False),
                name="affiliation_names_its_member",
            ),
            models.CheckConstraint(
                condition=Q(state="pending") | Q(decided_at__isnull=False),
                name="affiliation_decision_is_dated",
            ),
        ]
        indexes = [
            # A coalition's page: its members. The other way, and what waits.
            models.Index(fields=["coalition", "state"], name="affiliation_of_coalition"),
            models.Index(fields=["organization", "state"], name="affiliation_of_member"),
        ]

    def __str__(self) -> str:
        return f"{self.organization_id} in {self.coalition_id}: {self.state}"

    # Verbs

    @classmethod
    def invite(
        cls,
        coalition: Organization,
        organization: Organization,
        *,
        by: User,
        letter: str = "",
        due_at: datetime | None = None,
    ):
        """A coalition asks a listed group. Asked twice it is the same affiliation and one letter, which goes at once,
        or when it is due."""
        return cls._asked(coalition, organization, direction=cls.Direction.INVITED, by=by, letter=letter, due_at=due_at)

    @classmethod
    def request(cls, coalition: Organization, organization: Organization, *, by: User, letter: str = ""):
        """A group asks a listed coalition. Asked twice it is the same affiliation and one letter."""
        return cls._asked(coalition, organization, direction=cls.Direction.REQUESTED, by=by, letter=letter)

    @transaction.atomic
    def accept(self, *, by: User) -> None:
        """Say yes for the side that was asked. Refused where it would close a circle of coalitions."""
        self._hold()
        if self.is_open:
            if not (self.coalition.is_listed and self.organization.is_listed):
                raise ValidationError(_("Both groups must be listed first."), code="not_listed")
            self._refuse_place(self.coalition, self.organization)
        self._settle(self.State.ACCEPTED, by=by)
        self.organization.reveal()
        acts = (
            ("affiliation_joined", "member_joined")
            if self.is_invitation
            else ("affiliation_welcomed", "group_welcomed")
        )
        self._record(by, self.asked, *acts)
        self._answered()
        self._tell_both_sides()

    @transaction.atomic
    def decline(self, *, by: User) -> None:
        """Say no for the side that was asked; an invitation is not repeated."""
        self._hold()
        super().decline(by=by)
        self._record(by, self.asked, "affiliation_declined" if self.is_invitation else "affiliation_turned_down")
        self._answered()

    @transaction.atomic
    def revoke(self, *, by: User) -> None:
        """Who asked takes it back: there is nothing to answer any more, and nobody is written to."""
        self._hold()
        super().revoke(by=by)
        self._record(by, self.asker, "affiliation_revoked")

    def withdraw(self, *, by: User) -> None:
        """The member leaves, at once; the history stays."""
        self._part(by, self.organization, "affiliation_left", "member_left")

    def end(self, *, by: User) -> None:
        """The coalition parts with a member, at once; the history stays."""
        self._part(by, self.coalition, "affiliation_ended", "membership_ended")

    @classmethod
    def expire(cls) -> int:
        """Close what nobody answered within thirty days, and what a group asked or was asked that works no more."""
        working = Organization.objects.working().values("pk")
        return super().expire() + cls.objects.exclude(organization__in=working, coalition__in=working).lapse()

    @classmethod
    def close_asks_of(cls, group: Organization) -> None:
        """Nothing is asked of a group that is suspended or retired, nor by it."""
        if not group.is_working:
            cls.objects.of_group(group).lapse()

    # Questions

    @property
    def asker(self) -> Organization:
        return self.coalition if self.is_invitation else self.organization

    @property
    def asked(self) -> Organization:
        """The side that answers."""
        return self.organization if self.is_invitation else self.coalition

    # Private steps

    @classmethod
    @transaction.atomic
    def _asked(
        cls,
        coalition: Organization,
        organization: Organization,
        *,
        direction: str,
        by: User,
        letter: str,
        due_at: datetime | None = None,
    ):
        coalition, organization = cls.locked_pair(coalition, organization)
        invited = direction == cls.Direction.INVITED
        cls._refuse_unless_free(*((coalition, organization) if invited else (organization, coalition)))
        cls._refuse_place(coalition, organization)
        found, made = cls._ask(coalition, organization=organization, direction=direction, by=by, letter=letter)
        if found.is_pending and found.direction != direction:
            raise ValidationError(_("They have asked you already. Answer that instead."), code="asked")
        if made:
            act, kind = ("invited", "invitation") if invited else ("requested", "request")
            AuditEntry.record(found.asker, f"affiliation_{act}", by=by, about=found.asked.name)
            readers, held_for = found.asked.coordinators(), found.asker.held_for
            found._write_to(readers, f"affiliation_{kind}", held_for=held_for, due_at=due_at)
        return found

    @classmethod
    def locked_pair(cls, coalition: Organization, organization: Organization) -> tuple[Organization, Organization]:
        """Both rows as they are now, held until the transaction ends, and every coalition with them.

        A circle has a coalition at each of its corners, so of those who would close one together each
        waits for the other. There are few coalitions, and they seldom join one another.
        """
        held = Organization.objects.filter(
            Q(kind=Organization.Kind.COALITION) | Q(pk__in=[coalition.pk, organization.pk])
        )
        rows = {row.pk: row for row in held.order_by("pk").select_for_update(no_key=True)}
        return rows[coalition.pk], rows[organization.pk]

    def _hold(self) -> None:
        """Both groups before this row, as every verb does: two that take them in another order wait for ever."""
        self.coalition, self.organization = self.locked_pair(self.coalition, self.organization)
        self.refresh_from_db(fields=["state"])

    @staticmethod
    def _refuse_unless_free(asker: Organization, asked: Organization) -> None:
        if not asker.is_working:
            raise ValidationError(_("Your group is suspended or closed."), code="not_working")
        if not asked.is_listed and asker.pk != asked.pk:
            raise ValidationError(_("This group is not listed yet."), code="not_listed")

    @classmethod
    def _refuse_place(cls, coalition: Organization, organization: Organization) -> None:
        """Where the one cannot be a part of the other, whatever both say."""
        if not coalition.is_coalition:
            raise ValidationError(_("Only a coalition has members."), code="not_coalition")
        if coalition.pk == organization.pk:
            raise ValidationError(_("A group is not its own member."), code="own")
        above, new = set(), {coalition.pk}
        while new:
            above |= new
            new = set(cls.objects.accepted().filter(organization__in=new).values_list("coalition", flat=True)) - above
        if organization.pk in above:
            sentence = _("%(coalition)s is itself a part of %(group)s.")
            names = {"coalition": coalition.name, "group": organization.name}
            raise ValidationError(sentence % names, code="circle")

    @transaction.atomic
    def _part(self, by: User, side: Organization, mine: str, theirs: str) -> None:
        self._hold()
        self.organization.reveal()  # while it is still shown under the coalition
        self._leave(by=by)
        self._record(by, side, mine, theirs)
        self._answered()
        self._tell_both_sides(parted=side.pk)

    def _answered(self) -> None:
        for follow in when_joined_or_left:
            follow(self)

    def _record(self, by: User, side: Organization, mine: str, theirs: str = "") -> None:
        """On the record of the side that acted, with who did; on the other's only what came of it."""
        other = self.coalition if side == self.organization else self.organization
        AuditEntry.record(side, mine, by=by, about=other.name)
        if theirs:
            AuditEntry.record(other, theirs, by=None, about=side.name)

    def _sides(self) -> list[Organization]:
        return [self.asker, self.asked]

    def _sender(self, context: dict) -> Organization:
        """The side that the reader is not on."""
        return self.asked if context.get("side") == self.asker.pk else self.asker

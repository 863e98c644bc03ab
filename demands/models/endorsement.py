"""A group that puts its name under a demand: asked by the lead or asking to be named, then answered."""

from collections.abc import Callable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from demands.models.demand import Demand
from demands.models.endorsement_scopes import EndorsementQuerySet
from orgs.models import Organization, Renewable, SignedText, SignOn, User
from outbox.models import Message

# Callables that are told, in its transaction, when an endorsement was accepted, declined, withdrawn or left unanswered.
when_answered: list[Callable[["Endorsement"], None]] = []
# Callables that raise ValidationError where a group is not to be asked to endorse a demand now.
may_invite: list[Callable[[Demand, Organization], None]] = []
TERMS = ("authority", "voted_on", "note", "version")


class Endorsement(SignedText, Renewable, SignOn):
    """A group under a demand; public once both have said yes. What it signed is a version of the words."""

    UNDER = "demand"
    ASKED_LETTERS = ("endorsement_invitation", "endorsement_request")
    ANSWERED_LETTER = "endorsement_answered"
    TEXT_LETTER = "endorsement_text_changed"

    demand = models.ForeignKey(Demand, on_delete=models.CASCADE, related_name="endorsements", editable=False)
    voted_on = models.DateField(_("day of the vote"), null=True, blank=True)
    note = models.CharField(_("what it says beside its name"), max_length=200, blank=True, default="")
    # What a group said when it left, for the organizers of both sides.
    parting_note = models.CharField(max_length=200, blank=True, default="", editable=False)

    objects = EndorsementQuerySet.as_manager()

    class Meta:
        ordering = ["decided_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["demand", "organization"],
                condition=models.Q(state__in=["pending", "accepted"]),
                name="one_open_endorsement_per_organization",
                violation_error_message=_("This group was already asked or has endorsed it."),
            ),
            models.CheckConstraint(
                condition=models.Q(state="pending") | models.Q(decided_at__isnull=False),
                name="endorsement_decision_is_dated",
            ),
            models.CheckConstraint(
                condition=models.Q(organization__isnull=False), name="endorsement_names_its_organization"
            ),
            models.CheckConstraint(
                condition=models.Q(text_version__gte=1), name="endorsement_text_version_counts_from_one"
            ),
        ]
        indexes = [
            # A group's page and desk: what it endorses, what it was asked.
            models.Index(fields=["organization", "state"], name="endorsement_of_organization"),
        ]

    def __str__(self) -> str:
        return f"{self.organization_id} under demand {self.demand_id}: {self.state}"

    def get_absolute_url(self) -> str:
        return reverse("demands:endorsement", args=[self.pk])

    # Verbs

    @classmethod
    @transaction.atomic
    def invite(
        cls, demand: Demand, organization: Organization, *, by: User, letter: str = "", due_at: datetime | None = None
    ) -> "Endorsement":
        """Ask a listed group. Asked twice it is the same endorsement and one letter, which goes at once or when due."""
        if not organization.is_listed:
            raise ValidationError(_("This group is not listed yet."), code="not_listed")
        demand = demand.locked()  # before the row, as every verb does
        cls._refuse_lead(demand, organization)
        endorsement, made = cls._ask(demand, organization=organization, direction="invited", by=by, letter=letter)
        if made:
            endorsement.note_by_holder("invited", by=by)
            endorsement._write_invitations(due_at)
        return endorsement

    @classmethod
    @transaction.atomic
    def request(
        cls, demand: Demand, organization: Organization, *, by: User, letter: str = "", **terms
    ) -> "Endorsement":
        """A group asks the lead to be named. Asked twice it is the same request and one letter."""
        demand = demand.locked()
        cls._refuse_lead(demand, organization)
        signed = cls._signed(demand, terms)
        endorsement, made = cls._ask(
            demand, organization=organization, direction="requested", by=by, letter=letter, **signed
        )
        if not made and endorsement.is_pending and endorsement.is_invitation:
            raise ValidationError(
                _("This group is invited already. Answer the invitation on your desk."), code="invited"
            )
        if made:
            endorsement.note_by_group("requested", by=by)
            endorsement._write_to(demand.lead.organizers(), "endorsement_request", held_for=organization.held_for)
        return endorsement

    @transaction.atomic
    def accept(self, *, by: User, **terms) -> None:
        """Say yes: for the invited group, or as lead to a group that asked. Both sides' organizers are told.

        `version` is the one that was read. Where the words have become other ones meanwhile, the group is asked
        about those at once.
        """
        demand = self._hold()
        if not demand.is_announced:
            raise ValidationError(_("This demand is not under way any more."), code="not_put")
        self._refuse_lead(demand, self.organization)
        self._settle(self.State.ACCEPTED, by=by, **(self._signed(demand, terms) if self.is_invitation else {}))
        type(self).objects.filter(pk=self.pk).ask_again(demand, force=False)
        self.refresh_from_db(fields=["asked_version"])
        demand.revise()
        if self.is_invitation:
            self.note_by_group("accepted", by=by)
        else:
            self.note_by_holder("welcomed", by=by)
        self._answered()
        self._tell_both_sides()

    @transaction.atomic
    def decline(self, *, by: User) -> None:
        """Say no for the side that was asked; an invitation is not repeated for ninety days."""
        self._hold()
        super().decline(by=by)
        if self.is_invitation:
            self.note_by_group("declined", by=by)
        else:
            self.note_by_holder("turned_down", by=by)
        self._answered()

    @transaction.atomic
    def withdraw(self, *, by: User, note: str = "") -> None:
        """Take the group's name off at once; its history stays, with what it says to the organizers of both sides."""
        demand = self._hold()
        self._leave(by=by, parting_note=note)
        demand.revise()
        self.note_by_group("withdrawn", by=by)
        self._answered()
        self._tell_both_sides()

    @transaction.atomic
    def revoke(self, *, by: User) -> None:
        """Who asked takes it back: there is nothing to answer any more, and nobody is written to."""
        self._hold()
        super().revoke(by=by)
        if self.is_invitation:
            self.note_by_holder("revoked", by=by)
        else:
            self.note_by_group("taken_back", by=by)

    @transaction.atomic
    def renew(self, *, by: User) -> None:
        """Thirty days more for a group that has not answered, and one more letter; at most twice, a week apart.

        One that ran out is open again, unless the group answers something else by now.
        """
        demand = self._hold()
        others = type(self).objects.filter(demand=demand, organization=self.organization_id)
        if others.standing().exclude(pk=self.pk).exists():
            raise ValidationError(_("This group was already asked or has endorsed it."), code="taken")
        self._refuse_lead(demand, self.organization)
        if not self.organization.is_listed:
            raise ValidationError(_("This group is not listed yet."), code="not_listed")
        self._refuse_to_ask(demand, others, self.Direction.INVITED)
        self._open_anew(by=by)
        self.note_by_holder("renewed", by=by)
        self._write_invitations(None)

    @transaction.atomic
    def amend(self, *, by: User, note: str) -> None:
        """The group says something else beside its name; nobody has to agree. The second time nothing changes."""
        demand = self._hold()
        standing = type(self).objects.accepted().filter(pk=self.pk)
        if not standing.exists():
            raise ValidationError(_("This group has not endorsed it."), code="not_signed")
        if standing.exclude(note=note).update(note=note):
            self.refresh_from_db(fields=["note"])
            demand.revise()
            self.note_by_group("amended", by=by)

    @classmethod
    @transaction.atomic
    def expire(cls) -> int:
        """Close what was not answered within thirty days; how many. The second time none."""
        expired = list(
            cls.objects.overdue().select_related("demand__lead", "organization").select_for_update(of=("self",))
        )
        super().expire()
        for endorsement in expired:
            endorsement.note_by_clock("expired" if endorsement.is_invitation else "lapsed")
            endorsement.refresh_from_db()
            endorsement._answered()
        return len(expired)

    @classmethod
    def die_with(cls, organization: Organization) -> None:
        """A group was suspended or ended: what it asked, and was asked, is open no more."""
        either = models.Q(organization=organization) | models.Q(demand__lead=organization)
        asked = list(cls.objects.awaiting().filter(either))
        cls.objects.filter(pk__in=[one.pk for one in asked]).lapse()
        for one in asked:
            for kind in cls.ASKED_LETTERS:
                Message.objects.withdraw(kind=kind, about=one._about)

    # Questions

    @property
    def is_shown(self) -> bool:
        """Whether everybody reads its name under the demand."""
        return self.is_accepted and self.organization.is_listed

    @property
    def signed_name(self) -> str:
        """Who signed for the group, for the organizers of both sides."""
        signer = self.decided_by if self.is_invitation else self.asked_by
        return signer.name if signer else ""

    # Private steps

    def _hold(self) -> Demand:
        """The demand before this row, as every verb does: two that take them in another order wait for ever."""
        self.demand = self.demand.locked()
        return self.demand

    @classmethod
    def _refuse_to_ask(cls, demand: Demand, asked: EndorsementQuerySet, direction: str) -> None:
        if not demand.is_announced:
            raise ValidationError(_("This demand is not under way."), code="not_put")
        super()._refuse_to_ask(demand, asked, direction)

    @staticmethod
    def _refuse_lead(demand: Demand, organization: Organization) -> None:
        if organization.pk == demand.lead_id:
            raise ValidationError(_("This group leads the demand already."), code="is_lead")

    @staticmethod
    def _signed(demand: Demand, terms: dict) -> dict:
        """What is signed, as columns: the version that was read, and on whose word."""
        unknown = set(terms) - set(TERMS)
        if unknown:
            raise TypeError(f"no terms of an endorsement: {unknown}")
        version = min(terms.pop("version", None) or demand.text_version, demand.text_version)
        return terms | {"text_version": version, "asked_version": version}

    def _write_invitations(self, due_at: datetime | None) -> None:
        self._write_to(
            self.organization.organizers(),
            "endorsement_invitation",
            held_for=self.demand.held_for,
            sequence=str(self.renewals + 1),
            due_at=due_at,
        )

    def _answered(self) -> None:
        for follow in when_answered:
            follow(self)

    def _sides(self) -> list[Organization]:
        return [self.demand.lead, self.organization]

    def _held_for(self) -> str:
        return self.demand.held_for

"""A group that puts its name under a demand: asked by the lead or asking to be named, then answered."""

from collections.abc import Callable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from demands.models.demand import Demand
from demands.models.endorsement_forward import EndorsementForward
from demands.models.endorsement_scopes import EndorsementQuerySet
from orgs.models import Asking, Lapsing, Organization, SignedText, SignLink, SignOn, User

# Callables that are told, in its transaction, when an endorsement was accepted, declined, withdrawn or left unanswered.
when_answered: list[Callable[["Endorsement"], None]] = []
# Callables that raise ValidationError where a group is not to be asked to endorse a demand now.
may_invite: list[Callable[[Demand, Organization | str], None]] = []
TERMS = ("authority", "voted_on", "note", "version", "signed_as")


class Endorsement(SignedText, Asking, Lapsing, SignLink, SignOn):
    """A group under a demand; public once both have said yes. What it signed is a version of the words."""

    UNDER = "demand"
    HELD_BY = "demand__lead"
    WHO = ("organization", "invited_index")
    INVITATION, REMINDER = "endorsement_invitation", "endorsement_reminder"
    ASKED_LETTERS = (INVITATION, REMINDER, "endorsement_request")
    ANSWERED_LETTER = "endorsement_answered"
    TEXT_LETTER = "endorsement_text_changed"
    ALREADY = _("This group was already asked or has endorsed it.")
    ERASED = {"invited_address": "", "invited_index": ""}
    SIGN_SALT, SIGN_PAGE = "demands.endorsement", "demands:sign"

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
            models.UniqueConstraint(
                fields=["demand", "invited_index"],
                condition=models.Q(state="pending") & ~models.Q(invited_index=""),
                name="one_open_endorsement_per_address",
                violation_error_message=_("This address was already asked."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state="accepted") | models.Q(organization__isnull=False),
                name="endorsement_is_accepted_by_an_organization",
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
        return f"{self.organization_id or 'an address'} under demand {self.demand_id}: {self.state}"

    def get_absolute_url(self) -> str:
        return reverse("demands:endorsement", args=[self.pk])

    # Verbs

    @classmethod
    @transaction.atomic
    def invite(
        cls, demand: Demand, organization: Organization, *, by: User, letter: str = "", due_at: datetime | None = None
    ) -> "Endorsement":
        """Ask a listed group. Asked twice it is the same endorsement and one letter, which goes at once or when due."""
        demand = demand.locked()  # before the row, as every verb does
        cls._refuse_group(demand, organization)
        endorsement, made = cls._ask(demand, organization=organization, direction="invited", by=by, letter=letter)
        if made:
            endorsement.note_by_holder("invited", by=by)
            endorsement.send_invitations(due_at=due_at)
        return endorsement

    @classmethod
    @transaction.atomic
    def invite_address(cls, demand: Demand, address: str, *, by: User, **how) -> "Endorsement":
        """The same for a group that may not be on the site, at an address. Asked twice it is one letter."""
        return super().invite_address(demand.locked(), address, by=by, **how)

    @classmethod
    @transaction.atomic
    def request(
        cls, demand: Demand, organization: Organization, *, by: User, letter: str = "", **terms
    ) -> "Endorsement":
        """A group asks the lead to be named. Asked twice it is the same request and one letter."""
        demand = demand.locked()
        cls._refuse_holder(demand, organization)
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
    def accept(
        self,
        *,
        by: User | None,
        organization: Organization | None = None,
        forward: EndorsementForward | None = None,
        **terms,
    ) -> None:
        """Say yes: for the invited group, or as lead to a group that asked. Both sides' organizers are told.

        `organization` names the group where only an address was asked, `forward` the link that was passed on to whoever
        signs. `version` is the one that was read: where the words have become other ones meanwhile, the group is asked
        about those at once.
        """
        signer = organization or self.organization
        if signer is None:
            raise ValidationError(_("Choose the group that endorses it."), code="no_organization")
        demand = self._hold()
        if not demand.is_announced:
            raise ValidationError(_("This demand is not under way any more."), code="not_put")
        if self.is_invitation and not demand.is_public:
            raise ValidationError(_("The public does not see this demand now."), code="not_public")
        self._refuse_holder(demand, signer)
        signed = self._signed(demand, terms) if self.is_invitation else {}
        self._sign(signer, by=by, forward=forward, **signed)
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
    def decline(self, *, by: User | None) -> None:
        """Say no for the side that was asked; an invitation is not repeated for ninety days.

        Of an address the index stays, and says no more than that nobody asks it again about this demand.
        """
        self._hold()
        super().decline(by=by, invited_address="")
        if self.is_invitation:
            self.note_by_group("declined", by=by)
        else:
            self.note_by_holder("turned_down", by=by)
        self._answered()

    @transaction.atomic
    def withdraw(self, *, by: User | None, note: str = "") -> None:
        """Take the group's name off at once; its history stays, with what it says to the organizers of both sides."""
        demand = self._hold()
        self._leave(by=by, parting_note=note)
        demand.revise()
        self.note_by_group("withdrawn", by=by)
        self._answered()
        self._tell_both_sides()

    @transaction.atomic
    def revoke(self, *, by: User) -> None:
        """Who asked takes it back: its links stop, there is nothing to answer, and nobody is written to."""
        self._hold()
        super().revoke(by=by, link_version=models.F("link_version") + 1)
        self.forwards.all().delete()
        if self.is_invitation:
            self.note_by_holder("revoked", by=by)
        else:
            self.note_by_group("taken_back", by=by)

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

    # Questions

    @property
    def is_shown(self) -> bool:
        """Whether everybody reads its name under the demand."""
        return self.is_accepted and self.organization.is_listed

    @property
    def signed_name(self) -> str:
        """Who signed for the group, for the organizers of both sides."""
        signer = self.decided_by if self.is_invitation else self.asked_by
        return self.signed_as or (signer.name if signer else "")

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

    @classmethod
    def _refuse_holder(cls, demand: Demand, organization: Organization) -> None:
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

    def _answered(self) -> None:
        """What follows an answer, whatever it was."""
        self._forget_forwards()
        for follow in when_answered:
            follow(self)

    def _sides(self) -> list[Organization]:
        return [self.demand.lead] + ([self.organization] if self.organization else [])

    def _held_for(self) -> str:
        return self.demand.held_for

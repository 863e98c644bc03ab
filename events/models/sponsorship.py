"""One organization's place beside the host of a series: asked, then answered."""

from collections.abc import Callable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from events.models.foretold import Foretold
from events.models.forward import Forward
from events.models.given import Given
from events.models.scopes import SponsorshipQuerySet
from events.models.series import Series
from events.models.terms import Terms
from orgs.models import Asking, Lapsing, Organization, SignedText, SignLink, SignOn, User

# Callables that are told, in its transaction, when a sign-on was accepted, declined, withdrawn or left unanswered.
when_answered: list[Callable[["Sponsorship"], None]] = []
# Callables that raise ValidationError where a group, or an address, is not to be asked to stand under a series now.
may_invite: list[Callable[[Series, Organization | str], None]] = []


class Sponsorship(Terms, SignedText, Asking, Foretold, Lapsing, SignLink, Given, SignOn):
    """A group under a series: invited by the host or asking to join; public once both have said yes."""

    UNDER = "series"
    HELD_BY = "series__host"
    WHO = ("organization", "invited_index")
    INVITATION, REMINDER = "sponsorship_invitation", "sponsorship_reminder"
    ASKED_LETTERS = (INVITATION, REMINDER)
    ANSWERED_LETTER = "sponsorship_answered"
    TEXT_LETTER = "text_changed"
    ERASED = {"invited_address": "", "invited_index": ""}
    SIGN_SALT, SIGN_PAGE = "events.sign-on", "events:sign"

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="sponsorships", editable=False)
    # What a group said when it left, for the organizers of both sides.
    parting_note = models.CharField(max_length=200, blank=True, default="", db_default="", editable=False)

    objects = SponsorshipQuerySet.as_manager()

    class Meta:
        ordering = ["decided_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "organization"],
                condition=models.Q(state__in=["pending", "accepted"]),
                name="one_open_sponsorship_per_organization",
                violation_error_message=_("This group was already asked or has signed on."),
            ),
            models.UniqueConstraint(
                fields=["series", "invited_index"],
                condition=models.Q(state="pending") & ~models.Q(invited_index=""),
                name="one_open_sponsorship_per_address",
                violation_error_message=_("This address was already asked."),
            ),
            models.CheckConstraint(
                condition=models.Q(state="pending") | models.Q(decided_at__isnull=False),
                name="sponsorship_decision_is_dated",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="accepted") | models.Q(organization__isnull=False),
                name="sponsorship_is_accepted_by_an_organization",
            ),
            models.CheckConstraint(
                condition=models.Q(first_day=None)
                | models.Q(last_day=None)
                | models.Q(last_day__gte=models.F("first_day")),
                name="sponsorship_does_not_end_before_it_starts",
                violation_error_message=_("The last day is before the first."),
            ),
            models.CheckConstraint(
                condition=models.Q(text_version__gte=1), name="sponsorship_text_version_counts_from_one"
            ),
        ]
        indexes = [
            # A group's page and desk: what it signed, what it was asked.
            models.Index(fields=["organization", "state"], name="sponsorship_of_organization"),
        ]

    def __str__(self) -> str:
        return f"{self.organization_id or 'an address'} under {self.series_id}: {self.state}"

    # Verbs

    @classmethod
    @transaction.atomic
    def invite(
        cls,
        series: Series,
        organization: Organization,
        *,
        by: User,
        letter: str = "",
        due_at: datetime | None = None,
        **terms,
    ) -> "Sponsorship":
        """Ask a listed group. Asked twice it is the same sponsorship and one letter.

        `terms` are what it is asked for: a level, and `first_day` and `last_day` where it is not the whole series.
        The letter goes at once, or when it is due.
        """
        cls._refuse_group(series, organization)
        cls._refuse_to_raise(series, terms.get("level"), by)
        sponsorship, made = cls._ask(
            series, organization=organization, direction="invited", by=by, letter=letter, **terms
        )
        if made:
            sponsorship.note_by_holder("invited", by=by)
            sponsorship.send_invitations(due_at=due_at)
        return sponsorship

    @classmethod
    def invite_address(cls, series: Series, address: str, *, by: User, **terms) -> "Sponsorship":
        """The same for a group that may not be on the site, at an address. Asked twice it is one letter."""
        cls._refuse_to_raise(series, terms.get("level"), by)
        return super().invite_address(series, address, by=by, **terms)

    @classmethod
    @transaction.atomic
    def request(
        cls, series: Series, organization: Organization, *, by: User, letter: str = "", **terms
    ) -> "Sponsorship":
        """A group asks the host to be named. Asked twice it is the same request and one letter."""
        cls._refuse_holder(series, organization)
        sponsorship, made = cls._ask(
            series,
            organization=organization,
            direction="requested",
            by=by,
            letter=letter,
            text_version=series.text_version,
            asked_version=series.text_version,
            **terms,
        )
        if not made and sponsorship.is_pending and sponsorship.is_invitation:
            raise ValidationError(
                _("This group is invited already. Answer the invitation on your desk."), code="invited"
            )
        if made:
            sponsorship.note_by_group("requested", by=by)
            sponsorship._write_to(series.host.organizers(), "sponsorship_request", held_for=organization.held_for)
        return sponsorship

    @transaction.atomic
    def accept(
        self,
        *,
        by: User | None,
        organization: Organization | None = None,
        forward: Forward | None = None,
        **terms,
    ) -> None:
        """Say yes: for the invited group, or as host to a group that asked.

        `organization` names the group where only an address was asked, `forward` the link that was passed on to whoever
        signs. Both sides' organizers are told.
        """
        signer = organization or self.organization
        if signer is None:
            raise ValidationError(_("Choose the group that signs on."), code="no_organization")
        series = self.series.locked()
        if not series.is_announced:
            raise ValidationError(_("This series is over or was cancelled."), code="not_running")
        if self.is_invitation:
            terms |= {"text_version": series.text_version, "asked_version": series.text_version}
            self._refuse_terms(terms)
        else:
            self._refuse_to_raise(series, self.level, by)
        self._sign(signer, by=by, forward=forward, **terms)
        self.series.revise()
        self.series.give_sign_of_life()
        if self.is_invitation:
            self.note_by_group("accepted", by=by)
        else:
            self.note_by_holder("welcomed", by=by)
        self._answered()
        self._tell_both_sides()

    @transaction.atomic
    def decline(self, *, by: User | None) -> None:
        # The index stays, and says no more than that nobody asks this address again for the series.
        super().decline(by=by, invited_address="")
        if self.is_invitation:
            self.note_by_group("declined", by=by)
        else:
            self.note_by_holder("turned_down", by=by)
        self._answered()

    @transaction.atomic
    def withdraw(self, *, by: User | None, note: str = "") -> None:
        """Take the group's name off at once; its history stays, with what it says to the organizers of both sides."""
        self.series.locked()
        self._leave(by=by, parting_note=note)
        self.series.handovers.filter(to=self.organization).lose_point()
        self.series.revise()
        self.note_by_group("withdrawn", by=by)
        self._answered()
        self._tell_both_sides()

    @transaction.atomic
    def revoke(self, *, by: User) -> None:
        """The host takes an invitation back: its links stop, nobody is written to."""
        super().revoke(by=by, link_version=models.F("link_version") + 1)
        self.forwards.all().delete()
        self.note_by_holder("revoked", by=by)

    # Private steps

    @classmethod
    def _refuse_to_ask(cls, series: Series, asked: SponsorshipQuerySet, direction: str) -> None:
        if not series.is_announced:
            raise ValidationError(_("Announce the series first."), code="not_announced")
        super()._refuse_to_ask(series, asked, direction)

    @classmethod
    def _refuse_holder(cls, series: Series, organization: Organization) -> None:
        if organization.pk == series.host_id:
            raise ValidationError(_("This group is the host already."), code="is_host")

    def _refuse_to_renew(self) -> None:
        if not self.series.is_announced:
            raise ValidationError(_("This series is over or was cancelled."), code="not_running")
        super()._refuse_to_renew()

    def _sides(self) -> list[Organization]:
        return [self.series.host] + ([self.organization] if self.organization else [])

    @classmethod
    def _refuse_to_raise(cls, series: Series, level: str | None, by: User | None) -> None:
        """Who is co-host the host alone decides: a co-host that may invite makes no further ones."""
        if level == cls.Level.CO_HOST and by and "host" not in series.rights_of(by):
            raise ValidationError(_("Only the host itself makes a group co-host."), code="level")

    def _refuse_terms(self, terms: dict) -> None:
        """What an invited group may choose: not more than it was asked for."""
        levels = list(self.Level)
        if levels.index(terms.get("level", self.level)) < levels.index(self.level):
            raise ValidationError(_("You were not asked for this. Ask the host."), code="level")
        agreed = (self.first_day, self.last_day)
        for name in ("first_day", "last_day"):
            setattr(self, name, terms.get(name, getattr(self, name)))
        self._refuse_more_days(*agreed)

    def _answered(self) -> None:
        """What follows an answer, whatever it was."""
        self._forget_forwards()
        for follow in when_answered:
            follow(self)

    def _held_for(self) -> str:
        return self.series.held_for

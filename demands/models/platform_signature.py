"""A group that puts its name under a platform, in whole or under some of its planks."""

from collections.abc import Iterable
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from demands.models.plank import Plank
from demands.models.platform import Platform
from demands.models.platform_scopes import PlatformSignatureQuerySet
from orgs.models import Organization, SignOn, User
from outbox.models import Message

SETTLES = timedelta(minutes=30)  # several planks are added at one sitting
TERMS = ("authority", "voted_on", "note")


class PlatformSignature(SignOn):
    """A group under a platform; public once both have said yes. What it signed are planks, one by one."""

    UNDER = "platform"
    ASKED_LETTERS = ("platform_invitation", "platform_request")
    ANSWERED_LETTER = "platform_answered"

    platform = models.ForeignKey(Platform, on_delete=models.CASCADE, related_name="signatures", editable=False)
    planks = models.ManyToManyField(Plank, through="demands.SignedPlank", related_name="signatures", editable=False)
    chosen_at = models.DateTimeField(default=timezone.now, editable=False)  # when it last looked at all planks
    voted_on = models.DateField(_("day of the vote"), null=True, blank=True)
    note = models.CharField(_("what it says beside its name"), max_length=200, blank=True, default="")
    # What a group said when it left, for the organizers of both sides.
    parting_note = models.CharField(max_length=200, blank=True, default="", editable=False)

    objects = PlatformSignatureQuerySet.as_manager()

    class Meta:
        ordering = ["decided_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["platform", "organization"],
                condition=models.Q(state__in=["pending", "accepted"]),
                name="one_open_platform_signature_per_organization",
                violation_error_message=_("This group was already asked or has signed it."),
            ),
            models.CheckConstraint(
                condition=models.Q(state="pending") | models.Q(decided_at__isnull=False),
                name="platform_signature_decision_is_dated",
            ),
            models.CheckConstraint(
                condition=models.Q(organization__isnull=False), name="platform_signature_names_its_organization"
            ),
        ]
        indexes = [
            # A group's desk: what it has signed, what it was asked.
            models.Index(fields=["organization", "state"], name="platform_signed_by"),
        ]

    def __str__(self) -> str:
        return f"{self.organization_id} under platform {self.platform_id}: {self.state}"

    def get_absolute_url(self) -> str:
        return reverse("demands:platform-signature", args=[self.pk])

    # Verbs

    @classmethod
    @transaction.atomic
    def invite(
        cls, platform: Platform, organization: Organization, *, by: User, letter: str = ""
    ) -> "PlatformSignature":
        """Ask a listed group. Asked twice it is the same signature and one letter."""
        if not organization.is_listed:
            raise ValidationError(_("This group is not listed yet."), code="not_listed")
        platform = platform.locked()
        cls._refuse_keeper(platform, organization)
        asked, made = cls._ask(platform, organization=organization, direction="invited", by=by, letter=letter)
        if made:
            asked.note_by_holder("invited", by=by)
            asked._write_to(organization.organizers(), "platform_invitation", held_for=platform.held_for)
        return asked

    @classmethod
    @transaction.atomic
    def request(
        cls,
        platform: Platform,
        organization: Organization,
        *,
        by: User,
        planks: Iterable[int],
        letter: str = "",
        seen: str = "",
        **terms,
    ) -> "PlatformSignature":
        """A group asks the keeper to be named under these planks. Asked twice it is the same request and one letter."""
        platform = platform.locked()
        cls._refuse_keeper(platform, organization)
        platform.refuse_unread(seen)
        asked, made = cls._ask(
            platform, organization=organization, direction="requested", by=by, letter=letter, **_known(terms)
        )
        if not made and asked.is_pending and asked.is_invitation:
            said = _("This group is invited already. Answer the invitation on your desk.")
            raise ValidationError(said, code="invited")
        if made:
            asked._sign(planks)
            asked.note_by_group("requested", by=by)
            organizers = platform.keeper.organizers()
            asked._write_to(organizers, "platform_request", held_for=organization.held_for)
        return asked

    @transaction.atomic
    def accept(self, *, by: User, planks: Iterable[int] = (), seen: str = "", **terms) -> None:
        """Say yes: for the invited group, to these planks, or as keeper to a group that asked. Both sides are told.

        `seen` is the mark of what was read (`Platform.as_read`), here as in the other verbs.
        """
        platform = self._hold()
        if not platform.is_announced:
            raise ValidationError(Platform.REFUSALS["not_put"], code="not_put")
        if self.is_invitation and not platform.is_public:
            raise ValidationError(Platform.REFUSALS["not_put"], code="not_put")
        self._refuse_keeper(platform, self.organization)
        platform.refuse_unread(seen)
        self._settle(self.State.ACCEPTED, by=by, **(_known(terms) if self.is_invitation else {}))
        if self.is_invitation:
            self._sign(planks)
            self.note_by_group("accepted", by=by)
        else:
            self.note_by_holder("welcomed", by=by)
            if newest := self.newer_planks().order_by("added_at", "pk").last():
                self.tell_of_plank(newest)
        platform.revise()
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

    @transaction.atomic
    def choose_planks(self, planks: Iterable[int], *, by: User, note: str, seen: str = "") -> None:
        """These are the planks the group stands by now, and what it says beside its name; nobody has to agree."""
        platform = self._hold()
        if not type(self).objects.accepted().filter(pk=self.pk).exists():
            raise ValidationError(_("This group has not signed it."), code="not_signed")
        platform.refuse_unread(seen)
        type(self).objects.filter(pk=self.pk).update(note=note)
        self.note = note
        self._sign(planks)
        platform.revise()
        self.note_by_group("chosen", by=by)

    @transaction.atomic
    def withdraw(self, *, by: User, note: str = "") -> None:
        """Take the group's name off at once; its history stays, with what it says to the organizers of both sides."""
        platform = self._hold()
        self._leave(by=by, parting_note=note)
        platform.revise()
        self.note_by_group("withdrawn", by=by)
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

    @classmethod
    @transaction.atomic
    def expire(cls) -> int:
        """Close what was not answered within thirty days; how many. The second time none."""
        rows = cls.objects.overdue().select_related("platform__keeper", "organization")
        expired = list(rows.select_for_update(of=("self",)))
        super().expire()
        for asked in expired:
            asked.note_by_clock("expired" if asked.is_invitation else "lapsed")
        return len(expired)

    @classmethod
    def die_with(cls, organization: Organization) -> None:
        """A group was suspended or ended: what it asked, and was asked, is open no more."""
        either = models.Q(organization=organization) | models.Q(platform__keeper=organization)
        asked = list(cls.objects.awaiting().filter(either))
        cls.objects.filter(pk__in=[one.pk for one in asked]).lapse()
        for one in asked:
            for kind in cls.ASKED_LETTERS:
                Message.objects.withdraw(kind=kind, about=one._about)

    def tell_of_plank(self, plank: Plank) -> None:
        """A letter to the group's organizers about a plank it has not signed; of several the last one tells of all."""
        held_for, due_at = self.platform.held_for, timezone.now() + SETTLES
        for person in self.organization.organizers():
            context = {"user": person.pk, "plank": plank.pk}
            self._write("platform_plank", person.email, context, held_for, str(plank.pk), due_at)

    # Questions

    def newer_planks(self) -> models.QuerySet:
        """What came after the group last chose, which it has not signed."""
        return self.platform.planks.standing().filter(added_at__gt=self.chosen_at)

    @property
    def signed_name(self) -> str:
        """Who signed for the group, for the organizers of both sides."""
        signer = self.decided_by if self.is_invitation else self.asked_by
        return signer.name if signer else ""

    # Private steps

    def _hold(self) -> Platform:
        """The platform before this row, as every verb does: two that take them in another order wait for ever."""
        self.platform = self.platform.locked()
        return self.platform

    def _sign(self, planks: Iterable[int]) -> None:
        """Under these of the standing planks and no others. Those that were struck since stay as they were signed."""
        standing = set(self.platform.planks.standing().values_list("pk", flat=True))
        chosen = standing & set(planks)
        if not chosen:
            raise ValidationError(_("Choose at least one plank."), code="no_planks")
        signed = SignedPlank.objects.filter(signature=self)
        signed.filter(plank__in=standing - chosen).delete()
        known = set(signed.values_list("plank", flat=True))
        SignedPlank.objects.bulk_create(SignedPlank(signature=self, plank_id=pk) for pk in sorted(chosen - known))
        self.chosen_at = timezone.now()
        self.save(update_fields=["chosen_at"])

    @classmethod
    def _refuse_to_ask(cls, platform: Platform, asked, direction: str) -> None:
        if not platform.is_announced:
            raise ValidationError(Platform.REFUSALS["not_put"], code="not_put")
        super()._refuse_to_ask(platform, asked, direction)

    @staticmethod
    def _refuse_keeper(platform: Platform, organization: Organization) -> None:
        if organization.pk == platform.keeper_id:
            raise ValidationError(_("This group keeps the platform already."), code="is_keeper")

    def _sides(self) -> list[Organization]:
        return [self.platform.keeper, self.organization]

    def _held_for(self) -> str:
        return self.platform.held_for


def _known(terms: dict) -> dict:
    """On whose word it is signed, as columns."""
    if unknown := set(terms) - set(TERMS):
        raise TypeError(f"no terms of a platform: {unknown}")
    return terms


class SignedPlank(models.Model):
    """One plank under which a group has put its name."""

    signature = models.ForeignKey(PlatformSignature, on_delete=models.CASCADE, related_name="signed", editable=False)
    plank = models.ForeignKey(Plank, on_delete=models.CASCADE, related_name="signed", editable=False)
    signed_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["signature", "plank"], name="one_signature_per_plank"),
        ]

    def __str__(self) -> str:
        return f"{self.signature_id} under plank {self.plank_id}"

"""Handing over the hosting: a group beside a series goes on with it, once both have said so."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import audience, record
from events.models.series import Series
from events.models.sponsorship import Sponsorship
from orgs.models import Asked, AskedQuerySet, Case, Organization, User
from orgs.models.shown import shown
from outbox.models import Message

OFFER = "hosting_offer"


class SeriesHandoverQuerySet(AskedQuerySet):
    """Offers, by who may answer them and who may take them back."""

    def open(self):
        """In time, of what goes on where everybody sees it, to a group that everybody sees."""
        listed = Organization.State.LISTED
        return self.in_time().filter(shown("series__"), series__state=Series.State.ANNOUNCED, to__state=listed)

    def answerable_by(self, user: User):
        return self.open().filter(to__in=Organization.objects.organized_by(user).values("pk"))

    def withdrawable_by(self, user: User):
        return self.pending().filter(organization__in=Organization.objects.organized_by(user).values("pk"))

    def lose_point(self) -> int:
        """What waits among these is without a point: the series is over, or a group is no longer beside it."""
        return self.close(Asked.State.VOID)

    def for_cards(self):
        return self.select_related("series__host", "series__place", "organization", "to").order_by("asked_at", "pk")


class SeriesHandover(Asked):
    """The host, `organization`, offers a series to a group beside it. A yes takes effect at once.

    The page, the dates, who comes and every calendar stay as they are; the host that was stays beside it as a co-host.
    """

    LIVES = timedelta(days=14)

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="handovers", editable=False)
    to = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+", editable=False)

    objects = SeriesHandoverQuerySet.as_manager()

    class Meta(Asked.Meta):
        abstract = False
        ordering = ["asked_at", "pk"]
        constraints = [
            *Asked.Meta.constraints,
            models.UniqueConstraint(
                fields=["series"], condition=models.Q(state="pending"), name="one_pending_handover_per_series"
            ),
        ]

    def __str__(self) -> str:
        return f"series {self.series_id} from {self.organization_id} to {self.to_id}: {self.state}"

    def get_absolute_url(self) -> str:
        return reverse("events:hosting", args=[self.pk])

    # Verbs

    @classmethod
    @transaction.atomic
    def offer(cls, series: Series, to: Organization, *, by: User) -> "SeriesHandover":
        """Offer it to a listed group that has signed on. Offered twice it is the same and one letter; one at a time."""
        offer = cls(organization=series.host, series=series, to=to, asked_by=by)
        offer.hold()
        host, to = offer.organization, offer.to
        series = series.locked()
        cls._refuse_while_waiting(series)
        if not cls._fits(series, host, to) or not series.sponsorships.accepted().filter(organization=to).exists():
            raise ValidationError(
                _("Choose a listed group that has signed on, of a series that runs and that everybody sees."),
                code="not_offerable",
            )
        cls.objects.overdue().filter(series=series).close(cls.State.EXPIRED)
        if waiting := series.handovers.pending().first():
            if waiting.to_id == to.pk:
                return waiting
            raise ValidationError(_("You have offered it already. Take that back first."), code="offered")
        offer.save()
        record.note_handover(offer, "offered", host, to, by=by)
        offer.tell(OFFER, to.organizers(), "offered")
        return offer

    @transaction.atomic
    def accept(self, *, by: User) -> None:
        """Host it from now on: its people edit it, those of the other no more. Everybody concerned is told once."""
        self.hold()
        series = self.series.locked()
        self._refuse_while_waiting(series)
        self.settle(self.State.ACCEPTED, by=by)
        if not (self._fits(series, self.organization, self.to) and self._change_places(series)):
            raise ValidationError(_("This has lost its point: something has changed meanwhile."), code="void")
        record.note_handover(self, "accepted", self.to, self.organization, by=by)
        self.series.refresh_from_db()
        self.series.revise()
        audience.tell_of_handover(self, by=by)

    @transaction.atomic
    def decline(self, *, by: User) -> None:
        """Everything stays as it was; the organizers of the host are told."""
        self.settle(self.State.DECLINED, by=by)
        record.note_handover(self, "declined", self.to, self.organization, by=by)
        self.tell("hosting_declined", self.organization.organizers(), "declined")

    @transaction.atomic
    def withdraw(self, *, by: User) -> None:
        """The host keeps it. Letters that wait do not go out any more."""
        self.settle(self.State.WITHDRAWN, by=by)
        record.note_handover(self, "withdrawn", self.organization, self.to, by=by)
        Message.objects.withdraw(kind=OFFER, about=self.about)

    @classmethod
    def die_with(cls, organization: Organization) -> None:
        """Either group is suspended or ends: what waits is without a point, also once the group is back."""
        either = models.Q(organization=organization) | models.Q(to=organization)
        cls.objects.filter(either).lose_point()

    def hold(self) -> None:
        """Keep both groups as they are until this transaction ends, always in one order.

        Rows that name them may still be written meanwhile: whoever holds the series writes its record.
        """
        groups = Organization.objects.select_for_update(no_key=True).order_by("pk")
        held = {group.pk: group for group in groups.filter(pk__in=[self.organization_id, self.to_id])}
        self.organization, self.to = held[self.organization_id], held[self.to_id]

    # Private steps

    @staticmethod
    def _refuse_while_waiting(series: Series) -> None:
        """What moderators look at stays with the group that they ask."""
        if Case.objects.pending().filter(subject=series.letters_key).exists():
            raise ValidationError(_("This waits for a moderator. Hand it over when that is settled."), code="waiting")

    @staticmethod
    def _fits(series: Series, host: Organization, to: Organization) -> bool:
        """Whether it is this host's to give to that group, as things are now."""
        return series.host_id == host.pk and series.is_announced and series.is_public and to.is_listed

    def _change_places(self, series: Series) -> bool:
        """Who stood beside it hosts it, and who hosted stands beside it. Not where it has just withdrawn."""
        now = timezone.now()
        signed = series.sponsorships.accepted().filter(organization=self.to)
        if not signed.update(state=Sponsorship.State.WITHDRAWN, decided_at=now):
            return False
        Series.objects.filter(pk=series.pk).update(host=self.to)
        Sponsorship.objects.create(
            series=series,
            organization=self.organization,
            direction=Sponsorship.Direction.INVITED,
            state=Sponsorship.State.ACCEPTED,
            level=Sponsorship.Level.CO_HOST,
            text_version=series.text_version,
            asked_version=series.text_version,
            asked_by=self.asked_by,
            decided_by=self.asked_by,
            decided_at=now,
        )
        return True

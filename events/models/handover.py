"""Handing over the hosting: a group beside a series goes on with it, once both have said so."""

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import audience
from events.models.series import Series
from events.models.sponsorship import Sponsorship
from orgs.models import Asked, HandedOn, HandedOnQuerySet, User
from orgs.models.shown import shown


class SeriesHandoverQuerySet(HandedOnQuerySet):
    """Offers of series."""

    def open(self):
        """In time, of what goes on where everybody sees it, to a group that everybody sees."""
        return super().open().filter(shown("series__"), series__state=Series.State.ANNOUNCED)

    def for_cards(self):
        return self.select_related("series__host", "series__place", "organization", "to").order_by("asked_at", "pk")


class SeriesHandover(HandedOn):
    """The host, `organization`, offers a series to a group beside it. A yes takes effect at once.

    The page, the dates, who comes and every calendar stay as they are; the host that was stays beside it as a co-host.
    """

    WHAT, HOLDER, ACTS = "series", "host", "hosting"
    NOT_OFFERABLE = _("Choose a listed group that has signed on, of a series that runs and that everybody sees.")

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="handovers", editable=False)

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

    # Private steps

    def _may_take(self, series: Series) -> bool:
        return series.sponsorships.accepted().filter(organization=self.to).exists()

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

    def _tell_of_change(self, *, by: User) -> None:
        audience.tell_of_handover(self, by=by)

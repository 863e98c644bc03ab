"""A hearing keeps up with its demand: it is taken down, called off and led by another group together with it."""

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from demands.models import Demand
from events.models import record
from events.models.series import Series
from events.models.sponsorship import Sponsorship
from orgs.models import Organization, User


class KeptUpQuerySet(models.QuerySet):
    """Hearings by the demand that they are of."""

    def of(self, demand: Demand):
        return self.filter(action__demand=demand).select_related("series__host", "series__place", "action")


class KeptUp(models.Model):
    """What the date did because of its demand: that alone is taken back when the demand comes back, and nothing that
    its organizers or a moderator did."""

    went_down = models.BooleanField(default=False, editable=False)
    went_off = models.BooleanField(default=False, editable=False)

    objects = KeptUpQuerySet.as_manager()

    class Meta:
        abstract = True

    # Verbs

    @classmethod
    @transaction.atomic
    def keep_up_with(cls, demand: Demand) -> None:
        """Let the dates of a demand follow it, those that are not over. The second time nothing changes."""
        for hearing in cls.objects.of(demand).select_for_update(of=("self",)).order_by("pk"):
            hearing._be_seen_with(demand)
            hearing._be_on_with(demand)

    @classmethod
    @transaction.atomic
    def pass_on(cls, demand: Demand, before: Organization, by: User | None) -> None:
        """Another group leads the demand: what the one before it had announced for its hearings is hosted by the new
        one. What was handed to somebody else meanwhile stays there, and so does what is over."""
        running = cls.objects.of(demand).filter(series__host=before, series__state=Series.State.ANNOUNCED)
        for hearing in running.order_by("pk"):
            hearing._be_hosted_by(demand.lead, by)

    # Private steps

    def _be_seen_with(self, demand: Demand) -> None:
        series = self.series
        if demand.shown_at is None or demand.is_withheld:
            if series.shown_at and not series.is_withheld:
                series.withhold(by=None)
                self._note(went_down=True)
        elif self.went_down:
            series.show()
            self._note(went_down=False)

    def _be_on_with(self, demand: Demand) -> None:
        row = self.date
        if row is None or row.is_past or not self.series.is_announced:
            return
        if demand.is_closed and row.is_planned:
            row.cancel(by=None, reason=_("The demand was closed: nobody calls people to it any more."))
            self._note(went_off=True)
        elif self.went_off and not demand.is_closed:
            if row.is_cancelled:
                row.restore(by=None)
            self._note(went_off=False)

    def _be_hosted_by(self, lead: Organization, by: User | None) -> None:
        series, before = self.series, self.series.host
        was_waiting = series.is_waiting
        if was_waiting:
            series.forget_waiting()
        series.handovers.all().lose_point()
        series.sponsorships.standing().filter(organization=lead).update(
            state=Sponsorship.State.WITHDRAWN, decided_at=timezone.now()
        )
        Series.objects.filter(pk=series.pk).update(host=lead)
        series.refresh_from_db()
        series.revise()
        record.note(series, "hearing_passed_on", by=by, party=before.name)
        if was_waiting and lead.is_listed:
            series.show() if Series.has_clean_record(lead) else series.put_before_moderators(by=by)

    def _note(self, **marks: bool) -> None:
        for name, value in marks.items():
            setattr(self, name, value)
        self.save(update_fields=list(marks))

"""A hearing keeps up with its demand: seen, on, moved and led with it, and announced where nobody has announced it."""

from contextlib import suppress

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone, translation

from demands.models import Action, Demand
from events.models import record
from events.models.series import Series
from events.models.sponsorship import Sponsorship
from events.models.what_is_set import OFF, POSTPONED, WhatIsSet
from events.recurrence import starts
from orgs.models import Organization, User


class KeptUpQuerySet(models.QuerySet):
    """Hearings by the demand that they are of."""

    def of(self, demand: Demand):
        return self.filter(action__demand=demand).select_related("series__host", "series__place", "action")


class KeptUp(models.Model):
    """What the date did because of its demand: that alone is taken back when the demand comes back, and nothing that
    its organizers or a moderator did."""

    went_down = models.BooleanField(default=False, db_default=False, editable=False)
    went_off = models.BooleanField(default=False, db_default=False, editable=False)
    doubt = models.CharField(max_length=200, blank=True, default="", db_default="", editable=False)

    objects = KeptUpQuerySet.as_manager()

    class Meta:
        abstract = True

    # Verbs

    @classmethod
    @transaction.atomic
    def keep_up_with(cls, demand: Demand) -> None:
        """Let the dates of a demand that are not over say what its time line says, and make those that are missing
        where everybody sees the demand. The second time nothing changes."""
        with translation.override(settings.LANGUAGE_CODE):  # one entry says one thing, whoever makes it
            cls._keep_up(demand, WhatIsSet.of(demand))

    @classmethod
    @transaction.atomic
    def pass_on(cls, demand: Demand, before: Organization, by: User | None) -> None:
        """Another group leads the demand: what the one before it had announced for its hearings is hosted by the new
        one. What was handed to somebody else meanwhile stays there, and so does what is over."""
        running = cls.objects.of(demand).filter(series__host=before, series__state=Series.State.ANNOUNCED)
        for hearing in running.order_by("pk"):
            hearing._be_hosted_by(demand.lead, by)

    # Private steps

    @classmethod
    def _keep_up(cls, demand: Demand, said: WhatIsSet) -> None:
        hearings = list(cls.objects.of(demand).select_for_update(of=("self",)).order_by("pk"))
        for entry in said.without_date([hearing.action_id for hearing in hearings]):
            former = next((one for one in hearings if said.gives_way(one.action, entry) and one._has_room), None)
            if former:
                former._take(entry)
            elif demand.is_public and demand.is_announced:
                cls._announce(entry, demand)
        for hearing in hearings:
            hearing._be_seen_with(demand)
            hearing._be_on_as(said.became_of(hearing.action))
            hearing._be_in_doubt(said)

    @classmethod
    def _announce(cls, entry: Action, demand: Demand) -> None:
        """What was entered without a date of its own gets one where the body meets; not without an hour to come."""
        body, hour = demand.body, entry.set_time
        if hour is None or starts(entry.set_day, hour, body.time_zone) <= timezone.now():
            return
        with suppress(ValidationError), transaction.atomic():  # an hour that the clocks skip
            cls.announce_set(entry, body.place, how_to_speak=body.how_to_speak, start_time=hour, by=None)

    @property
    def _has_room(self) -> bool:
        """Whether its date can still be given another day."""
        row = self.date
        return bool(row and self.series.is_announced and not row.is_cancelled and not row.is_past)

    def _take(self, entry: Action) -> None:
        """Stand for another entry from now on, on its day; the hour stays where that says none."""
        self.action, row = entry, self.date
        self._note(went_off=False, action=entry, doubt="")
        with suppress(ValidationError), transaction.atomic():  # refused, it strays, and its desk says so
            row.move(by=None, day=entry.set_day, start_time=entry.set_time or row.start_time, **row.whereabouts)

    def _be_seen_with(self, demand: Demand) -> None:
        series = self.series
        if demand.shown_at is None or demand.is_withheld:
            if series.shown_at and not series.is_withheld:
                series.withhold(by=None)
                self._note(went_down=True)
        elif self.went_down:
            series.show()
            self._note(went_down=False)

    def _be_on_as(self, became: tuple[str, str]) -> None:
        """On, postponed or off, once for each turn: what its organizers do with it afterwards stays."""
        (state, why), row = became, self.date
        if row is None or row.is_past or not self.series.is_announced:
            return
        if not state and self.went_off:
            if row.is_off:
                row.restore(by=None)
            self._note(went_off=False)
        elif state == POSTPONED and row.is_planned and not self.went_off:
            row.postpone(by=None, note=why)
            self._note(went_off=True, doubt="")
        elif state == OFF and (row.is_postponed or (row.is_planned and not self.went_off)):
            row.cancel(by=None, reason=why)
            self._note(went_off=True, doubt="")

    def _be_in_doubt(self, said: WhatIsSet) -> None:
        """Say beside the date what may become of it, until a second person has looked. Words of its host stay."""
        row = self.date
        if row is None or row.is_past or not (row.is_planned and self.series.is_announced):
            return
        doubt = said.doubt_about(self.action, row)
        if doubt == self.doubt:
            return
        if row.note == self.doubt:
            with suppress(ValidationError), transaction.atomic():  # it has begun
                row.move(by=None, day=row.day, start_time=row.start_time, note=doubt, **row.whereabouts)
        self._note(doubt=doubt)

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

    def _note(self, **values) -> None:
        for name, value in values.items():
            setattr(self, name, value)
        self.save(update_fields=list(values))

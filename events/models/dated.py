"""What one date is: its day, hour, place and state, and what follows from them."""

from datetime import datetime, time, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models.former_rule import FormerRule
from events.recurrence import local, starts
from places.models import Place

DAYS_DECIDED_LATE = timedelta(days=90)  # for so long the new day of a postponed date can still be given


class Dated(models.Model):
    """A date by a rule, or beside it. What is stored is days, an hour and a zone; instants are derived.

    `original_day` is what it is known by for ever. `ruled_day` is the day of the rule whose place it takes: a new rule
    may give it another; None for an extra date. An empty place or zone is that of its rule.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("Goes ahead")
        POSTPONED = "postponed", _("Postponed")  # to a day that is still open
        CANCELLED = "cancelled", _("Cancelled")
        HELD = "held", _("Held")
        REMOVED = "removed", _("Removed")  # nobody sees it, and the rule does not bring it back

    original_day = models.DateField(editable=False)
    ruled_day = models.DateField(null=True, editable=False)
    former_rule = models.ForeignKey(
        FormerRule, on_delete=models.RESTRICT, null=True, related_name="occurrences", editable=False
    )
    day = models.DateField(_("day"))
    start_time = models.TimeField(_("starts at"))
    minutes = models.PositiveSmallIntegerField(_("length in minutes"))
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    time_zone = models.CharField(max_length=64, blank=True, default="", editable=False)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    note = models.CharField(_("what people will read"), max_length=200, blank=True)

    # Derived from day, hour, place and zone, for ordering and for "near me".
    starts_at = models.DateTimeField(editable=False)
    ends_at = models.DateTimeField(editable=False)
    latitude = models.FloatField(editable=False)
    longitude = models.FloatField(editable=False)

    class Meta:
        abstract = True

    def derive(self) -> None:
        """Find the instants and the point on earth anew, from day, hour, place and zone."""
        self.starts_at = starts(self.day, self.start_time, self.zone)
        self.ends_at = self.starts_at + timedelta(minutes=self.minutes)
        self.latitude, self.longitude = self.where.latitude, self.where.longitude

    def stay_put(self, before, after) -> None:
        """Bear the place and the zone of the rule that it leaves, where the one it goes by then has others."""
        if self.place_id is None and before.place_id != after.place_id:
            self.place = before.place
        if not self.time_zone and before.time_zone != after.time_zone:
            self.time_zone = before.time_zone

    # Questions

    @property
    def rule(self):
        """The rule it goes by: the one that holds now, or one that held then."""
        return self.former_rule or self.series

    @property
    def zone(self) -> str:
        return self.time_zone or self.rule.time_zone

    @property
    def where(self) -> Place:
        return self.place or self.rule.place

    @property
    def whereabouts(self) -> dict:
        """Where it is and how long it lasts, for a move that changes neither."""
        return {"place": self.place, "minutes": self.minutes, "time_zone": self.time_zone}

    @property
    def clock(self) -> str:
        """Whose clocks its hours are read on, in words: "Akron time"."""
        return _("%(town)s time") % {"town": self.where.locality or self.zone}

    @property
    def is_planned(self) -> bool:
        return self.state == self.State.PLANNED

    @property
    def is_cancelled(self) -> bool:
        return self.state == self.State.CANCELLED

    @property
    def is_postponed(self) -> bool:
        return self.state == self.State.POSTPONED

    @property
    def is_removed(self) -> bool:
        return self.state == self.State.REMOVED

    @property
    def is_off(self) -> bool:
        """Whether nobody need come on its day: cancelled, postponed or removed."""
        return self.is_cancelled or self.is_postponed or self.is_removed

    @property
    def is_past(self) -> bool:
        return self.ends_at <= timezone.now()

    @property
    def is_undecided(self) -> bool:
        """Postponed, the day it had is over, and it is not too late to give it a new one."""
        return self.is_postponed and timezone.now() - DAYS_DECIDED_LATE < self.ends_at <= timezone.now()

    @property
    def is_extra(self) -> bool:
        """Whether it stands beside the rule."""
        return self.ruled_day is None

    @property
    def is_exception(self) -> bool:
        """Whether it takes place, or would, otherwise than its rule says."""
        if self.is_extra:
            return False
        as_ruled = (self.ruled_day, self.rule.start_time, self.rule.minutes)
        elsewhere = self.place_id is not None or self.time_zone != ""
        return elsewhere or (self.day, self.start_time, self.minutes) != as_ruled

    @property
    def is_moved(self) -> bool:
        """Whether it is not where, or not when, people who know it look for it."""
        return self.is_exception or self.day != self.original_day

    @property
    def is_changed(self) -> bool:
        """Whether people must read something about it: it is off, moved, one more, or bears a note."""
        return self.is_off or self.is_moved or self.is_extra or bool(self.note)

    @property
    def starts_local(self) -> datetime:
        return local(self.starts_at, self.zone)

    @property
    def ends_local(self) -> datetime:
        return local(self.ends_at, self.zone)

    @property
    def begins(self) -> time:
        """The hour that the clocks of the place show, for pages and letters."""
        return self.starts_local.time()

    @property
    def finishes(self) -> time:
        return self.ends_local.time()

    @property
    def offset(self) -> str:
        """The UTC offset of the place that day, for calendars whose zone data is old: "UTC-05:00"."""
        sign = self.starts_local.strftime("%z")
        return f"UTC{sign[:3]}:{sign[3:]}"

    @property
    def ruled_start(self) -> datetime:
        """When its rule would have it begin, in the zone of the rule."""
        return local(self.rule.starts_on(self.ruled_day or self.original_day), self.rule.time_zone)

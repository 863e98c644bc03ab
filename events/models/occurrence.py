"""One date of a series: what the screen calls a date."""

import uuid
from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import audience, record
from events.models.occurrence_scopes import OccurrenceQuerySet
from events.recurrence import in_gap, local, starts
from orgs.models import User
from places.models import Place


class Occurrence(models.Model):
    """A date of a series. Its identity is its original day; day, hour, place and state may change."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Goes ahead")
        CANCELLED = "cancelled", _("Cancelled")
        HELD = "held", _("Held")

    series = models.ForeignKey("events.Series", on_delete=models.CASCADE, related_name="occurrences")
    original_day = models.DateField(editable=False)
    day = models.DateField(_("day"))
    start_time = models.TimeField(_("starts at"))
    minutes = models.PositiveSmallIntegerField(_("length in minutes"))
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    note = models.CharField(_("what people will read"), max_length=200, blank=True)
    changed_by_hand = models.BooleanField(default=False, editable=False)
    changed_at = models.DateTimeField(null=True, editable=False)
    changed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)

    # Derived from day, hour, place and the zone of the series, for ordering and for "near me".
    starts_at = models.DateTimeField(editable=False)
    ends_at = models.DateTimeField(editable=False)
    latitude = models.FloatField(editable=False)
    longitude = models.FloatField(editable=False)

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    # When the reminders of a rung were written, so that each sweep looks at a date once.
    eve_written_at = models.DateTimeField(null=True, editable=False)
    morning_written_at = models.DateTimeField(null=True, editable=False)

    objects = OccurrenceQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "original_day"], name="one_occurrence_per_series_and_original_day"
            ),
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="occurrence_lasts"),
        ]
        indexes = [
            # The public list walks by start; "near me" filters the walk by the box.
            models.Index(fields=["starts_at", "id"], name="occurrence_by_start"),
            # What is still to come, and the sweep of reminders.
            models.Index(fields=["state", "ends_at"], name="occurrence_by_end"),
        ]

    def __str__(self) -> str:
        return f"{self.series_id} on {self.original_day}"

    def get_absolute_url(self) -> str:
        return reverse("events:occurrence", args=[self.series.slug, self.original_day])

    # Verbs

    @classmethod
    def of(cls, series, day: date) -> "Occurrence":
        """A date as the rule has it, not saved yet."""
        occurrence = cls(series=series, original_day=day, day=day, start_time=series.start_time, minutes=series.minutes)
        occurrence.derive()
        return occurrence

    def derive(self) -> None:
        """Find the instants and the point on earth anew, from day, hour, place and zone."""
        self.starts_at = starts(self.day, self.start_time, self.series.time_zone)
        self.ends_at = self.starts_at + timedelta(minutes=self.minutes)
        self.latitude, self.longitude = self.where.latitude, self.where.longitude

    @transaction.atomic
    def cancel(self, *, by: User, reason: str = "") -> None:
        """Call this date off and tell everyone concerned, once."""
        self._change(act="cancelled", by=by, allowed=[self.State.PLANNED], state=self.State.CANCELLED, note=reason)

    @transaction.atomic
    def restore(self, *, by: User, note: str = "") -> None:
        """Let a cancelled date go ahead after all; everyone concerned is told."""
        self._refuse_unless_running()
        self._refuse_taken(self.day)
        self._change(act="restored", by=by, allowed=[self.State.CANCELLED], state=self.State.PLANNED, note=note)

    @transaction.atomic
    def move(
        self, *, by: User, day: date, start_time: time, place: Place | None = None, minutes: int = 0, note: str = ""
    ) -> None:
        """Give this date another day, hour or place; everyone concerned is told, once.

        `place` None is the place of the series; the hour is that of the series' zone. Refused for an
        hour that does not exist that day, a day in the past and a day that the series has already.
        A move to where it is already changes nothing and tells nobody.
        """
        self._refuse_unless_running()
        minutes = minutes or self.minutes
        wanted = {"day": day, "start_time": start_time, "minutes": minutes, "place": place, "note": note}
        known_as, differing = self.day, record.differing(self, wanted)
        if not differing and not self.is_past:
            return
        self._refuse_hour(day, start_time)
        self._refuse_taken(day)
        self.day, self.start_time, self.place, self.minutes = day, start_time, place, minutes
        self.derive()
        moved = ("day", "start_time", "place", "minutes", "starts_at", "ends_at", "latitude", "longitude")
        self._change(
            act=self._act_of_move(differing),
            by=by,
            known_as=known_as,
            differing=differing,
            allowed=[self.State.PLANNED],
            note=note,
            eve_written_at=None,
            morning_written_at=None,
            **{field: getattr(self, field) for field in moved},
        )

    # Questions

    @property
    def is_cancelled(self) -> bool:
        return self.state == self.State.CANCELLED

    @property
    def is_past(self) -> bool:
        return self.ends_at <= timezone.now()

    @property
    def is_moved(self) -> bool:
        """Whether it differs from what the rule says."""
        as_ruled = (self.original_day, self.series.start_time, self.series.minutes)
        return self.place_id is not None or (self.day, self.start_time, self.minutes) != as_ruled

    @property
    def is_changed(self) -> bool:
        """Whether people must read something about it: it is off, elsewhere, at another time, or bears a note."""
        return self.is_cancelled or self.is_moved or bool(self.note)

    @property
    def where(self) -> Place:
        return self.place or self.series.place

    @property
    def starts_local(self) -> datetime:
        return local(self.starts_at, self.series.time_zone)

    @property
    def ends_local(self) -> datetime:
        return local(self.ends_at, self.series.time_zone)

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
        """When the rule would have it begin, in the zone of the series."""
        return local(self.series.starts_on(self.original_day), self.series.time_zone)

    # Private steps

    def _refuse_unless_running(self) -> None:
        """Also holds the series, so that of two changes at once the second sees the first."""
        if not self.series.locked().is_announced:
            raise ValidationError(_("This series is over or was cancelled."), code="not_running")

    def _refuse_hour(self, day: date, start_time: time) -> None:
        if in_gap(day, start_time, self.series.time_zone):
            sentence = _("The clocks go forward that day: this hour does not exist.")
            raise ValidationError({"start_time": ValidationError(sentence, code="gap")})
        if starts(day, start_time, self.series.time_zone) <= timezone.now():
            raise ValidationError({"day": ValidationError(_("This day and hour are in the past."), code="past")})

    def _refuse_taken(self, day: date) -> None:
        if self._is_taken(day):
            raise ValidationError(
                {"day": ValidationError(_("The series has a date on this day already."), code="taken")}
            )

    def _is_taken(self, day: date) -> bool:
        """Whether another date lies on this day, or will once the window has come to it."""
        others = self.series.occurrences.exclude(pk=self.pk)
        if others.filter(day=day).exists():
            return True
        ruled = day != self.original_day and any(self.series.cadence.days(day, day + timedelta(days=1)))
        return ruled and not others.filter(original_day=day).exists()

    def _act_of_move(self, differing: list[str]) -> str:
        """What a move did, for the letter: gave only new words, took the date back to the rule, or moved it."""
        if set(differing) <= {"note"}:
            return "noted"
        return "moved" if self.is_moved else "returned"

    def _change(
        self, *, act: str, by: User, allowed: list[str], known_as: date | None = None, differing=(), **fields
    ) -> None:
        """One conditional UPDATE: what is over, or was changed by somebody else meanwhile, is refused.

        It is on record under the day it was known as, with the names of what differs.
        """
        self._refuse_unless_running()
        changed = (
            Occurrence.objects.to_come()
            .filter(pk=self.pk, state__in=allowed, sequence=self.sequence)
            .update(
                changed_by_hand=True,
                changed_by=by,
                changed_at=timezone.now(),
                sequence=models.F("sequence") + 1,
                **fields,
            )
        )
        self.refresh_from_db()
        if not changed:
            raise ValidationError(
                _("This date is over, or was changed meanwhile. Look again."), code="changed_meanwhile"
            )
        self.series.revise(sequence=True)
        record.note(self.series, f"date_{act}", by=by, day=known_as or self.day, fields=differing)
        audience.tell_of_date(self, act=act, by=by)

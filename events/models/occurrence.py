"""One date of a series: what the screen calls a date."""

import uuid
from datetime import date

from django.db import models
from django.urls import reverse

from events.models.altering import Altering
from events.models.dated import Dated
from events.models.occurrence_scopes import OccurrenceQuerySet
from orgs.models import User


class Occurrence(Altering, Dated):
    """A date of a series. Its identity is its original day; day, hour, place and state may change."""

    series = models.ForeignKey("events.Series", on_delete=models.CASCADE, related_name="occurrences")
    changed_by_hand = models.BooleanField(default=False, editable=False)
    changed_at = models.DateTimeField(null=True, editable=False)
    changed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)

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
            models.UniqueConstraint(fields=["series", "ruled_day"], name="one_occurrence_per_series_and_ruled_day"),
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

    @classmethod
    def of(cls, series, day: date, rule=None) -> "Occurrence":
        """A date as a rule of the series has it, the one that holds now unless another is named; not saved yet."""
        rule = rule or series
        hours = {"start_time": rule.start_time, "minutes": rule.minutes}
        former = None if rule is series else rule
        row = cls(series=series, former_rule=former, original_day=day, ruled_day=day, day=day, **hours)
        row.derive()
        return row

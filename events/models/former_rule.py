"""A rule that held until a day: what took place by it, and calendars that show it, stay as they were."""

import uuid

from django.db import models

from events.models.ruled import Ruled


class FormerRule(Ruled):
    """The rule of a series before a change from a day on. It bears the name under which calendars know it."""

    series = models.ForeignKey("events.Series", on_delete=models.CASCADE, related_name="former_rules")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        ordering = ["first_day", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")),
                name="former_rule_does_not_end_before_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series_id} until {self.last_day}"

    @classmethod
    def of(cls, series) -> "FormerRule":
        """The rule that a series had until now, kept under the name that calendars know."""
        kept = {name: getattr(series, name) for name in ("start_time", "minutes", "time_zone", "place")}
        former = cls(series=series, uid=series.calendar_uid, **kept)
        former.set_rule(series.cadence)
        former.save()
        return former

    @property
    def calendar_uid(self) -> uuid.UUID:
        """Under which calendars know it."""
        return self.uid

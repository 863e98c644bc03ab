"""What a series is for: the demands it is held for."""

from collections.abc import Iterable

from django.db import models, transaction

from demands.models import Demand
from events.models import record
from orgs.models import User


class Demanding(models.Model):
    """A series that may be held for demands of its own or of other groups; the public reads of public ones alone."""

    demands = models.ManyToManyField(Demand, related_name="series", blank=True, editable=False)

    class Meta:
        abstract = True

    @transaction.atomic
    def stand_for(self, demands: Iterable[Demand], *, by: User) -> None:
        """From now on it is held for these demands and no others. The second time nothing changes."""
        self.locked()
        wanted = {demand.pk for demand in demands}
        if wanted == set(self.demands.values_list("pk", flat=True)):
            return
        self.demands.set(wanted)
        self.revise()
        record.note(self, "series_stood_for", by=by)

    @property
    def heard(self):
        """The hearing or vote that it is the date of; None for what groups call themselves."""
        return getattr(self, "hearing", None) if self.kind == self.Kind.HEARING else None

    def shown_demands(self) -> list[Demand]:
        """Those that everybody may read of."""
        return list(self.demands.public().select_related("body__place", "lead").order_by("title"))


def say_what_for(rows: Iterable) -> None:
    """Give the series of each date its public demands as `what_for`, in one query."""
    rows = list(rows)
    links = Demand.series.through.objects.filter(series__in={row.series_id for row in rows}).values_list(
        "series", "demand"
    )
    public = Demand.objects.public().in_bulk({demand for _series, demand in links})
    for row in rows:
        own = [public[demand] for series, demand in links if series == row.series_id and demand in public]
        row.series.what_for = sorted(own, key=lambda demand: (demand.title, demand.pk))

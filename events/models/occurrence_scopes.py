"""Which dates: by when they are, who sees them, and what a day's passing makes of them."""

from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone

from orgs.models.shown import shown
from places.models.located import LocatedQuerySet


class OccurrenceQuerySet(LocatedQuerySet):
    """Dates by when they are and who sees them."""

    def public(self):
        return self.kept().filter(shown("series__"))

    def kept(self):
        """Without what was taken out: of that no page knows."""
        return self.exclude(state=self.model.State.REMOVED)

    def to_come(self):
        """Not over yet: what is going on now is still to come."""
        return self.filter(ends_at__gt=timezone.now())

    def past(self):
        return self.filter(ends_at__lte=timezone.now())

    def going_ahead(self):
        return self.filter(state=self.model.State.PLANNED)

    def hosted_next_by(self, organization):
        """What it calls for and goes ahead, the next one first."""
        return self.to_come().going_ahead().filter(series__host=organization, series__state="announced").for_cards()

    def held_for(self, demand):
        """Dates of what its own groups hold for a demand."""
        held = self.model.series.field.related_model.objects.held_for(demand)
        return self.filter(series__in=held.order_by().values("pk"))

    def going_on_from(self, starts_at: datetime, pk: int):
        """In the order of a list, this date and what follows; many dates may begin at one instant."""
        return self.filter(models.Q(starts_at__gt=starts_at) | models.Q(starts_at=starts_at, pk__gte=pk))

    def with_words(self, words: list[str]):
        """Where each word stands in the title, the sentence, the host's name or the town."""
        for word in words:
            self = self.filter(
                models.Q(series__title__icontains=word)
                | models.Q(series__summary__icontains=word)
                | models.Q(series__host__name__icontains=word)
                | models.Q(series__place__locality__iexact=word)
            )
        return self

    def for_cards(self):
        """With all that a list shows, in one query."""
        return self.with_rules().select_related("series__host").order_by("starts_at", "pk")

    def with_rules(self):
        """With the rule of each and where it takes place."""
        return self.select_related("series__place", "former_rule__place", "place")

    def awaiting_a_day(self):
        """Postponed, and the day they had is over."""
        return self.past().filter(state=self.model.State.POSTPONED)

    def mark_held(self) -> int:
        """What went ahead and is over was held. The second time nothing changes."""
        return self.going_ahead().past().exclude(series__state="draft").update(state=self.model.State.HELD)

    def rederive(self, *, dry_run: bool = False) -> int:
        """Derive the instants of what is not over from day, hour and zone; how many differed. Twice is once."""
        changed = []
        rows = self.exclude(state=self.model.State.HELD).filter(ends_at__gt=timezone.now() - timedelta(days=1))
        for row in rows.with_rules().iterator(chunk_size=500):
            before = (row.starts_at, row.ends_at)
            row.derive()
            if (row.starts_at, row.ends_at) != before:
                changed.append(row)
        if not dry_run:
            self.model.objects.bulk_update(changed, ["starts_at", "ends_at"], batch_size=500)
        return len(changed)

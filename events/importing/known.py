"""What a group has already: by what its sources call it, and by day, hour and title."""

from datetime import date

from rapidfuzz import fuzz

from events.importing.entry import Asked, Entry
from events.models import Imported, Series
from orgs.models import Organization
from places.spelling import key

ALIKE = 85  # of 100: how like two titles are that mean one thing on one day at one hour


class Known:
    """Read once for a group, before anything comes in: two events of one file are two, however alike they are."""

    def __init__(self, group: Organization) -> None:
        rows = Imported.objects.filter(organization=group).select_related("series__place", "series__host", "source")
        self.group, self.imported = group, {row.key: row for row in rows}
        hosted = Series.objects.filter(host=group, state__in=[Series.State.DRAFT, Series.State.ANNOUNCED])
        self.series = list(hosted.select_related("place", "host"))
        self._by_source_key = {series.source_key: series for series in self.series if series.source_key}
        self._days: dict[int, set[date]] = {}

    def of(self, asked: Asked) -> Imported | None:
        return self.imported.get(asked.key)

    def is_elsewhere(self, imported: Imported) -> bool:
        """Whether another group hosts it by now: what the source says no longer counts there."""
        return imported.series is not None and imported.series.host_id != self.group.pk

    def like(self, asked: Asked) -> Series | None:
        """A series of the group that seems to be the same: by what an earlier import called it, or by its look."""
        if same := self._by_source_key.get(asked.key):
            return same
        return next((series for series in self.series if self._is_like(series, asked.entry)), None)

    def _is_like(self, series: Series, entry: Entry) -> bool:
        if series.start_time != entry.start_time or not self._days_of(series) & set(entry.days[:8]):
            return False
        return fuzz.token_set_ratio(key(series.title), key(entry.title)) >= ALIKE

    def _days_of(self, series: Series) -> set[date]:
        if series.pk not in self._days:
            self._days[series.pk] = set(series.cadence.days())
        return self._days[series.pk]

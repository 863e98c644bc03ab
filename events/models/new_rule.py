"""A rule that is to hold from a day on, and how it is laid over the dates that are."""

from copy import copy
from dataclasses import dataclass, replace
from datetime import date, time

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from events.models.occurrence import Occurrence
from events.recurrence import Cadence, in_gap, starts
from events.rule_plan import Fate, Planned
from places.models import Place

COMPARED = ("cadence", "start_time", "minutes", "place", "time_zone", "open_ended")


@dataclass(frozen=True)
class NewRule:
    """What holds from `from_day` on: days, an hour on the clocks of `time_zone`, a length, a place."""

    from_day: date
    cadence: Cadence
    start_time: time
    minutes: int
    place: Place
    time_zone: str
    open_ended: bool = False

    @classmethod
    def of(cls, series, from_day: date, **differing) -> "NewRule":
        """The rule of a series as it is, but for what is given."""
        given = {name: getattr(series, name) for name in COMPARED}
        return cls(from_day, **(given | differing))

    def since(self, day: date) -> "NewRule | None":
        """The same from a day on; None where that leaves no date."""
        cadence = self.cadence.since(day)
        return replace(self, from_day=day, cadence=cadence) if cadence else None

    def check(self) -> None:
        """Raise a ValidationError where people could not keep it: no rule, or an hour that does not exist."""
        self.cadence.check()
        for day in self.cadence.days():
            if in_gap(day, self.start_time, self.time_zone):
                raise ValidationError(
                    _("On %(day)s the clocks go forward: %(time)s does not exist that day."),
                    code="time_does_not_exist",
                    params={"day": date_format(day), "time": f"{self.start_time:%H:%M}"},
                )

    def starts_on(self, day: date):
        return starts(day, self.start_time, self.time_zone)

    def differing(self, series) -> list[str]:
        """The names of what is not as the series has it from that day on."""
        as_it_is = series.cadence.since(self.from_day)
        found = [name for name in COMPARED[1:] if getattr(self, name) != getattr(series, name)]
        same_days = as_it_is and list(as_it_is.days()) == list(self.cadence.days())
        return found if same_days else ["cadence", *found]

    def is_as_before(self, series) -> bool:
        return not self.differing(series)

    def only_ends_otherwise(self, series) -> bool:
        """Whether it is the rule of the series but for its last day: calendars then know it by the same name."""
        if any(
            getattr(self, name) != getattr(series, name) for name in ("start_time", "minutes", "place", "time_zone")
        ):
            return False
        longer = replace(series.cadence, until=self.cadence.until).since(self.from_day)
        return longer is not None and list(longer.days()) == list(self.cadence.days())

    def whole(self, series) -> Cadence:
        """The cadence to store: of one that only ends otherwise the days before stay in it."""
        return replace(series.cadence, until=self.cadence.until) if self.only_ends_otherwise(series) else self.cadence


def put_under(series, before, planned: list[Planned], change, *, note: str) -> None:
    """Lay the rule that the series has now over the dates planned; `before` is the series as it was.

    The days of the rule are freed first, since no two dates may have one.
    """
    originals = series.occurrences.with_rules().in_bulk([each.row.pk for each in planned])
    series.occurrences.filter(pk__in=originals).update(ruled_day=None)
    for each in planned:
        row, original = each.row, originals[each.row.pk]
        original.series = before
        act = lay(row, each, original.rule, note)
        row.series, row.former_rule = series, None
        row.derive()
        _save(row, original, act, change)
    if (before.place_id, before.time_zone) != (series.place_id, series.time_zone):
        _keep_earlier(series, before, change.from_day)


def call_off(series, change, *, reason: str, rows=None) -> None:
    """Cancel every date to come, or of these rows, as one step of a change."""
    rows = series.occurrences.to_come() if rows is None else rows
    for row in rows.with_rules().filter(state__in=[Occurrence.State.PLANNED, Occurrence.State.POSTPONED]):
        row.series = series
        original = copy(row)
        row.state, row.note, row.changed_by_hand = row.State.CANCELLED, reason, True
        _save(row, original, "cancelled", change)


def lay(row, each: Planned, before, note: str = "") -> str:
    """Give a row what its fate says, `before` being the rule it went by; answers the act, as letters know it."""
    series, fate = row.series, each.fate
    row.ruled_day = each.takes
    if fate == Fate.OFF:
        if row.ruled_day:
            _keep_hours(row, before)
        else:
            row.stay_put(before, series)
        return "kept"
    if fate == Fate.CANCEL:
        row.state, row.note = row.State.CANCELLED, note
        row.stay_put(before, series)
        return "cancelled"
    if fate == Fate.EXTRA or each.is_stray:
        row.changed_by_hand = True
        row.stay_put(before, series)
        return "kept"
    if fate == Fate.KEEP:
        _keep(row, each, before)
        return "moved"
    if fate != Fate.MOVE:
        row.place, row.time_zone = None, ""
    if fate == Fate.REVIVE:
        row.state, row.note = row.State.PLANNED, ""
    row.day, row.start_time, row.minutes = each.ruled_day, series.start_time, series.minutes
    return "restored" if fate == Fate.REVIVE else "moved"


def _keep(row, each: Planned, before) -> None:
    """What was changed by hand stays; what was as the rule has it goes by the new one."""
    if row.day == each.ruled_before:
        row.day = each.ruled_day
    _keep_hours(row, before)


def _keep_hours(row, before) -> None:
    series = row.series
    if row.start_time == before.start_time:
        row.start_time = series.start_time
    if row.minutes == before.minutes:
        row.minutes = series.minutes


def _save(row, original, act: str, change) -> None:
    """Write a row; people are told of it where what they would read has changed."""
    seen = ("day", "start_time", "minutes", "starts_at", "latitude", "longitude", "state", "where")
    changed = any(getattr(row, name) != getattr(original, name) for name in seen)
    row.sequence += changed
    if changed:
        row.eve_written_at = row.morning_written_at = None
        row.changed_at, row.changed_by = timezone.now(), change.by
    row.save()
    change.add(row, act if changed else "kept", original)


def _keep_earlier(series, before, day: date) -> None:
    """Dates before the new rule that no former one holds stay where they were."""
    earlier = models.Q(ruled_day__lt=day) | models.Q(ruled_day=None, day__lt=day)
    rows = series.occurrences.filter(earlier, former_rule=None)
    if before.place_id != series.place_id:
        rows.filter(place=None).update(place=before.place)
    if before.time_zone != series.time_zone:
        rows.filter(time_zone="").update(time_zone=before.time_zone)

"""What a rule comes to, in words and as real dates, before anybody is told."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from events.months import Months
from events.recurrence import Cadence, comes_twice, in_full, left_out, local, starts


@dataclass(frozen=True)
class Preview:
    """The dates of a rule at an hour in a zone; `until` may be later than the last of them."""

    cadence: Cadence
    start_time: time
    minutes: int
    zone: str
    open_ended: bool = False

    @classmethod
    def of_form(cls, form, zone: str = "") -> "Preview | None":
        """None while what was typed is no rule. The zone is that of the town in the form, where it asks for one."""
        cleaned = getattr(form, "cleaned_data", {})
        if not cleaned.get("cadence") or not cleaned.get("start_time") or not cleaned.get("minutes"):
            return None
        spot = cleaned.get("found_spot")
        return cls(zone=spot.time_zone if spot else zone, **form.rule())

    @classmethod
    def of_series(cls, series, cadence: Cadence | None = None) -> "Preview":
        """What its rule comes to, or another one at its hour and place."""
        return cls(cadence or series.cadence, series.start_time, series.minutes, series.time_zone, series.open_ended)

    @property
    def sentence(self) -> str:
        return in_full(self.cadence, self.start_time)

    @property
    def days(self) -> list[date]:
        return list(self.cadence.days())

    @property
    def first(self) -> date:
        return self.days[0]

    @property
    def last(self) -> date:
        return self.days[-1]

    @property
    def typed_first(self) -> date | None:
        """The day that was typed as the first, where it is no date itself."""
        typed = self.cadence.steps[0].start
        return None if typed == self.first else typed

    @property
    def ends_before_until(self) -> bool:
        """Whether the day that was typed as the last is no date itself."""
        return self.last != self.cadence.until

    @property
    def is_weekly_at_last(self) -> bool:
        """Whether the weekday alone says why a day is none of it."""
        last = self.cadence.steps[-1]
        return last.unit == "week" and last.interval == 1

    @property
    def left_out(self) -> list[str]:
        """Which months have no date, and why, in sentences."""
        return left_out(self.cadence)

    @property
    def past(self) -> int:
        """How many dates lie before today where it takes place: perhaps a slip of the pen."""
        today = timezone.localdate(timezone=ZoneInfo(self.zone) if self.zone else None)
        return sum(day < today for day in self.days)

    @property
    def end_time(self) -> time:
        return (datetime.combine(self.first, self.start_time) + timedelta(minutes=self.minutes)).time()

    @property
    def clock_changes(self) -> bool:
        """Whether the offset differs between the first and the last date."""
        if not self.zone:
            return False
        return len({self._offset(day) for day in self.days}) > 1

    @property
    def doubled(self) -> list[date]:
        """Dates whose hour comes twice, since the clocks go back: the first of the two is meant."""
        return [day for day in self.days if self.zone and comes_twice(day, self.start_time, self.zone)]

    @property
    def months(self) -> Months:
        """Months at a glance."""
        return Months.all_on(self.days)

    def _offset(self, day: date):
        return local(starts(day, self.start_time, self.zone), self.zone).utcoffset()

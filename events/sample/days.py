"""Days of the sample, counted from today, so that it never grows old."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)


@dataclass(frozen=True)
class Days:
    """Days around `today`, which is a local day of the towns."""

    today: date

    def coming(self, weekday: int, *, weeks: int = 0) -> date:
        """The first such weekday after today, or `weeks` later; earlier where negative."""
        ahead = (weekday - self.today.weekday() - 1) % 7 + 1
        return self.today + timedelta(days=ahead, weeks=weeks)

    def after(self, days: int) -> date:
        return self.today + timedelta(days=days)

    def ago(self, days: int) -> datetime:
        """An instant in the afternoon of a day that is past."""
        return datetime.combine(self.today - timedelta(days=days), time(18), tzinfo=UTC)

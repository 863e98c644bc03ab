"""Nobody is written to at night: what was caused then waits until 07:00 of the reader's own clocks."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

MORNING, NIGHT = time(7), time(22)


def morning_after(instant: datetime, zone: str) -> datetime | None:
    """When to write instead of at this instant: at 07:00 where it is night by these clocks, else None."""
    here = instant.astimezone(ZoneInfo(zone))
    if MORNING <= here.time() < NIGHT:
        return None
    morning = here.date() + timedelta(days=here.time() >= NIGHT)
    return datetime.combine(morning, MORNING, tzinfo=ZoneInfo(zone)).astimezone(UTC)

"""From a local day, a wall-clock time and a zone to an instant, and back.

Zones are IANA names; an unknown one raises zoneinfo.ZoneInfoNotFoundError. Instants are aware datetimes in UTC.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SECOND = timedelta(seconds=1)


def starts(day: date, at: time, zone: str) -> datetime:
    """The instant, in UTC, when the clocks of `zone` show `at` on `day`.

    Of an hour that comes twice, the first; for a time that is left out, the first moment after the gap.
    """
    if in_gap(day, at, zone):
        return _end_of_gap(day, at, zone)
    return _wall(day, at, zone).astimezone(UTC)


def ends(start: datetime, minutes: int) -> datetime:
    """`minutes` of elapsed time after the instant `start`: clocks that change meanwhile do not matter."""
    return start + timedelta(minutes=minutes)


def local(instant: datetime, zone: str) -> datetime:
    """The instant as the clocks of `zone` show it."""
    return instant.astimezone(ZoneInfo(zone))


def in_gap(day: date, at: time, zone: str) -> bool:
    """Whether the clocks of `zone` leave `at` out on `day`."""
    first, second = _both(day, at, zone)
    return first.utcoffset() < second.utcoffset()


def comes_twice(day: date, at: time, zone: str) -> bool:
    """Whether the clocks of `zone` show `at` twice on `day`."""
    first, second = _both(day, at, zone)
    return first.utcoffset() > second.utcoffset()


def _wall(day: date, at: time, zone: str) -> datetime:
    return datetime.combine(day, at.replace(fold=0), tzinfo=ZoneInfo(zone))


def _both(day: date, at: time, zone: str) -> tuple[datetime, datetime]:
    wall = _wall(day, at, zone)
    return wall, wall.replace(fold=1)


def _end_of_gap(day: date, at: time, zone: str) -> datetime:
    # In a gap fold=1 is read with the offset after it and lies before the change; fold=0 the other way round.
    later, earlier = _both(day, at, zone)
    before, after = earlier.astimezone(UTC), later.astimezone(UTC)
    while after - before > SECOND:
        middle = before + (after - before) // SECOND // 2 * SECOND
        if middle.astimezone(earlier.tzinfo).utcoffset() == earlier.utcoffset():
            after = middle
        else:
            before = middle
    return after

"""What a new rule makes of the dates that are: shown before it is saved, and then done.

Pure: it reads rows and answers what becomes of each. The verb `Series.change_rule` does it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Fate(StrEnum):
    """What becomes of one date."""

    FOLLOW = "follow"  # it goes by the new rule
    KEEP = "keep"  # it was changed by hand and stays as it is
    MOVE = "move"  # the new rule has no such day: it moves to another one of the rule
    EXTRA = "extra"  # it stays where it is, beside the rule
    CANCEL = "cancel"
    REVIVE = "revive"  # it was off because an earlier rule did not fit it, and this one does
    OFF = "off"  # it was off and stays so


@dataclass(frozen=True)
class Planned:
    """One date, the days it has by the old rule and by the new one (None for none), and what may be chosen for it."""

    row: object
    ruled_before: date | None
    fate: Fate
    ruled_day: date | None
    choices: tuple[Fate, ...]

    @property
    def is_to_be_decided(self) -> bool:
        return len(self.choices) > 1

    @property
    def takes(self) -> date | None:
        """The day of the rule that it takes by its fate."""
        return None if self.fate in (Fate.EXTRA, Fate.CANCEL) else self.ruled_day


def plan(rows: Iterable, days: Iterable[date], chosen: Mapping[date, str] | None = None) -> list[Planned]:
    """What becomes of each row, in their order. `days` are those of the new rule, `chosen` fates by original day.

    A day of the rule is taken once: by the date that had it, by the one that is known by it, by an extra date that
    lies on it, and then by the nearest date of the same week that fits no more. What cannot be chosen is passed over.
    """
    rows, known = list(rows), set(days)
    claims = _claims(rows, known)
    return [_planned(row, claims.get(row.original_day), row.original_day in claims.near, chosen or {}) for row in rows]


class _Claims(dict):
    """The day each date takes, by its original day; `near` are those that got another day of their week."""

    def __init__(self):
        super().__init__()
        self.near: set[date] = set()


def _claims(rows: list, days: set[date]) -> _Claims:
    claims, free = _Claims(), set(days)
    for wanted in ("ruled_day", "original_day", "day"):
        for row in rows:
            day = getattr(row, wanted)
            if row.original_day not in claims and day in free:
                claims[row.original_day] = day
                free.discard(day)
    for row in rows:
        near = [] if row.original_day in claims or row.is_off or _is_hand_moved(row) else _near(row.day, free)
        if near:
            claims[row.original_day] = near[0]
            claims.near.add(row.original_day)
            free.discard(near[0])
    return claims


def _near(day: date, free: set[date]) -> list[date]:
    week = day.isocalendar()[:2]
    return sorted((other for other in free if other.isocalendar()[:2] == week), key=lambda other: abs(other - day))


def _is_hand_moved(row) -> bool:
    return row.ruled_day is None or row.day != row.ruled_day


def _planned(row, day: date | None, is_near: bool, chosen: Mapping[date, str]) -> Planned:
    choices = _choices(row, day, is_near)
    wish = chosen.get(row.original_day)
    fate = Fate(wish) if wish in choices else choices[0]
    return Planned(row, row.ruled_day, fate, day, choices)


def _choices(row, day: date | None, is_near: bool) -> tuple[Fate, ...]:
    """What may become of a date, the usual first."""
    if row.is_off:
        by_rule = row.ruled_day is None and day is not None and not row.is_postponed
        return (Fate.REVIVE, Fate.OFF) if by_rule else (Fate.OFF,)
    if is_near:
        return (Fate.MOVE, Fate.EXTRA, Fate.CANCEL)
    if day is None:
        return (Fate.EXTRA, Fate.CANCEL) if _is_hand_moved(row) else (Fate.CANCEL, Fate.EXTRA)
    return (Fate.KEEP, Fate.FOLLOW) if row.is_exception else (Fate.FOLLOW,)

"""What a new rule makes of the dates that are: shown before it is saved, and then done.

Pure: it reads rows and answers what becomes of each. The verb `Series.change_rule` does it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _


class Fate(StrEnum):
    """What becomes of one date."""

    FOLLOW = "follow"  # it goes by the new rule
    KEEP = "keep"  # it was changed by hand and stays as it is
    MOVE = "move"  # the new rule has no such day: it moves to another one of the rule
    EXTRA = "extra"  # it stays where it is, beside the rule
    CANCEL = "cancel"
    REVIVE = "revive"  # it was off because an earlier rule did not fit it, and this one does
    OFF = "off"  # it was off and stays so


WORDS = {
    Fate.FOLLOW: _("Goes by the new rule"),
    Fate.KEEP: _("Stays as it was changed"),
    Fate.MOVE: _("Moves to %(day)s"),
    Fate.EXTRA: _("Stays, outside the rule"),
    Fate.CANCEL: _("Is cancelled"),
    Fate.REVIVE: _("Goes ahead again"),
    Fate.OFF: _("Stays off"),
}


@dataclass(frozen=True)
class Planned:
    """One date, the days it has by the old rule and by the new one (None for none), and what may be chosen for it."""

    row: object
    ruled_before: date | None
    fate: Fate
    ruled_day: date | None
    choices: tuple[Fate, ...]
    is_stray: bool = False  # it was moved here from before the new rule, and takes the place of the date of its day

    @property
    def options(self) -> list[tuple[str, str]]:
        """What may be chosen, with its words."""
        words = {"day": date_format(self.ruled_day, "D j M") if self.ruled_day else ""}
        return [(fate.value, str(WORDS[fate]) % words) for fate in self.choices]

    @property
    def sentence(self) -> str:
        """What becomes of it, as it is chosen now."""
        return dict(self.options)[self.fate]

    @property
    def is_to_be_decided(self) -> bool:
        return len(self.choices) > 1

    @property
    def takes(self) -> date | None:
        """The day of the rule that it takes by its fate."""
        return None if self.fate in (Fate.EXTRA, Fate.CANCEL) else self.ruled_day

    @property
    def lies_on(self) -> date | None:
        """On which day it will be; None for one that nobody sees."""
        if self.fate in (Fate.OFF, Fate.EXTRA, Fate.CANCEL):
            return None if self.row.is_removed else self.row.day
        if self.fate == Fate.KEEP and (self.is_stray or self.row.day != self.ruled_before):
            return self.row.day
        return self.ruled_day

    @property
    def stays(self) -> bool:
        return self.lies_on in (None, self.row.day)


def plan(
    rows: Iterable,
    days: Iterable[date],
    chosen: Mapping[date, str] | None = None,
    *,
    strays: Iterable = (),
    occupied: Iterable[date] = (),
) -> list[Planned]:
    """What becomes of each row, in their order. `days` are those of the new rule, `chosen` fates by original day.

    A day of the rule is taken once: by a date that was moved there while nobody had it, by the date that had it, by
    the one that is known by it, and then by the nearest date of the same week that fits no more. `strays` are dates
    from before the rule that were moved into its days; `occupied` are days where something lies that does not change.
    What cannot be chosen is passed over, and of two dates that would be on one day the one that lies there stays.
    """
    rows, strays, known = list(rows), list(strays), set(days)
    had = {row.ruled_day for row in rows}
    strays = [row for row in strays if row.day in known and row.day not in had]
    claims = _claims([*strays, *rows], known)
    planned = [Planned(row, row.ruled_day, Fate.KEEP, row.day, (Fate.KEEP,), is_stray=True) for row in strays]
    planned += [
        _planned(row, claims.get(row.original_day), row.original_day in claims.near, chosen or {}) for row in rows
    ]
    return _apart(planned, set(occupied))


class _Claims(dict):
    """The day each date takes, by its original day; `near` are those that got another day of their week."""

    def __init__(self):
        super().__init__()
        self.near: set[date] = set()


def _claims(rows: list, days: set[date]) -> _Claims:
    claims, free = _Claims(), set(days)
    had = {row.ruled_day for row in rows}

    def claim(row, day: date | None) -> None:
        if row.original_day not in claims and day in free:
            claims[row.original_day] = day
            free.discard(day)

    for row in rows:
        if not row.is_removed and row.day not in had:
            claim(row, row.day)
    for wanted in ("ruled_day", "original_day", "day"):
        for row in rows:
            claim(row, getattr(row, wanted))
    for row in rows:
        near = [] if row.original_day in claims or row.is_off or _is_hand_moved(row) else _near(row.day, free)
        if near:
            claim(row, near[0])
            claims.near.add(row.original_day)
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
        if row.ruled_day is not None or day is None or row.is_postponed:
            return (Fate.OFF,)
        return (Fate.OFF, Fate.REVIVE) if row.changed_by_hand else (Fate.REVIVE, Fate.OFF)
    if is_near:
        return (Fate.MOVE, Fate.EXTRA, Fate.CANCEL)
    if day is None:
        return (Fate.EXTRA, Fate.CANCEL) if _is_hand_moved(row) else (Fate.CANCEL, Fate.EXTRA)
    return (Fate.KEEP, Fate.FOLLOW) if row.is_exception or row.is_extra else (Fate.FOLLOW,)


def _apart(planned: list[Planned], occupied: set[date]) -> list[Planned]:
    """No two on one day: who would come to a day that has somebody stays where it is."""
    settled = list(planned)
    while True:
        taken = occupied | {each.lies_on for each in settled if each.stays} - {None}
        for at, each in enumerate(settled):
            if each.stays:
                continue
            if each.lies_on in taken:
                settled[at] = _staying(each)
                break
            taken.add(each.lies_on)
        else:
            return settled


def _staying(each: Planned) -> Planned:
    """The same where it is: with its day of the rule where that can be, else beside the rule."""
    fates = (Fate.OFF,) if each.row.is_off else (Fate.KEEP, Fate.EXTRA)
    return next(found for found in (replace(each, fate=fate) for fate in fates) if found.stays)

"""Pressure beside outcome: what was held for a demand, who stood behind it and what its body did, on one line of time.

Drawn in percent so that type keeps its size at any width. No database.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

EDGE = 2.0  # percent on both sides, so that no mark is cut


class Month(NamedTuple):
    """A row of the table for those who do not see the picture: what a month brought."""

    first: date
    held: int
    endorsed: int
    acts: list[str]
    turnout: int | None = None  # of the dates held; None where nobody has counted


class Pressure(NamedTuple):
    """Three lines of marks between two days, each mark where its day lies."""

    held: list[str]
    endorsed: list[str]
    acts: list[str]
    since: date
    until: date
    months: list[Month]


def draw(held: Sequence[date], endorsed: Sequence[date], acts: Iterable[tuple[date, str]]) -> Pressure | None:
    """`acts` are days with what the body did. None where there is nothing to lay side by side."""
    acts = sorted(acts)
    days = [*held, *endorsed, *(day for day, _words in acts)]
    if len(set(days)) < 2 or not acts:
        return None
    since, until = min(days), max(days)
    marks = [_marks(some, since, until) for some in (held, endorsed, [day for day, _words in acts])]
    return Pressure(*marks, since, until, list(_months(held, endorsed, acts)))


def _marks(days: Iterable[date], since: date, until: date) -> list[str]:
    room = (100 - 2 * EDGE) / (until - since).days
    return [f"{EDGE + (day - since).days * room:.2f}%" for day in sorted(set(days))]


def _months(held: Sequence[date], endorsed: Sequence[date], acts: Sequence[tuple[date, str]]) -> Iterable[Month]:
    for first in sorted({day.replace(day=1) for day in [*held, *endorsed, *(day for day, _words in acts)]}):
        numbers = [sum(day.replace(day=1) == first for day in days) for days in (held, endorsed)]
        yield Month(first, *numbers, [words for day, words in acts if day.replace(day=1) == first])

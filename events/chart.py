"""Numbers as bars, drawn in percent so that type keeps its size at any width. No database."""

from typing import NamedTuple

FLOOR, CEILING = 84.0, 18.0  # where bars stand, and where the highest ends; above it is its number, below it the label
GAP = 0.15  # of the room of one bar, on both sides together


class Bar(NamedTuple):
    """One bar: where its rectangle, its number and its label stand."""

    x: str
    y: str
    width: str
    height: str
    middle: str
    above: str
    number: int
    label: str
    beneath: str
    is_open: bool  # the number may still change


def bars(numbers: list[tuple[str, str, int]], *, last_is_open: bool = False) -> list[Bar]:
    """A bar for each (label, second line of it, number), all of one width; the highest reaches the ceiling."""
    most = max((number for _label, _beneath, number in numbers), default=0) or 1
    room = 100 / len(numbers) if numbers else 100
    drawn = []
    for place, (label, beneath, number) in enumerate(numbers):
        height = (FLOOR - CEILING) * number / most
        left, top = place * room + room * GAP / 2, FLOOR - height
        shape = (left, top, room * (1 - GAP), height, place * room + room / 2, top - 4)
        is_open = last_is_open and place == len(numbers) - 1
        drawn.append(Bar(*(f"{each:.2f}%" for each in shape), number, label, beneath, is_open))
    return drawn

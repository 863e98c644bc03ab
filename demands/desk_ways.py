"""Ways from the desk of a demand to what the rooms above keep about it: each room registers its own at start."""

from collections.abc import Callable
from typing import NamedTuple


class Way(NamedTuple):
    """One way on. Texts are plain; the template escapes them."""

    url: str
    label: str
    icon: str = "list"


_ways: dict[str, Callable[[object], Way]] = {}


def register(name: str, of_demand: Callable[[object], Way]) -> None:
    """Make a way known, from AppConfig.ready; it asks the database nothing. The same name twice is once."""
    _ways[name] = of_demand


def of_demand(demand) -> list[Way]:
    """What the organizers of its lead find at the desk of a demand."""
    return [way(demand) for way in _ways.values()]

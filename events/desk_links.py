"""Ways from a series to what the rooms above keep about it: each room registers its own at start."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Link:
    """One way on. Texts are plain; the template escapes them. `right` is what a co-host needs to find it; without one
    everybody in the groups that plan the series finds it, on its page too."""

    url: str
    label: str
    hint: str = ""
    icon: str = "list"
    right: str = ""


@dataclass(frozen=True)
class Way:
    """Answers a link, or None where there is nothing behind it. Asks the database nothing."""

    of_series: Callable[[object], Link | None] | None
    of_sponsorship: Callable[[object], Link | None] | None


_ways: dict[str, Way] = {}


def register(
    name: str,
    *,
    of_series: Callable[[object], Link | None] | None = None,
    of_sponsorship: Callable[[object], Link | None] | None = None,
) -> None:
    """Make a way known, from AppConfig.ready: from the desk of a series, and from what a group has signed.

    The same name twice is once: the later one holds.
    """
    _ways[name] = Way(of_series, of_sponsorship)


def of_series(series, may: set[str]) -> list[Link]:
    """What somebody with these rights finds at the desk of a series."""
    links = [link for way in _ways.values() if way.of_series and (link := way.of_series(series))]
    return [link for link in links if not link.right or link.right in may]


def of_sponsorship(sponsorship) -> list[Link]:
    """What the people of a group beside it find where its name is listed."""
    return [link for way in _ways.values() if way.of_sponsorship and (link := way.of_sponsorship(sponsorship))]

"""What groups took on for single dates. The room that keeps it registers its part at start."""

from collections.abc import Callable, Iterable

_sources: dict[str, Callable[[list[int]], Iterable[tuple[int, int, str]]]] = {}


def register(name: str, source: Callable[[list[int]], Iterable[tuple[int, int, str]]]) -> None:
    """Make it known, from AppConfig.ready. The same name twice is once.

    `source(dates)` answers, for the keys of some dates, what is still to be done: (date, group, what), in one query.
    """
    _sources[name] = source


def for_dates(dates: Iterable[int]) -> dict[tuple[int, int], list[str]]:
    """What each group took on for each of these dates; by their keys."""
    found: dict[tuple[int, int], list[str]] = {}
    for source in _sources.values():
        for date, group, what in source(list(dates)):
            found.setdefault((date, group), []).append(what)
    return found

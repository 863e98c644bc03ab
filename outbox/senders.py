"""On whose behalf a letter goes: "" is the site itself, "organization:12" a group.

The outbox knows no groups. The room that does registers what they are called and how much they may send.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class _Kind:
    name: Callable[[str], str]
    daily: Callable[[str], int | None] | None


_kinds: dict[str, _Kind] = {}


def register(prefix: str, name: Callable[[str], str], *, daily: Callable[[str], int | None] | None = None) -> None:
    """Make senders "<prefix>:<key>" known, from AppConfig.ready.

    `name` says what the sender with this key is called, "" where there is none. `daily` says how many
    letters may go for it in a day, None for any number; letters marked `urgent` are not counted.
    """
    _kinds[prefix] = _Kind(name, daily)


def name_of(sender: str) -> str:
    """What a sender is called; "" for the site itself and for one that nobody knows."""
    prefix, _colon, key = sender.partition(":")
    return _kinds[prefix].name(key) if prefix in _kinds else ""


def daily_limit(sender: str) -> int | None:
    """How many letters may go for it in a day; None where nothing limits it."""
    prefix, _colon, key = sender.partition(":")
    kind = _kinds.get(prefix)
    return kind.daily(key) if kind and kind.daily else None

"""What the site keeps about one person, part by part. Each room registers its own at start."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """One kind of thing kept about people.

    `export` gives a person's rows as plain values (texts, numbers, dates, lists, dicts), of nobody else.
    `erase` removes or blanks them and returns how many; None where they go with the account's row. It runs
    inside the transaction that erases the account, before its row goes, and bears running twice.
    """

    name: str
    export: Callable[[object], list[dict]]
    erase: Callable[[object], int] | None


_parts: dict[str, Part] = {}


def register_part(
    name: str, *, export: Callable[[object], list[dict]], erase: Callable[[object], int] | None = None
) -> None:
    """Make a part known, from AppConfig.ready. `name` is a lazily translated plural: "Memberships". Twice is once."""
    _parts[str(name)] = Part(name, export, erase)


def parts() -> list[Part]:
    return list(_parts.values())

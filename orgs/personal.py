"""What the site keeps about one person, part by part. Each room registers its own at start."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext


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


def told_about(person) -> list[tuple[str, list[list[tuple[str, str]]]]]:
    """The same in words: of each part its name and its rows, of each row (label, text); what is empty is left out."""
    return [
        (
            str(part.name),
            [[(_label(key), _told(value)) for key, value in row.items() if value not in ("", None)] for row in rows],
        )
        for part in parts()
        for rows in [part.export(person)]
    ]


def parts() -> list[Part]:
    return list(_parts.values())


def _label(key: str) -> str:
    return capfirst(key.replace("_", " "))


def _told(value) -> str:
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, datetime):
        return date_format(localtime(value), "DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    return ", ".join(map(_told, value)) if isinstance(value, (list, tuple)) else str(value)

"""What stands at the place of an argument in an address: rows by name, and always one that is not there."""

from collections.abc import Callable

# How addresses begin, and what they are tried on, by name. The longest beginning that fits an address counts.
Arguments = dict[str, Callable[[], dict[str, dict]]]


def pks(rows: dict[str, int]) -> dict[str, dict]:
    return {name: {"pk": pk} for name, pk in (rows | {"missing": 0}).items()}


def slugs(rows: dict) -> dict[str, dict]:
    return {name: {"slug": one.slug} for name, one in rows.items()} | {"missing": {"slug": "missing"}}


def tokens(**tokens: str) -> dict[str, dict]:
    return {name.replace("_", " "): {"token": token} for name, token in (tokens | {"made_up": "x"}).items()}

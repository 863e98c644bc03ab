"""Reads a list of divisions, as Open Civic Data publishes them, into jurisdictions."""

import csv
import re
from collections.abc import Iterable, Iterator
from itertools import batched
from typing import NamedTuple

from django.db import transaction

from places.models import Jurisdiction

COLUMNS = ("ocd_id", "name", "kind", "state", "census_geoid")
BATCH = 500
MOST_TOLD = 20
KINDS = {
    "country": "country",
    "state": "state",
    "county": "county",
    "parish": "county",
    "borough": "county",
    "census_area": "county",
    "municipio": "county",
    "place": "place",
    "school_district": "school_district",
}
COMPARED = ["name", "kind", "region", "country", "census_geoid"]
_OCD_ID = re.compile(r"ocd-division/country:([a-z]{2})(?:/[a-z_]+:[\w.~-]+)*")
_REGION = re.compile(r"/(?:state|territory|district|province):([a-z]{2})(?:/|$)")
# The Census says beside a name what the town is; people say "Akron". A township keeps the word that tells it apart.
_SAID_BESIDE = re.compile(r" (?:city|town|village|borough)$")


class Unreadable(Exception):
    """The file is not a list of divisions; the text says why, and in which line."""


class Refused(NamedTuple):
    line: int
    why: str


class Taken(NamedTuple):
    """What became of the rows. Of those refused the first twenty are told."""

    new: int
    changed: int
    same: int
    refused: int
    told: tuple[Refused, ...]


def take(lines: Iterable[str]) -> Taken:
    """Makes and corrects jurisdictions by the lines of a CSV file, 500 at a time; the same file again changes nothing.

    A row that cannot be read is refused and the others are taken. Nothing is deleted, and where a town lies stays.
    Raises Unreadable in the middle of a broken file; the batches before it are kept.
    """
    counts = dict.fromkeys(("new", "changed", "same"), 0)
    refused: list[Refused] = []
    rows = _read(lines, refused)
    for batch in batched(rows, BATCH):
        with transaction.atomic():
            _keep({row.ocd_id: row for row in batch}, counts)
    return Taken(**counts, refused=len(refused), told=tuple(refused[:MOST_TOLD]))


def _read(lines: Iterable[str], refused: list[Refused]) -> Iterator[Jurisdiction]:
    reader = csv.DictReader(lines)
    try:
        missing = set(COLUMNS) - set(reader.fieldnames or ())
        if missing:
            raise Unreadable(f"Line 1 names no column {', '.join(sorted(missing))}.")
        for row in reader:
            why, jurisdiction = _jurisdiction(row)
            if jurisdiction:
                yield jurisdiction
            else:
                refused.append(Refused(reader.line_num, why))
    except csv.Error as error:
        raise Unreadable(f"Line {reader.line_num} is no line of a CSV file: {error}.") from error
    except (UnicodeDecodeError, EOFError, OSError) as error:
        raise Unreadable(f"After line {reader.line_num} the file cannot be read: {error}.") from error


def _jurisdiction(row: dict[str, str | None]) -> tuple[str, Jurisdiction | None]:
    """A row, not saved, or why not."""
    ocd_id, name, kind, state, geoid = ((row[column] or "").strip() for column in COLUMNS)
    match = _OCD_ID.fullmatch(ocd_id)
    if not match or len(ocd_id) > 200:
        return "no Open Civic Data id of a division", None
    if not name or len(name) > 160 or "\x00" in name:
        return "the name is empty, or longer than 160 letters", None
    if len(geoid) > 30 or len(state) > 120 or "\x00" in geoid + state:
        return "the state or the census id is too long", None
    region = state or _region(ocd_id)
    kind = KINDS.get(kind, Jurisdiction.Kind.OTHER)
    if kind == Jurisdiction.Kind.PLACE:
        name = _SAID_BESIDE.sub("", name)
    return "", Jurisdiction(
        ocd_id=ocd_id, name=name, kind=kind, region=region, country=match[1].upper(), census_geoid=geoid
    )


def _region(ocd_id: str) -> str:
    match = _REGION.search(ocd_id)
    return match[1].upper() if match else ""


def _keep(rows: dict[str, Jurisdiction], counts: dict[str, int]) -> None:
    here = Jurisdiction.objects.in_bulk(rows, field_name="ocd_id")
    changed = []
    for ocd_id, known in here.items():
        if _facts(known) != _facts(rows[ocd_id]):
            for field in COMPARED:
                setattr(known, field, getattr(rows[ocd_id], field))
            changed.append(known)
    Jurisdiction.objects.bulk_update(changed, COMPARED)
    new = [row for ocd_id, row in rows.items() if ocd_id not in here]
    Jurisdiction.objects.bulk_create(new)
    counts["new"] += len(new)
    counts["changed"] += len(changed)
    counts["same"] += len(here) - len(changed)


def _facts(row: Jurisdiction) -> list[str]:
    return [getattr(row, field) for field in COMPARED]

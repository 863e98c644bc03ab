"""Reads the gazetteer's files into the database."""

import csv
import gzip
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.db import transaction
from django.utils.timezone import now

from places.models import Edition, Postcode, Town, TownName
from places.spelling import key
from places.zones import is_known_zone

DATA = Path(__file__).resolve().parent / "data"
READING = "2"  # to be raised when the same files are to be read another way, so that they are read again
BATCH = 500


class Files(NamedTuple):
    """What to load, each a CSV file with a header, plain or `.gz`. docs: places/data/README.md"""

    towns: Path = DATA / "places.csv.gz"
    postcodes: Path = DATA / "us_postal_codes.csv.gz"
    local_names: Path = DATA / "local_names.csv"

    def digest(self) -> str:
        contents = (hashlib.sha256(path.read_bytes()).hexdigest() for path in self)
        return hashlib.sha256("\n".join([READING, *contents]).encode()).hexdigest()


class Loaded(NamedTuple):
    """What is in the database now. `skipped` rows had a time zone that the installed tzdata does not know."""

    is_new: bool
    towns: int
    names: int
    postcodes: int
    skipped: int = 0


def load(files: Files = Files()) -> Loaded:  # noqa: B008 - a tuple of paths, never changed
    """Replaces towns and postcodes by what the files hold, at once or not at all; the same files again change nothing.

    Rows are deleted and written rather than compared: nothing refers to them. Two processes at once take turns.
    """
    digest = files.digest()
    if Edition.current() == digest:
        return _counts(is_new=False)
    with transaction.atomic():
        Edition.objects.get_or_create(pk=Edition.ONLY)
        if Edition.objects.select_for_update().get(pk=Edition.ONLY).digest == digest:
            return _counts(is_new=False)
        skipped = _replace(files)
        Edition.objects.filter(pk=Edition.ONLY).update(digest=digest, loaded_at=now())
        return _counts(is_new=True, skipped=skipped)


def _counts(*, is_new: bool, skipped: int = 0) -> Loaded:
    counts = (model.objects.count() for model in (Town, TownName, Postcode))
    return Loaded(is_new, *counts, skipped)


def _replace(files: Files) -> int:
    for model in (TownName, Town, Postcode):
        model.objects.all().delete()
    towns, unknown_towns = _with_known_zones(_rows(files.towns))
    postcodes, unknown_postcodes = _with_known_zones(_rows(files.postcodes))
    Town.objects.bulk_create(map(_town, towns), batch_size=BATCH)
    TownName.objects.bulk_create(_names(towns, files.local_names), batch_size=BATCH)
    Postcode.objects.bulk_create(map(_postcode, postcodes), batch_size=BATCH)
    return unknown_towns + unknown_postcodes


def _rows(path: Path) -> Iterator[dict[str, str]]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _with_known_zones(rows: Iterator[dict[str, str]]) -> tuple[list[dict[str, str]], int]:
    everything = list(rows)
    known = [row for row in everything if is_known_zone(row["timezone"])]
    return known, len(everything) - len(known)


def _town(row: dict[str, str]) -> Town:
    return Town(
        geonameid=int(row["geonameid"]),
        name=row["name"],
        admin1=row["admin1"],
        admin1_name=row["admin1_name"],
        country=row["country"],
        latitude=float(row["lat"]),
        longitude=float(row["lon"]),
        time_zone=row["timezone"],
        population=int(row["population"]),
    )


def _postcode(row: dict[str, str]) -> Postcode:
    return Postcode(
        code=row["zip"],
        place=row["place"],
        region=row["state"],
        county=row["county"],
        latitude=float(row["lat"]),
        longitude=float(row["lon"]),
        time_zone=row["timezone"],
    )


def _names(towns: list[dict[str, str]], local_names: Path) -> Iterator[TownName]:
    """The main name of each town once, then the others that do not come to the same. "Halle (Saale)" is "Halle" too."""
    local: dict[str, list[str]] = {}
    for row in _rows(local_names):
        local.setdefault(row["geonameid"], []).append(row["name"])
    for town in towns:
        main = key(town["name"])
        shortened = town["name"].partition("(")[0]
        others = {key(name) for name in [shortened, *town["aliases"].split("|"), *local.get(town["geonameid"], ())]}
        yield TownName(town_id=int(town["geonameid"]), key=main, is_main=True)
        for other in sorted(others - {main, ""}):
            yield TownName(town_id=int(town["geonameid"]), key=other, is_main=False)

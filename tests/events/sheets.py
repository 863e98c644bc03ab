"""Spreadsheets for the tests of the import."""

import csv
import io

from events.importing import Options, Outcome, bring_in

# The least a row says, at a place with coordinates of its own.
ROW = {
    "organizations": "Elm Street Tenants",
    "locality": "Akron",
    "state": "OH",
    "country": "US",
    "lat": "41.08",
    "lon": "-81.52",
    "timezone": "America/New_York",
    "first_date": "2024-03-02",
    "last_date": "2024-04-06",
}


def sheet(*rows: dict, separator: str = ",", encoding: str = "utf-8") -> bytes:
    """A file with a row for each dict, every one on top of `ROW`."""
    rows = [ROW | row for row in rows]
    header = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, header, delimiter=separator, lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


def brought(*rows: dict, dry_run: bool = False, **options) -> list[Outcome]:
    """What became of the rows."""
    return list(bring_in(sheet(*rows), Options(**options), dry_run=dry_run))

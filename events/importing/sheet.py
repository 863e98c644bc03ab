"""A spreadsheet saved as text: from bytes to rows of cells. What is not one is refused as a whole, in one sentence."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from events.importing import columns

MOST_BYTES = 5_000_000
MOST_ROWS = 5_000
SEPARATORS = (",", ";", "\t")
EMPTY: Mapping[str, str] = {}


class Row(NamedTuple):
    """One line of the sheet. `number` is the one a spreadsheet shows: the header is 1."""

    number: int
    cells: dict[str, str]  # by the names of `columns.COLUMNS`; what the file does not say is ""
    others: tuple[str, ...]  # cells of columns that are passed over
    is_too_long: bool  # more cells than the header has


def read(data: bytes, *, required: Sequence[str] = columns.REQUIRED, renamed: Mapping[str, str] = EMPTY) -> list[Row]:
    """The rows of a file, empty lines left out. `renamed` says by which name of its own the file has a column of ours.

    UTF-8 with or without a byte order mark, else Windows-1252; cells apart by comma, semicolon or tab. Raises
    ValidationError: too_big, not_text, missing_columns, double_column, unreadable, too_many_rows, no_rows.
    """
    text = _text(data)
    lines = _lines(text, _separator(text))
    names = columns.check(columns.renamed(next(lines, []), renamed), required)
    numbered = ((number, line) for number, line in enumerate(lines, start=2) if any(cell.strip() for cell in line))
    rows = [_row(number, line, names) for number, line in islice(numbered, MOST_ROWS + 1)]
    if len(rows) > MOST_ROWS:
        sentence = _("The file has more than %(most)s rows. Bring it in as several files.")
        raise ValidationError(
            sentence, code="too_many_rows", params={"most": number_format(MOST_ROWS, force_grouping=True)}
        )
    if not rows:
        raise ValidationError(_("The file has no row beneath its header."), code="no_rows")
    return rows


def header(data: bytes) -> list[str]:
    """The names of the columns as the file has them, at most a hundred. ValidationError where it is no such file."""
    text = _text(data)
    return [" ".join(cell.split())[:80] for cell in next(_lines(text, _separator(text)), [])][:100]


def table(data: bytes, *, most: int = MOST_ROWS) -> list[list[str]]:
    """The lines of a file as they are, its header first, `most` of them. ValidationError where it is no such file."""
    text = _text(data)
    return list(islice(_lines(text, _separator(text)), most))


def _text(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        sentence = _("The file is larger than %(most)s MB. Bring it in as several files.")
        raise ValidationError(sentence, code="too_big", params={"most": MOST_BYTES // 1_000_000})
    if b"\0" in data:
        raise _not_text()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise _not_text() from error


def _not_text() -> ValidationError:
    sentence = _("This is not a spreadsheet saved as text. Save it as “CSV (UTF-8)” and try again.")
    return ValidationError(sentence, code="not_text")


def _separator(text: str) -> str:
    """The one by which the header names the most columns that we know, then the most columns."""
    header = text[:10_000]

    def known_columns(separator: str) -> tuple[int, int]:
        try:
            first = next(csv.reader(io.StringIO(header, newline=""), delimiter=separator), [])
        except csv.Error:
            return 0, 0
        return sum(map(bool, columns.known(first))), len(first)

    return max(SEPARATORS, key=known_columns)


def _lines(text: str, separator: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    except csv.Error as error:
        # A cell beyond 128 KB, most often: a quotation mark that is never closed.
        sentence = _("The file cannot be read to its end: a cell is too long, or a quotation mark is missing.")
        raise ValidationError(sentence, code="unreadable") from error


def _row(number: int, line: list[str], names: list[str]) -> Row:
    cells = dict.fromkeys(columns.COLUMNS, "")
    cells |= {name: _tidy(cell, name) for name, cell in zip(names, line, strict=False) if name}
    others = tuple(cell for name, cell in zip(names, line, strict=False) if not name)
    is_too_long = any(cell.strip() for cell in line[len(names) :])
    return Row(number, cells, others, is_too_long)


def _tidy(cell: str, name: str) -> str:
    """On one line, but for what the series is about; spaces at both ends left out."""
    if name == "about":
        return cell.replace("\r\n", "\n").replace("\r", "\n").strip()
    return " ".join(cell.split())

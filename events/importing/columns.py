"""The columns that are read, and the header that names them. What else a file holds is passed over."""

from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# The name on the left is the one of our template; a file may use one on the right instead.
COLUMNS = {
    "series_id": (),
    "organizations": ("groups",),
    "title": (),
    "kind": ("event_kinds",),
    "summary": ("common_claims",),
    "about": (),
    "venue": (),
    "street": (),
    "locality": ("town", "city"),
    "state": (),
    "country": (),
    "lat": ("latitude",),
    "lon": ("longitude",),
    "timezone": ("time_zone",),
    "repeats": (),
    "weekday": ("weekdays",),
    "first_date": (),
    "last_date": (),
    "start_time": (),
    "minutes": (),
    "missed_weeks": (),
}
REQUIRED = ("organizations", "locality", "first_date", "last_date")

_NAMES = {alias: name for name, aliases in COLUMNS.items() for alias in (name, *aliases)}


def known(header: list[str]) -> list[str]:
    """The name of each column as we call it; "" for one that is passed over."""
    return [_NAMES.get("_".join(cell.lower().split()), "") for cell in header]


def renamed(header: list[str], by_ours: Mapping[str, str]) -> list[str]:
    """The header with a column of ours in place of the one that is said to be it."""
    ours = {" ".join(theirs.split()): name for name, theirs in by_ours.items() if name in COLUMNS and theirs}
    said = [" ".join(cell.split())[:80] for cell in header]
    # What somebody chose goes before a column that merely bears our name.
    return [ours.get(cell) or ("" if known([cell])[0] in by_ours and ours else cell) for cell in said]


def check(header: list[str], required: Sequence[str] = REQUIRED) -> list[str]:
    """The same, or a ValidationError: missing_columns, double_column."""
    names = known(header)
    missing = [name for name in required if name not in names]
    if missing:
        sentence = _("The first line of the file must name its columns. Missing: %(columns)s.")
        raise ValidationError(sentence, code="missing_columns", params={"columns": ", ".join(missing)})
    double = sorted({name for name in names if name and names.count(name) > 1})
    if double:
        sentence = _("More than one column of the file says: %(columns)s. Keep one of each.")
        raise ValidationError(sentence, code="double_column", params={"columns": ", ".join(double)})
    return names

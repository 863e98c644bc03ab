"""The columns that are read, and the header that names them. What else a file holds is passed over."""

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


def check(header: list[str]) -> list[str]:
    """The same, or a ValidationError: missing_columns, double_column."""
    names = known(header)
    missing = [name for name in REQUIRED if name not in names]
    if missing:
        sentence = _("The first line of the file must name its columns. Missing: %(columns)s.")
        raise ValidationError(sentence, code="missing_columns", params={"columns": ", ".join(missing)})
    double = sorted({name for name in names if name and names.count(name) > 1})
    if double:
        sentence = _("More than one column of the file says: %(columns)s. Keep one of each.")
        raise ValidationError(sentence, code="double_column", params={"columns": ", ".join(double)})
    return names

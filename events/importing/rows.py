"""The rows of a spreadsheet as events of one group: what a row does not say of group and town is that of the group."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from events.importing import sheet
from events.importing.entry import Asked, Entry
from events.importing.ground import Ground
from events.importing.options import Options
from events.importing.repeating import over
from events.importing.wanted import name_key, wanted
from events.recurrence import Cadence
from orgs.models import Organization
from places.models import Place

REQUIRED = ("first_date",)
MOST_ROWS = 300


def asked_of(
    data: bytes, group: Organization, today: date, *, columns: dict[str, str] | None = None
) -> Iterator[Asked]:
    """Every row of a sheet. `columns` says which of its columns is which of ours, by their names; else their own names.

    ValidationError where it is no sheet, or has more rows than a page can show.
    """
    found = sheet.read(data, required=REQUIRED, renamed=columns or {})
    if len(found) > MOST_ROWS:
        sentence = _("The file has more than %(most)s rows. Bring it in as several files.")
        raise ValidationError(sentence, code="too_many_rows", params={"most": MOST_ROWS})
    ground, seen = Ground(), set()
    return [_asked(row, group, ground, today, seen) for row in found]


def _asked(row: sheet.Row, group: Organization, ground: Ground, today: date, seen: set[str]) -> Asked:
    title = row.cells["title"][:120] or _("Row %(row)s") % {"row": row.number}
    try:
        said = _completed(row, group)
        asked = wanted(said, Options(), ground)
        if asked.key in seen:
            raise ValidationError(_("This row is in the file twice."), code="twice_in_file")
        seen.add(asked.key)
        return Asked(row.number, asked.key, asked.title, entry=_entry(asked, row, today))
    except ValidationError as refusal:
        return Asked(row.number, f"row:{row.number}", title, refusal=refusal.error_list[0])


def _completed(row: sheet.Row, group: Organization) -> sheet.Row:
    """The row with what goes without saying on a page of the group."""
    cells = dict(row.cells)
    hosts = [name.strip() for name in cells["organizations"].split(";") if name.strip()]
    if hosts and name_key(hosts[0]) != name_key(group.name):
        sentence = _("The row names another group: “%(name)s”.")
        raise ValidationError(sentence, code="other_group", params={"name": hosts[0][:60]})
    cells["organizations"] = group.name.replace(";", ",")
    if not (cells["locality"] or cells["lat"] or cells["lon"]):
        cells |= _town(group.place) | ({"timezone": cells["timezone"]} if cells["timezone"] else {})
    if not (cells["last_date"] or cells["repeats"]):
        cells["repeats"] = "once"
    return row._replace(cells=cells)


def _town(place: Place) -> dict[str, str]:
    return {
        "locality": place.locality,
        "state": place.region,
        "country": place.country,
        "lat": f"{place.latitude:.5f}",
        "lon": f"{place.longitude:.5f}",
        "timezone": place.time_zone,
    }


def _entry(asked, row: sheet.Row, today: date) -> Entry:
    cadence = asked.cadence
    first = next(cadence.days(after=today), None)
    if first is None:
        raise over(cadence.last)
    cadence = Cadence((replace(cadence.steps[0], start=first),), cadence.until)
    same = {
        name: getattr(asked, name) for name in "title kind summary about venue street spot start_time minutes".split()
    }
    rule = [row.cells[name] for name in ("repeats", "weekday", "first_date", "last_date", "start_time", "minutes")]
    place = [row.cells[name] for name in ("venue", "street", "locality", "state", "country", "lat", "lon", "timezone")]
    words = {"rule_as_said": " ".join(rule), "place_as_said": " ".join(place)}
    return Entry(cadence=cadence, notes=asked.notes, **words, **same)

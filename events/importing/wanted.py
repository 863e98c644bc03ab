"""What a row asks for: every cell read, nothing stored."""

import hashlib
from dataclasses import dataclass
from datetime import time

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.importing import cells as read
from events.importing.ground import Ground
from events.importing.options import Options
from events.importing.rule import cadence
from events.importing.sheet import Row
from events.models import Series
from events.recurrence import Cadence, local
from places.spelling import key
from places.spots import Spot

LONGEST_NAME = 120
LONGEST_ID = 60


@dataclass(frozen=True)
class Wanted:
    """One series, as its row has it. The first of `groups` is the host. `notes` are sentences about the row."""

    key: str
    groups: tuple[str, ...]
    title: str
    kind: str
    summary: str
    about: str
    venue: str
    street: str
    spot: Spot
    cadence: Cadence
    start_time: time
    minutes: int
    notes: tuple[str, ...]

    @property
    def rule(self) -> dict:
        """What the options may move in a draft that was brought in before."""
        return {"cadence": self.cadence, "start_time": self.start_time, "minutes": self.minutes}


def wanted(row: Row, options: Options, ground: Ground) -> Wanted:
    """Read a row. ValidationError with one sentence for the first thing that is wrong with it."""
    cells = row.cells
    if row.is_too_long:
        raise ValidationError(_("The row has more cells than the header names."), code="too_many_cells")
    for cell in (*cells.values(), *row.others):
        read.refuse_formula(cell)
        read.refuse_control(cell)
    groups = _each_once(read.names(cells, "organizations", LONGEST_NAME))
    spot = ground.spot(cells)
    rule = cadence(cells, options, local(timezone.now(), spot.time_zone).date())
    kind, kind_notes = _kind(cells)
    found = Wanted(
        key=_key(cells, groups[0]),
        groups=groups,
        title=read.text(cells, "title", 120) or _made_title(cells, kind, rule, spot),
        kind=kind,
        summary=read.text(cells, "summary", 240),
        about=read.text(cells, "about", 10_000),
        venue=read.text(cells, "venue", 120) or spot.locality or spot.label or _("To be announced"),
        street=read.text(cells, "street", 120),
        spot=spot,
        cadence=rule,
        start_time=read.clock(cells["start_time"]) if cells["start_time"] else options.start_time,
        minutes=read.whole(cells["minutes"], "minutes", 5, 24 * 60) if cells["minutes"] else options.minutes,
        notes=(*kind_notes, *_missed(cells)),
    )
    Series(time_zone=spot.time_zone, cadence=rule, start_time=found.start_time).refuse_impossible_hours()
    return found


def _each_once(names: list[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(name_key(name), name)
    return tuple(found.values())


def name_key(name: str) -> str:
    """How names of groups are compared: without case, accents and punctuation."""
    return key(name) or name.casefold()


def _key(cells: dict[str, str], host: str) -> str:
    """What the row is known by next time: its id, else host, title, place and the beginning of its rule, unmoved."""
    if said := read.text(cells, "series_id", LONGEST_ID):
        return f"import:{said}"
    said = [cells[name] for name in ("title", "venue", "repeats", "weekday", "first_date", "start_time")]
    town = [key(cells["locality"]), key(cells["state"]), cells["lat"], cells["lon"]]
    return "import:" + hashlib.sha256("\x1f".join([name_key(host), *town, *said]).encode()).hexdigest()[:40]


def _kind(cells: dict[str, str]) -> tuple[str, list[str]]:
    """The first kind that we have; another word is shown as a gathering, and said so."""
    words = [word.strip().casefold().replace("-", "_").replace(" ", "_") for word in cells["kind"].split(";")]
    ours = [word for word in words if word in Series.Kind.values]
    if ours or not cells["kind"]:
        return (ours[0] if ours else Series.Kind.DEMONSTRATION.value), []
    note = _("“%(said)s” is not a kind we have: it is shown as a gathering.") % {"said": cells["kind"][:40]}
    return Series.Kind.OTHER.value, [note]


def _made_title(cells: dict[str, str], kind: str, rule: Cadence, spot: Spot) -> str:
    """ "Friday vigil at Oak Plaza", "Vigil in Akron": for rows that bear no title."""
    step = rule.steps[0]
    label = str(Series.Kind(kind).label)
    if step.unit == "week" and len(step.weekdays) == 1:
        label = _("%(weekday)s %(kind)s") % {"weekday": WEEKDAYS[step.weekdays[0]], "kind": label.lower()}
    venue = read.text(cells, "venue", 120)
    at = _("%(what)s at %(venue)s") % {"what": label, "venue": venue}
    if venue and len(at) <= 120:
        return at
    return (_("%(what)s in %(town)s") % {"what": label, "town": spot.locality})[:120] if spot.locality else label


def _missed(cells: dict[str, str]) -> list[str]:
    missed = read.whole(cells["missed_weeks"], "missed_weeks", 0, 999_999) if cells["missed_weeks"] else 0
    if not missed:
        return []
    sentence = ngettext(
        "One of its weeks was missed; the file does not say which, so each counts as held.",
        "%(count)s of its weeks were missed; the file does not say which, so each counts as held.",
        missed,
    )
    return [sentence % {"count": missed}]

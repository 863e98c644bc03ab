"""Days and hours as calendars write them, on the clocks of the zone that is meant."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from events.importing.cells import within_years
from events.importing.lines import Component, Property
from events.importing.zones import zone_named

_DAY = re.compile(r"[0-9]{8}")
_MOMENT = re.compile(r"([0-9]{8})T([0-9]{4}(?:[0-9]{2})?)(Z?)")
_DURATION = re.compile(
    r"\+?P(?:([0-9]{1,4})W)?(?:([0-9]{1,4})D)?(?:T(?:([0-9]{1,5})H)?(?:([0-9]{1,6})M)?(?:([0-9]{1,6})S)?)?"
)


@dataclass(frozen=True)
class Moment:
    """What a line says of time: a day, and mostly a wall-clock time with the zone that it names ("" for none)."""

    day: date
    wall: datetime | None
    zone: str

    @property
    def is_whole_day(self) -> bool:
        return self.wall is None

    def on_clocks_of(self, zone: str) -> datetime:
        """The same moment as the clocks of `zone` show it, without a zone; one that names none is taken as it is."""
        wall = self.wall or datetime.combine(self.day, datetime.min.time())
        if not self.zone or self.zone == zone:
            return wall
        return wall.replace(tzinfo=ZoneInfo(self.zone)).astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def moment(said: Property, aliases: dict[str, str]) -> Moment:
    """What a line says. `aliases` has what the file itself says of the zones that it names. ValidationError if none."""
    return _moment(said.value.strip().upper(), said.parameters, aliases)


def moments(said: list[Property], aliases: dict[str, str]) -> list[Moment]:
    """What lines of EXDATE or RDATE name, joined by commas; what cannot be read there is passed over."""
    found = []
    for line in said:
        for part in line.value.split(",")[:500]:
            try:
                found.append(_moment(part.strip().upper().partition("/")[0], line.parameters, aliases))
            except ValidationError:
                continue
    return found


def _moment(text: str, parameters: dict[str, str], aliases: dict[str, str]) -> Moment:
    try:
        if _DAY.fullmatch(text):
            day = datetime.strptime(text, "%Y%m%d").date()  # noqa: DTZ007 - a day, no moment
            return Moment(within_years(day), None, "")
        if match := _MOMENT.fullmatch(text):
            wall = datetime.strptime(match[1] + match[2].ljust(6, "0"), "%Y%m%d%H%M%S")  # noqa: DTZ007 - local
            return Moment(within_years(wall.date()), wall, "UTC" if match[3] else _zone(parameters, aliases))
    except ValueError:
        pass
    raise ValidationError(_("Its day “%(said)s” cannot be read."), code="no_date", params={"said": text[:40]})


def _zone(parameters: dict[str, str], aliases: dict[str, str]) -> str:
    name = parameters.get("TZID", "").strip()
    if not name:
        return ""
    zone = zone_named(name) or zone_named(aliases.get(name, ""))
    if zone is None:
        sentence = _("Its time zone “%(zone)s” is none that we know.")
        raise ValidationError(sentence, code="unknown_zone", params={"zone": name[:60]})
    return zone


def minutes_of(event: Component, start: Moment, aliases: dict[str, str]) -> int | None:
    """How long it lasts by its end or its duration; None where it says neither, or ends before it begins."""
    length = None
    if end := event.first("DTEND"):
        length = _instant(moment(end, aliases), start) - _instant(start, start)
    elif match := _DURATION.fullmatch(event.value("DURATION").upper()):
        weeks, days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
        length = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return int(length.total_seconds()) // 60 if length and length > timedelta(0) else None


def _instant(said: Moment, beside: Moment) -> datetime:
    """An end that names no zone is on the clocks of its beginning."""
    zone = said.zone or beside.zone or "UTC"
    wall = said.wall or datetime.combine(said.day, datetime.min.time())
    return wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)

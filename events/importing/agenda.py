"""The events of a calendar file, each as an entry or with the reason why it cannot be one. Nothing is stored."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from events.importing import versions
from events.importing.entry import Asked, Entry, Exceptional
from events.importing.lines import Component, components
from events.importing.moments import Moment, minutes_of, moment, moments
from events.importing.repeating import Repeating, once, over, repeating
from events.importing.texts import is_escaped_twice, one_line, paragraphs, shortened
from events.importing.whereabouts import Surroundings
from events.importing.wording import kind_of
from events.importing.zones import zone_named
from events.models import Series
from places.spots import Spot

DEFAULT_MINUTES = 60
LONGEST = 24 * 60
SHORTEST = 5


@dataclass(frozen=True)
class Agenda:
    """A calendar as it was read: what it calls itself, and every event by what its source knows it by."""

    name: str
    asked: tuple[Asked, ...]


def read(data: bytes, home: Spot, today: date, *, whole_days_at: time | None = None) -> Agenda:
    """Read a calendar for a group at `home`. ValidationError where it is no calendar, or too large.

    Events without an hour are refused, or begin at `whole_days_at`. Hours that name no zone are on the clocks of the
    calendar, else of the group's town. Of what is over nothing is read but its key.
    """
    found = components(data)
    return _Reading(found, home, today, whole_days_at).agenda()


def is_meant(data: bytes) -> bool:
    """Whether a file is a calendar, or something that is neither a calendar nor a sheet."""
    beginning = data[:4_000].lstrip(b"\xef\xbb\xbf \r\n\t").upper()
    return (
        beginning.startswith((b"BEGIN:", b"<", b"{", b"[", b"\xff\xfe", b"\xfe\xff")) or b"BEGIN:VCALENDAR" in beginning
    )


class _Reading:
    """One run over one calendar."""

    def __init__(self, found: list[Component], home: Spot, today: date, whole_days_at: time | None) -> None:
        self.calendar = next((part for part in found if part.kind == "VCALENDAR"), Component("VCALENDAR"))
        self.events = [part for part in found if part.kind == "VEVENT"]
        zones = (part for part in found if part.kind == "VTIMEZONE")
        self.aliases = {zone.value("TZID"): zone.value("X-LIC-LOCATION") for zone in zones}
        self.today, self.whole_days_at = today, whole_days_at
        self.around, self.home = Surroundings(home), home
        self.zone = zone_named(self.calendar.value("X-WR-TIMEZONE")) or ""

    def agenda(self) -> Agenda:
        name = one_line(self.calendar.value("X-WR-CALNAME") or self.calendar.value("NAME"))
        events = versions.latest(self.events)
        return Agenda(shortened(name, 120), tuple(self._asked(number, told) for number, told in enumerate(events, 1)))

    def _asked(self, number: int, told: versions.Told) -> Asked:
        title = one_line(told.event.value("SUMMARY"))
        key = "uid:" + hashlib.sha256(told.uid.encode()).hexdigest()[:40]
        try:
            return Asked(number, key, shortened(title, 120), entry=self._entry(told, title))
        except ValidationError as refusal:
            return Asked(number, key, shortened(title, 120), refusal=refusal.error_list[0])
        except (ArithmeticError, LookupError, TypeError, ValueError):
            odd = ValidationError(_("It cannot be read."), code="unreadable")
            return Asked(number, key, shortened(title, 120), refusal=odd)

    def _entry(self, told: versions.Told, title: str) -> Entry:
        event = told.event
        self._refuse_private(event, title)
        where = self.around.of(event)
        start, notes = self._start(event)
        zone, zone_notes = self._zone_of(start, where.spot)
        begins = start.on_clocks_of(zone)
        minutes, length_notes = self._minutes(event, start)
        repeats = self._repeats(event, begins.replace(tzinfo=ZoneInfo(zone)))
        spot = where.spot if where.spot.time_zone == zone else versions.in_zone(where.spot, zone)
        dates = self._exceptions(told, repeats, zone, begins.time(), minutes)
        named = event.first("DTSTART").parameters.get("TZID", "") or self.zone
        said = [event.value("DTSTART"), named, str(minutes), *(rule.value for rule in event.all("RRULE"))]
        entry = Entry(
            title=shortened(title, 120),
            kind=kind_of(title, event.value("CATEGORIES")),
            summary="",
            about=self._about(event),
            venue=where.venue,
            street=where.street,
            spot=spot,
            cadence=repeats.cadence,
            start_time=begins.time(),
            minutes=minutes,
            open_ended=repeats.open_ended,
            is_off=self._is_off(event),
            notes=(*told.notes, *where.notes, *notes, *zone_notes, *length_notes, *repeats.notes, *_texts(event)),
            rule_as_said=" ".join(said),
            place_as_said=" ".join([event.value("LOCATION"), event.value("GEO")]).strip(),
            **dates,
        )
        self._refuse_over(entry)
        Series(time_zone=zone, cadence=entry.cadence, start_time=entry.start_time).refuse_impossible_hours()
        return entry

    def _refuse_private(self, event: Component, title: str) -> None:
        if event.value("CLASS").upper() in ("PRIVATE", "CONFIDENTIAL"):
            raise ValidationError(_("It is marked as private where it comes from."), code="private")
        if not title:
            raise ValidationError(_("It has no title."), code="no_title")

    def _start(self, event: Component) -> tuple[Moment, tuple[str, ...]]:
        said = event.first("DTSTART")
        if said is None:
            raise ValidationError(_("It does not say when it begins."), code="no_date")
        start = moment(said, self.aliases)
        if not start.is_whole_day:
            return start, ()
        days = (moment(event.first("DTEND"), self.aliases).day - start.day).days if event.first("DTEND") else 1
        if start.day + timedelta(days=max(days, 1)) <= self.today and not event.first("RRULE"):
            raise over(start.day)
        if days > 1:
            raise ValidationError(_("It goes on for %(days)s days."), code="several_days", params={"days": days})
        if self.whole_days_at is None:
            sentence = _("It has no hour, only a day. Say at which hour such events begin, or give it one.")
            raise ValidationError(sentence, code="whole_day")
        at = datetime.combine(start.day, self.whole_days_at)
        return Moment(start.day, at, ""), (_("It has no hour: the one that you gave is taken."),)

    def _zone_of(self, start: Moment, spot: Spot) -> tuple[str, tuple[str, ...]]:
        """On whose clocks its hours are: its own, those of its calendar, or those of its place; and what to say of it.

        An hour in UTC is a moment: the clocks of the place show another one.
        """
        said = next((zone for zone in (start.zone, self.zone) if zone not in ("", "UTC")), "")
        if said:
            elsewhere = (_("Its hours are read on the clocks of %(zone)s.") % {"zone": said},)
            return said, elsewhere if _differ(said, spot.time_zone, start) else ()
        says_none = _("Its hours name no time zone: they are read as %(town)s time.")
        says_utc = _("Its hours are given in UTC: they are shown as %(town)s time.")
        sentence = says_utc if start.zone else says_none
        return spot.time_zone, (sentence % {"town": spot.locality or spot.time_zone},)

    def _minutes(self, event: Component, start: Moment) -> tuple[int, tuple[str, ...]]:
        found = None if event.first("DTSTART").value.strip().isdigit() else minutes_of(event, start, self.aliases)
        if found is None or found < SHORTEST:
            return DEFAULT_MINUTES, (_("It does not say when it ends: one hour is taken."),)
        if found > LONGEST:
            sentence = _("It lasts longer than a day. Bring each day in as an event of its own.")
            raise ValidationError(sentence, code="too_long")
        return found, ()

    def _repeats(self, event: Component, start: datetime) -> Repeating:
        rules = event.all("RRULE")
        if len(rules) > 1 or event.first("EXRULE"):
            raise ValidationError(_("It has more than one rule. Enter its dates by hand."), code="not_expressible")
        return repeating(rules[0].value, start, self.today) if rules else once(start.date())

    def _exceptions(self, told: versions.Told, repeats: Repeating, zone: str, at: time, minutes: int) -> dict:
        """The dates that are left out, elsewhere or added: of those that are still to come."""
        days = set(repeats.cadence.days())
        out = {said.on_clocks_of(zone).date() for said in moments(told.event.all("EXDATE"), self.aliases)}
        others = [self._other(event, zone, at, minutes, told.event) for event in told.overrides]
        added = {said.on_clocks_of(zone).date() for said in moments(told.event.all("RDATE"), self.aliases)}
        known = [other for other in others if other and other.ruled_day in days - out]
        taken = days | {other.day for other in known}
        return {
            "skipped": tuple(sorted(out & days)),
            "others": tuple(sorted(known, key=lambda other: other.ruled_day)),
            "extras": tuple(sorted(day for day in added - taken if day >= self.today)[:100]),
        }

    def _other(self, event: Component, zone: str, at: time, minutes: int, master: Component) -> Exceptional | None:
        try:
            ruled = moment(event.first("RECURRENCE-ID"), self.aliases).on_clocks_of(zone).date()
            start = moment(event.first("DTSTART") or event.first("RECURRENCE-ID"), self.aliases)
            lasts = minutes_of(event, start, self.aliases) or minutes
        except ValidationError:
            return None
        wall = start.on_clocks_of(zone)
        hour = at if start.is_whole_day else wall.time()
        title = one_line(event.value("SUMMARY"))
        note = shortened(title, 200) if title and title != one_line(master.value("SUMMARY")) else ""
        lasts = lasts if SHORTEST <= lasts <= LONGEST and not start.is_whole_day else minutes
        return Exceptional(ruled, wall.date(), hour, lasts, self._is_off(event), note)

    def _is_off(self, event: Component) -> bool:
        return "CANCELLED" in (event.value("STATUS").upper(), self.calendar.value("METHOD").upper() + "LED")

    def _about(self, event: Component) -> str:
        text = paragraphs(event.value("DESCRIPTION"))
        address = event.value("URL")
        if address.startswith(("https://", "http://")) and len(address) <= 500 and address not in text:
            text = f"{text}\n\n{address}".strip()
        return shortened(text, 10_000)

    def _refuse_over(self, entry: Entry) -> None:
        days = entry.days
        if entry.is_off or not days:
            days = list(entry.cadence.days())
        if days[-1] < self.today:
            raise over(days[-1])


def _differ(zone: str, other: str, start: Moment) -> bool:
    """Whether the two show different hours at that time."""
    wall = start.wall or datetime.combine(start.day, time(12))
    return wall.replace(tzinfo=ZoneInfo(zone)).utcoffset() != wall.replace(tzinfo=ZoneInfo(other)).utcoffset()


def _texts(event: Component) -> tuple[str, ...]:
    if any(is_escaped_twice(event.value(name)) for name in ("SUMMARY", "DESCRIPTION", "LOCATION")):
        return (_("Its text was encoded twice; it is shown as it was meant."),)
    return ()

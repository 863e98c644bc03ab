"""Series and dates as iCalendar (RFC 5545), so that every common calendar shows the right hour.

Built from what is handed over and nothing else: two calls with the same data give the same bytes.
The events themselves are written in `vevents`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import icalendar
from icalendar.prop import vDuration, vText, vUri

from events.timezones import vtimezone
from events.vevent import EVERYBODY, Reader, as_text
from events.vevents import Writer

PRODID = "-//Coalition//Coalition 1//EN"
REFRESH = timedelta(hours=1)
LINE = b"\r\n"
# When an empty feed last changed, since nothing in it can say.
BEGINNING = datetime(2020, 1, 1, tzinfo=UTC)
# Larger feeds are refused: Google documents 1 MB for imports and is reported to stop near 1,000 events.
MOST_EVENTS, MOST_BYTES = 1000, 1024 * 1024
# The papers of groups and series by the nearest CSS name, which is all that RFC 7986 allows.
COLORS = {"gold": "gold", "rose": "lightpink", "mint": "aquamarine", "sky": "skyblue", "lilac": "plum", "clay": "tan"}


@dataclass(frozen=True)
class Block:
    """The finished VEVENTs of one series: what sorts them, when it changed, its zones and until when, the bytes."""

    order: tuple[str, str]
    modified: datetime
    zones: tuple[str, ...]
    until: date
    body: bytes

    @property
    def events(self) -> int:
        return self.body.count(b"BEGIN:VEVENT")


@dataclass(frozen=True)
class About:
    """What a feed says of itself. Addresses are whole, and `feed` "" where it is a secret; `stock` is its paper."""

    name: str
    description: str
    page: str
    feed: str
    stock: str


def feed(about: About, blocks: Iterable[Block], *, today: date) -> bytes:
    """One VCALENDAR of all blocks, in the order of their first start, with the zones that they use.

    A zone is described from the year before `today` to the last day of a block in it, and two years ahead at least.
    """
    ordered = sorted(blocks, key=lambda block: block.order)
    modified = max((block.modified for block in ordered), default=BEGINNING)
    head = _head(about, modified).to_ical().removesuffix(b"END:VCALENDAR" + LINE)
    zones = [zone.to_ical() for zone in _zones(ordered, today)]
    return b"".join([head, *zones, *(block.body for block in ordered), b"END:VCALENDAR", LINE])


def is_too_large(blocks: Iterable[Block]) -> bool:
    """Whether some calendars would refuse a feed of these blocks."""
    found = list(blocks)
    return sum(block.events for block in found) > MOST_EVENTS or sum(len(block.body) for block in found) > MOST_BYTES


def series_block(
    series,
    dates: Sequence,
    organizations: Sequence,
    *,
    site_url: str,
    former_rules: Sequence = (),
    reader: Reader = EVERYBODY,
) -> Block:
    """All of a series. `dates` are its rows with `series` set; `organizations` the host, then those named.

    Of a rule that is one rule only the rows that were changed, or that the reader comes to, need to be among the dates.
    """
    rules = [*former_rules, series]
    events = Writer(series, organizations, site_url, reader).as_rules(rules, dates)
    zones = {rule.time_zone for rule in rules} | {row.zone for row in dates}
    return Block(
        order=(series.first_day.isoformat(), str(series.uid)),
        modified=series.changed_at,
        zones=tuple(sorted(zones)),
        until=max([row.day for row in dates] + [series.last_day]),
        body=b"".join(event.to_ical() for event in events),
    )


def date_block(row, organizations: Sequence, *, site_url: str, reader: Reader = EVERYBODY) -> Block:
    """One date alone, with a UID of its own: a copy that will not change."""
    writer = Writer(row.series, organizations, site_url, reader)
    return Block(
        order=(row.day.isoformat(), str(row.uid)),
        modified=row.series.changed_at,
        zones=(row.zone,),
        until=row.day,
        body=writer.single(row).to_ical(),
    )


def _zones(blocks: Sequence[Block], today: date) -> list[icalendar.Timezone]:
    # A calendar needs a component (RFC 5545 3.4): an empty one has the zone that needs no explanation.
    last = {"UTC": today} if not blocks else {}
    for block in blocks:
        for zone in block.zones:
            last[zone] = max(block.until, last.get(zone, block.until))
    years = {zone: max(day.year, today.year + 2) for zone, day in last.items()}
    return [vtimezone(zone, date(today.year - 1, 1, 1), date(years[zone], 12, 31)) for zone in sorted(years)]


def _head(about: About, modified: datetime) -> icalendar.Calendar:
    calendar = icalendar.Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", PRODID)
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", "PUBLISH")
    # Each said twice: the first is the standard, the second what the large calendars read.
    for name in ("NAME", "X-WR-CALNAME"):
        calendar.add(name, as_text(about.name))
    for name in ("DESCRIPTION", "X-WR-CALDESC"):
        calendar.add(name, as_text(about.description))
    calendar.add("URL", vUri(about.page))
    if about.feed:
        calendar.add("SOURCE", vUri(about.feed), parameters={"VALUE": "URI"})
    calendar.add("COLOR", vText(COLORS[about.stock]))
    calendar.add("LAST-MODIFIED", modified.astimezone(UTC).replace(microsecond=0))
    calendar.add("REFRESH-INTERVAL", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", vDuration(REFRESH))
    return calendar

"""A date as a letter brings it into one person's calendar, and takes it out again (iTIP, RFC 5546; iMIP, RFC 6047).

The name and the number of a date are those of its file and of the feeds, so that all three are one to a calendar.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import parseaddr

import icalendar
from django.conf import settings
from icalendar.prop import vCalAddress, vText

from events.ical import PRODID
from events.timezones import vtimezone
from events.vevent import EventWriter, Reader

REQUEST, CANCEL = "REQUEST", "CANCEL"


@dataclass(frozen=True)
class Part:
    """What a letter carries beside its words: the method, which its headers repeat, and the file."""

    method: str
    content: bytes


def part(row, organizations: Sequence, address: str, *, at: datetime, withdrawn: bool = False) -> Part:
    """For the one who said yes with this address: the date as it stands, or that it is none of hers any more.

    `at` is when the letter was written: of two of one number the later one counts.
    """
    method = CANCEL if withdrawn or row.is_off else REQUEST
    event = EventWriter(row.series, organizations, settings.SITE_URL, Reader(every=True)).single(row)
    event["DTSTAMP"] = icalendar.vDDDTypes(at.astimezone(UTC).replace(microsecond=0))
    event.add("ORGANIZER", _organizer())
    event.add("ATTENDEE", _attendee(address))
    if method == CANCEL:
        event["STATUS"], event["TRANSP"] = vText("CANCELLED"), vText("TRANSPARENT")
    calendar = icalendar.Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", PRODID)
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", method)
    calendar.add_component(vtimezone(row.zone, date(row.day.year - 1, 1, 1), date(row.day.year + 1, 12, 31)))
    calendar.add_component(event)
    return Part(method, calendar.to_ical())


def _organizer() -> vCalAddress:
    """The address that the letter comes from, so that it is believed."""
    organizer = vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    organizer.params["CN"] = vText(settings.SITE_NAME)
    return organizer


def _attendee(address: str) -> vCalAddress:
    """She has answered on the site, and is asked nothing."""
    attendee = vCalAddress(f"mailto:{address}")
    for name, value in {"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "ACCEPTED", "RSVP": "FALSE"}.items():
        attendee.params[name] = vText(value)
    return attendee

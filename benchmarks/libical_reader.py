"""What libical shows of a calendar, for the system's Python: python3 benchmarks/libical_reader.py < file.ics

Needs gir1.2-ical-3.0 and python3-gi. Rules are expanded by libical (icalcomponent_foreach_recurrence, as Evolution and
KDE do); putting overrides in their place is left to whoever uses it. Prints one JSON list a line:
[start, end, cancelled, where], in seconds since 1970.
"""

import json
import sys
from functools import partial

import gi

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib  # noqa: E402


def main() -> None:
    calendar = ICalGLib.Component.new_from_string(sys.stdin.read())
    events = list(_events(calendar))
    overrides = {(one.get_uid(), _seconds(_instead_of(one))): one for one in events if _overrides(one)}
    low = ICalGLib.Time.new_from_string("20250101T000000Z")
    high = ICalGLib.Time.new_from_string("20341231T000000Z")
    for event in events:
        if not _overrides(event):
            event.foreach_recurrence(low, high, partial(_shown, event, overrides))


def _events(calendar):
    event = calendar.get_first_component(ICalGLib.ComponentKind.VEVENT_COMPONENT)
    while event is not None:
        yield event
        event = calendar.get_next_component(ICalGLib.ComponentKind.VEVENT_COMPONENT)


def _overrides(event) -> bool:
    return event.get_first_property(ICalGLib.PropertyKind.RECURRENCEID_PROPERTY) is not None


def _instead_of(event):
    """Its RECURRENCE-ID, read in the zone that the file describes."""
    return event.get_first_property(ICalGLib.PropertyKind.RECURRENCEID_PROPERTY).get_datetime_with_component(event)


def _shown(event, overrides, _component, span, *_rest) -> None:
    start, end = span.get_start(), span.get_end()
    found = overrides.get((event.get_uid(), start))
    if found is not None:
        start, end = _seconds(found.get_dtstart()), _seconds(found.get_dtend())
    shown = found or event
    off = shown.get_status() == ICalGLib.PropertyStatus.CANCELLED
    print(json.dumps([start, end, off, shown.get_location()]))


def _seconds(moment) -> int:
    return moment.as_timet_with_zone(moment.get_timezone())


if __name__ == "__main__":
    main()

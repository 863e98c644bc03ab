"""VTIMEZONEs as calendars read them: right for every zone, and in the one form that all of them read."""

from bisect import bisect
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

import pytest
from dateutil.rrule import rrulestr

from events import timezones
from events.timezones import vtimezone

FIRST, LAST = date(2024, 1, 1), date(2032, 12, 31)
SECOND = timedelta(seconds=1)


def parts_of(zone, first=FIRST, last=LAST):
    return vtimezone(zone, first, last).subcomponents


@cache
def offsets_of(lines):
    """What a reader makes of the lines of a VTIMEZONE: the moments, in UTC, when an offset begins, up to 2033."""
    offsets = []
    for part in lines.split("BEGIN:")[2:]:
        fields = dict(line.split(":", 1) for line in part.splitlines() if ":" in line)
        start = datetime.strptime(fields["DTSTART"], "%Y%m%dT%H%M%S")
        onsets = [start]
        if "RRULE" in fields:
            onsets = rrulestr(fields["RRULE"], dtstart=start).between(start, datetime(2033, 1, 1), inc=True)
        before, after = as_length(fields["TZOFFSETFROM"]), as_length(fields["TZOFFSETTO"])
        offsets += [((onset - before).replace(tzinfo=UTC), after) for onset in onsets]
    return sorted(offsets)


def as_length(offset):
    hours, minutes = int(offset[1:3]), int(offset[3:5])
    return timedelta(hours=hours, minutes=minutes) * (-1 if offset[0] == "-" else 1)


def samples(onsets, first, last):
    week_by_week = [first + timedelta(hours=n * 163) for n in range((last - first) // timedelta(hours=163))]
    around = [onset + shift for onset in onsets for shift in (-SECOND, timedelta(0))]
    return [moment for moment in week_by_week + around if first <= moment < last]


def wrong_moments(zone, first=FIRST, last=LAST):
    timezone = vtimezone(zone, first, last).to_ical().decode().replace(f"TZID:{zone}", "")
    offsets, real = offsets_of(timezone), ZoneInfo(zone)
    onsets = [onset for onset, _ in offsets]
    moments = samples(onsets, datetime(first.year, 1, 1, tzinfo=UTC), datetime(last.year + 1, 1, 1, tzinfo=UTC))
    return [
        moment for moment in moments if offsets[bisect(onsets, moment) - 1][1] != moment.astimezone(real).utcoffset()
    ]


def test_every_zone_is_right_from_2024_to_2032():
    assert [zone for zone in sorted(available_timezones()) if wrong_moments(zone)] == []


@pytest.mark.parametrize("year", range(2024, 2033))
def test_zones_that_changed_their_rules_are_right_in_each_single_year(year):
    zones = [
        "Africa/Cairo",
        "Africa/Casablanca",
        "America/Edmonton",
        "America/Havana",
        "America/Nuuk",
        "America/Santiago",
        "America/Vancouver",
        "America/Winnipeg",
        "Asia/Almaty",
        "Asia/Gaza",
        "Asia/Jerusalem",
        "Pacific/Easter",
    ]

    assert [zone for zone in zones if wrong_moments(zone, date(year, 6, 1), date(year, 6, 2))] == []


def test_where_clocks_change_by_a_rule_it_is_one_rule_a_season():
    standard, daylight = parts_of("Europe/Berlin")

    assert standard.to_ical().decode().splitlines() == [
        "BEGIN:STANDARD",
        "DTSTART:19701025T030000",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
        "TZNAME:CET",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0100",
        "END:STANDARD",
    ]
    assert (daylight.name, daylight["DTSTART"].dt) == ("DAYLIGHT", datetime(1970, 3, 29, 2))


def test_daylight_is_summer_in_ireland_too():
    # Its own law calls the summer hour standard time; calendars know daylight as the later clock.
    standard, daylight = parts_of("Europe/Dublin")

    assert [(part.name, part["TZNAME"]) for part in (standard, daylight)] == [("STANDARD", "GMT"), ("DAYLIGHT", "IST")]


def test_a_zone_that_never_changes_has_one_standard_time():
    (standard,) = parts_of("Asia/Kolkata")

    assert (standard.name, standard["TZOFFSETTO"].td, "RRULE" in standard) == (
        "STANDARD",
        timedelta(hours=5, minutes=30),
        False,
    )


@pytest.mark.parametrize("zone", ["America/Santiago", "Asia/Jerusalem", "America/Nuuk", "Asia/Gaza", "Africa/Cairo"])
def test_an_hour_outside_its_day_is_written_onset_by_onset(zone):
    parts = parts_of(zone, date(2029, 1, 1), date(2030, 1, 1))

    assert [("RRULE" in part) for part in parts] == [False] * 6


def test_vancouver_stops_changing_its_clocks_and_then_has_one_standard_time():
    last_change = parts_of("America/Vancouver", date(2026, 5, 1), date(2027, 5, 1))[-1]
    (later,) = parts_of("America/Vancouver", date(2027, 5, 1), date(2028, 5, 1))

    assert (last_change["DTSTART"].dt, last_change["TZOFFSETTO"].td) == (datetime(2026, 11, 1, 2), timedelta(hours=-7))
    assert later["TZOFFSETTO"].td == timedelta(hours=-7)


def test_most_zones_need_no_single_onsets():
    by_rule = [zone for zone in available_timezones() if len(parts_of(zone, date(2027, 1, 1), date(2032, 1, 1))) <= 2]

    assert len(available_timezones()) - len(by_rule) < 30


def test_the_same_years_give_the_same_bytes():
    first = vtimezone("America/Santiago", date(2026, 3, 1), date(2027, 3, 1)).to_ical()
    timezones._vtimezone.cache_clear()

    assert vtimezone("America/Santiago", date(2026, 9, 9), date(2027, 1, 1)).to_ical() == first


@pytest.mark.parametrize("zone", ["Europe/Atlantis", ""])
def test_an_unknown_zone_is_an_error(zone):
    with pytest.raises((ZoneInfoNotFoundError, ValueError)):
        vtimezone(zone, FIRST, LAST)

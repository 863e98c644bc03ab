"""What a calendar of somebody else says, event by event."""

import time as clocks
import tracemalloc
from contextlib import suppress
from datetime import date, time

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from events.importing.agenda import read
from tests.events.calendars import AKRON, BOMBS, TODAY, asked, calendar, event, reading
from tests.factories import postcode

pytestmark = pytest.mark.django_db

WEEKLY = "RRULE:FREQ=WEEKLY;UNTIL=20261219T170000Z"


def refused(*lines: str, **options) -> str:
    return asked(*lines, **options).refusal.code


def test_an_event_is_an_entry():
    entry = asked("DESCRIPTION:Bring a candle\\, and gloves.\\nUntil one.", "URL:https://example.org/vigil").entry

    assert (entry.title, entry.kind, entry.venue) == ("Saturday vigil", "vigil", "Oak Plaza")
    assert entry.about == "Bring a candle, and gloves.\nUntil one.\n\nhttps://example.org/vigil"
    assert (entry.days, entry.start_time, entry.minutes) == ([date(2026, 11, 7)], time(12), 60)
    assert entry.notes == ("Its town is not clear: Akron, OH is taken.",)


def test_a_rule_is_a_cadence():
    entry = asked(WEEKLY).entry

    assert (len(entry.days), entry.days[-1], entry.open_ended) == (7, date(2026, 12, 19), False)


def test_a_rule_without_an_end_runs_for_half_a_year():
    entry = asked("RRULE:FREQ=WEEKLY;BYDAY=SA").entry

    assert (entry.open_ended, entry.days[-1]) == (True, date(2027, 5, 8))
    assert "It has no last day: it is brought in until 8 May 2027 and can be extended then." in entry.notes


def test_a_rule_that_began_years_ago_goes_on_in_its_rhythm():
    entry = asked("RRULE:FREQ=WEEKLY;INTERVAL=2", start="TZID=America/New_York:20190105T120000").entry

    assert entry.days[:2] == [date(2026, 11, 14), date(2026, 11, 28)]
    assert "It began on 5 January 2019; its dates from today on are brought in." in entry.notes


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_refused_at_once(bomb):
    began = clocks.process_time()

    assert refused(f"RRULE:{bomb}") == "not_expressible"
    assert clocks.process_time() - began < 0.5


def test_what_is_over_is_said_to_be_over():
    assert refused(start="TZID=America/New_York:20201107T120000") == "over"
    assert refused("RRULE:FREQ=WEEKLY;COUNT=3", start="TZID=America/New_York:20201107T120000") == "over"
    assert refused("RRULE:FREQ=WEEKLY;UNTIL=20201219T170000Z", start="TZID=America/New_York:20201107T120000") == "over"
    assert refused("DTEND;VALUE=DATE:20201108", start="VALUE=DATE:20201107") == "over"


def test_a_skipped_date_is_left_out_whatever_zone_it_names():
    local = asked(WEEKLY, "EXDATE:20261114T120000").entry
    utc = asked(WEEKLY, "EXDATE:20261114T170000Z").entry
    day = asked(WEEKLY, "EXDATE;VALUE=DATE:20261114,20261121", "EXDATE:rubbish").entry

    assert (local.skipped, utc.skipped) == ((date(2026, 11, 14),),) * 2
    assert day.skipped == (date(2026, 11, 14), date(2026, 11, 21))


def test_single_dates_are_moved_and_called_off():
    moved = event("RECURRENCE-ID;TZID=America/New_York:20261114T120000", start="TZID=America/New_York:20261115T140000")
    off = event("RECURRENCE-ID:20261121T170000Z", "STATUS:CANCELLED", "SUMMARY:No vigil: snow")
    (vigil,) = reading(event(WEEKLY), moved, off).asked

    first, second = vigil.entry.others
    assert (first.ruled_day, first.day, first.start_time, first.is_off) == (
        date(2026, 11, 14),
        date(2026, 11, 15),
        time(14),
        False,
    )
    assert (second.ruled_day, second.is_off, second.note) == (date(2026, 11, 21), True, "No vigil: snow")
    assert date(2026, 11, 15) in vigil.entry.days
    assert date(2026, 11, 21) not in vigil.entry.days


def test_an_added_date_is_an_extra():
    assert asked(WEEKLY, "RDATE;TZID=America/New_York:20261111T120000").entry.extras == (date(2026, 11, 11),)


def test_of_an_event_that_is_there_twice_the_newest_counts():
    old, new = event("SEQUENCE:1", "SUMMARY:Old vigil"), event("SEQUENCE:3", "SUMMARY:New vigil")
    (vigil,) = reading(new, old).asked

    assert vigil.title == "New vigil"
    assert "It is in the file 2 times: the newest version counts." in vigil.entry.notes


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("Eastern Standard Time", "America/New_York"),
        ('"(UTC-05:00) Eastern Time (US & Canada)"', "America/New_York"),
        ("W. Europe Standard Time", "Europe/Berlin"),
        ("/mozilla.org/20050126_1/Europe/Berlin", "Europe/Berlin"),
        ("custom_America/New_York_Forward_reference", "America/New_York"),
        ("US/Central", "US/Central"),
    ],
)
def test_zones_go_by_many_names(name, zone):
    assert asked(start=f"TZID={name}:20261107T120000").entry.spot.time_zone == zone


def test_a_zone_that_the_file_explains_is_known_by_that():
    zone = "BEGIN:VTIMEZONE\r\nTZID:Ours\r\nX-LIC-LOCATION:Europe/Berlin\r\nEND:VTIMEZONE"
    (vigil,) = reading(zone, event(start="TZID=Ours:20261107T120000")).asked

    assert vigil.entry.spot.time_zone == "Europe/Berlin"


def test_a_zone_that_nobody_knows_is_refused_by_its_name():
    refusal = asked(start="TZID=Customized Time Zone:20261107T120000").refusal

    assert refusal.messages == ["Its time zone “Customized Time Zone” is none that we know."]


def test_hours_without_a_zone_are_those_of_the_calendar_or_of_the_town():
    of_town, of_calendar = (
        asked(start="X=1:20261107T120000"),
        asked(start="X=1:20261107T120000", head="X-WR-TIMEZONE:Europe/Berlin"),
    )

    assert (of_town.entry.start_time, of_town.entry.spot.time_zone) == (time(12), "America/New_York")
    assert "Its hours name no time zone: they are read as Akron time." in of_town.entry.notes
    assert (of_calendar.entry.start_time, of_calendar.entry.spot.time_zone) == (time(12), "Europe/Berlin")


def test_an_hour_in_utc_is_shown_on_the_clocks_of_the_place():
    entry = asked(start="X=1:20261107T170000Z").entry

    assert (entry.start_time, entry.spot.time_zone) == (time(12), "America/New_York")
    assert "Its hours are given in UTC: they are shown as Akron time." in entry.notes


def test_a_day_without_an_hour_is_asked_about():
    assert refused(start="VALUE=DATE:20261107") == "whole_day"
    assert asked(
        "DTEND;VALUE=DATE:20261108", start="VALUE=DATE:20261107", whole_days_at=time(15)
    ).entry.start_time == time(15)
    assert refused("DTEND;VALUE=DATE:20261110", start="VALUE=DATE:20261107", whole_days_at=time(15)) == "several_days"


@pytest.mark.parametrize(
    "end", ["DTEND;TZID=America/New_York:20261107T120000", "DTEND:20261101T000000", "DURATION:PT0S"]
)
def test_an_event_without_an_end_lasts_an_hour(end):
    entry = asked(end).entry

    assert entry.minutes == 60
    assert "It does not say when it ends: one hour is taken." in entry.notes


def test_what_was_escaped_twice_is_read_as_it_was_meant():
    entry = asked("DESCRIPTION:One\\\\, two\\\\nthree").entry

    assert entry.about == "One, two\nthree"
    assert "Its text was encoded twice; it is shown as it was meant." in entry.notes


def test_markup_is_left_out():
    entry = asked(
        'DESCRIPTION:<p>Come <b>all</b> &amp; bring <a href="https://example.org/x">friends</a></p>5 < 6'
    ).entry

    assert entry.about == "Come all & bring friends https://example.org/x\n5 < 6"


def test_a_place_is_found_by_what_the_calendar_says():
    postcode()
    by_code, by_point = (
        asked("LOCATION:Oak Plaza\\, 1 Elm St\\, Akron\\, OH 44308").entry,
        asked("GEO:41.08;-81.52").entry,
    )

    assert (by_code.venue, by_code.street, by_code.spot.postal_code) == ("Oak Plaza", "1 Elm St", "44308")
    assert by_point.spot.time_zone == "America/New_York"


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (["CLASS:PRIVATE"], "private"),
        (["SUMMARY:"], "no_title"),
        (["DTSTART:tomorrow"], "no_date"),
        (["DTSTART:00000000T000000"], "no_date"),
        (["DTSTART:18000101T000000"], "year"),
        (["DTEND;TZID=America/New_York:20261109T120000"], "too_long"),
        (["RRULE:FREQ=WEEKLY;COUNT=2", "RRULE:FREQ=DAILY;COUNT=2"], "not_expressible"),
    ],
)
def test_each_refusal_says_why(lines, code):
    assert refused(*lines) == code


def test_one_bad_event_does_not_hold_up_the_others():
    codes = [one.refusal and one.refusal.code for one in reading(event("SUMMARY:", uid="a"), event(uid="b")).asked]

    assert codes == ["no_title", None]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "no_calendar"),
        (b"<!DOCTYPE html><html>BEGIN:VCALENDAR</html>", "web_page"),
        (b'{"message": "Group not found"}', "no_calendar"),
        (b"BEGIN:VCALENDAR\0", "no_calendar"),
        (b"BEGIN:VCALENDAR\r\n" + b"x" * 2_500_000, "too_big"),
        (calendar(*["BEGIN:VEVENT\r\nEND:VEVENT"] * 301), "too_many_events"),
    ],
)
def test_what_is_no_calendar_is_refused_whole(data, code):
    with pytest.raises(ValidationError) as refusal:
        read(data, AKRON, TODAY)

    assert refusal.value.code == code


@pytest.mark.parametrize("end", ["END:VEVENT", "END:VEVENT\r\n", "END:VCALEND", "DTSTART", "UID:tw"])
def test_a_calendar_that_breaks_off_is_refused_whole(end):
    whole = calendar(event(), event(uid="two@example.org")).decode()

    with pytest.raises(ValidationError) as refusal:
        read(whole[: whole.rindex(end) + len(end)].encode(), AKRON, TODAY)
    assert refusal.value.code == "cut_short"


@pytest.mark.parametrize(
    "filling",
    [
        b"BEGIN:VEVENT\r\n" * 18_000,
        b"DTSTART" + b';A="' * 60_000,
        b"RRULE:" + b"FREQ=DAILY;" * 22_000,
        b"EXDATE:" + b"20261107T120000," * 15_000,
        b"DESCRIPTION:" + b"<a href=" * 30_000,
        b"DESCRIPTION:" + b"\\\\n&lt;br" * 25_000,
        b"X\r\n " * 50_000,
    ],
)
def test_the_worst_file_of_its_size_is_read_in_bounded_time_and_memory(filling):
    data = calendar(event().replace("END:VEVENT", filling.decode() + "\r\nEND:VEVENT"))[: 256 * 1024]
    began = clocks.process_time()
    tracemalloc.start()
    with suppress(ValidationError):
        read(data, AKRON, TODAY)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert clocks.process_time() - began < 2
    assert most < 50_000_000


class AnyBytes(TestCase):
    """Whatever a file holds, it is read or refused."""

    @settings(deadline=None, max_examples=200)
    @given(st.binary(max_size=400), st.integers(0, 400), st.integers(0, 40))
    def test_any_bytes_are_read_or_refused(self, noise, at, cut):
        base = calendar(event(WEEKLY, "EXDATE:20261114T120000", "GEO:41;-81"), event(uid="two"))
        for data in (noise, b"BEGIN:VCALENDAR\n" + noise, base[:at] + noise + base[at + cut :]):
            try:
                read(data, AKRON, TODAY, whole_days_at=time(12))
            except ValidationError as refusal:
                str(refusal.messages)  # each has its sentence

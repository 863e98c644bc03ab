"""The bytes of a feed: what stands in them, line by line, and what never does."""

import re
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import icalendar
import pytest
import time_machine
from icalendar.prop import vText

from events import ical
from events.models import Occurrence, Series, Sponsorship
from events.recurrence import Cadence, Step
from tests import factories

TODAY = datetime(2026, 10, 1, 12, tzinfo=UTC)
SATURDAY = date(2026, 10, 10)
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
ODD_TITLES = [
    "Comma, semicolon; backslash \\ and \\n that is none",
    "🕊️" * 30,
    "شارع السلام " * 8,
    "Ünïcödé — “quoted” & <b>bold</b>",
    'Say "no": twice^n',
]

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def autumn():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def feed(client):
    return lambda path="/events.ics": client.get(path).content


def events_of(ics):
    return icalendar.Calendar.from_ical(ics).walk("VEVENT")


def lines_of(ics):
    """The lines as they were before folding."""
    return ics.replace(b"\r\n ", b"").decode().split("\r\n")


def saturdays(host, ada, **fields):
    return factories.series(host, by=ada, first=SATURDAY, **fields)


@pytest.mark.parametrize("title", ODD_TITLES)
def test_lines_are_short_end_as_they_should_and_fold_between_characters(feed, host, ada, title):
    saturdays(host, ada, title=title[:120], summary=title[:200], about=title * 20)

    ics = feed()

    lines = ics.split(b"\r\n")
    assert (lines[-1], [line for line in lines if len(line) > 75]) == (b"", [])
    assert ics.count(b"\n") == ics.count(b"\r") == len(lines) - 1
    assert [line for line in lines if line.decode("utf-8") is None] == []  # each line is whole UTF-8


@pytest.mark.parametrize("title", ODD_TITLES)
def test_texts_come_back_as_they_were_written(feed, host, ada, title):
    place = factories.town(name=title[:60])
    series = saturdays(host, ada, title=title[:79], summary=title[:200], place=place)

    (event,) = events_of(feed())

    assert str(event["SUMMARY"]) == series.title.strip()
    assert str(event["LOCATION"]) == place.one_line()
    assert str(event["DESCRIPTION"]).split("\n\n")[0] == series.summary.strip()


def test_control_characters_and_strange_line_ends_are_no_line_ends(feed, host, ada):
    series = saturdays(host, ada)
    Series.objects.filter(pk=series.pk).update(about="one\r\ntwo\rthree\u2028four\x0bfive\x85\x07six")

    (event,) = events_of(feed())

    assert str(event["DESCRIPTION"]).split("\n\n")[0] == "one\ntwo\nthree\nfourfivesix"


def test_the_head_says_what_it_is_in_both_ways(feed, host, ada):
    series = saturdays(host, ada, stock="sky")

    lines = lines_of(feed(f"/events/{series.slug}.ics"))

    about = "Saturday vigil: dates with every change\\, from Coalition"
    assert set(lines[1 : lines.index("BEGIN:VTIMEZONE")]) == {
        "VERSION:2.0",
        "PRODID:-//Coalition//Coalition 1//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "NAME:Saturday vigil",
        "X-WR-CALNAME:Saturday vigil",
        f"DESCRIPTION:{about}",
        f"X-WR-CALDESC:{about}",
        f"URL:http://testserver/events/{series.slug}/",
        f"SOURCE;VALUE=URI:http://testserver/events/{series.slug}.ics",
        "COLOR:skyblue",
        f"LAST-MODIFIED:{series.changed_at:%Y%m%dT%H%M%SZ}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
    }


def test_a_weekly_series_is_one_event_with_its_rule(feed, host, ada):
    saturdays(host, ada)

    (event,) = events_of(feed())

    assert event["RRULE"].to_ical() == b"FREQ=WEEKLY;UNTIL=20261128T170000Z;BYDAY=SA"
    assert event["DTSTART"].to_ical() + event["DTEND"].to_ical() == b"20261010T120000" + b"20261010T130000"
    assert event["DTSTART"].params["TZID"] == event["DTEND"].params["TZID"] == "America/New_York"


def test_places_are_a_line_coordinates_and_a_pin(feed, host, ada):
    saturdays(host, ada, place=factories.town(name='The "Old" Mill; gate 2'))

    lines = {line for line in lines_of(feed()) if line.startswith(("LOCATION", "GEO", "X-APPLE"))}

    pin = "geo:41.081400,-81.519000"
    assert lines == {
        'LOCATION:The "Old" Mill\\; gate 2\\, Akron\\, OH',
        "GEO:41.081400;-81.519000",
        "X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-TITLE=\"The ^'Old^' Mill; gate 2, Akron, OH\":" + pin,
    }


def test_a_cancellation_is_told_in_all_four_ways(feed, host, ada):
    series = saturdays(host, ada)
    series.occurrences.order_by("day")[2].cancel(by=ada, reason="The plaza is closed.")

    _rule, override = events_of(feed())

    assert (str(override["STATUS"]), str(override["TRANSP"])) == ("CANCELLED", "TRANSPARENT")
    assert str(override["SUMMARY"]) == "CANCELLED: Saturday vigil"
    assert str(override["DESCRIPTION"]).split("\n\n")[0] == "The plaza is closed."
    assert override["RECURRENCE-ID"].params["TZID"] == "America/New_York"


def test_a_far_move_is_called_off_there_and_an_event_of_its_own_elsewhere(feed, host, ada):
    series = saturdays(host, ada)
    row = series.occurrences.order_by("day")[2]
    row.move(by=ada, day=row.day + WEEK + DAY, start_time=time(18), note="The plaza is closed.")

    _rule, override, single = events_of(feed())

    told = "Moved to Sunday 1 November 2026 at 18:00, Oak Plaza, Akron, OH. The plaza is closed."
    assert str(override["DESCRIPTION"]).split("\n\n")[0] == told
    assert (str(single["UID"]), single["RELATED-TO"].params["RELTYPE"]) == (str(row.uid), "SIBLING")
    assert str(single["RELATED-TO"]) == str(series.uid)


def test_the_rest_of_a_series_called_off_is_joined_to_what_has_been(feed, host, ada):
    series = saturdays(host, ada)
    with time_machine.travel(TODAY + 3 * WEEK, tick=False):
        series.cancel(by=ada, reason="We have won.")
        been, rest = events_of(feed())

    assert [str(event["STATUS"]) for event in (been, rest)] == ["CONFIRMED", "CANCELLED"]
    assert [event["RELATED-TO"].params["RELTYPE"] for event in (been, rest)] == ["NEXT", "FIRST"]
    assert [str(event["RELATED-TO"]) for event in (been, rest)] == [str(rest["UID"]), str(series.uid)]
    assert ["We have won." in str(event["DESCRIPTION"]) for event in (been, rest)] == [False, True]


def test_what_leaks_or_rings_is_in_no_feed(feed, host, partner, ada, bo):
    series = saturdays(host, ada)
    Sponsorship.invite(series, partner, by=ada).accept(by=bo)
    series.occurrences.order_by("day")[1].cancel(by=ada)
    factories.coming(series, address="eve@example.org")

    ics = feed().decode()

    assert re.findall(r"ATTENDEE|ORGANIZER|VALARM|mailto|@|PRIVATE|CLASS|EXDATE|RDATE|THISANDFUTURE", ics) == []
    assert "Called by Friends of Sanctuary Schools\\, with Riverside Tenants Union." in "\n".join(lines_of(feed()))


def test_each_zone_that_is_used_is_described_once(feed, host, ada):
    for zone in ("Europe/Berlin", "America/New_York", "Europe/Berlin"):
        saturdays(host, ada, place=factories.town(time_zone=zone))

    ics = feed()

    zones = [str(zone["TZID"]) for zone in icalendar.Calendar.from_ical(ics).walk("VTIMEZONE")]
    assert zones == ["America/New_York", "Europe/Berlin"]
    assert set(re.findall(r"TZID=([^:;\r]+)", ics.decode())) == set(zones)


def test_an_empty_feed_has_a_zone(feed):
    calendar = icalendar.Calendar.from_ical(feed())

    assert [component.name for component in calendar.subcomponents] == ["VTIMEZONE"]


def test_an_identity_is_the_same_in_every_feed(feed, host, ada):
    series = saturdays(host, ada)
    row = series.occurrences.order_by("day")[2]
    row.move(by=ada, day=row.day + WEEK + DAY, start_time=time(18))

    found = [feed("/events.ics"), feed(f"/events/{series.slug}.ics"), feed(f"/groups/{host.slug}.ics")]

    events = [ics[ics.index(b"BEGIN:VEVENT") :] for ics in found]
    assert len(set(events)) == 1
    assert {UUID(str(event["UID"])) for event in events_of(found[0])} == {series.uid, row.uid}
    (download,) = events_of(feed(f"/events/{series.slug}/{row.original_day}.ics"))
    assert str(download["UID"]) == str(row.uid)


def test_numbers_rise_and_identities_stay_through_every_change(feed, host, ada, partner, bo):
    series = saturdays(host, ada)
    row = series.occurrences.order_by("day")[2]
    changes = [
        lambda: row.cancel(by=ada),
        lambda: row.restore(by=ada),
        lambda: row.move(by=ada, day=row.day + DAY, start_time=time(9)),
        lambda: Sponsorship.invite(series, partner, by=ada).accept(by=bo),
        lambda: series.cancel(by=ada),
    ]
    states = [numbers_of(feed())]
    for change in changes:
        change()
        states.append(numbers_of(feed()))

    assert [sequence for sequence, _uids in states] == [0, 1, 2, 3, 3, 4]
    assert {uids for _sequence, uids in states} == {(str(series.uid),)}


def numbers_of(ics):
    events = events_of(ics)
    (sequence,) = {event["SEQUENCE"] for event in events}
    return sequence, tuple(sorted({str(event["UID"]) for event in events}))


def test_stamps_are_when_it_changed_and_not_now(feed, host, ada):
    series = saturdays(host, ada)
    with time_machine.travel(TODAY + WEEK, tick=False):
        (event,) = events_of(feed())

    assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == series.changed_at.replace(microsecond=0)


def test_a_one_time_series_is_an_event_without_a_rule(feed, host, ada):
    factories.series(host, by=ada, cadence=Cadence((Step("once", SATURDAY),), SATURDAY))

    (event,) = events_of(feed())

    assert ("RRULE" in event, "RELATED-TO" in event) == (False, False)


def test_a_series_whose_hour_the_clocks_leave_out_is_all_of_its_dates(feed, host, ada):
    """Zone data may change after a series was announced."""
    series = factories.series(host, by=ada, first=date(2027, 3, 7), weeks=3, start_time=time(1, 30))
    Series.objects.filter(pk=series.pk).update(start_time=time(2, 30))
    series.refresh_from_db()
    with time_machine.travel(datetime(2027, 3, 1, tzinfo=UTC), tick=False):
        series.roll()
        series.occurrences.update(start_time=time(2, 30))
        series.revise()
        starts = [event["DTSTART"].to_ical() for event in events_of(feed())]

    rows = Occurrence.objects.filter(series=series).count()
    assert (len(starts), series.is_one_rule) == (rows, False)


def test_long_texts_are_cut_and_end_with_the_page(feed, host, ada):
    series = saturdays(host, ada, about="We stand together. " * 400)

    (event,) = events_of(feed())

    paragraphs = str(event["DESCRIPTION"]).split("\n\n")
    assert len(paragraphs[0]) == 400
    assert paragraphs[-1] == f"http://testserver/events/{series.slug}/" == str(event["URL"])


def test_a_feed_is_too_large_by_its_events_or_its_bytes():
    block = ical.Block(("2026-10-10", "a"), TODAY, "UTC", SATURDAY, b"BEGIN:VEVENT\r\nEND:VEVENT\r\n")
    long = ical.Block(("2026-10-10", "b"), TODAY, "UTC", SATURDAY, b"x" * ical.MOST_BYTES)

    assert [ical.is_too_large(blocks) for blocks in ([block] * 1000, [block] * 1001, [long], [long, block])] == [
        False,
        True,
        False,
        True,
    ]


def test_categories_are_escaped(feed, host, ada):
    saturdays(host, ada, kind="vigil")

    assert [line for line in lines_of(feed()) if line.startswith("CATEGORIES")] == [
        "CATEGORIES:" + vText("Vigil").to_ical().decode()
    ]

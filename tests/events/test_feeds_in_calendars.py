"""What common calendars show of our feeds: the right hour before and after a clock change, and every change."""

from datetime import UTC, date, datetime, time, timedelta
from functools import partial

import pytest
import time_machine

from events.recurrence import Cadence, Step, ends, starts
from tests import factories
from tests.events import clients
from tests.events.clients import Shown

TODAY = datetime(2026, 10, 1, 12, tzinfo=UTC)
SATURDAY = date(2026, 10, 10)
WEEK, DAY = timedelta(weeks=1), timedelta(days=1)
ZONES = {
    "America/New_York": (41.08, -81.52),
    "Europe/Berlin": (52.52, 13.4),
    "Australia/Sydney": (-33.87, 151.2),
    "America/Santiago": (-33.45, -70.67),
    "Africa/Casablanca": (33.57, -7.59),
    "Asia/Kolkata": (22.57, 88.36),
    "America/Vancouver": (49.28, -123.12),
}
# Where the clocks changed lately they go by an older copy of the zone data, which our pages answer by naming the
# offset from UTC. The others read what the feed says.
BEHIND = {("icalevents", "Africa/Casablanca"), ("icalevents", "America/Vancouver")}
BEHIND |= {("node-ical", zone) for _client, zone in BEHIND}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def autumn(settings):
    """The first of October 2026; every date of half a year has its row."""
    settings.OCCURRENCE_WEEKS_AHEAD = 40
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture(scope="module")
def node():
    """A process with ical.js and node-ical; None where they are not installed."""
    if not clients.Node.is_here():
        yield None
        return
    with clients.Node() as process:
        yield process


@pytest.fixture
def calendars(node):
    """Every calendar that is here, by its name."""
    return clients.PYTHON | ({name: partial(node.shown, name) for name in clients.Node.MODULES} if node else {})


@pytest.fixture
def shown(client, calendars):
    """What each calendar shows of the feed at an address; without those that are not up to date in these zones."""

    def read(path, *zones, but=()):
        ics = client.get(path).content
        left_out = {name for name, zone in BEHIND if zone in zones} | set(but)
        return {name: without_uid(read(ics)) for name, read in calendars.items() if name not in left_out}

    return read


def test_ical_js_and_node_ical_are_among_the_calendars(node):
    if node is None:
        pytest.skip("ical.js and node-ical are not here: they need node and `npm ci --prefix tests/events/node`")


def shows(found, entries):
    """Whether every calendar shows exactly these; the names of those that do not are told."""
    wrong = {name: sorted(set(own) ^ set(entries)) for name, own in found.items() if own != entries}
    assert wrong == {}
    assert len(found) >= 2


def feed_of(series):
    return f"/events/{series.slug}.ics"


def expected(series, *, away=()):
    """Row by row, and by the rule where there is no row. `away` are the days of dates that went past a neighbour."""
    rows = {row.original_day: row for row in series.occurrences.select_related("place", "series__place")}
    found = []
    for day in series.cadence.days():
        row = rows.get(day)
        ruled = starts(day, series.start_time, series.time_zone)
        where = series.place.one_line()
        if row is None:
            off = series.is_cancelled and ends(ruled, series.minutes) > series.decided_at
            found.append((ruled, series.minutes, off, where))
            continue
        found.append((row.starts_at, row.minutes, row.is_cancelled, row.where.one_line()))
        if day in away:
            found.append((ruled, series.minutes, True, where))
    return sorted(found)


def without_uid(entries: list[Shown]):
    return [(one.start, one.minutes, one.cancelled, one.where) for one in entries]


def place_in(zone):
    latitude, longitude = ZONES[zone]
    return factories.town(name=f"Plaza of {zone}", latitude=latitude, longitude=longitude, time_zone=zone)


def series_of(host, ada, step, until, **fields):
    return factories.series(host, by=ada, cadence=Cadence((step,), until), **fields)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("hour", [time(12), time(0, 30), time(23)])
def test_a_week_before_and_after_the_clocks_change_the_hour_is_the_same(shown, host, ada, zone, hour):
    # icalevents shows an hour that comes twice both as the rule and as what stands in its place.
    but = ["icalevents"] if (zone, hour) == ("America/Santiago", time(23)) else []
    series = factories.series(host, by=ada, first=SATURDAY, weeks=40, place=place_in(zone), start_time=hour)

    shows(shown(feed_of(series), zone, but=but), expected(series))


@pytest.mark.parametrize("zone", ZONES)
def test_changed_dates_are_where_they_were_moved(shown, host, ada, zone):
    series = factories.series(host, by=ada, first=SATURDAY, weeks=30, place=place_in(zone))
    dates = list(series.occurrences.order_by("original_day"))
    elsewhere = factories.town(name="Mill Bridge", time_zone=zone)
    for row in dates:
        row.series = series
    dates[2].cancel(by=ada, reason="The plaza is closed.")
    dates[4].move(by=ada, day=dates[4].day, start_time=time(13))
    dates[6].move(by=ada, day=dates[6].day + DAY, start_time=time(12))
    dates[8].move(by=ada, day=dates[8].day + WEEK + DAY, start_time=time(12))
    dates[10].move(by=ada, day=dates[10].day, start_time=time(12), place=elsewhere)
    dates[26].cancel(by=ada)
    dates[27].move(by=ada, day=dates[27].day - DAY, start_time=time(18), minutes=30)

    shows(shown(feed_of(series), zone), expected(series, away=[dates[8].original_day]))


def test_a_moved_date_that_is_cancelled_is_cancelled_where_it_went(shown, host, ada):
    series = factories.series(host, by=ada, first=SATURDAY)
    near, far = series.occurrences.order_by("original_day")[1:3]
    near.move(by=ada, day=near.day + DAY, start_time=time(15))
    near.cancel(by=ada)
    far.move(by=ada, day=far.day + 2 * WEEK + DAY, start_time=time(15))
    far.cancel(by=ada)

    shows(shown(feed_of(series)), expected(series, away=[far.original_day]))


def test_dates_that_pass_each_other_are_events_of_their_own(shown, host, ada):
    series = factories.series(host, by=ada, first=SATURDAY)
    first, second = series.occurrences.order_by("original_day")[1:3]
    first.move(by=ada, day=first.day + 5 * DAY, start_time=time(12))
    second.move(by=ada, day=second.day - 3 * DAY, start_time=time(12))

    shows(shown(feed_of(series)), expected(series, away=[first.original_day, second.original_day]))


def test_a_series_called_off_before_it_began_is_cancelled_as_a_whole(shown, host, ada):
    series = factories.series(host, by=ada, first=SATURDAY)
    series.cancel(by=ada, reason="We have won.")

    entries = expected(series)
    assert {cancelled for _start, _minutes, cancelled, _where in entries} == {True}
    shows(shown(feed_of(series)), entries)


def test_a_series_called_off_on_its_way_keeps_what_has_taken_place(shown, host, ada):
    series = factories.series(host, by=ada, first=SATURDAY, weeks=30)
    dates = list(series.occurrences.order_by("original_day"))
    dates[1].move(by=ada, day=dates[1].day + DAY, start_time=time(10))
    dates[2].cancel(by=ada)
    dates[9].move(by=ada, day=dates[9].day + DAY, start_time=time(10))
    with time_machine.travel(datetime(2026, 11, 12, 12, tzinfo=UTC), tick=False):
        series.cancel(by=ada, reason="We have won.")
        found = shown(feed_of(series))

    entries = expected(series)
    shows(found, entries)
    assert [cancelled for _start, _minutes, cancelled, _where in entries] == [False, False, True, False, False] + [
        True
    ] * 25


RULES = {
    "once": (Step("once", SATURDAY), SATURDAY),
    "a week of one date": (Step("week", SATURDAY, 1, (5,)), SATURDAY),
    "second Sunday": (Step("month", SATURDAY, 1, (6,), nth=2), date(2027, 7, 1)),
    "last Friday": (Step("month", SATURDAY, 1, (4,), nth=-1), date(2027, 7, 1)),
    "every other month": (Step("month", SATURDAY, 2, monthday=15), date(2027, 7, 1)),
    "day 31": (Step("month", SATURDAY, 1, monthday=31), date(2027, 6, 1)),
    "every other week": (Step("week", SATURDAY, 2, (5,)), date(2027, 5, 1)),
    "many weekdays": (Step("week", SATURDAY, 1, (0, 2, 4)), date(2027, 4, 15)),
    "every other week on two days": (Step("week", SATURDAY, 2, (0, 6)), date(2027, 4, 15)),
    "daily": (Step("day", SATURDAY), date(2026, 12, 31)),
    "every third day": (Step("day", SATURDAY, 3), date(2027, 4, 15)),
}


@pytest.mark.parametrize("rule", RULES)
def test_every_cadence_is_read_as_its_dates(shown, host, ada, rule):
    series = series_of(host, ada, *RULES[rule])

    shows(shown(feed_of(series)), expected(series))


def test_every_other_week_called_off_on_its_way_keeps_its_weeks(shown, host, ada):
    series = series_of(host, ada, Step("week", SATURDAY, 2, (0, 5)), date(2027, 3, 20))
    with time_machine.travel(datetime(2026, 11, 12, 12, tzinfo=UTC), tick=False):
        series.cancel(by=ada)
        found = shown(feed_of(series))

    shows(found, expected(series))


def test_an_escalating_series_is_its_dates_one_by_one(shown, host, ada):
    steps = (Step("month", SATURDAY, 1, (5,), nth=2), Step("week", date(2026, 12, 5), 1, (5,)))
    series = factories.series(host, by=ada, cadence=Cadence(steps, date(2027, 4, 3)))
    date_ = series.occurrences.order_by("original_day")[3]
    date_.move(by=ada, day=date_.day + DAY, start_time=time(9))
    series.occurrences.order_by("original_day")[5].cancel(by=ada)

    shows(shown(feed_of(series)), expected(series))


def test_a_feed_of_many_series_is_all_of_them(shown, host, ada):
    made = [
        factories.series(host, by=ada, first=SATURDAY, place=place_in(zone), title=f"In {zone}", weeks=30)
        for zone in ZONES
    ]

    shows(shown("/events.ics", *ZONES), sorted(entry for series in made for entry in expected(series)))


@pytest.mark.parametrize("zone", ["America/Santiago", "Africa/Casablanca", "Europe/Berlin"])
def test_a_series_of_many_years_has_its_zone_to_the_end(shown, host, ada, zone):
    step, until = Step("month", SATURDAY, 1, (5,), nth=2), date(2033, 10, 1)
    series = series_of(host, ada, step, until, place=place_in(zone))

    shows(shown(feed_of(series), zone), expected(series))


def test_a_length_across_the_change_of_clocks_is_the_length(shown, host, ada):
    series = series_of(host, ada, Step("week", date(2026, 10, 31), 1, (5,)), date(2026, 11, 14), start_time=time(23))
    long_night = series.occurrences.order_by("day")[0]
    long_night.move(by=ada, day=date(2026, 11, 1), start_time=time(0, 30), minutes=60)

    shows(shown(feed_of(series)), expected(series))

"""The feed of everything under the filters of the public list, and the page that leads to it."""

from datetime import UTC, date, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import icalendar
import pytest
import recurring_ical_events
import time_machine

from events.models import Series
from events.subscribe import Copy, Subscription
from places.models import Postcode
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def found(client):
    """The titles of the series in a filtered feed."""

    def titles(query):
        ics = client.get(f"/events.ics?{query}").content
        return sorted(str(event["SUMMARY"]) for event in icalendar.Calendar.from_ical(ics).walk("VEVENT"))

    return titles


@pytest.fixture
def four(host, partner, ada, bo, akron):
    """In the town; 20 km away in the corner of the box around it; and far away, of another group."""
    factories.series(host, by=ada, title="Vigil", kind="vigil")
    corner = factories.town(latitude=41.0814 + 0.15, longitude=-81.5190 + 0.2, locality="Corner")
    factories.series(host, by=ada, title="March", kind="march", place=corner)
    far = factories.town(latitude=39.96, longitude=-83.0, locality="Columbus")
    factories.series(partner, by=bo, title="Picket", kind="picket", place=far, summary="For the library")


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["March", "Picket", "Vigil"]),
        ("kind=vigil", ["Vigil"]),
        ("near=44308&km=25", ["March", "Vigil"]),
        ("near=44308&km=10", ["Vigil"]),
        ("near=44308&km=50&kind=march", ["March"]),
        ("group=riverside-tenants-union", ["Picket"]),
        ("group=nobody", []),
        ("q=library", ["Picket"]),
        ("q=library&kind=march", []),
        ("utm_source=letter&when=week", ["March", "Picket", "Vigil"]),
    ],
)
def test_a_filter_leaves_what_the_page_shows(found, client, four, query, titles):
    page = client.get(f"/events/?when=all&{query.replace('when=week', '')}")

    assert found(query) == titles
    assert sorted({row.series.title for _day, rows in page.context["days"] for row in rows}) == titles


def test_the_corners_of_the_box_are_too_far(found, host, ada, akron):
    corner = factories.town(latitude=41.0814 + 0.08, longitude=-81.5190 + 0.1, locality="Corner")
    factories.series(host, by=ada, place=corner)

    assert [found(f"near=44308&km={km}") for km in (10, 25)] == [[], ["Saturday vigil"]]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("near=Nowhereville", "We do not know a town called “Nowhereville”. Try a bigger one nearby, or a postcode."),
        ("kind=party", "Select a valid choice. party is not one of the available choices."),
        ("km=9000", "Select a valid choice. 9000 is not one of the available choices."),
        ("q=%00", "Null characters are not allowed."),
        ("group=" + "x" * 81, "Ensure this value has at most 80 characters (it has 81)."),
    ],
)
def test_a_filter_that_is_not_understood_is_said(client, akron, query, sentence):
    answer = client.get(f"/events.ics?{query}")

    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert answer.content.decode() == f"{sentence}\n"


def test_a_filtered_feed_says_what_it_holds(client, four):
    address = "/events.ics?near=44308&km=10&kind=vigil&q=candle"
    lines = client.get(address).content.replace(b"\r\n ", b"").decode().split("\r\n")

    name = f"Coalition: Vigil, 10 km around {Postcode.objects.get().spot().label}, candle".replace(",", "\\,")
    told = {f"NAME:{name}", f"SOURCE;VALUE=URI:http://testserver{address}"}
    assert told - set(lines) == set()


def test_a_filtered_feed_is_304_too(client, four):
    first = client.get("/events.ics?near=44308")

    again = client.get("/events.ics?near=44308", headers={"If-None-Match": first.headers["ETag"]})

    assert again.status_code == 304


@pytest.mark.parametrize(
    ("query", "feed"),
    [
        ("", "/events.ics"),
        ("?series=vigil", "/events/vigil.ics"),
        ("?group=riverside-tenants-union", "/groups/riverside-tenants-union.ics"),
        ("?kind=vigil&utm_source=letter&page=2", "/events.ics?kind=vigil"),
        ("?near=44308&km=10&q=", "/events.ics?near=44308&km=10"),
        ("?group=riverside-tenants-union&kind=picket", "/events.ics?kind=picket&group=riverside-tenants-union"),
    ],
)
def test_the_page_leads_to_the_feed(client, four, query, feed):
    page = client.get(f"/feeds/{query}")

    assert page.context["subscription"].path == feed
    assert client.get(feed).status_code == 200


@pytest.mark.parametrize("query", ["series=none", "group=none", "series=%00", "group=%00", "series=a%20b"])
def test_the_page_of_no_feed_is_not_found(client, four, query):
    assert client.get(f"/feeds/?{query}").status_code == 404


def test_the_page_says_what_it_did_not_understand(client, akron):
    page = client.get("/feeds/?near=Nowhereville")

    assert (page.status_code, page.context["subscription"].path) == (200, "/events.ics")
    assert page.context["refusals"] == [
        "We do not know a town called “Nowhereville”. Try a bigger one nearby, or a postcode."
    ]
    assert "This filter is not understood" in page.content.decode()


def test_the_page_says_when_a_feed_is_too_large(client, host, ada, monkeypatch):
    factories.series(host, by=ada)
    factories.series(host, by=ada)
    said = []
    for most in (2, 1):
        monkeypatch.setattr("events.ical.MOST_EVENTS", most)
        said.append("This calendar is very large" in client.get("/feeds/").content.decode())

    assert said == [False, True]


def test_the_ways_into_calendars_keep_the_whole_address():
    subscription = Subscription("/events.ics?near=44308&q=a+b", "Café & friends")

    assert subscription.webcal == "webcal://testserver/events.ics?near=44308&q=a+b"
    assert parse_qs(urlsplit(subscription.google).query) == {"cid": [subscription.webcal]}
    assert parse_qs(urlsplit(subscription.outlook).query) == {"url": [subscription.https], "name": ["Café & friends"]}


def test_one_date_goes_into_google_and_outlook_with_its_own_hour(client, host, ada):
    series = factories.series(host, by=ada, title="Café & vigil", summary="Bring a candle.")
    row = series.occurrences.order_by("day")[0]

    google = parse_qs(urlsplit(Copy(row).google).query)
    outlook = parse_qs(urlsplit(Copy(row).outlook).query)

    assert (google["dates"], google["ctz"]) == (
        [f"{row.day:%Y%m%d}T120000/{row.day:%Y%m%d}T130000"],
        ["America/New_York"],
    )
    assert (google["text"], google["location"]) == (["Café & vigil"], ["Oak Plaza, Akron, OH"])
    assert google["details"] == [f"Bring a candle.\n\nhttp://testserver{row.get_absolute_url()}"] == outlook["body"]
    assert outlook["startdt"] == [f"{row.starts_at:%Y-%m-%dT%H:%M:%SZ}"]
    page = client.get(row.get_absolute_url()).content.decode()
    assert [Copy(row).google.replace("&", "&amp;") in page, "a copy that will not change" in page] == [True, True]


# What is cancelled, or not


def summaries(answer):
    return [str(event["SUMMARY"]) for event in icalendar.Calendar.from_ical(answer.content).walk("VEVENT")]


def dates_of(answer):
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(answer.content))
    return [one.start.date() for one in found.between(date(2026, 1, 1), date(2030, 1, 1))]


def test_each_calendar_leaves_out_what_is_cancelled_where_that_is_asked(client, host, ada):
    series = factories.series(host, by=ada, weeks=4)
    first, _second, third, _fourth = series.occurrences.order_by("day")
    first.cancel(by=ada)
    third.move(by=ada, day=third.day + timedelta(days=30), start_time=third.start_time)
    days = sorted(row.day for row in series.occurrences.going_ahead())

    for path in ("/events.ics", f"/events/{series.slug}.ics", f"/groups/{host.slug}.ics"):
        assert sorted(dates_of(client.get(f"{path}?cancelled=no"))) == days
        assert any(title.startswith("CANCELLED") for title in summaries(client.get(path)))


def test_a_series_that_was_called_off_is_left_out_but_for_what_took_place(client, host, ada):
    with time_machine.travel(datetime(2026, 10, 1, 12, tzinfo=UTC), tick=False) as clock:
        series = factories.series(host, by=ada, first=date(2026, 10, 10), weeks=4)
        clock.move_to(datetime(2026, 10, 18, 12, tzinfo=UTC))
        Series.objects.get(pk=series.pk).cancel(by=ada)

        assert dates_of(client.get(f"/events/{series.slug}.ics?cancelled=no")) == [
            date(2026, 10, 10),
            date(2026, 10, 17),
        ]


def test_the_page_says_the_address_that_leaves_them_out(client, host, ada):
    series = factories.series(host, by=ada)

    page = client.get(f"/feeds/?series={series.slug}&cancelled=no").content.decode()

    assert f"/events/{series.slug}.ics?cancelled=no" in page
    assert 'value="no" id="id_cancelled" checked' in page

"""The public pages as plain data: what the page says, alike for all, in pages, with a validator before any work."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.views import data
from tests import factories

TODAY = datetime(2026, 10, 1, 12, tzinfo=UTC)
SATURDAY = date(2026, 10, 10)
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock():
    with time_machine.travel(TODAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def saturdays(clock, host, ada):
    return factories.series(host, by=ada, first=SATURDAY, weeks=12)


def paths(series):
    page = f"/events/{series.slug}"
    return ["/events.json", f"{page}.json", f"{page}/{SATURDAY}.json", f"/groups/{series.host.slug}.json"]


def days(answer):
    return [one["start"][:10] for one in answer.json()["dates"]]


def test_any_site_may_ask_and_any_cache_may_keep_it(client, saturdays):
    for path in paths(saturdays):
        answer = client.get(path)

        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["Cache-Control"] == "public, max-age=900, s-maxage=30"
        assert {"Set-Cookie", "Vary"} & set(answer.headers) == set()


def test_a_date_is_told_by_the_clocks_of_its_place(client, saturdays):
    row = saturdays.occurrences.get(original_day=SATURDAY)

    told = client.get(f"/events/{saturdays.slug}/{SATURDAY}.json").json()

    assert (told["start"], told["end"]) == ("2026-10-10T12:00:00-04:00", "2026-10-10T13:00:00-04:00")
    assert (told["time_zone"], told["status"], told["uid"]) == ("America/New_York", "planned", str(row.uid))
    assert told["place"]["text"] == saturdays.place.one_line()
    assert told["host"]["name"] == saturdays.host.name


def test_what_became_of_each_date_is_one_word(client, saturdays, ada, clock):
    rows = list(saturdays.occurrences.order_by("day"))
    rows[1].cancel(by=ada, reason="Storm.")
    rows[2].move(by=ada, day=rows[2].day + DAY, start_time=time(15))
    clock.move_to(TODAY + timedelta(days=12))

    told = client.get(f"/events/{saturdays.slug}.json").json()["dates"]

    assert [one["status"] for one in told[:4]] == ["held", "cancelled", "moved", "planned"]
    assert told[1]["note"] == "Storm."
    assert told[2]["original_day"] == str(rows[2].original_day)


def test_a_series_tells_every_date_to_its_last_one(client, saturdays):
    assert saturdays.occurrences.count() < 12

    assert days(client.get(f"/events/{saturdays.slug}.json")) == [str(SATURDAY + WEEK * week) for week in range(12)]


def test_the_filters_of_the_list_hold(client, saturdays, host, ada):
    factories.series(host, by=ada, title="March", kind="march", first=SATURDAY + DAY, weeks=1)

    assert days(client.get("/events.json?kind=march")) == [str(SATURDAY + DAY)]
    assert days(client.get(f"/events.json?from={SATURDAY}&to={SATURDAY + DAY}")) == ["2026-10-10", "2026-10-11"]
    assert client.get("/events.json?from=soon").status_code == 400


@pytest.mark.parametrize("path", ["/events.json", "/events/saturday-vigil.json", "/groups/{group}.json"])
def test_a_long_list_comes_in_pages_that_lose_and_double_nothing(client, saturdays, monkeypatch, path):
    path = path.format(group=saturdays.host.slug)
    whole = days(client.get(path))
    monkeypatch.setattr(data, "PAGE", 5)

    found, next_page = [], path
    while next_page:
        answer = client.get(next_page)
        found += days(answer)
        next_page = answer.json()["next"]

    assert found == whole
    assert len(whole) > 5


def test_what_is_known_is_not_read_again(client, saturdays):
    for path in paths(saturdays):
        etag = client.get(path).headers["ETag"]

        with CaptureQueriesContext(
            connection,
        ) as asked:
            answer = client.get(path, headers={"If-None-Match": etag})

        assert (answer.status_code, answer.content) == (304, b"")
        assert len(asked) <= 3, path


def test_a_change_is_another_version(client, saturdays, ada):
    before = {path: client.get(path).headers["ETag"] for path in paths(saturdays)}

    saturdays.occurrences.get(original_day=SATURDAY).cancel(by=ada)

    assert [path for path, etag in before.items() if client.get(path).headers["ETag"] == etag] == []


def test_what_is_over_leaves_the_list_with_a_version_of_its_own(client, saturdays, clock):
    before = client.get("/events.json")
    clock.move_to(datetime(2026, 10, 10, 17, 1, tzinfo=UTC))

    after = client.get("/events.json", headers={"If-None-Match": before.headers["ETag"]})

    assert (after.status_code, days(after)) == (200, days(before)[1:])


def test_nothing_is_told_that_the_public_does_not_see(client, clock, host, ada):
    draft = factories.series(host, by=ada, title="Draft", announced=False, first=SATURDAY)
    waiting = factories.series(host, by=ada, title="Waiting", shown=False, first=SATURDAY)

    assert client.get("/events.json").json()["dates"] == []
    assert client.get(f"/groups/{host.slug}.json").json()["dates"] == []
    for series in (draft, waiting):
        told = [client.get(path).status_code for path in paths(series)[1:3]]
        assert told == [404, 404]

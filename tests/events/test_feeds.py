"""Feeds over HTTP: validators before any work, one version for every cache, and nothing of what is not public."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Series, Sponsorship
from orgs.models import Organization
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
    return factories.series(host, by=ada, first=SATURDAY)


def paths(series):
    return ["/events.ics", f"/events/{series.slug}.ics", f"/groups/{series.host.slug}.ics"]


def queries(client, path, **headers):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        answer = client.get(path, headers=headers)
    told = [
        query["sql"]
        for query in captured
        if '"cache"' not in query["sql"] and not query["sql"].startswith(("SAVE", "RELEASE"))
    ]
    return answer, told


def test_headers_let_every_calendar_and_cache_have_it(client, saturdays):
    for path in [*paths(saturdays), f"/events/{saturdays.slug}/{SATURDAY}.ics"]:
        answer = client.get(path)
        headers = {name: answer.headers.get(name) for name in ("Content-Type", "Cache-Control", "X-Robots-Tag")}

        assert (answer.status_code, headers) == (
            200,
            {
                "Content-Type": "text/calendar; charset=utf-8",
                "Cache-Control": "public, max-age=900, s-maxage=30",
                "X-Robots-Tag": "noindex",
            },
        )
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert {"Set-Cookie", "Vary"} & set(answer.headers) == set()


def test_a_feed_is_shown_and_a_date_is_downloaded(client, saturdays):
    names = [
        client.get(path).headers["Content-Disposition"]
        for path in [*paths(saturdays), f"/events/{saturdays.slug}/{SATURDAY}.ics"]
    ]

    assert names == [
        'inline; filename="events.ics"',
        'inline; filename="saturday-vigil.ics"',
        'inline; filename="friends-of-sanctuary-schools.ics"',
        'attachment; filename="saturday-vigil-2026-10-10.ics"',
    ]


def test_who_is_signed_in_gets_the_same(as_user, client, saturdays, ada):
    for path in paths(saturdays):
        answer = as_user(ada).get(path)

        assert (answer.content, answer.headers["ETag"]) == (client.get(path).content, client.get(path).headers["ETag"])
        assert {"Set-Cookie", "Vary"} & set(answer.headers) == set()


def test_two_fetches_are_equal_bytes_also_written_anew_and_later(client, clock, saturdays):
    for path in paths(saturdays):
        first = client.get(path)
        cache.clear()
        clock.shift(2 * DAY)
        second = client.get(path)

        assert (first.content, first.headers["ETag"]) == (second.content, second.headers["ETag"])


def test_head_says_what_get_says(client, saturdays):
    for path in paths(saturdays):
        got, head = client.get(path), client.head(path)

        told = [dict(answer.headers) | {"X-Request-Id": ""} for answer in (got, head)]
        assert (head.status_code, head.content, told[1]) == (200, b"", told[0])


def test_posting_is_refused(client, saturdays):
    assert [client.post(path).status_code for path in paths(saturdays)] == [405, 405, 405]


def test_what_has_not_changed_is_304_before_any_series_is_read(client, saturdays):
    for path, most in zip(paths(saturdays), (2, 2, 3), strict=True):
        answer = client.get(path)
        cache.clear()
        for header, validator in (("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified")):
            again, told = queries(client, path, **{header: answer.headers[validator]})

            assert (again.status_code, again.content, len(told) <= most) == (304, b"", True), told
            assert again.headers["ETag"] == answer.headers["ETag"]
            assert again.headers["Access-Control-Allow-Origin"] == "*"
            assert [sql for sql in told if "cadence" in sql] == []


def test_the_tag_is_strong(client, saturdays):
    assert [client.get(path).headers["ETag"][0] for path in paths(saturdays)] == ['"', '"', '"']


def unfolded(answer):
    return answer.content.replace(b"\r\n ", b"")


def changes(ada, bo, partner):
    """What organizers do, in an order in which all of it is possible."""
    return {
        "title": retitle,
        "cancel": lambda series: row_of(series).cancel(by=ada, reason="The plaza is closed."),
        "restore": lambda series: row_of(series).restore(by=ada),
        "move": lambda series: row_of(series).move(by=ada, day=SATURDAY + WEEK + DAY, start_time=time(9)),
        "accepted": lambda series: Sponsorship.invite(series, partner, by=ada).accept(by=bo),
        "withdrawn": lambda series: series.sponsorships.get().withdraw(by=bo),
        "series": lambda series: series.cancel(by=ada),
    }


def retitle(series):
    Series.objects.filter(pk=series.pk).update(title="Vigil for the schools")
    series.revise()


def row_of(series):
    return series.occurrences.order_by("original_day")[1]


def test_every_change_is_a_new_version_for_both_validators(client, clock, saturdays, ada, bo, partner):
    for name, change in changes(ada, bo, partner).items():
        before = [client.get(path) for path in paths(saturdays)]
        clock.shift(3600)
        change(Series.objects.get(pk=saturdays.pk))
        for path, old in zip(paths(saturdays), before, strict=True):
            by_tag = client.get(path, headers={"If-None-Match": old.headers["ETag"]})
            by_time = client.get(path, headers={"If-Modified-Since": old.headers["Last-Modified"]})

            assert (by_tag.status_code, by_time.status_code, by_tag.content == by_time.content) == (200, 200, True), (
                name
            )
            assert by_tag.content != old.content, name
            assert by_tag.headers["ETag"] != old.headers["ETag"], name


def test_a_series_that_leaves_a_group_is_noticed(client, clock, saturdays, ada, bo, partner):
    """Nothing that is still in the feed has changed."""
    path = f"/groups/{partner.slug}.ics"
    sponsorship = Sponsorship.invite(saturdays, partner, by=ada)
    sponsorship.accept(by=bo)
    full = client.get(path)
    clock.shift(3600)
    sponsorship.withdraw(by=bo)

    answers = [
        client.get(path, headers={"If-None-Match": full.headers["ETag"]}),
        client.get(path, headers={"If-Modified-Since": full.headers["Last-Modified"]}),
    ]

    assert [(answer.status_code, answer.content.count(b"VEVENT")) for answer in answers] == [(200, 0), (200, 0)]


def test_a_series_that_comes_of_age_is_noticed(client, clock, host, ada):
    factories.series(host, by=ada, first=date(2027, 10, 9), weeks=2)
    early = client.get("/events.ics")
    clock.shift(30 * DAY)

    late = client.get("/events.ics", headers={"If-Modified-Since": early.headers["Last-Modified"]})

    assert [answer.content.count(b"BEGIN:VEVENT") for answer in (early, late)] == [0, 1]


def test_a_co_sponsor_that_is_listed_later_is_named_then(client, clock, saturdays, ada, bo, mo):
    waiting = factories.group("Elm Street Tenants", coordinator=bo)
    Sponsorship.invite(saturdays, waiting, by=ada).accept(by=bo)
    Organization.objects.filter(pk=waiting.pk).update(state="in_review")
    saturdays.revise()
    before = client.get("/events.ics")
    clock.shift(3600)
    Organization.objects.get(pk=waiting.pk).enlist(by=mo)

    after = client.get("/events.ics", headers={"If-None-Match": before.headers["ETag"]})

    assert [b"Elm Street Tenants" in unfolded(answer) for answer in (before, after)] == [False, True]


def test_drafts_and_groups_in_review_are_in_no_feed(client, clock, host, ada, bo):
    hidden = factories.group("Elm Street Tenants", coordinator=bo, state="in_review")
    draft = factories.series(host, by=ada, announced=False, title="A draft")
    waiting = factories.series(hidden, by=bo, title="Waiting")

    addresses = [f"/events/{draft.slug}.ics", f"/events/{waiting.slug}.ics", f"/groups/{hidden.slug}.ics"]

    assert [client.get(path).status_code for path in addresses] == [404, 404, 404]
    assert client.get(f"/events/{waiting.slug}/{waiting.first_day}.ics").status_code == 404
    assert b"VEVENT" not in client.get("/events.ics").content


def test_what_ended_long_ago_leaves_the_large_feeds_and_keeps_its_own(client, clock, host, ada):
    series = factories.series(host, by=ada, first=SATURDAY, weeks=1)
    found = []
    for days in (90, 91):
        clock.move_to(datetime(2026, 10, 10, 18, tzinfo=UTC) + timedelta(days=days))
        found.append([client.get(path).content.count(b"BEGIN:VEVENT") for path in paths(series)])

    assert found == [[1, 1, 1], [0, 1, 0]]


def test_an_empty_feed_is_an_answer(client, host):
    assert [client.get(path).status_code for path in ("/events.ics", f"/groups/{host.slug}.ics")] == [200, 200]


def test_one_series_and_fifty_take_the_same_queries(client, clock, host, partner, ada):
    def made(number):
        for _ in range(number):
            series = factories.series(host, by=ada, first=SATURDAY, weeks=2)
            series.occurrences.update(changed_by_hand=True, state="cancelled")
            Sponsorship.record(series, partner, by=None, signed_as="Bo")

    counted = []
    for number in (1, 49):
        made(number)
        cache.clear()
        cold = [len(queries(client, path)[1]) for path in ("/events.ics", f"/groups/{host.slug}.ics")]
        cache.clear()
        warm = [len(queries(client, path)[1]) for path in ("/events.ics", "/events.ics")][1]
        counted.append((cold, warm))

    assert counted[0] == counted[1]
    assert counted[0][1] == 2


def test_a_date_is_a_copy_of_its_own(client, saturdays, ada):
    row = row_of(saturdays)
    path = f"/events/{saturdays.slug}/{row.original_day}.ics"
    before = client.get(path)
    row.move(by=ada, day=row.day, start_time=time(15))

    after = client.get(path, headers={"If-None-Match": before.headers["ETag"]})

    assert [b"T120000" in before.content, b"T150000" in after.content, b"RRULE:FREQ=WEEKLY" in after.content] == [
        True,
        True,
        False,
    ]
    assert client.get(path, headers={"If-None-Match": after.headers["ETag"]}).status_code == 304
    assert client.get(f"/events/{saturdays.slug}/2026-10-11.ics").status_code == 404


def test_another_name_of_a_group_is_another_version(client, host):
    before = client.get(f"/groups/{host.slug}.ics")
    Organization.objects.filter(pk=host.pk).update(name="Friends of the Library")

    after = client.get(f"/groups/{host.slug}.ics", headers={"If-None-Match": before.headers["ETag"]})

    assert (after.status_code, b"NAME:Friends of the Library" in after.content) == (200, True)

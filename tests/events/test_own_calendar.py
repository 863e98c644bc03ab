"""A calendar of one's own: what stands in it, who reads it, and how it goes."""

from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Attendance, Follow, Follower, PrivateCalendar
from orgs.models import User
from outbox import retention
from outbox.contacts import contact_index
from tests import factories

TODAY = datetime(2026, 10, 1, 12, tzinfo=UTC)
SATURDAY = date(2026, 10, 10)
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
JUNE = "june@example.org"

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock():
    with time_machine.travel(TODAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def saturdays(clock, host, ada):
    return factories.series(host, by=ada, first=SATURDAY)


def of_june(**chosen):
    return PrivateCalendar.make(contact_index=contact_index(JUNE), name="June", **chosen)


def follows(target, address=JUNE):
    Follow.ask(address, target, rhythm="weekly")
    follower = Follower.objects.of(address).get()
    follower.confirm(follower.follows.values_list("pk", flat=True))
    return follower


def events(client, calendar):
    found = icalendar.Calendar.from_ical(client.get(calendar.path).content).walk("VEVENT")
    return [(str(event["SUMMARY"]), event["DTSTART"].dt.date(), str(event["TRANSP"])) for event in found]


# What stands in it


def test_a_date_she_said_yes_to_makes_her_busy(client, saturdays):
    factories.coming(saturdays, saturdays.occurrences.get(original_day=SATURDAY), address=JUNE)

    assert events(client, of_june()) == [("Saturday vigil", SATURDAY, "OPAQUE")]


def test_the_name_of_a_date_is_that_of_its_own_file(client, saturdays):
    row = saturdays.occurrences.get(original_day=SATURDAY)
    factories.coming(saturdays, row, address=JUNE)

    found = icalendar.Calendar.from_ical(client.get(of_june().path).content).walk("VEVENT")

    assert [str(event["UID"]) for event in found] == [str(row.uid)]


def test_what_she_follows_makes_nobody_busy_but_for_the_dates_she_comes_to(client, saturdays):
    factories.coming(saturdays, saturdays.occurrences.get(original_day=SATURDAY + WEEK), address=JUNE)
    follows(Follow.of_series(saturdays))

    assert events(client, of_june()) == [
        ("Saturday vigil", SATURDAY, "TRANSPARENT"),
        ("Saturday vigil", SATURDAY + WEEK, "OPAQUE"),
    ]


def test_every_date_makes_her_busy_with_every_date(client, saturdays):
    factories.coming(saturdays, address=JUNE)

    assert events(client, of_june()) == [("Saturday vigil", SATURDAY, "OPAQUE")]


def test_a_cancelled_date_is_shown_cancelled_and_leaves_her_free(client, saturdays, ada):
    row = saturdays.occurrences.get(original_day=SATURDAY)
    factories.coming(saturdays, row, address=JUNE)
    row.cancel(by=ada)

    assert events(client, of_june()) == [("CANCELLED: Saturday vigil", SATURDAY, "TRANSPARENT")]
    assert events(client, of_june(with_cancelled=False)) == []


def test_what_a_followed_group_or_town_shows_is_there(client, saturdays, host, ada):
    far = factories.town(name="Pier", locality="Toledo", latitude=41.65, longitude=-83.54)
    factories.series(factories.group("Others"), by=ada, title="Far", place=far, first=SATURDAY)
    town = Follow.of_town(factories.town().spot(), 25)

    for target in (Follow.of_group(host), town):
        Follower.objects.all().delete()
        follows(target)
        assert [title for title, _day, _busy in events(client, of_june())] == ["Saturday vigil"]


def test_an_organizer_sees_what_the_public_does_not_see_yet(client, clock, ada):
    waiting = factories.group("Waiting", coordinator=ada, state="in_review")
    factories.series(waiting, by=ada, title="Not yet", first=SATURDAY)
    mine = PrivateCalendar.make(user=ada, name="Mine", with_groups=True)
    others = PrivateCalendar.make(user=ada, name="Others", with_groups=False)

    assert [title for title, _day, _busy in events(client, mine)] == ["Not yet"]
    assert events(client, others) == []


def test_what_is_withheld_is_not_in_it_whatever_she_said(client, saturdays):
    factories.coming(saturdays, saturdays.occurrences.get(original_day=SATURDAY), address=JUNE)
    follows(Follow.of_series(saturdays))
    calendar = of_june()

    saturdays.withhold(by=None)

    assert events(client, calendar) == []


def test_nothing_of_an_unconfirmed_address_is_in_it(client, saturdays):
    calendar = of_june()
    factories.coming(saturdays, address=JUNE, confirmed=False)

    assert client.get(calendar.path).status_code == 410


# Who reads it


def test_it_is_kept_by_no_shared_cache_and_opens_no_session(client, saturdays, ada):
    answer = client.get(PrivateCalendar.make(user=ada, name="Mine").path)

    assert answer.headers["Cache-Control"] == "private, max-age=300"
    assert (answer.headers["X-Robots-Tag"], answer.headers["Referrer-Policy"]) == ("noindex", "no-referrer")
    assert {"Set-Cookie", "Vary", "Access-Control-Allow-Origin"} & set(answer.headers) == set()


def test_its_address_stands_nowhere(client, saturdays, ada):
    calendar = PrivateCalendar.make(user=ada, name="Mine")
    secret = calendar.token.partition("-")[2]

    ics = client.get(calendar.path).content.decode()
    assert (secret in ics, "SOURCE" in ics) == (False, False)
    assert secret not in str(list(PrivateCalendar.objects.values()))


def test_what_is_known_is_not_written_again(client, saturdays):
    factories.coming(saturdays, saturdays.occurrences.get(original_day=SATURDAY), address=JUNE)
    follows(Follow.of_series(saturdays))
    calendar = of_june()
    etag = client.get(calendar.path).headers["ETag"]

    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = client.get(calendar.path, headers={"If-None-Match": etag})

    assert (answer.status_code, answer.content) == (304, b"")
    assert len(asked) <= 8


def test_an_answer_more_is_another_version(client, saturdays):
    follows(Follow.of_series(saturdays))
    calendar = of_june()
    before = client.get(calendar.path).headers["ETag"]

    factories.coming(saturdays, saturdays.occurrences.get(original_day=SATURDAY), address=JUNE)

    assert client.get(calendar.path).headers["ETag"] != before


def test_the_day_of_its_last_use_is_all_that_is_kept_of_it(client, clock, ada):
    calendar = PrivateCalendar.make(user=ada, name="Mine")

    client.get(calendar.path)

    calendar.refresh_from_db()
    assert calendar.used_on == TODAY.date()


# How it goes


def test_a_revoked_address_is_gone_and_an_unknown_one_was_never_there(client, ada):
    calendar = PrivateCalendar.make(user=ada, name="Mine")
    prefix = calendar.token.partition("-")[0]

    calendar.revoke()

    assert client.get(calendar.path).status_code == 410
    assert [client.get(f"/calendar/{token}.ics").status_code for token in (f"{prefix}-x", "x", "é-x")] == [404] * 3


def test_renewed_it_is_the_same_at_another_address(client, ada):
    calendar = PrivateCalendar.make(user=ada, name="Mine", with_groups=True)
    old = calendar.path

    new = calendar.renew()

    assert [client.get(path).status_code for path in (old, new.path)] == [410, 200]
    assert (new.name, new.with_groups, PrivateCalendar.objects.of_person(ada).get()) == ("Mine", True, new)


def test_nobody_has_more_than_ten(ada):
    for number in range(10):
        PrivateCalendar.make(user=ada, name=str(number))

    with pytest.raises(ValidationError) as refusal:
        PrivateCalendar.make(user=ada, name="11")

    assert refusal.value.code == "too_many"


def test_it_goes_with_the_account(client, ada, bo):
    mine, others = (PrivateCalendar.make(user=user, name="Mine") for user in (ada, bo))
    of_address = PrivateCalendar.make(contact_index=contact_index(bo.email), name="Before the account")

    User.objects.get(pk=bo.pk).erase()

    assert [client.get(one.path).status_code for one in (mine, others, of_address)] == [200, 404, 404]


def test_it_goes_with_the_last_answer_and_follow_of_an_address(client, saturdays):
    answer = factories.coming(saturdays, address=JUNE)
    calendar = of_june()

    Attendance.forget(answer)

    assert client.get(calendar.path).status_code == 410
    retention.purge()
    assert not PrivateCalendar.objects.exists()


def test_what_was_revoked_or_is_read_by_nobody_is_deleted(client, clock, ada):
    revoked, unread = (PrivateCalendar.make(user=ada, name=name) for name in ("Revoked", "Unread"))
    revoked.revoke()

    clock.move_to(TODAY + timedelta(days=91))
    retention.purge()
    left = list(PrivateCalendar.objects.values_list("pk", flat=True))
    clock.move_to(TODAY + timedelta(days=401))
    retention.purge()

    assert (left, PrivateCalendar.objects.count()) == ([unread.pk], 0)


def test_an_account_reads_what_is_kept_of_it(ada):
    PrivateCalendar.make(user=ada, name="Mine")

    (told,) = PrivateCalendar.export(ada)

    assert (told["name"], told["used_on"]) == ("Mine", None)


# Its pages


MADE = {"calendar-name": "My dates", "calendar-with_answers": "on"}


def test_an_account_makes_changes_renews_and_revokes(as_user, ada):
    browser = as_user(ada)

    made = browser.post("/account/calendars/", MADE)
    calendar = PrivateCalendar.objects.get()
    page = f"/account/calendars/{calendar.pk}/"
    ticks = {f"calendar-{calendar.pk}-name": "Vigils", f"calendar-{calendar.pk}-with_follows": "on"}
    changed = browser.post(page, ticks)
    renewed = browser.post(f"{page}renewal/")
    newest = PrivateCalendar.objects.kept().get()
    revoked = browser.post(f"/account/calendars/{newest.pk}/revocation/")

    assert [answer.status_code for answer in (made, changed, renewed, revoked)] == [200, 302, 200, 302]
    assert f"{calendar.prefix}-" in made.content.decode()
    assert (newest.name, newest.with_answers, newest.with_follows) == ("Vigils", False, True)
    assert not PrivateCalendar.objects.kept().exists()


def test_the_address_is_shown_once(as_user, ada):
    browser = as_user(ada)
    made = browser.post("/account/calendars/", MADE)

    page = browser.get("/account/calendars/")

    prefix = PrivateCalendar.objects.get().prefix
    assert (prefix in made.content.decode(), prefix in page.content.decode()) == (True, False)
    assert made.headers["Cache-Control"] == "no-store"


def test_nobody_touches_the_calendars_of_another(as_user, client, ada, bo):
    of_bo = PrivateCalendar.make(user=bo, name="Bo")
    link = f"/calendars/{PrivateCalendar.page_token(contact_index(JUNE))}/"
    doors = [(as_user(ada), f"/account/calendars/{of_bo.pk}/"), (client, f"{link}{of_bo.pk}/")]

    for browser, page in doors:
        answers = [browser.post(path).status_code for path in (page, f"{page}renewal/", f"{page}revocation/")]
        assert answers == [404, 404, 404]


def test_a_calendar_of_nothing_is_refused_and_keeps_its_name(as_user, ada):
    answer = as_user(ada).post("/account/calendars/", {"calendar-name": "Nothing"})

    page = answer.content.decode()
    assert (answer.status_code, "Tick at least one thing" in page, 'value="Nothing"' in page) == (422, True, True)


def test_the_link_of_the_follows_leads_an_address_to_its_calendars(client, saturdays):
    follower = follows(Follow.of_series(saturdays))
    page = client.get(follower.get_absolute_url()).content.decode()
    link = page.partition('href="/calendars/')[2].partition('"')[0]

    made = client.post(f"/calendars/{link}", MADE)

    assert (made.status_code, made.headers["Cache-Control"], made.cookies) == (200, "no-store", {})
    assert PrivateCalendar.objects.get().contact_index == contact_index(JUNE)


def test_the_link_opens_for_seven_days(client, clock):
    link = f"/calendars/{PrivateCalendar.page_token(contact_index(JUNE))}/"
    opened = client.get(link).status_code

    clock.move_to(TODAY + timedelta(days=7, minutes=1))

    assert (opened, client.get(link).status_code) == (200, 404)


def test_who_holds_an_answer_is_shown_no_calendar_but_its_address_is_written_to(client, saturdays):
    answer = factories.coming(saturdays, address=JUNE)
    page = Attendance.url(answer)

    for _ in range(2):
        client.post(f"{page}calendar/")

    (letter,) = factories.letters("calendar_link")
    assert letter.recipient == JUNE
    assert "/calendars/" not in client.get(page).content.decode()
    link = next(line for line in factories.mail(letter).body.splitlines() if "/calendars/" in line)
    assert client.get(link).status_code == 200


def test_no_letter_goes_to_an_address_that_was_not_confirmed(client, saturdays):
    answer = factories.coming(saturdays, address=JUNE, confirmed=False)

    client.post(f"{Attendance.url(answer)}calendar/")

    assert factories.letters("calendar_link") == []

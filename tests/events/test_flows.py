"""The main job through its pages, without a script: announced, signed, read, answered, moved."""

import re
from datetime import timedelta

import pytest
import time_machine

from events.models import Attendance, Occurrence, Series, Sponsorship
from events.tasks import write_due_reminders
from orgs.models import Case, Organization
from tests import factories

pytestmark = pytest.mark.django_db

SIGNED = {"level": "co_sponsor", "authority": "officer", "may_sign": "on"}


def group_form(**fields) -> dict:
    return {
        "name": "Harbour Choir",
        "kind": "culture",
        "town": "44308",
        "about": "We sing at the harbour.",
        "website": "",
        "stock": "mint",
    } | fields


def series_form(host, **fields) -> dict:
    first = factories.next_weekday(5)
    return {
        "host": host.pk,
        "title": "Songs at the harbour",
        "kind": "rally",
        "summary": "We sing until they listen.",
        "town": "44308",
        "venue": "Pier 4",
        "street": "",
        "repeat": "week-1",
        "weekdays": ["5"],
        "start_time": "12:00",
        "minutes": "120",
        "first_day": first.isoformat(),
        "until": (first + timedelta(weeks=7)).isoformat(),
    } | fields


def text(response) -> str:
    return response.content.decode()


def said(response) -> list[str]:
    """The problems that the page names, each beside a link to its field."""
    return re.findall(r'href="#id_(\w+)">', text(response))


# 1. A group is registered, waits, and is listed


def test_a_group_waits_for_a_moderator_and_is_listed_with_one_button(as_user, akron, dee, mo):
    registered = as_user(dee).post("/groups/new/", group_form())
    page = registered.headers["Location"]
    seen = [as_user(person).get(page).status_code for person in (dee, mo, None)]

    queue = text(as_user(mo).get("/review/"))
    case = Case.objects.get()
    as_user(mo).post(f"/review/{case.pk}/confirmation/")

    assert (page, seen) == ("/groups/harbour-choir/", [200, 200, 404])
    assert "Harbour Choir" in queue
    assert f'href="/review/{case.pk}/"' in queue
    assert as_user(None).get(page).status_code == 200
    assert factories.recipients("group_listed") == ["dee@example.org"]


@pytest.fixture(autouse=True)
def moderators_without_a_second_factor(settings):
    settings.MODERATORS_NEED_SECOND_FACTOR = False


def test_three_groups_a_day_are_the_most(as_user, akron, dee):
    codes = [as_user(dee).post("/groups/new/", group_form(name=f"Choir {n}")).status_code for n in range(4)]

    assert (codes, Organization.objects.count()) == ([302, 302, 302, 422], 3)


# 2. A series is written, seen as real dates, and announced


def test_a_series_is_seen_as_dates_before_it_is_announced(as_user, akron, host, ada, mo):
    browser = as_user(ada)
    typed = series_form(host)

    preview = browser.post("/desk/events/new/", typed | {"preview": "1"})
    assert (preview.status_code, Series.objects.count()) == (200, 0)
    assert "Every Saturday at noon" in text(preview)

    kept = browser.post("/desk/events/new/", typed)
    series = Series.objects.get()
    assert (kept.headers["Location"], series.state) == ("/desk/events/songs-at-the-harbour/", "draft")
    assert "Every Saturday at noon" in text(browser.get(kept.headers["Location"]))

    browser.post("/desk/events/songs-at-the-harbour/announcement/")
    assert series.occurrences.count() == 8
    assert as_user(None).get("/events/songs-at-the-harbour/").status_code == 404  # the first of its group
    Case.objects.get(subject=series.letters_key).confirm(by=mo)
    page = text(as_user(None).get("/events/songs-at-the-harbour/"))
    assert "Songs at the harbour" in page
    assert "Pier 4" in page


def test_a_draft_is_changed_on_the_same_page(as_user, akron, host, ada):
    browser = as_user(ada)
    browser.post("/desk/events/new/", series_form(host))

    browser.post("/desk/events/songs-at-the-harbour/edit/", series_form(host, title="Louder songs", minutes="60"))

    series = Series.objects.get()
    assert (series.title, series.minutes, series.slug) == ("Louder songs", 60, "songs-at-the-harbour")


def test_the_rule_with_a_last_day_says_its_last_date(as_user, akron, host, ada):
    first = factories.next_weekday(5)
    typed = series_form(host, until=(first + timedelta(days=9)).isoformat(), preview="1")

    page = text(as_user(ada).post("/desk/events/new/", typed))

    assert f"{(first + timedelta(days=7)).day}" in page


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"until": "2020-01-01"}, "until"),
        ({"until": ""}, "until"),
        ({"repeat": "day-1", "until": "2099-01-01"}, "until"),
        ({"town": "Nowhere at all"}, "town"),
        ({"venue": ""}, "venue"),
        ({"title": " "}, "title"),
        ({"first_day": "9999-12-31"}, "first_day"),
        ({"first_day": "2100-12-31", "until": "", "open_ended": "on"}, "repeat"),
        ({"repeat": "once", "first_day": "2027-03-14", "start_time": "02:30"}, "start_time"),
        ({"host": "0"}, "host"),
    ],
)
def test_what_makes_no_series_is_said_at_its_field_and_what_was_typed_is_kept(as_user, akron, host, ada, fields, field):
    response = as_user(ada).post("/desk/events/new/", series_form(host) | fields)

    assert (response.status_code, Series.objects.count()) == (422, 0)
    assert field in said(response)
    assert "We sing until they listen." in text(response)


def test_past_dates_are_refused_when_announced(as_user, akron, host, ada):
    browser = as_user(ada)
    browser.post("/desk/events/new/", series_form(host, first_day="2020-01-04", until="2020-02-01"))

    page = browser.post("/desk/events/songs-at-the-harbour/announcement/", follow=True)

    assert "Every date of this series is in the past." in text(page)
    assert Series.objects.get().is_draft


def test_a_draft_that_was_announced_meanwhile_is_not_rewritten(as_user, akron, host, ada, monkeypatch):
    draft = factories.series(host, by=ada, announced=False)
    monkeypatch.setattr(Series, "is_draft", property(lambda self, asked=[]: not asked and not asked.append(1)))

    response = as_user(ada).post(f"/desk/events/{draft.slug}/edit/", series_form(host, title="Too late"))

    assert (response.status_code, Series.objects.get().title) == (422, "Saturday vigil")
    assert "This series was already announced." in text(response)


def test_nobody_announces_for_a_group_of_others(as_user, akron, host, partner, ada):
    response = as_user(ada).post("/desk/events/new/", series_form(partner))

    assert (response.status_code, said(response)) == (422, ["host"])


def test_a_draft_and_a_series_in_review_do_not_exist_for_a_stranger(as_user, host, ada, dee):
    draft = factories.series(host, by=ada, announced=False, title="Draft")
    waiting = factories.series(Organization.register(name="Choir", kind="culture", by=ada), by=ada, title="Waiting")

    for browser in (as_user(dee), as_user(None)):
        codes = [browser.get(series.get_absolute_url()).status_code for series in (draft, waiting)]
        home = text(browser.get("/?when=all"))
        assert (codes, "Draft" in home, "Waiting" in home) == ([404, 404], False, False)


# 3. Groups beside the host


def test_a_group_is_invited_by_name_and_signs_by_the_link_of_its_letter(as_user, vigil, partner, ada, bo):
    as_user(ada).post(
        f"/desk/events/{vigil.slug}/sponsorships/", {"who": "riverside tenants union", "letter": "Please"}
    )
    (letter,) = factories.letters("sponsorship_invitation")
    link = re.search(r"http://testserver(/sign/\S+)", factories.mail(letter).body).group(1)

    browser = as_user(None)
    assert "Please" in text(browser.get(link))
    browser.post(link, {"level": "co_sponsor", "authority": "officer", "may_sign": "on", "tasks": ["food"]})

    signed = Sponsorship.objects.get()
    assert (signed.state, signed.decided_by, signed.tasks) == ("accepted", bo, ["food"])
    assert "Riverside Tenants Union" in text(as_user(None).get(vigil.get_absolute_url()))
    assert vigil.title in text(as_user(None).get(partner.get_absolute_url()))


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        ("No such group", "is listed here"),
        ("union", "Which of these groups do you mean?"),
        ("not@an address", "Enter a valid email address."),
        ("Friends of Sanctuary Schools", "Your own group is the host."),
    ],
)
def test_who_cannot_be_invited_is_said_beside_the_field(as_user, vigil, partner, ada, who, sentence):
    factories.group("Union of Harbours")

    response = as_user(ada).post(f"/desk/events/{vigil.slug}/sponsorships/", {"who": who, "letter": "Stand with us"})

    assert response.status_code == 422
    assert sentence in text(response)
    assert "Stand with us" in text(response)


def test_a_group_asks_to_join_and_the_host_answers(as_user, vigil, partner, ada, bo):
    asked = {
        "organization": partner.pk,
        "level": "co_sponsor",
        "authority": "officer",
        "may_sign": "on",
        "pledge": "30",
        "letter": "We come",
    }
    as_user(bo).post(f"/events/{vigil.slug}/co-sponsor/", asked)
    sponsorship = Sponsorship.objects.get()

    assert "We come" in text(as_user(ada).get(f"/sponsorships/{sponsorship.pk}/"))
    as_user(ada).post(f"/sponsorships/{sponsorship.pk}/acceptance/")

    assert "Riverside Tenants Union" in text(as_user(None).get(vigil.get_absolute_url()))
    as_user(bo).post(f"/sponsorships/{sponsorship.pk}/withdrawal/")
    assert "Riverside Tenants Union" not in text(as_user(None).get(vigil.get_absolute_url()))


# 4. What the public sees


def test_a_series_is_one_card_on_each_of_its_dates_and_nobody_else_s(as_user, vigil, partner, ada, bo):
    Sponsorship.invite(vigil, partner, by=ada).accept(by=bo)

    home = text(as_user(None).get("/?when=all"))

    assert home.count('href="/events/saturday-vigil/2') == home.count("Saturday vigil") >= 8


def test_the_list_goes_on_past_fifty_dates_of_one_instant(client, host, ada):
    for number in range(60):
        factories.series(host, by=ada, title=f"Vigil {number}", weeks=1)
    seen, address = [], "/?when=all"
    while address and len(seen) < 200:
        page = text(client.get(address))
        seen += re.findall(r'href="/events/(vigil-\d+)/', page)
        more = re.search(r'href="(\?[^"]*after=[^"]+)"', page)
        address = "/" + more.group(1).replace("&amp;", "&") if more else None

    assert sorted(seen) == sorted(f"vigil-{number}" for number in range(60))


def test_near_a_town_the_list_says_that_it_goes_on(client, akron, host, ada):
    corner = factories.town(latitude=41.29, longitude=-81.24)  # in the box of 25 km, outside the circle
    for number in range(51):
        factories.series(host, by=ada, title=f"Vigil {number}", weeks=1, place=corner if number < 20 else None)

    page = text(client.get("/?when=all&near=44308"))

    assert len(set(re.findall(r'href="/events/(vigil-\d+)/', page))) == 30
    assert "after=" in page


@pytest.mark.parametrize("path", ["/", "/events/", "/groups/", "series", "date", "group", "/feeds/"])
def test_public_pages_set_no_cookie_and_may_be_kept_for_a_moment(client, vigil, path):
    found = {
        "series": vigil.get_absolute_url(),
        "date": vigil.occurrences.first().get_absolute_url(),
        "group": vigil.host.get_absolute_url(),
    }

    response = client.get(found.get(path, path))

    assert (response.status_code, response.cookies) == (200, {})
    assert response.headers["Cache-Control"].startswith("public, max-age=0, s-maxage=")
    assert "Cookie" in response.headers["Vary"]


def test_a_signed_in_reader_s_page_is_hers_alone(as_user, vigil, dee):
    assert as_user(dee).get(vigil.get_absolute_url()).headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("path", ["/", "/groups/", "series", "date", "group"])
def test_titles_and_names_are_escaped(client, vigil, path):
    nasty = '<script>alert("x")</script>'
    Series.objects.update(title=nasty, summary=nasty, about=nasty, access=nasty)
    Organization.objects.update(name=nasty, about=nasty)
    Occurrence.objects.update(note=nasty)
    found = {
        "series": vigil.get_absolute_url(),
        "date": vigil.occurrences.first().get_absolute_url(),
        "group": vigil.host.get_absolute_url(),
    }

    page = text(client.get(found.get(path, path)))

    assert "&lt;script&gt;" in page
    assert re.findall(r"<script>", page) == []


# 6. Somebody comes, is reminded, and is told


def test_somebody_comes_with_an_address_is_asked_reminded_and_told(client, as_user, vigil, ada):
    day = vigil.occurrences.order_by("day").first()
    answered = client.post(
        f"/events/{vigil.slug}/answer/", {"on": [day.original_day], "people": "2", "email": "june@example.org"}
    )
    (asking,) = factories.letters("answer_confirmation")
    link = re.search(r"http://testserver(/answers/\S+)", factories.mail(asking).body).group(1)
    client.post(link)
    assert "You will be reminded" in text(client.get(answered.headers["Location"]))

    with time_machine.travel(day.starts_at - timedelta(hours=2)):
        write_due_reminders()
        write_due_reminders()
    assert factories.recipients("reminder") == ["june@example.org"]

    moved = {
        "day": (day.day + timedelta(days=1)).isoformat(),
        "start_time": "15:00",
        "minutes": "60",
        "town": "Akron, OH",
        "venue": "Oak Plaza",
        "note": "Sunday instead",
    }
    response = as_user(ada).post(f"/desk/events/{vigil.slug}/dates/{day.original_day}/", moved)
    assert response.status_code == 302
    assert factories.recipients("date_changed") == ["june@example.org"]
    assert "Sunday instead" in text(client.get(vigil.get_absolute_url()))
    assert client.cookies == {}


def test_an_answer_is_changed_and_erased_by_its_link(client, vigil):
    days = [date.original_day for date in vigil.occurrences.order_by("day")]
    link = client.post(f"/events/{vigil.slug}/answer/", {"on": days[:1], "people": "1"}).headers["Location"]

    client.post(link, {"on": days[1:3], "people": "4"})
    changed = list(Attendance.objects.values_list("occurrence__original_day", "people"))
    client.post(f"{link}erasure/")

    assert (sorted(changed), Attendance.objects.count()) == ([(day, 4) for day in days[1:3]], 0)
    assert client.get(link).status_code == 404


def test_a_date_is_cancelled_and_restored_at_the_desk(as_user, vigil, ada, client):
    day = vigil.occurrences.order_by("day").first()
    desk = f"/desk/events/{vigil.slug}/dates/{day.original_day}/"
    as_user(ada).post(f"{desk}cancellation/", {"off-reason": "Storm warning"})
    cancelled = text(client.get(day.get_absolute_url()))

    as_user(ada).post(f"{desk}restoration/")

    assert "Storm warning" in cancelled
    assert vigil.occurrences.get(pk=day.pk).state == "planned"


def test_a_date_that_moves_into_another_time_zone_asks_whose_clocks(as_user, vigil, ada, akron):
    type(akron).objects.update(time_zone="America/Chicago", place="Springfield")
    day = vigil.occurrences.order_by("day").first()
    typed = {"day": day.day, "start_time": "12:00", "minutes": "60", "town": "44308", "venue": "Town hall"}

    response = as_user(ada).post(f"/desk/events/{vigil.slug}/dates/{day.original_day}/", typed)

    assert (response.status_code, said(response)) == (422, ["clock_0"])


def test_a_whole_series_is_called_off_with_a_reason(as_user, vigil, ada, client):
    factories.coming(vigil, address="june@example.org")
    as_user(ada).post(f"/desk/events/{vigil.slug}/cancellation/", {"reason": "We won"})

    assert "We won" in text(client.get(vigil.get_absolute_url()))
    assert factories.recipients("series_cancelled") == ["june@example.org"]


def test_a_wrong_answer_keeps_the_form_and_what_was_typed(vigil, client):
    sent = {"on": vigil.first_day.isoformat(), "people": "2", "email": "not-an-address"}

    answer = client.post(f"{vigil.get_absolute_url()}answer/", sent)

    assert answer.status_code == 422
    assert ("not-an-address" in answer.text, "I’ll be there" in answer.text, "is-wrong" in answer.text) == (True,) * 3


def test_a_draft_shows_the_dates_it_will_have(host, ada, as_user):
    draft = factories.series(host, by=ada, announced=False)

    page = as_user(ada).get(draft.get_absolute_url())

    assert [date.original_day for date in page.context["dates"]] == list(draft.cadence.days())


def test_a_note_alone_stands_on_the_page(vigil, ada, client):
    row = vigil.occurrences.first()
    row.move(by=ada, day=row.day, start_time=row.start_time, note="Bring a candle")

    assert "Bring a candle" in client.get(vigil.get_absolute_url()).text


def test_a_mistyped_address_can_be_corrected(vigil, client):
    answer = factories.coming(vigil, vigil.occurrences.first())
    page = Attendance.url(answer)
    client.post(f"{page}reminder/", {"email": "wrnog@example.org"})

    client.post(f"{page}reminder/", {"email": "right@example.org"})

    assert Attendance.objects.get().contact == "right@example.org"

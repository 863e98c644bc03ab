"""Links of groups: who comes by one is counted for that group, and nobody is followed."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from coalition.page_cache import PageCache
from events.models import Attendance, Brought, Occurrence, Sponsorship, referral
from events.models.bringing import lines
from events.tasks import roll_dates
from orgs.models import FormerSlug, Merge, Organization
from orgs.personal import told_about
from outbox import retention
from tests import factories
from tests.test_page_cache import ask

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed(vigil, partner, ada, bo) -> Sponsorship:
    """Bo's group stands beside the vigil and hopes for twenty people."""
    sponsorship = Sponsorship.invite(vigil, partner, by=ada)
    sponsorship.accept(by=bo, pledge=20)
    return sponsorship


@pytest.fixture
def dates(vigil) -> list[Occurrence]:
    return list(vigil.occurrences.order_by("day"))


def came(vigil, *dates, via=None, people=1):
    return Attendance.come(vigil, list(dates), every=not dates, via=via, people=people)


def press(vigil, client=None, **typed):
    typed = {"on": vigil.occurrences.order_by("day")[0].original_day, "people": 1} | typed
    return (client or Client()).post(f"/events/{vigil.slug}/answer/", typed)


def links_of_answers() -> list:
    return list(Attendance.objects.order_by("pk").values_list("via", flat=True))


def after(date):
    return time_machine.travel(date.ends_at + timedelta(minutes=5), tick=False)


def numbers(bringing) -> list[int]:
    return [people for _date, people in bringing.shown]


# The link and the page


def test_the_link_carries_its_code_into_the_form_and_stores_nothing(client, vigil, signed, partner):
    page = client.get(signed.own_link)

    text = page.content.decode()
    assert f'<input type="hidden" name="via" value="{partner.slug}"' in text
    assert f'<link rel="canonical" href="http://testserver{vigil.get_absolute_url()}">' in text
    assert f"/{vigil.occurrences.order_by('day')[0].original_day}/?via={partner.slug}" in text
    assert (page.cookies, page.headers["Cache-Control"].split(",")[0]) == ({}, "public")


def test_the_page_of_a_date_carries_it_too(client, vigil, signed, partner, dates):
    text = client.get(f"{dates[0].get_absolute_url()}?via={partner.slug}").content.decode()

    assert f'name="via" value="{partner.slug}"' in text
    assert f'href="{vigil.get_absolute_url()}?via={partner.slug}"' in text


def test_without_a_link_a_page_names_none(client, vigil, signed):
    assert 'name="via"' not in client.get(vigil.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    "query", ["via=nobody", "via=", "via=%00", "via=" + "x" * 200, "via=a&via=b", "x=1&via=nobody"]
)
def test_a_code_that_nobody_has_leads_to_the_clean_address(client, vigil, signed, query):
    answer = client.get(f"{vigil.get_absolute_url()}?{query}")

    assert (answer.status_code, answer.url) == (302, vigil.get_absolute_url())
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_known_code_has_one_address(client, vigil, signed, partner):
    answer = client.get(f"{vigil.get_absolute_url()}?fbclid=abc&via={partner.slug}&utm_source=x")

    assert (answer.status_code, answer.url) == (302, signed.own_link)


def test_the_cache_holds_one_page_a_group_however_it_is_asked(vigil, signed, partner, host):
    class Site:
        def __call__(self, environ, start_response):
            answer = Client().get(environ["PATH_INFO"] + "?" + environ["QUERY_STRING"])
            start_response(f"{answer.status_code} ?", list(answer.headers.items()))
            return [answer.content]

    cache = PageCache(Site(), session_cookie="session")
    for code in [partner.slug, host.slug, "nobody", "x" * 90, partner.slug, f"{partner.slug}&a=1"]:
        ask(cache, vigil.get_absolute_url(), query=f"via={code}")

    assert sorted(key[3] for key in cache.kept) == sorted([f"via={partner.slug}", f"via={host.slug}"])
    bodies = {key[3]: kept.body for key, kept in cache.kept.items()}
    assert f'value="{host.slug}"'.encode() not in bodies[f"via={partner.slug}"]


@pytest.mark.parametrize("state", ["pending", "declined", "withdrawn", "expired"])
def test_only_a_signature_that_stands_has_a_link(client, vigil, signed, partner, state):
    Sponsorship.objects.filter(pk=signed.pk).update(state=state)
    signed.refresh_from_db()

    assert (signed.own_link, referral.group_of(vigil, partner.slug)) == ("", None)


def test_a_code_does_not_tell_that_a_group_in_review_has_signed(client, vigil, signed, partner):
    Organization.objects.filter(pk=partner.pk).update(state="in_review")

    assert client.get(f"{vigil.get_absolute_url()}?via={partner.slug}").status_code == 302


def test_what_everybody_may_not_see_is_not_told_by_a_code(client, host, ada):
    draft = factories.series(host, by=ada, announced=False)

    answer = client.get(f"/events/{draft.slug}/?via={host.slug}", follow=True)

    assert answer.status_code == 404


# Answers


def test_an_answer_by_a_link_is_counted_for_its_group(vigil, signed, partner, host):
    press(vigil, via=partner.slug)
    press(vigil, via=host.slug, every="on")
    press(vigil)

    assert links_of_answers() == [partner.pk, host.pk, None]


@pytest.mark.parametrize("code", ["nobody", "", "\x00", "x" * 5000, "<b>", "1"])
def test_a_bad_code_is_nobodys_and_never_wrong(vigil, signed, code):
    assert (press(vigil, via=code).status_code, links_of_answers()) == (302, [None])


def test_a_group_that_left_between_looking_and_pressing_counts_no_more(vigil, signed, partner, bo):
    signed.withdraw(by=bo)

    assert (press(vigil, via=partner.slug).status_code, links_of_answers()) == (302, [None])


def test_a_form_with_a_mistake_keeps_the_code(vigil, signed, partner):
    page = press(vigil, via=partner.slug, on="")

    assert page.status_code == 422
    assert f'name="via" value="{partner.slug}"' in page.content.decode()


def test_an_answer_that_is_changed_keeps_its_link(vigil, signed, partner, dates):
    answer = came(vigil, dates[0], via=partner)

    Client().post(Attendance.url(answer), {"on": [dates[1].original_day], "people": 3, "via": "nobody"})
    Attendance.change(answer, [], people=2, every=True)

    assert links_of_answers() == [partner.pk]


def test_an_address_that_answers_anew_counts_where_it_came_from_first(vigil, signed, partner, dates):
    first = came(vigil, dates[0], via=partner)
    for answer in (first, came(vigil, dates[0])):
        Attendance.ask_reminder(answer, "june@example.org")
        factories.confirms(answer)

    assert links_of_answers() == [partner.pk]


def test_her_answer_and_her_data_say_by_whose_link_she_came(vigil, signed, partner, dates, dee):
    answer = came(vigil, dates[0], via=partner)
    Attendance.ask_reminder(answer, dee.email)
    factories.confirms(answer)

    told = dict(told_about(dee))

    assert "You came by the link of" in Client().get(Attendance.url(answer)).content.decode()
    assert ("By the link of", partner.name) in told["Where you are coming"][0]


# What is counted


def test_people_are_counted_by_date_with_those_who_come_every_time(vigil, signed, partner, dates):
    came(vigil, dates[0], via=partner, people=3)
    came(vigil, via=partner, people=2)
    came(vigil, dates[0], people=9)

    assert numbers(signed.brought()) == [5]


def test_who_cannot_come_after_all_is_counted_no_more(vigil, signed, partner, dates):
    Attendance.forget(came(vigil, dates[0], via=partner, people=3))

    assert numbers(signed.brought()) == [0]


def test_what_a_date_has_brought_outlives_the_answers(vigil, signed, partner, dates):
    answer = came(vigil, dates[0], via=partner, people=4)
    came(vigil, via=partner, people=2)
    with after(dates[0]):
        roll_dates()
        roll_dates()
        Attendance.forget(answer)
        bringing = signed.brought()

    assert (numbers(bringing), bringing.total, bringing.dates) == ([2, 6], 6, 1)


def test_by_whose_link_is_forgotten_with_the_month_and_the_number_stays(vigil, signed, partner, dates):
    came(vigil, dates[0], via=partner, people=4)
    came(vigil, via=partner)
    with time_machine.travel(dates[0].ends_at + timedelta(days=32)):
        Occurrence.objects.mark_held()
        Brought.settle(since=dates[0].starts_at)
        retention.purge()
        kept = links_of_answers()

    assert kept == [None, partner.pk]
    assert list(Brought.objects.order_by("occurrence__day").values_list("people", flat=True))[:2] == [5, 1]


def test_a_date_that_was_called_off_brought_nobody(vigil, signed, partner, dates, ada):
    came(vigil, dates[0], via=partner)
    dates[0].cancel(by=ada)
    with after(dates[0]):
        roll_dates()

    assert Brought.objects.count() == 0


def test_after_a_withdrawal_nothing_is_added(vigil, signed, partner, dates, bo):
    came(vigil, via=partner, people=5)
    with after(dates[0]):
        roll_dates()
        signed.withdraw(by=bo)
    with after(dates[1]):
        roll_dates()
        bringing = signed.brought()

    assert (numbers(bringing), bringing.total) == ([0, 5], 5)


def test_who_left_just_after_a_date_has_brought_to_it(vigil, signed, partner, dates, bo):
    came(vigil, dates[0], via=partner, people=5)
    with after(dates[0]):
        signed.withdraw(by=bo)
        roll_dates()

    assert signed.brought().total == 5


def test_who_signs_on_anew_begins_anew(vigil, signed, partner, dates, ada, bo):
    came(vigil, via=partner, people=5)
    signed.withdraw(by=bo)
    anew = Sponsorship.invite(vigil, partner, by=ada)
    anew.accept(by=bo)
    came(vigil, dates[0], via=partner, people=2)

    assert numbers(anew.brought()) == [2]
    with after(dates[0]):
        roll_dates()
        assert anew.brought().total == 2


def test_the_former_address_of_a_group_is_a_code_too(client, vigil, signed, partner):
    FormerSlug.objects.create(slug="rtu", organization=partner)

    answer = client.get(f"{vigil.get_absolute_url()}?via=rtu")
    press(vigil, via="rtu")

    assert (answer.url, links_of_answers()) == (signed.own_link, [partner.pk])


def test_when_two_groups_become_one_what_both_brought_is_one_number(vigil, signed, partner, host, dates, bo, mo):
    twin = factories.group("Riverside Tenants", coordinator=bo)
    Sponsorship.invite(vigil, twin, by=vigil.created_by).accept(by=bo)
    came(vigil, dates[0], via=partner, people=4)
    came(vigil, dates[0], via=twin, people=3)
    came(vigil, dates[1], via=twin, people=2)
    with after(dates[0]):
        roll_dates()
        merge = Merge.make(twin, partner, by=mo)
        merged = numbers(signed.brought())
        merge.undo(by=mo)

    assert (merged, numbers(signed.brought())) == ([2, 7], [0, 4])


# Who sees it


def test_the_desk_of_the_host_shows_each_pledge_beside_what_it_brought(
    as_user, vigil, signed, partner, host, dates, ada
):
    came(vigil, dates[0], via=partner, people=4)
    came(vigil, dates[0], via=host, people=2)
    came(vigil, dates[0], people=3)

    page = as_user(ada).get(f"/desk/events/{vigil.slug}/")

    told = [(line.organization, line.pledge, line.numbers) for line in page.context["brought"]]
    assert told == [(host, None, [2]), (partner, 20, [4])]
    assert page.context["brought_otherwise"] == [3]


def test_who_left_is_shown_to_the_host_where_it_brought_somebody(vigil, signed, partner, dates, bo):
    came(vigil, dates[0], via=partner, people=4)
    with after(dates[0]):
        roll_dates()
        signed.withdraw(by=bo)

    told = [(line.organization, line.has_left, line.bringing.total) for line in lines(vigil, [signed])][1:]
    assert told == [(partner, True, 4)]


def test_a_group_sees_its_own_numbers_and_no_others(as_user, vigil, signed, partner, host, dates, ada, bo, dee):
    other = factories.group("Choir", coordinator=dee)
    Sponsorship.invite(vigil, other, by=ada).accept(by=dee)
    came(vigil, dates[0], via=partner, people=7)
    came(vigil, dates[0], via=other, people=8)
    came(vigil, dates[0], via=host, people=9)

    own = as_user(bo).get(f"/sponsorships/{signed.pk}/").content.decode()

    assert [f": {number} people have said yes by it" in own for number in (7, 8, 9)] == [True, False, False]


def test_no_public_page_says_who_brought_how_many(client, vigil, signed, partner, dates):
    came(vigil, dates[0], via=partner, people=10)
    came(vigil, dates[0], people=9)
    pages = [signed.own_link, dates[0].get_absolute_url(), f"/events/{vigil.slug}.json", f"/events/{vigil.slug}.ics"]

    assert [f">{10}<" in client.get(page).content.decode() for page in pages] == [False] * len(pages)


def test_the_letter_to_a_group_that_signed_has_its_link(vigil, signed, partner, bo, ada, settings):
    own, hosts = (
        factories.mail(next(letter for letter in factories.letters("sponsorship_answered") if letter.recipient == to))
        for to in (bo.email, ada.email)
    )

    assert f"{settings.SITE_URL}{signed.own_link}" in own.body
    assert "via=" not in hosts.body


def test_it_is_known_since_when_a_standing_answer_counts(vigil, signed, partner, dates):
    with after(dates[0]):
        came(vigil, via=partner, people=2)
        roll_dates()

    assert (Brought.objects.count(), timezone.now() < dates[0].ends_at) == (0, True)

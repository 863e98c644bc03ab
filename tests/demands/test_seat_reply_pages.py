"""The pages of a reply: the form beside a stance, the page of its link, and what a moderator sees."""

import pytest
from django.urls import reverse

from demands.models import SeatReply
from demands.seating import Seating
from orgs.models import Case
from tests import factories

pytestmark = pytest.mark.django_db

ADDRESS = "ward2@akron.example.org"
WORDS = "We asked what it costs."


def form_of(seat, demand):
    return reverse("demands:reply-new", args=[demand.slug, seat.pk])


def typed(**changes):
    return {"text": WORDS, "email": ADDRESS, "holds": "on"} | changes


@pytest.fixture
def shown(reply, mo):
    reply.confirm_address()
    Case.objects.get(kind="seat_reply").confirm(by=mo)
    reply.refresh_from_db()
    return reply


def test_page_of_seats_offers_it_where_something_is_said_of_who_holds_the_seat(client, demand, seat, stance):
    page = client.get(reverse("demands:seats", args=[demand.slug])).content.decode()

    assert page.count("You hold this seat? Reply") == 1
    assert form_of(seat, demand) in page


def test_every_address_gets_the_same_answer(client, demand, seat, stance, ada):
    answers = [client.post(form_of(seat, demand), typed(email=address)) for address in (ADDRESS, ada.email)]

    assert {(answer.status_code, answer["Location"]) for answer in answers} == {(302, reverse("demands:reply-asked"))}
    assert factories.recipients("seat_reply") == sorted([ADDRESS, ada.email])


def test_one_letter_an_hour_goes_to_an_address(client, demand, seat, stance):
    for number in range(3):
        client.post(form_of(seat, demand), typed(text=f"{WORDS} {number}"))

    assert len(factories.letters("seat_reply")) == 1
    assert SeatReply.objects.count() == 3


def test_five_an_hour_come_from_one_place(client, demand, seat, stance):
    answers = [client.post(form_of(seat, demand), typed(email=f"w{n}@example.org")) for n in range(6)]

    assert [answer.status_code for answer in answers] == [302] * 5 + [422]


@pytest.mark.parametrize("wrong", [{"text": ""}, {"text": "x" * 1_501}, {"email": "ward 1"}, {"holds": ""}])
def test_what_is_wrong_is_said_beside_its_field(client, demand, seat, stance, wrong):
    answer = client.post(form_of(seat, demand), typed(**wrong))

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == set(wrong)


def test_seat_of_which_nothing_is_said_has_no_form(client, demand, seat):
    assert client.get(form_of(seat, demand)).status_code == 404


def test_link_changes_nothing_until_its_button_is_pressed(client, reply):
    page = client.get(reply.get_absolute_url())
    reply.refresh_from_db()
    assert (page.status_code, page["Referrer-Policy"], reply.state) == (200, "no-referrer", "asked")

    client.post(reverse("demands:reply-confirmation", args=[reply.token, reply.pk]))

    reply.refresh_from_db()
    assert reply.state == "waiting"


def test_link_of_one_address_reaches_no_reply_of_another(client, demand, seat, reply):
    other = factories.seat_reply(demand, seat, address="mallory@example.org")

    answer = client.post(reverse("demands:reply-withdrawal", args=[other.token, reply.pk]))

    assert answer.status_code == 404
    assert SeatReply.objects.count() == 2


def test_by_the_link_it_is_written_anew_and_withdrawn(client, demand, seat, shown):
    client.post(shown.get_absolute_url(), {"text": "I will vote for it."})
    newer = SeatReply.objects.get(state="waiting")
    client.post(reverse("demands:reply-withdrawal", args=[shown.token, shown.pk]))

    shown.refresh_from_db()
    assert (newer.text, shown.state) == ("I will vote for it.", "withdrawn")


def test_words_from_an_address_that_nobody_confirmed_are_not_written_anew(client, reply):
    client.post(reply.get_absolute_url(), {"text": "I will vote for it."})

    assert SeatReply.objects.get().text == reply.text


def test_words_stand_beside_the_stance_and_nothing_in_them_is_a_link(client, demand, shown):
    SeatReply.objects.update(text="See https://mallory.example.org <b>now</b>")

    page = client.get(reverse("demands:seats", args=[demand.slug])).content.decode()

    assert "Member for Ward 1 replies" in page
    assert "See https://mallory.example.org &lt;b&gt;now&lt;/b&gt;" in page
    assert 'href="https://mallory' not in page
    assert "akron.example.org" not in page


@pytest.fixture
def case_page(client, reply, mo, settings):
    """What a moderator reads before she judges the reply."""

    def read():
        settings.MODERATORS_NEED_SECOND_FACTOR = False
        reply.confirm_address()
        client.force_login(mo)
        return client.get(reverse("orgs:review-case", args=[Case.objects.get(kind="seat_reply").pk])).content.decode()

    return read


def test_moderator_sees_the_domain_and_the_website_of_the_body_and_not_the_address(demand, reply, partner, case_page):
    type(demand.body).objects.update(website="https://www.akron.example.org/", written_for=partner, changed_for=partner)

    page = case_page()

    assert "A mailbox at akron.example.org" in page
    assert "It goes with the website of the body." in page
    assert f"Written down by {partner.name}, " in page
    assert reply.contact not in page
    assert "Ask them" not in page


def test_website_that_the_lead_chose_vouches_for_nobody(demand, host, partner, ada, bo, case_page):
    type(demand.body).objects.update(written_for=partner)
    demand.body.refresh_from_db()
    demand.body.correct_facts(by=ada, group=host, website="https://www.akron.example.org/")
    demand.body.correct_facts(by=bo, group=partner, how_to_speak="Sign up by noon.")

    page = case_page()

    assert "It goes with the website of the body." not in page
    assert f"Written down by {host.name}, whom the reply answers" in page


def test_lead_reads_of_it_at_the_desk_until_somebody_has_read_it(client, shown, eve):
    client.force_login(eve)
    reading = reverse("demands:reply-reading", args=[shown.pk])
    assert reading in client.get("/desk/").content.decode()

    client.post(reading)

    assert reading not in client.get("/desk/").content.decode()


def test_data_of_the_seats_has_the_words_alone(client, demand, shown):
    answer = client.get(reverse("demands:seats-data", args=[demand.slug]))

    first = answer.json()["seats"][0]
    assert (first["stance"]["value"], first["reply"]["text"]) == ("no", shown.text)
    assert "akron.example.org" not in answer.content.decode()


def test_seats_of_a_demand_that_nobody_sees_have_no_data(client, demand, shown):
    type(demand).objects.update(shown_at=None)

    assert client.get(reverse("demands:seats-data", args=[demand.slug])).status_code == 404


def test_page_counts_its_own_queries(demand, shown, django_assert_num_queries):
    with django_assert_num_queries(4):
        assert len(Seating(demand).rows) == 3

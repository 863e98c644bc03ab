"""What touches the safety of an account or a group wants a sign-in of the last quarter of an hour."""

import re
import time

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from coalition.urls import *  # noqa: F403 - the site's own addresses, and one more
from coalition.urls import urlpatterns as of_the_site
from orgs.fresh import fresh_sign_in
from orgs.models import User
from outbox.models import Message
from tests.orgs.browsers import signed_in

CODE = "/account/reauthenticate/code/"


@fresh_sign_in
def act(request, number):
    return HttpResponse(f"{request.method} {number} {request.GET.get('q', '')} {request.POST.get('word', '')}")


urlpatterns = [path("acts/<int:number>/", act), *of_the_site]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture(autouse=True)
def answers_at_once(settings):
    settings.ACCOUNT_ANSWER_SECONDS = 0


@pytest.fixture
def coded(ada) -> User:
    """Ada, who never set a password."""
    ada.set_unusable_password()
    ada.save()
    return ada


def last_code() -> str:
    return Message.objects.latest("pk").opened["text"].split()[0]


def by_letter(client: Client, asked: HttpResponse) -> HttpResponse:
    """Go the whole way of the code, from the redirect to what comes of it."""
    page = client.get(asked.headers["Location"])
    to = re.search(r'name="next" value="([^"]*)"', page.content.decode()).group(1).replace("&amp;", "&")
    client.post(CODE, {"send": "1", "next": to})
    return client.post(CODE, {"code": last_code(), "next": to})


def test_a_visitor_is_sent_to_sign_in(client):
    assert client.get("/acts/7/").headers["Location"] == "/account/login/code/?next=/acts/7/"


def test_who_has_just_signed_in_is_not_asked(client, ada):
    client.post("/account/login/", {"login": ada.email, "password": "ada-has-a-password"})

    assert client.get("/acts/7/").content == b"GET 7  "
    with time_machine.travel(time.time() + 15 * 60 + 1):
        assert client.get("/acts/7/").status_code == 302


def test_a_password_brings_her_back_to_the_page(ada):
    client = signed_in(ada)

    asked = client.get("/acts/7/?q=1")
    answered = client.post(asked.headers["Location"], {"password": "ada-has-a-password"})

    assert asked.headers["Location"] == "/account/reauthenticate/?next=%2Facts%2F7%2F%3Fq%3D1"
    assert answered.headers["Location"] == "/acts/7/?q=1"
    assert client.get("/acts/7/").status_code == 200


def test_who_signs_in_by_codes_gets_one_by_letter(coded):
    client = signed_in(coded)

    answered = by_letter(client, client.get("/acts/7/"))

    assert answered.headers["Location"] == "/acts/7/"
    assert client.get("/acts/7/").content == b"GET 7  "
    assert [message.about for message in Message.objects.all()] == ["fresh_code"]


def test_looking_at_the_page_sends_nothing(coded):
    client = signed_in(coded)
    client.get(CODE)
    client.head(CODE)

    assert Message.objects.count() == 0


def test_what_was_pressed_is_done_after_she_was_asked(coded):
    client = signed_in(coded)

    answered = by_letter(
        client, client.post("/acts/7/?q=1", {"word": "now"}, headers={"referer": "http://testserver/"})
    )

    assert answered.content == b"POST 7 1 now"


def test_what_was_pressed_is_done_after_a_password_too(ada):
    client = signed_in(ada)
    asked = client.post("/acts/7/", {"word": "now"})

    answered = client.post(asked.headers["Location"], {"password": "ada-has-a-password"})

    assert answered.content == b"POST 7  now"


def test_what_was_pressed_lies_in_the_session_only_encrypted(ada):
    signed_in(ada).post("/acts/7/", {"word": "june@example.org"})

    kept = Session.objects.get().get_decoded()
    assert "account_reauthentication_state" in kept
    assert "june" not in str(kept)


def test_what_was_pressed_is_not_done_when_she_turns_to_something_else(coded):
    client = signed_in(coded)
    client.post("/acts/7/", {"word": "now"})

    answered = by_letter(client, client.get("/acts/8/"))

    assert answered.headers["Location"] == "/acts/8/"


def test_what_was_pressed_long_ago_is_not_done(ada):
    client = signed_in(ada)
    asked = client.post("/acts/7/", {"word": "now"})

    with time_machine.travel(time.time() + 16 * 60):
        answered = client.post(asked.headers["Location"], {"password": "ada-has-a-password"})

    assert answered.headers["Location"] == "/acts/7/"


def test_nobody_is_led_to_another_site(coded):
    client = signed_in(coded)
    client.post(CODE, {"send": "1", "next": "https://evil.example.org/"})

    answered = client.post(CODE, {"code": last_code(), "next": "https://evil.example.org/"})

    assert "evil" not in answered.headers["Location"]


def test_three_wrong_codes_are_the_most(coded):
    client = signed_in(coded)
    client.post(CODE, {"send": "1"})
    code = last_code()

    tries = [client.post(CODE, {"code": "AAAA-AAAA"}).status_code for _ in range(3)]
    client.post(CODE, {"code": code})

    assert tries == [422] * 3
    assert client.get("/acts/7/").status_code == 302


def test_an_old_code_is_worth_nothing(coded):
    client = signed_in(coded)
    client.post(CODE, {"send": "1"})
    code = last_code()

    with time_machine.travel(time.time() + 10 * 60 + 5):
        client.post(CODE, {"code": code})

        assert client.get("/acts/7/").status_code == 302


def test_the_fourth_code_within_minutes_is_not_sent(coded):
    client = signed_in(coded)

    answers = [client.post(CODE, {"send": "1"}).status_code for _ in range(4)]

    assert (answers, Message.objects.count()) == ([302, 302, 302, 429], 3)


def test_a_second_factor_is_not_replaced_by_a_letter(ada):
    Authenticator.objects.create(user=ada, type="totp", data={"secret": "x"})
    client = signed_in(ada)

    assert client.get(CODE).headers["Location"] == "/account/reauthenticate/"
    assert client.post(CODE, {"send": "1"}).status_code == 302
    assert Message.objects.count() == 0


def test_a_fragment_is_led_to_the_page_that_asks(ada):
    answer = signed_in(ada).post("/acts/7/", headers={"hx-request": "true"})

    assert answer.headers["HX-Redirect"].startswith("/account/reauthenticate/?next=")

"""Registering, signing in, and what the site's answers keep to themselves."""

import re
import time
from itertools import count
from statistics import median

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.test import Client, RequestFactory
from django.urls import reverse

from orgs.accounts import AccountAdapter
from orgs.models import User
from orgs.pace import _rest
from orgs.passkeys import PasskeyAdapter
from orgs.templatetags.devices import device_name
from outbox.composing import compose
from outbox.letters import letter_of
from outbox.models import Message

SIGNUP, CODE, RESET = "/account/signup/", "/account/login/code/", "/account/password/reset/"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def answers_at_once(settings):
    settings.ACCOUNT_ANSWER_SECONDS = 0


@pytest.fixture
def unlimited(settings):
    settings.ACCOUNT_RATE_LIMITS = False


@pytest.fixture
def ada() -> User:
    return known("ada@example.org")


def known(email: str) -> User:
    user = User.objects.create_user(email)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def last_code() -> str:
    return Message.objects.latest("pk").opened["text"].split()[0]


def letters() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("about", flat=True))


def test_an_address_and_a_code_make_an_account(client):
    client.post(SIGNUP, {"for_whom": "group", "email": "Ada@example.org", "next": "/groups/new/"})
    response = client.post("/account/confirm-email/", {"code": last_code()})

    user = User.objects.get()
    assert response.headers["Location"] == "/groups/new/"
    assert client.session["_auth_user_id"] == str(user.pk)
    assert (user.email, user.has_usable_password()) == ("ada@example.org", False)
    assert EmailAddress.objects.get(user=user).verified


def test_nobody_is_sent_to_another_site(client):
    client.post(SIGNUP, {"for_whom": "myself", "email": "ada@example.org", "next": "https://evil.example.org/"})
    response = client.post("/account/confirm-email/", {"code": last_code()})

    assert response.headers["Location"] == reverse("events:desk")


@pytest.mark.parametrize(("for_whom", "leads"), [("group", "/groups/new/"), ("myself", "/desk/")])
@pytest.mark.parametrize("came_from", ["", "/groups/new/"])
def test_who_says_for_whom_comes_there_from_the_code(client, for_whom, leads, came_from):
    client.post(SIGNUP, {"for_whom": for_whom, "email": "ada@example.org", "next": came_from})
    response = client.post("/account/confirm-email/", {"code": last_code()})

    assert response.headers["Location"] == leads


def test_who_registers_a_group_without_an_account_is_asked_for_an_address_and_has_said_for_whom(client):
    response = client.get("/groups/new/", follow=True)

    words = response.content.decode()
    assert response.redirect_chain == [("/account/signup/?next=/groups/new/", 302)]
    assert words.index("A group: its page is made right after the code") < words.index("Email address")
    assert (
        'value="group" required id="id_for_whom_0" checked' in words
        or 'value="group" id="id_for_whom_0" required checked' in words
    )


def test_a_code_signs_in(client, ada):
    asked = client.post(CODE, {"email": "ada@example.org", "next": "/groups/"})
    response = client.post(asked.headers["Location"], {"code": last_code().lower()})

    assert response.headers["Location"] == "/groups/"
    assert client.session["_auth_user_id"] == str(ada.pk)


def test_a_wrong_code_is_said_so(client, ada):
    client.post(CODE, {"email": "ada@example.org"})
    response = client.post("/account/login/code/confirm/", {"code": "AAAA-AAAA"})

    words = response.content.decode()
    assert "<title>Error: Enter the code" in words
    assert "This is not the code. Look for the newest letter from us." in words
    assert "_auth_user_id" not in client.session


def test_the_letter_begins_with_the_code(client, ada):
    client.post(CODE, {"email": "ada@example.org"})
    message = Message.objects.get()
    mail = compose(message, letter_of("account"))

    assert re.fullmatch(r"[A-Z]{4}-[A-Z]{4}", mail.body.splitlines()[0])
    assert mail.to == ["ada@example.org"]
    assert mail.subject == "Your code for Coalition"
    assert "List-Unsubscribe" not in mail.extra_headers


def test_a_code_lies_in_the_database_only_encrypted(client, ada):
    client.post(CODE, {"email": "ada@example.org"})
    message = Message.objects.get()

    assert message.context == {}
    assert last_code() not in f"{message.key} {message.reason}"


def test_each_question_writes_one_letter_to_the_known_and_the_unknown(client, ada, unlimited):
    for path in (SIGNUP, CODE, RESET):
        for email in ("ada@example.org", "dee@example.org"):
            Client().post(path, {"for_whom": "myself", "email": email})
            User.objects.exclude(pk=ada.pk).delete()

    assert letters() == [
        "account_already_exists",
        "email_confirmation_signup",
        "login_code",
        "unknown_account",
        "password_reset_code",
        "unknown_account",
    ]


def answer_of(path: str, email: str) -> tuple:
    """Status, headers and words of the answer and of the page it leads to, without what always differs."""
    client = Client()
    first = client.post(path, {"for_whom": "myself", "email": email})
    second = client.get(first.headers["Location"])
    body = second.content.decode().replace(email, "")
    body = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", body)
    changing = {"X-Request-Id", "Expires", "Content-Length"}
    headers = [{k: v for k, v in page.headers.items() if k not in changing} for page in (first, second)]
    return first.status_code, second.status_code, headers, sorted(first.cookies), body


@pytest.mark.parametrize("path", [SIGNUP, CODE, RESET])
def test_a_stranger_learns_nothing_from_words_and_headers(path, ada, unlimited):
    assert answer_of(path, "ada@example.org") == answer_of(path, "dee@example.org")


@pytest.mark.parametrize(("path", "tries"), [(SIGNUP, 12), (CODE, 8), (RESET, 8)])
def test_a_stranger_learns_nothing_from_time(path, tries, settings, unlimited):
    settings.ACCOUNT_ANSWER_SECONDS = 0.4  # as it is run: a busy machine spends a good part of a shorter step
    numbers = count()
    spent = {True: [], False: []}

    for attempt in range(2 * tries):
        email, is_known = f"p{next(numbers)}@example.org", bool(attempt % 2)
        if is_known:
            known(email)
        client = Client()
        began = time.perf_counter()
        client.post(path, {"for_whom": "myself", "email": email})
        spent[is_known].append(time.perf_counter() - began)

    assert median(spent[True]) == pytest.approx(median(spent[False]), rel=0.1)
    assert Message.objects.count() == 2 * tries


def test_an_answer_waits_for_the_next_whole_step():
    assert _rest(0.1, 0.4) == pytest.approx(0.3)
    assert _rest(0.5, 0.4) == pytest.approx(0.3)
    assert _rest(0.5, 0) == 0


def test_the_fourth_registration_from_one_place_is_refused(client):
    for number in range(3):
        Client().post(SIGNUP, {"for_whom": "myself", "email": f"p{number}@example.org"})
    response = client.post(SIGNUP, {"for_whom": "myself", "email": "dee@example.org"})

    assert response.status_code == 429
    assert "<h1>Too many tries</h1>" in response.content.decode()
    assert not User.objects.filter(email="dee@example.org").exists()


def test_the_fourth_code_for_one_address_is_not_sent(ada):
    answers = [Client().post(CODE, {"email": "ada@example.org"}) for _ in range(4)]

    assert [answer.status_code for answer in answers] == [302, 302, 302, 200]
    assert "Too many tries. Wait a few minutes, then try again." in answers[-1].content.decode()
    assert len(letters()) == 3


def test_the_limit_for_a_place_recovers_after_its_time(client):
    for number in range(3):
        Client().post(SIGNUP, {"for_whom": "myself", "email": f"p{number}@example.org"})
    with time_machine.travel(time.time() + 25 * 3600):
        response = client.post(SIGNUP, {"for_whom": "myself", "email": "dee@example.org"})

    assert response.status_code == 302


def test_no_network_address_is_kept(client, ada):
    client.post(CODE, {"email": "ada@example.org"}, REMOTE_ADDR="203.0.113.7")
    client.post("/account/login/code/confirm/", {"code": last_code()}, REMOTE_ADDR="203.0.113.7")

    assert UserSession.objects.get().ip[:2] == "fd"


def test_a_client_is_one_stand_in_today_and_another_tomorrow():
    request = RequestFactory().get("/", REMOTE_ADDR="203.0.113.7")
    stand_in = AccountAdapter().get_client_ip

    today = stand_in(request)

    assert stand_in(request) == today
    assert stand_in(RequestFactory().get("/", REMOTE_ADDR="203.0.113.8")) != today
    with time_machine.travel(time.time() + 24 * 3600):
        assert stand_in(request) != today


@pytest.mark.parametrize(
    "name",
    [
        "account_email",
        "account_set_password",
        "account_logout",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_list_webauthn",
        "mfa_generate_recovery_codes",
        "usersessions_list",
    ],
)
def test_account_pages_wear_the_desk(client, ada, name):
    client.force_login(ada)
    response = client.get(reverse(name))

    words = response.content.decode()
    assert response.status_code == 200
    assert words.count("<h1>") == 1
    assert '<nav class="dock"' in words
    assert '<nav class="chips" aria-label="Your account">' in words
    assert " style=" not in words


@pytest.mark.parametrize("name", ["account_request_login_code", "account_login", "account_signup"])
def test_the_ways_in_lead_to_one_another_and_keep_where_to_go(client, name):
    words = client.get(reverse(name), {"next": "/groups/new/"}).content.decode()

    assert '<input type="hidden" name="next" value="/groups/new/">' in words
    assert "/?next=%2Fgroups%2Fnew%2F" in words
    assert 'href=""' not in words


def test_a_changed_password_is_told_without_the_network(client, ada):
    client.force_login(ada)
    client.post(
        "/account/password/set/", {"password1": "saturday by the fountain"} | {"password2": "saturday by the fountain"}
    )

    text = Message.objects.get().opened["text"]
    assert text.startswith("A password was set for your account.")
    assert "http://testserver/account/sessions/" in text


@pytest.mark.parametrize("path", ["/account/password/set/", "/account/password/change/"])
def test_a_new_password_keeps_this_device_and_ends_the_others(client, ada, path):
    typed = {"password1": "saturday by the fountain", "password2": "saturday by the fountain"}
    if path.endswith("change/"):
        ada.set_password("noon by the old library")
        ada.save()
        typed["oldpassword"] = "noon by the old library"
    elsewhere = Client()
    for browser in (client, elsewhere):
        browser.force_login(ada)
        assert browser.get("/account/sessions/").status_code == 200

    client.post(path, typed)

    assert client.get("/account/sessions/").status_code == 200
    assert elsewhere.get("/account/sessions/").status_code == 302
    assert "_auth_user_id" not in elsewhere.session


def test_passkeys_are_numbered_until_they_have_names(ada):
    names = []
    for _ in range(2):
        names.append(PasskeyAdapter().generate_authenticator_name(ada, Authenticator.Type.WEBAUTHN))
        Authenticator.objects.create(user=ada, type=Authenticator.Type.WEBAUTHN, data={})

    assert names == ["Passkey", "Passkey 2"]


def test_a_short_or_common_password_is_refused(client, ada):
    client.force_login(ada)
    client.post("/account/password/set/", {"password1": "password1234", "password2": "password1234"})

    ada.refresh_from_db()
    assert not ada.has_usable_password()


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"),
        ("Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", "Chrome on Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1", "Safari on iPhone"),
        ("curl/8", "A browser we do not know"),
    ],
)
def test_a_device_is_named_in_words(user_agent, name):
    assert device_name(user_agent) == name

"""What a provider of mail tells: taken from the provider alone, once, and by the one rule for what comes back."""

import base64
import hashlib
import hmac
import json

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from coalition import environment
from outbox import postman, return_path
from outbox.models import Bounce, Message, Suppression
from tests.outbox.letters import write

pytestmark = pytest.mark.django_db
SECRET = "reports:a-secret-of-some-length"


@pytest.fixture(autouse=True)
def postmark(settings):
    settings.MAIL_PROVIDER, settings.ANYMAIL = "postmark", {"WEBHOOK_SECRET": SECRET}
    settings.BOUNCE_ADDRESS = "bounces@example.org"


@pytest.fixture
def letter() -> Message:
    return sent()


def sent(about="test:1", **more) -> Message:
    message = write(about=about, **more)
    postman.deliver([message.pk])
    return message


def tell(event, *, secret=SECRET, provider="postmark", **headers) -> int:
    body = event if isinstance(event, bytes | str) else json.dumps(event)
    headers = {"Authorization": "Basic " + base64.b64encode(secret.encode()).decode()} | headers
    path = f"/mail-reports/{provider}/"
    browser = Client(enforce_csrf_checks=True, raise_request_exception=True)
    return browser.post(path, body, content_type="application/json", headers=headers).status_code


def bounce(kind="HardBounce", *, number=42, **more) -> dict:
    """As Postmark writes it."""
    said = {"RecordType": "Bounce", "ID": number, "Type": kind, "Email": "ada@example.org", "MessageID": "its-own"}
    return said | {"BouncedAt": "2026-11-21T16:33:54Z", "Details": "smtp;550 5.1.1 unknown"} | more


def told() -> list[tuple[str, str]]:
    return sorted(Bounce.objects.values_list("kind", "status"))


def reasons() -> list[str]:
    return sorted(Suppression.objects.values_list("reason", flat=True))


@pytest.mark.parametrize("secret", ["reports:another-secret-of-length", "", "reports", SECRET + "x", "é:ü"])
def test_who_does_not_know_the_secret_is_not_the_provider(letter, secret):
    assert (tell(bounce(), secret=secret), told()) == (403, [])


def test_without_a_provider_nothing_is_there(letter, settings):
    settings.MAIL_PROVIDER = ""

    assert [tell(bounce(), provider=name) for name in ("postmark", "mailgun", "none")] == [404] * 3


def test_the_address_of_another_provider_is_not_there(letter):
    assert (tell(bounce(), provider="mailgun"), told()) == (404, [])


def test_a_provider_may_look_whether_we_are_there(client):
    assert [client.head("/mail-reports/postmark/").status_code, client.get("/mail-reports/postmark/").status_code] == [
        200,
        405,
    ]


def test_a_letter_that_came_back_stops_the_address_once(letter):
    assert [tell(bounce()), tell(bounce()), tell(bounce(number=43, Details="smtp;550 5.1.1 again"))] == [200] * 3

    assert reasons() == ["bounced"]
    assert told() == [("hard", "5.1.1")]


def test_a_letter_that_it_names_is_counted_once_whoever_tells(letter):
    Bounce.of(letter, Bounce.HARD, "5.2.1")

    tell(bounce(Metadata={"smtp-id": letter.message_id}, Details="550 5.2.1 disabled"))
    tell(bounce(number=43, From=return_path.of(letter.pk), Details="550 5.2.1 disabled"))

    assert told() == [("hard", "5.2.1")]


@pytest.mark.parametrize(("mark", "blamed"), [(False, ""), (True, "choir:1")])
def test_whose_letter_came_back_is_known_by_its_mark_alone(mark, blamed):
    letter = sent(sender="choir:1")

    tell(bounce(Metadata={"smtp-id": letter.message_id} if mark else {}))

    assert Bounce.objects.get().sender == blamed


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (bounce("SpamComplaint", RecordType="SpamComplaint"), [("complaint", "")]),
        (bounce("SoftBounce", Details="smtp;452 4.2.2 full"), [("soft", "4.2.2")]),
        (bounce("BadEmailAddress", Details=""), [("hard", "5.1.1")]),
        (bounce("Blocked", Details="550 5.7.1 spam"), []),
        (bounce("Blocked", Details=""), []),
        (bounce("Transient", Details="452 4.2.2 full"), []),
        ({"RecordType": "Delivery", "Recipient": "ada@example.org"}, []),
        (bounce(Email="june@example.org"), []),
        (bounce(Email=""), []),
    ],
)
def test_what_a_provider_calls_things(letter, event, expected):
    assert (tell(event), told()) == (200, expected)


def test_who_asked_the_provider_for_no_more_letters_gets_none(letter):
    tell({"RecordType": "SubscriptionChange", "Recipient": "ada@example.org", "SuppressSending": True})

    assert (reasons(), told()) == (["asked"], [])


@pytest.mark.parametrize(
    "body", ["", "{", "[]", "null", "7", '"x"', '{"RecordType": 7}', "\0", b"\xff", "[" * 50_000, json.dumps([1] * 10)]
)
def test_what_cannot_be_read_is_refused_quietly(letter, body):
    assert (tell(body) in {200, 400}, told()) == (True, [])


def test_more_than_a_megabyte_is_not_read(letter):
    assert tell("x" * 1_100_000) == 413


def test_a_provider_that_signs_must_sign(letter, settings):
    settings.MAIL_PROVIDER = "mailgun"
    settings.ANYMAIL = {"WEBHOOK_SECRET": SECRET, "MAILGUN_WEBHOOK_SIGNING_KEY": "key"}
    data = {"event": "failed", "severity": "permanent", "id": "e", "recipient": "ada@example.org", "timestamp": 1.0}
    data["delivery-status"] = {"code": 550, "message": "550 5.1.1 unknown"}
    signed = hmac.new(b"key", b"1token", hashlib.sha256).hexdigest()

    def said(signature, **more) -> int:
        whole = {"signature": {"token": "token", "timestamp": "1", "signature": signature}, "event-data": data}
        return tell(whole, provider="mailgun", **more)

    assert [said("0" * 64), said(signed, secret="a:b"), told()] == [403, 403, []]
    assert [said(signed), len(told())] == [200, 1]


@pytest.mark.parametrize(
    ("given", "named"),
    [
        (("pigeon", "", ""), "MAIL_PROVIDER is"),
        (("postmark", "", ""), "MAIL_PROVIDER_SECRET"),
        (("Postmark", "short:short", ""), "MAIL_PROVIDER_SECRET"),
        (("mailgun", SECRET, ""), "MAIL_PROVIDER_KEY"),
    ],
)
def test_a_provider_without_its_secrets_stops_the_start(given, named):
    with pytest.raises(ImproperlyConfigured, match=named):
        environment.mail_provider(*given)


def test_no_provider_needs_nothing():
    assert environment.mail_provider("", "", "") == ("", {})

"""How a letter looks when it leaves, and when it does not leave at all."""

from datetime import timedelta
from email.utils import parsedate_to_datetime

import pytest
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.utils.timezone import now

from outbox import letters, postman
from outbox.composing import one_line, tidy
from outbox.letters import Letter, NotYet, Unwanted
from outbox.mime import is_writable
from outbox.models import Suppression
from outbox.states import DROPPED, SENT, WAITING
from tests.outbox.letters import write

pytestmark = pytest.mark.django_db


@pytest.fixture
def kind(monkeypatch):
    """Registers a letter class for one test."""
    monkeypatch.setattr(letters, "_letters", dict(letters._letters))

    def register(**members):
        members = {"kind": "tried", "template": "outbox/mail/plain", "title": "tries"} | members
        members.setdefault("context", lambda self, message: {"given_subject": "Tried", "given_text": "Tried."})
        return letters.register(type("Tried", (Letter,), members))

    return register


def sent(**more):
    postman.deliver([write(**more).pk])
    return mail.outbox[-1].message()


def test_a_letter_says_whose_it_is_and_how_to_end_it():
    message = write(to="ada@example.org")

    letter = sent()

    link = letter["List-Unsubscribe"]
    assert link.startswith("<http://testserver/letters/")
    assert link.endswith("/>")
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter["List-Id"] == "<plain.testserver>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Message-ID"] == message.message_id
    assert parsedate_to_datetime(letter["Date"]) == message.due_at.replace(microsecond=0)
    assert len(letter["X-Outbox-Key"]) == 64
    assert letter["To"] == "ada@example.org"


def test_the_text_comes_first_and_both_hold_the_link():
    letter = sent(sealed={"subject": "Grüße", "text": "Fish & chips, 60 °"})

    text, html = letter.iter_parts()
    link = letter["List-Unsubscribe"].strip("<>")
    assert (text.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert text.get_content().startswith("Fish & chips, 60 °\n")
    assert link in text.get_content()
    assert link in html.get_content()
    assert "Fish &amp; chips" in html.get_content()
    assert letter["Subject"] == "Grüße"


@pytest.mark.parametrize("text", ["x" * 3000, "ы" * 3000, ".\r\n.\n..", "From here\n\n\n\nto there", "=C3 =\n"])
def test_any_text_arrives_as_it_was(text):
    body = sent(sealed={"subject": "s", "text": text}).get_body(("plain",)).get_content()

    assert body.replace("\r\n", "\n").startswith(tidy(text))


def test_a_copy_of_a_letter_is_the_same_to_the_byte():
    message = write()

    assert message._mail().message().as_bytes() == message._mail().message().as_bytes()


def test_a_subject_is_one_line_whatever_was_typed():
    letter = sent(sealed={"subject": "Hello\r\nBcc: dee@example.org\x00 " + "ä" * 300, "text": ""})

    assert letter["Subject"].startswith("Hello Bcc: dee@example.org ää")
    assert len(letter["Subject"]) == 150
    assert letter["Bcc"] is None


def test_one_line_keeps_short_lines():
    assert one_line(" a \n\t b ") == "a b"


def test_security_letters_have_no_way_out_and_are_not_suppressed(kind):
    kind(security=True)
    message = write(kind="tried")
    Suppression.objects.add(message.recipient_index, reason=Suppression.ASKED)

    letter = sent(kind="tried")

    assert letter["List-Unsubscribe"] is None
    assert "letters/" not in letter.get_body(("plain",)).get_content()


def test_attachments_and_an_address_for_answers(kind):
    files = [("día.ics", "BEGIN:VCALENDAR\r\n", "text/calendar"), ("one.png", b"\x89PNG", "image/png")]
    told = {"given_subject": "s", "given_text": "t", "reply_to": ["Bö <bo@example.org>"], "attachments": files}
    kind(context=lambda self, message: dict(told))

    letter = sent(kind="tried")

    assert letter["Reply-To"].addresses[0].addr_spec == "bo@example.org"
    got = [(part.get_filename(), part.get_content(), part.get_content_type()) for part in letter.iter_attachments()]
    assert got == files
    assert letter.get_body(("plain",)).get_content().startswith("t\n")


def test_an_unwanted_letter_is_dropped_with_the_reason(kind):
    def context(self, message):
        raise Unwanted("The date was cancelled.")

    kind(context=context)
    message = write(kind="tried")
    postman.deliver([message.pk])

    message.refresh_from_db()
    assert (message.state, message.reason) == (DROPPED, "The date was cancelled.")


def test_a_letter_can_wait_for_the_morning(kind):
    morning = now() + timedelta(hours=7)

    def context(self, message):
        raise NotYet(morning)

    kind(context=context)
    message = write(kind="tried")
    postman.deliver([message.pk])

    message.refresh_from_db()
    assert (message.state, message.due_at, message.next_at) == (WAITING, morning, morning)


@pytest.mark.parametrize("address", ["no address", "a@b@example.org, c", "ä@example.org", "a\r\nb@example.org"])
def test_what_cannot_be_an_address_is_dropped_alone(address):
    odd, good = write(to=address), write(to="bo@example.org")

    postman.deliver([odd.pk, good.pk])

    odd.refresh_from_db()
    good.refresh_from_db()
    assert (odd.state, odd.reason, good.state) == (DROPPED, "no address", SENT)
    assert not is_writable(address)


def test_two_letters_of_one_kind_are_a_mistake(kind):
    kind()

    with pytest.raises(ImproperlyConfigured):
        kind()


def test_a_letter_without_a_kind_is_a_mistake(kind):
    with pytest.raises(ImproperlyConfigured):
        kind(kind="a:b")

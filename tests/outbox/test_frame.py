"""The frame of a letter is ours: why she gets it, on whose behalf, and how it ends for good."""

import pytest
from django.core import mail
from hypothesis import given
from hypothesis import strategies as st

from outbox import letters, postman, senders, unsubscribing
from outbox.contacts import contact_index
from outbox.letters import letter_of
from outbox.quoting import inert
from tests.depth import patience
from tests.outbox.letters import write

CHOIR = "choir:1"
LINK = unsubscribing.link(contact_index("ada@example.org"), "plain", CHOIR)


@pytest.fixture(autouse=True)
def choir(monkeypatch):
    monkeypatch.setattr(senders, "_kinds", {})
    senders.register("choir", lambda key: "Canal <b>Street</b>\r\nBcc: june@example.org")
    monkeypatch.setattr(type(letter_of("plain")), "reason", "You get this because %(group)s asked %(site)s.")


def sent(**more):
    postman.deliver([write(**more).pk])
    return mail.outbox[-1]


@pytest.mark.django_db
def test_the_foot_says_why_whose_and_how_to_end_it():
    text = sent(sender=CHOIR).body.partition("\n--\n")[2]

    name = "Canal <b>Street</b> Bcc: june@example.org"
    assert text.startswith(f"You get this because {name} asked Coalition.\nCoalition sends it on behalf of {name}.\n")
    assert f"Never again from {name}:\n{LINK}#group\n" in text
    assert f"No more letters like this, or never again from Coalition:\n{LINK}\n" in text


@pytest.mark.django_db
def test_a_name_is_text_in_html_and_reaches_no_header():
    letter = sent(sender=CHOIR)

    html = letter.alternatives[0][0]
    assert "Canal &lt;b&gt;Street&lt;/b&gt; Bcc" in html
    assert (f'href="{LINK}#group"' in html, f'href="{LINK}#all"' in html) == (True, True)
    assert "june" not in letter.message().as_bytes().decode().partition("\r\n\r\n")[0]


@pytest.mark.django_db
def test_the_sites_own_letter_names_nobody_else():
    letter = sent()

    assert "on behalf of" not in letter.body + letter.alternatives[0][0]
    assert "because Coalition asked Coalition." in letter.body


@pytest.mark.django_db
def test_the_page_has_the_places_that_the_links_name(client):
    page = client.get(LINK.removeprefix("http://testserver")).content.decode()

    assert ('<form method="post" id="group">' in page, '<form method="post" id="all">' in page) == (True, True)


def test_every_kind_says_why_unless_it_is_security_mail():
    without = {kind for kind, letter in letters._letters.items() if not letter.reason and not letter.security}

    assert without <= {"plain"}


def test_every_reason_can_be_filled_in():
    for letter in letters._letters.values():
        assert "%" not in str(letter.reason) % {"group": "Canal Street Choir", "site": "Coalition"}


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Come along.\r\n\r\n\r\nPlease!", ["Come along.", "", "Please!"]),
        ("See https://evil.example/x?y=1 now", ["See [link] now"]),
        ("See evil.example or www.evil, (june@example.org)", ["See [link] or [link] [link]"]),
        ("At 6.30 p.m. on 1.5. – e.g. there… ok?", ["At 6.30 p.m. on 1.5. – e.g. there… ok?"]),
        ("a\u202eb\x00c\u200b.com", ["a b c .com"]),
    ],
)
def test_a_groups_words_are_plain_and_nothing_in_them_can_be_clicked(text, lines):
    assert inert(text) == lines


PIECES = ["http://", "a.bc", "@", "WWW.", "www.", "\n", " ", "\r", "x", "\u2028"]


@patience(200, deep=5_000)
@given(st.text(max_size=300) | st.lists(st.sampled_from(PIECES)).map("".join))
def test_whatever_is_written(text):
    words = "\n".join(inert(text))

    assert not [mark for mark in ("://", "@", "www.", "\r", "\x00", "\u202e") if mark in words.lower()]

"""Addresses lie encrypted, are found by an index, and move to a new key."""

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import FieldError
from django.core.management import call_command
from django.db import connection

from outbox.contacts import Unreadable, contact_index, decrypt, encrypt, is_current, normalise
from outbox.models import Message
from tests.outbox.letters import write


def test_what_was_encrypted_can_be_read():
    assert decrypt(encrypt("ada@example.org")) == "ada@example.org"


def test_the_same_text_never_looks_the_same():
    assert encrypt("ada@example.org") != encrypt("ada@example.org")


def test_nothing_stays_nothing():
    assert (encrypt(""), decrypt("")) == ("", "")


def test_without_its_key_a_value_is_unreadable(settings):
    token = encrypt("ada@example.org")
    settings.CONTACT_KEYS = [Fernet.generate_key().decode()]

    with pytest.raises(Unreadable):
        decrypt(token)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (" Ada@Example.ORG ", "ada@example.org"),
        ("ada@bücher.example", "ada@xn--bcher-kva.example"),
        ("u\u0308@example.org", "ü@example.org"),
        ("no address", "no address"),
        ("ada@" + "x" * 80 + ".example", "ada@" + "x" * 80 + ".example"),
    ],
)
def test_an_address_has_one_spelling(typed, read):
    assert normalise(typed) == read


def test_the_index_needs_the_key(settings):
    before = contact_index("ada@example.org")
    settings.CONTACT_INDEX_KEY = "another"

    assert len(before) == 64
    assert contact_index("ada@example.org") != before


@pytest.mark.django_db
def test_encrypted_fields_refuse_a_search_that_would_find_nothing():
    write()

    assert Message.objects.exclude(recipient="").count() == 1
    with pytest.raises(FieldError):
        Message.objects.filter(recipient="ada@example.org").exists()
    with pytest.raises(FieldError):
        Message.objects.filter(recipient__contains="ada").exists()


@pytest.mark.django_db
def test_reencrypting_moves_everything_to_the_first_key(settings, capsys):
    message = write(to="ada@example.org")
    settings.CONTACT_KEYS = [Fernet.generate_key().decode(), *settings.CONTACT_KEYS]

    call_command("reencrypt_contacts", dry_run=True)
    assert not is_current(stored(message))
    call_command("reencrypt_contacts")
    call_command("reencrypt_contacts")

    assert is_current(stored(message))
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("outbox.Message.recipient:")]
    assert lines == [f"outbox.Message.recipient: {count}" for count in (1, 1, 0)]
    settings.CONTACT_KEYS = settings.CONTACT_KEYS[:1]
    message.refresh_from_db()
    assert message.recipient == "ada@example.org"


def test_make_key_prints_a_key(capsys):
    call_command("make_key")

    assert Fernet(capsys.readouterr().out.strip())


def stored(message) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT recipient FROM outbox_message WHERE id = %s", [message.pk])
        return cursor.fetchone()[0]

"""How addresses of people are kept: encrypted with a ring of keys, found again by a keyed index."""

import hashlib
import hmac
import unicodedata
from contextlib import suppress
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import FieldError
from django.db import models


class Unreadable(ValueError):
    """A stored value that none of CONTACT_KEYS opens: a key was lost, or the row was changed."""


def encrypt(text: str) -> str:
    """A token of the first key. The same text gives another token each time; "" stays ""."""
    return _ring(tuple(settings.CONTACT_KEYS)).encrypt(text.encode()).decode() if text else ""


def decrypt(token: str) -> str:
    """The text of a token made with any key of the ring, else Unreadable."""
    if not token:
        return ""
    try:
        return _ring(tuple(settings.CONTACT_KEYS)).decrypt(token.encode()).decode()
    except InvalidToken as error:
        raise Unreadable("None of CONTACT_KEYS opens this value.") from error


def is_current(token: str) -> bool:
    """Whether the first key of the ring opens the token, so that the others are not needed for it."""
    try:
        Fernet(settings.CONTACT_KEYS[0]).decrypt(token.encode())
    except InvalidToken:
        return False
    return True


def normalise(address: str) -> str:
    """One spelling for every way in which people type the same mail address."""
    local, at, domain = unicodedata.normalize("NFC", address).strip().lower().rpartition("@")
    with suppress(UnicodeError):  # no name of a host: it keeps its spelling
        domain = domain.encode("idna").decode()
    return local + at + domain


def contact_index(address: str) -> str:
    """64 hexadecimal digits by which the address is found again; without the key they say nothing."""
    key = settings.CONTACT_INDEX_KEY.encode()
    return hmac.new(key, normalise(address).encode(), hashlib.sha256).hexdigest()


@lru_cache(maxsize=8)
def _ring(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


class EncryptedTextField(models.TextField):
    """Text that the database sees only as a token. It can be compared with "" and with nothing else."""

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return encrypt(value) if value else value

    def from_db_value(self, value, expression, connection):
        return decrypt(value) if value else value

    def get_lookup(self, lookup_name):
        return {"exact": _Empty, "isnull": super().get_lookup("isnull")}.get(lookup_name)


class _Empty(models.lookups.Exact):
    """Two tokens of one text differ, so a comparison would silently find nothing: it is refused."""

    def __init__(self, lhs, rhs):
        if rhs != "":
            raise FieldError("An encrypted field can only be compared with the empty text; use its index.")
        super().__init__(lhs, rhs)

"""The envelope sender of a letter: an address of its own, at which a mail server says that it could not deliver it."""

import re
from functools import lru_cache

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

_SALT = "outbox.return_path"
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_SIGNATURE = 20  # hexadecimal digits: 80 bits, for each of which somebody would have to send a mail


def of(number: int) -> str:
    """The address for the letter with this number; "" where the site has no address for what comes back.

    Small letters and digits alone: servers on the way may change capitals.
    """
    if not settings.BOUNCE_ADDRESS:
        return ""
    local, _at, host = settings.BOUNCE_ADDRESS.partition("@")
    return f"{local}+{_written(number)}-{_signature(number, settings.SECRET_KEY)}@{host}"


def number_in(text: str) -> int | None:
    """The letter whose address stands somewhere in the text; None where we signed no address in it."""
    for written, signature in _pattern(settings.BOUNCE_ADDRESS).findall(text) if settings.BOUNCE_ADDRESS else []:
        number = int(written, 36)
        for key in [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]:
            if constant_time_compare(_signature(number, key), signature.lower()):
                return number
    return None


@lru_cache(maxsize=4)
def _pattern(address: str) -> re.Pattern:
    local, _at, host = address.partition("@")
    # The numbers of a table have at most thirteen digits to the base of 36; twelve stay below its end.
    return re.compile(
        rf"\b{re.escape(local)}\+([0-9a-z]{{1,12}})-([0-9a-f]{{{_SIGNATURE}}})@{re.escape(host)}", re.IGNORECASE
    )


def _signature(number: int, key: str) -> str:
    return salted_hmac(_SALT, str(number), secret=key, algorithm="sha256").hexdigest()[:_SIGNATURE]


def _written(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits or "0"

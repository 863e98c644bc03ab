"""What a mail server's "no" means: try later, or never; about the address, or about us."""

import re
import smtplib
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings

_STATUS = re.compile(r"[45]\.\d{1,3}\.\d{1,3}")
# Codes of RFC 4954: the server wants another login. That is for the operator to mend, not the letter's fault.
_LOGIN_CODES = range(530, 539)
# Status codes that begin with 5.1 and speak of the sender's address.
_ABOUT_SENDER = {"5.1.7", "5.1.8"}


@dataclass(frozen=True)
class Refusal:
    """`reason` holds codes only: the words of a server repeat the address."""

    reason: str
    permanent: bool = False
    bounce: bool = False  # the address is at fault
    status: str = ""  # "5.1.1" of RFC 3463, where the server names one
    cut: bool = False  # the connection is gone


def read(error: Exception) -> Refusal:
    """The refusal in an exception of the mailer. What is unknown is temporary and cuts the connection."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
        return _answer(code, words, about_address=True)
    if isinstance(error, smtplib.SMTPResponseException):
        about_address = isinstance(error, smtplib.SMTPDataError)
        return _answer(error.smtp_code, error.smtp_error, about_address=about_address)
    if isinstance(error, ValueError):
        return Refusal("cannot be written")  # a header of ours, which the operator can mend
    return Refusal("no answer", cut=True)


def is_about_address(status: str) -> bool:
    """Whether a status (RFC 3463) speaks of the address; one without digits does.

    5.7 is policy: it speaks of us as often as of them, and would suppress everybody at once.
    """
    return status[1:3] != ".7" and status not in _ABOUT_SENDER


def patience() -> timedelta:
    """Twice as long as the mailer waits for one answer: less of a lease is too little to begin a letter."""
    timeout = settings.MAILERS["default"].get("OPTIONS", {}).get("timeout", 0)
    return 2 * timedelta(seconds=timeout)


def hang_up(connection) -> None:
    """Close a connection of the mailer that may be gone already."""
    with suppress(OSError):
        connection.close()


def _answer(code: int, words: bytes | str, *, about_address: bool) -> Refusal:
    text = words.decode("ascii", "replace") if isinstance(words, bytes) else str(words)
    found = _STATUS.match(text)
    status = found[0] if found else ""
    permanent = 500 <= code < 600 and code not in _LOGIN_CODES
    cut = code == 421 or code in _LOGIN_CODES or code < 400
    return Refusal(
        reason=f"{code} {status}".strip(),
        permanent=permanent,
        bounce=about_address and not cut and is_about_address(status),
        status=status,
        cut=cut,
    )

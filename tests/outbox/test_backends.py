"""Our mailer reads addresses as Django's does."""

import pytest
from django.core.mail.backends.smtp import EmailBackend

from outbox.backends import SmtpBackend

ADDRESSES = [
    "ada@example.org",
    "ada.b+tag_1-2@mail.example.org",
    "Coalition <post@example.org>",
    "Coalition of Akron <post@example.org>",
    "Coalition of Akron, Ohio <post@example.org>",
    "A. Coalition <post@example.org>",
    "Coalition <post@example.org",
    "Coalition <post@example.org> <bo@example.org>",
    "ada@bücher.example",
    "webmaster",
    ".ada@example.org",
    "ada..b@example.org",
    "a da@example.org",
    "ada@example.org\n",
    "ada@example.org\r\nRCPT TO:<bo@example.org>",
    "ada@example.org, bo@example.org",
    "ädá@example.org",
    '"a b"@example.org',
    "",
]


def read(mailer, address: str) -> str:
    try:
        return mailer.prep_address(address)
    except ValueError:
        return "refused"


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_is_read_as_django_reads_it(address):
    mailers = [kind(alias="default", host="127.0.0.1") for kind in (SmtpBackend, EmailBackend)]

    assert read(mailers[0], address) == read(mailers[1], address)

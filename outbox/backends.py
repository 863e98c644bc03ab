"""The mailers: one for a real site, and one for a development machine, which nothing leaves."""

import math
import re
import smtplib
import sys
import time
from email.policy import SMTP

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend
from django.utils.timezone import now

KEPT = 500
# What RFC 5321 calls a dot-string, an @ and a domain of ASCII letters: nothing in it can be read in two ways.
_ATOM, _LABEL = r"[\w!#$%&'*+/=?^`{|}~-]+", r"[A-Za-z0-9-]+"
_ADDRESS = rf"{_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})+"
# Alone, or after a name of letters and figures.
_PLAIN = re.compile(rf"(?:[A-Za-z0-9]+ )+<({_ADDRESS})>|({_ADDRESS})", re.ASCII)


class _Timed:
    """A connection of smtplib with an end for all its answers together, beside the timeout of each."""

    ends = math.inf

    def send(self, data) -> None:
        self._hurry()
        super().send(data)

    def getreply(self) -> tuple[int, bytes]:
        self._hurry()
        return super().getreply()

    def _hurry(self) -> None:
        left = self.ends - time.monotonic()
        if left <= 0:
            self.close()
            raise smtplib.SMTPServerDisconnected("The letter took too long.")
        if self.sock:
            self.sock.settimeout(min(self.timeout, left))


class _Plain(_Timed, smtplib.SMTP):
    pass


class _Encrypted(_Timed, smtplib.SMTP_SSL):
    pass


class SmtpBackend(EmailBackend):
    """Django's, with two differences.

    A letter takes at most twice the timeout, however slow each answer is: what is begun with so much of its lease
    left ends within it. And a plain address is known at sight: to read it as a header takes longer than to send it.
    """

    @property
    def connection_class(self):
        return _Encrypted if self.use_ssl else _Plain

    def send_messages(self, email_messages) -> int:
        self.open()
        connection = self.connection
        connection.ends = time.monotonic() + 2 * self.timeout * len(email_messages)
        try:
            return super().send_messages(email_messages)
        finally:
            connection.ends = math.inf

    def prep_address(self, address, force_ascii=True) -> str:
        if plain := _PLAIN.fullmatch(address):
            return plain[1] or plain[2]
        return super().prep_address(address, force_ascii)


class DevelopmentBackend(BaseEmailBackend):
    """Writes each mail to a file in MAIL_DIR, prints it for people, and leaves it to the page /mail/."""

    def send_messages(self, email_messages) -> int:
        settings.MAIL_DIR.mkdir(parents=True, exist_ok=True)
        for mail in email_messages:
            name = f"{now():%Y%m%d-%H%M%S-%f}.eml"
            (settings.MAIL_DIR / name).write_bytes(mail.message(policy=SMTP).as_bytes())
            self._show(mail)
        for old in sorted(settings.MAIL_DIR.glob("*.eml"))[:-KEPT]:
            old.unlink(missing_ok=True)
        return len(email_messages)

    @staticmethod
    def _show(mail) -> None:
        rule = "-" * 78
        lines = [rule, f"To: {', '.join(mail.to)}", f"Subject: {mail.subject}", "", mail.body.rstrip(), rule, ""]
        sys.stderr.write("\n".join(lines))
        sys.stderr.flush()

"""The mailer of a development machine: nothing leaves it."""

import sys
from email.policy import SMTP

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.timezone import now

KEPT = 500


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

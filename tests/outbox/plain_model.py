"""What becomes of a letter, in plain Python, and a mailer that answers as it was told."""

from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused

MINUTE, LEASE = timedelta(minutes=1), timedelta(seconds=60)
WAITS = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60)]


class Letter:
    """What the model knows of one letter."""

    def __init__(self, to: str, about: str, due: datetime, held: str, now: datetime):
        self.to, self.about, self.held, self.written = to, about, held, now
        self.due = max(due, now)
        self.next = self.due + (MINUTE if self.due == now and not held else timedelta())
        self.state, self.attempts, self.lease, self.bounced, self.forgotten = "waiting", 0, None, False, False
        self.copies = self.unknown = 0  # how often the server took it, and how often nobody could write that down

    def is_due(self, now: datetime) -> bool:
        return self.state == "waiting" and not self.held and (self.due <= now or self.due == self.written)

    def claim(self, now: datetime) -> None:
        self.state, self.lease = "sending", now + LEASE
        self.attempts += 1

    def settle(self, state: str, next_at: datetime | None = None) -> None:
        self.state, self.lease, self.next = state, None, next_at or self.next

    def retry(self, now: datetime) -> None:
        at = now + (WAITS[self.attempts - 1] if self.attempts <= len(WAITS) else timedelta(hours=4))
        if at > self.due + timedelta(days=3):
            self.settle("failed")
        else:
            self.settle("waiting", at)


class Server:
    """The mailer: gives the answers that it was told, in turn, and notes whose letters it took."""

    def __init__(self):
        self.is_away, self.answers, self.taken, self.is_open = False, [], [], False

    def open(self) -> bool:
        if self.is_away:
            raise ConnectionRefusedError
        was, self.is_open = self.is_open, True
        return not was

    def close(self) -> None:
        self.is_open = False

    def send_messages(self, mails) -> None:
        (mail,) = mails
        answer = self.answers.pop(0)
        if answer.startswith("taken"):
            self.taken.append(mail.extra_headers["Message-ID"])
        if answer == "later":
            raise SMTPRecipientsRefused({mail.to[0]: (450, b"4.2.0 later")})
        if answer == "policy":
            raise SMTPDataError(554, b"5.7.1 policy")
        if answer in {"bounced", "unknown"}:
            raise SMTPDataError(550, b"5.1.1 unknown" if answer == "unknown" else b"mailbox disabled")
        if answer.endswith("cut"):
            raise ConnectionResetError

"""Mail that came back to us, from a pipe of the mail server or from a folder: believed only about letters of ours."""

import hashlib
import logging
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings

from outbox import refusals, reports, return_path
from outbox.models import Bounce, Message, Suppression
from outbox.reports import Report, Unread

if TYPE_CHECKING:
    from outbox.provider import Event

log = logging.getLogger(__name__)


def take(data: bytes, to: str = "") -> bool:
    """Act on one mail; whether it told something new. `to` is whom the server had it for, where it says so.

    A report is believed where it bears the envelope sender that we signed for a letter, or the letter's
    Message-ID: who has neither never had a letter of ours. Anything else changes nothing and is logged, without
    what it said.
    """
    try:
        return _act_on(reports.read(data), to)
    except Unread as unread:
        log.info("A mail that came back was left alone", extra={"reason": str(unread)})
        return False


def take_folder(folder: Path) -> int:
    """Act on each mail of a maildir, and remove it; how many there were."""
    count = 0
    for part in ("new", "cur"):
        for file in sorted((folder / part).iterdir()) if (folder / part).is_dir() else []:
            if file.is_file():
                with file.open("rb") as opened:
                    take(opened.read(reports.MOST_BYTES + 1))
                file.unlink(missing_ok=True)
                count += 1
    return count


def take_event(event: "Event") -> bool:
    """Act on what a provider told, who has proved to be it; whether it was new. Of strangers to us nothing is kept."""
    message, key = _letter_told(event)
    if message is None:
        log.info("A provider told of no letter of ours")
        return False
    if event.ended:
        Suppression.objects.add(message.recipient_index, reason=Suppression.ASKED)
        return True
    try:
        kind = _kind_of(event)
    except Unread as unread:
        log.info("A provider told what changes nothing", extra={"reason": str(unread)})
        return False
    if not key:
        return Bounce.of(message, kind, event.status)
    return Bounce.take(key, kind, event.status, index=message.recipient_index)  # whose letter it was nobody knows


def _letter_told(event: "Event") -> tuple[Message | None, str]:
    """The letter, and under which key it is counted: by the event's name where only the reader is known.

    Then it is just any of hers.
    """
    to = Message.objects.filter(attempts__gt=0)
    if event.recipient:
        to = to.to(event.recipient)
    number = return_path.number_in(event.words)
    exact = to.filter(pk=number) if number is not None else to.filter(message_id__in=event.message_ids)
    if message := exact.first():
        return message, ""
    digest = hashlib.sha256(event.name.encode(errors="replace")).hexdigest()
    return to.order_by("-created_at").first() if event.recipient else None, f"event:{digest}"


def _act_on(report: Report, to: str) -> bool:
    message = _letter_of(report, to)
    if message is None:
        raise Unread("not of a letter of ours")
    kind = _kind_of(report)
    new = Bounce.of(message, kind, report.status)
    log.info("A letter came back", extra={"reason": f"{kind} {report.status}".strip() if new else "known"})
    return new


def _letter_of(report: Report, to: str) -> Message | None:
    tried = Message.objects.filter(attempts__gt=0)
    number = return_path.number_in(f"{to}\n{report.paths}")
    if number is not None:
        return tried.filter(pk=number).first()
    host = urlsplit(settings.SITE_URL).hostname
    ids = [*report.message_ids, *(f"<{key[:32]}@{host}>" for key in report.keys)]
    return tried.filter(message_id__in=ids).first() if ids else None


def _kind_of(report: "Report | Event") -> str:
    if report.complaint:
        return Bounce.COMPLAINT
    if not refusals.is_about_address(report.status):
        raise Unread("about us, not about the address")
    return Bounce.HARD if report.status.startswith("5") else Bounce.SOFT

"""What a provider of mail tells us at an address of ours: which letter came back, who complained.

Reading each provider's own way, and whether it is the provider who asks, is django-anymail's work.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from anymail.exceptions import AnymailError, AnymailWebhookValidationFailure
from anymail.signals import AnymailTrackingEvent, EventType, RejectReason
from anymail.webhooks.base import AnymailBaseWebhookView
from anymail.webhooks.brevo import BrevoTrackingWebhookView
from anymail.webhooks.mailersend import MailerSendTrackingWebhookView
from anymail.webhooks.mailgun import MailgunTrackingWebhookView
from anymail.webhooks.mailjet import MailjetTrackingWebhookView
from anymail.webhooks.mailtrap import MailtrapTrackingWebhookView
from anymail.webhooks.postal import PostalTrackingWebhookView
from anymail.webhooks.postmark import PostmarkTrackingWebhookView
from anymail.webhooks.sparkpost import SparkPostTrackingWebhookView
from django.conf import settings
from django.http import HttpRequest

from outbox.reports import Unread, status_in

MOST_EVENTS = 1_000
_MOST_WORDS = 20_000

_READERS: dict[str, type[AnymailBaseWebhookView]] = {
    "brevo": BrevoTrackingWebhookView,
    "mailersend": MailerSendTrackingWebhookView,
    "mailgun": MailgunTrackingWebhookView,
    "mailjet": MailjetTrackingWebhookView,
    "mailtrap": MailtrapTrackingWebhookView,
    "postal": PostalTrackingWebhookView,
    "postmark": PostmarkTrackingWebhookView,
    "sparkpost": SparkPostTrackingWebhookView,
}
_MESSAGE_ID = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}@[a-z0-9.-]{1,200}")
# What a provider turned away by itself, for what it remembers.
_REMEMBERED = {RejectReason.INVALID: "5.1.1", RejectReason.BOUNCED: "5.0.0", RejectReason.TIMED_OUT: "4.0.0"}


class Forged(Exception):
    """Not from the provider: the secret or the signature is another."""


@dataclass(frozen=True)
class Event:
    """One thing that the provider says of one letter. What is neither of the three is not told."""

    name: str  # the same each time it is told
    recipient: str
    words: str  # in which the letter's marks may stand
    message_ids: tuple[str, ...]
    status: str = ""  # of a letter that came back
    complaint: bool = False
    ended: bool = False  # the reader asked the provider for no more letters


def events(request: HttpRequest) -> list[Event]:
    """What a request tells. Forged where it is not the provider's, Unread where it cannot be read."""
    reader = _READERS[settings.MAIL_PROVIDER]()
    try:
        reader.run_validators(request)
        found = reader.parse_events(request)
    except AnymailWebhookValidationFailure as failure:
        raise Forged from failure
    except (
        AnymailError,
        ArithmeticError,
        AttributeError,
        LookupError,
        TypeError,
        ValueError,
        RecursionError,
    ) as broken:
        raise Unread("cannot be read") from broken
    return list(_told(found[:MOST_EVENTS]))


def _told(found: list[AnymailTrackingEvent]) -> Iterator[Event]:
    for event in found:
        complaint = event.event_type == EventType.COMPLAINED or event.reject_reason == RejectReason.SPAM
        ended = event.event_type == EventType.UNSUBSCRIBED
        came_back = event.event_type in {EventType.BOUNCED, EventType.REJECTED, EventType.FAILED}
        status = _status(event) if came_back and not complaint else ""
        if not (complaint or ended or status):
            continue
        words = f"{event.message_id} {event.esp_event}"[:_MOST_WORDS]
        yield Event(
            name=f"{settings.MAIL_PROVIDER} {event.event_id or (event.recipient, event.event_type, event.timestamp)}",
            recipient=str(event.recipient or "")[:254],
            words=words,
            message_ids=tuple(f"<{found}>" for found in _MESSAGE_ID.findall(words)[:10]),
            status=status,
            complaint=complaint,
            ended=ended,
        )


def _status(event: AnymailTrackingEvent) -> str:
    """In the words of the server, else by what the provider calls it; "" where the address is not at fault."""
    words = f"{event.mta_response or ''} {event.description or ''}"[:_MOST_WORDS]
    unnamed = event.event_type == EventType.BOUNCED and event.reject_reason in {RejectReason.OTHER, None}
    return status_in(words) or _REMEMBERED.get(event.reject_reason, "5.0.0" if unnamed else "")

"""What mail servers send back: a letter could not be delivered (RFC 3464), or its reader complained (RFC 5965).

Anybody can send such a mail, of any shape. It is read into a few marks by which a letter of ours may be known;
what they are worth is for the caller to find out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, message_from_string
from email.message import Message as Mail

# Ours are of some thirty thousand at most, sent back whole or without their text.
MOST_BYTES = 256 * 1024
# Of each part and each mail inside a mail: ours have five, and nesting costs the parser a level each.
MOST_PARTS = 40
MOST_BLOCKS = 10
MOST_HEADER = 2_000

# A whole header, over as many lines as it takes.
_PART = re.compile(rb"content-type\s*:[^\r\n]*(?:(?:\r\n|\r|\n)[ \t][^\r\n]*)*", re.IGNORECASE)
_STATUS = re.compile(r"\s*([245]\.\d{1,3}\.\d{1,3})(?!\d)")
_IN_WORDS = re.compile(r"\b[45]\d\d[ -]#?([45]\.\d{1,3}\.\d{1,3})(?!\d)|\b([45])\d\d\b")
_MESSAGE_ID = re.compile(r"<[0-9a-f]{32}@[^<>\s@]{1,200}>")
_KEY = re.compile(r"\b[0-9a-f]{64}\b")

_DELIVERY = {"message/delivery-status", "message/global-delivery-status"}
_ORIGINAL = {"message/rfc822", "message/global", "text/rfc822-headers", "message/global-headers"}
_COMPLAINTS = {"abuse", "fraud", "virus", "opt-out", "opt-out-list"}
_ENVELOPE = ("Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "To")


class Unread(Exception):
    """Nothing to act on. The words say why, for the log; they repeat nothing of the mail."""


@dataclass(frozen=True)
class Report:
    """What a mail says happened to a letter, and by which marks the letter may be found."""

    complaint: bool
    status: str  # "5.1.1" of RFC 3463, for a complaint ""
    paths: str = ""  # texts in which our envelope sender may stand
    message_ids: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()  # of the header X-Outbox-Key


def read(data: bytes) -> Report:
    """What a mail reports, or Unread: no report, of something else, broken, or too large. Nothing else is raised."""
    if len(data) > MOST_BYTES:
        raise Unread("too large")
    kinds = _PART.findall(data)
    if len(kinds) > MOST_PARTS or any(len(kind) > MOST_HEADER for kind in kinds):
        raise Unread("too many parts")
    try:
        return _read(message_from_bytes(data))
    except Unread:
        raise
    except Exception as broken:  # the parser of the library raises what it likes
        raise Unread("cannot be read") from broken


def _read(mail: Mail) -> Report:
    if mail.get_content_type() != "multipart/report" or not mail.is_multipart():
        raise Unread("no report")
    parts = mail.get_payload()
    original = _original(parts)
    paths = [*_headers(mail, *_ENVELOPE), *_headers(original, "Return-Path")]
    for part in parts:
        if part.get_content_type() in _DELIVERY:
            return _found(original, paths, complaint=False, status=_failure(part))
        if part.get_content_type() == "message/feedback-report":
            fields = next(_blocks(part), Mail())
            if _first(fields, "Feedback-Type").strip().lower() not in _COMPLAINTS:
                raise Unread("no complaint")
            paths += _headers(fields, "Original-Mail-From", "Original-Envelope-Id")
            return _found(original, paths, complaint=True, status="")
    raise Unread("another report")


def _found(original: Mail, paths: list[str], **said) -> Report:
    return Report(
        paths="\n".join(paths),
        message_ids=tuple(_MESSAGE_ID.findall(" ".join(_headers(original, "Message-ID")))),
        keys=tuple(_KEY.findall(" ".join(_headers(original, "X-Outbox-Key")))),
        **said,
    )


def _failure(part: Mail) -> str:
    """The status of the first recipient whom the letter did not reach. Those who wait are no failure."""
    for block in _blocks(part):
        if _first(block, "Action").strip().lower() == "failed":
            return _status(block)
    raise Unread("nothing failed")


def _status(block: Mail) -> str:
    """What the server says in digits; where that is general, what it says in words beside them."""
    found = _STATUS.match(_first(block, "Status"))
    status = found[1] if found else ""
    if status and not status.endswith(".0.0"):
        return status
    if in_words := status_in(_first(block, "Diagnostic-Code")):
        return in_words
    if status and not status.startswith("2"):
        return status
    raise Unread("no status")


def status_in(words: str) -> str:
    """The status in an answer of a server: "550 5.1.1 unknown" is 5.1.1, a bare "550" 5.0.0; "" where there is none."""
    found = _IN_WORDS.search(words)
    return (found[1] or f"{found[2]}.0.0") if found else ""


def _original(parts: list[Mail]) -> Mail:
    """The headers of the letter that the report is about, as far as it came along."""
    for part in parts:
        if part.get_content_type() in _ORIGINAL:
            payload = part.get_payload()
            return payload[0] if isinstance(payload, list) and payload else message_from_string(_text(part))
    return Mail()


def _blocks(part: Mail) -> Iterator[Mail]:
    """The groups of fields in a part, which an empty line divides."""
    texts = map(_fields, part.get_payload()[: MOST_BLOCKS + 1]) if part.is_multipart() else [_text(part)]
    text = "\n\n".join(texts)
    groups = [group for group in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").strip()) if group.strip()]
    for group in groups[: MOST_BLOCKS + 1]:
        yield message_from_string(group.strip() + "\n\n")


def _fields(block: Mail) -> str:
    # Not as_string: what folds a header takes minutes over one of a megabyte.
    body = block.get_payload()
    fields = "\n".join(f"{name}: {str(value)[:MOST_HEADER]}" for name, value in block.items())
    return f"{fields}\n\n{body}" if isinstance(body, str) else fields


def _text(part: Mail) -> str:
    return part.get_payload(decode=True).decode("utf-8", "replace").replace("\r\n", "\n").lstrip()


def _headers(mail: Mail, *names: str) -> list[str]:
    return [str(value)[:MOST_HEADER] for name in names for value in mail.get_all(name, [])[:MOST_BLOCKS]]


def _first(mail: Mail, name: str) -> str:
    return next(iter(_headers(mail, name)), "")

"""A letter as mail: its templates rendered, its headers set. Every copy of a letter has the same headers."""

import re
from email.utils import format_datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.template import Context, TemplateDoesNotExist
from django.template.loader import get_template
from django.utils import translation

from outbox import languages, return_path, senders, unsubscribing
from outbox.mime import Mail

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def compose(message, letter) -> Mail:
    """The mail of a message; what letter.context raises passes through."""
    with translation.override(languages.language_for(message.recipient)):
        context = letter.context(message)
        reply_to, attachments = context.pop("reply_to", None), context.pop("attachments", None)
        calendars = context.pop("calendars", [])
        link = "" if letter.security else unsubscribing.link(message.recipient_index, message.kind, message.sender)
        context |= {**_frame(letter), **_foot(message, letter), "unsubscribe_url": link}
        mail = Mail(
            *_words(letter, context),
            # The envelope's sender; who the letter is from stays us (_headers).
            return_path.of(message.pk) or settings.DEFAULT_FROM_EMAIL,
            [message.recipient],
            reply_to=reply_to,
            attachments=attachments,
            headers=_headers(message, link),
        )
        if html := _html(f"{letter.template}.html", context | {"subject": mail.subject}):
            mail.attach_alternative(html, "text/html")
        _attach_calendars(mail, calendars)
    return mail


def words(letter, context: dict) -> tuple[str, str]:
    """What a letter would say, to show to her whom it is for: its subject and its plain text without the foot."""
    subject, text = _words(letter, context | _frame(letter))
    return subject, text.partition("\n--\n")[0]


def _frame(letter) -> dict:
    return {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL, "letter_title": letter.title}


def _foot(message, letter) -> dict:
    """Why she gets it and on whose behalf, in our words."""
    on_behalf_of = one_line(senders.name_of(message.sender), 120)
    names = {"group": on_behalf_of or settings.SITE_NAME, "site": settings.SITE_NAME}
    return {"reason": str(letter.reason_for(message)) % names, "on_behalf_of": on_behalf_of}


def _words(letter, context: dict) -> tuple[str, str]:
    subject = one_line(_text(f"{letter.template}.subject.txt", context))
    return subject, tidy(_text(f"{letter.template}.txt", context))


def _attach_calendars(mail: Mail, calendars: list) -> None:
    """What a calendar reads: a single one beside the words and as a file (RFC 6047), of several a file each."""
    for number, (method, content) in enumerate(calendars, 1):
        kind = f"text/calendar; method={method}"
        if len(calendars) == 1:
            mail.attach_alternative(content, kind)
        mail.attach("invite.ics" if len(calendars) == 1 else f"invite-{number}.ics", content, kind)


def one_line(text: str, most: int = 150) -> str:
    """A line for a header: no control characters, single spaces, cut with an ellipsis."""
    line = " ".join(_CONTROL.sub(" ", text).split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def tidy(text: str) -> str:
    """Plain text without the gaps that template tags leave: at most one empty line at a time."""
    lines = "\n".join(line.rstrip() for line in text.strip().splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines) + "\n"


def _headers(message, unsubscribe: str) -> dict[str, str]:
    headers = {
        "From": settings.DEFAULT_FROM_EMAIL,
        "Message-ID": message.message_id,
        # Fixed, like the identity: the moment the letter became due, for one written a week ahead.
        "Date": format_datetime(message.due_at),
        "Auto-Submitted": "auto-generated",
        "X-Outbox-Key": message.opaque_key,
    }
    if unsubscribe:
        host = urlsplit(settings.SITE_URL).hostname
        headers["List-Id"] = f"<{message.kind.replace('_', '-')}.{host}>"
        headers["List-Unsubscribe"] = f"<{unsubscribe}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _text(name: str, context: dict) -> str:
    # Plain text must not be escaped, and no template of a letter should have to remember it.
    return get_template(name).template.render(Context(context, autoescape=False))


def _html(name: str, context: dict) -> str:
    try:
        template = get_template(name)
    except TemplateDoesNotExist as missing:
        if str(missing) == name:
            return ""
        raise
    return template.template.render(Context(context))

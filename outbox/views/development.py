"""What the development mailer wrote. On a real site these addresses do not exist."""

import re
from email import message_from_bytes, policy
from functools import wraps

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

SHOWN = 50


def only_in_development(view):
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not settings.DEBUG:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@only_in_development
@require_safe
def mail(request):
    files = sorted(settings.MAIL_DIR.glob("*.eml"), reverse=True)[:SHOWN]
    return render(request, "outbox/development_mail.html", {"letters": [_read(file) for file in files]})


@only_in_development
@require_safe
def letter(request, name):
    file = settings.MAIL_DIR / name
    if not re.fullmatch(r"[\w-]{1,60}\.eml", name) or not file.is_file():
        raise Http404
    return render(request, "outbox/development_letter.html", {"letter": _read(file)})


def _read(file) -> dict:
    parsed = message_from_bytes(file.read_bytes(), policy=policy.default)
    body = parsed.get_body(preferencelist=("plain",))
    return {
        "name": file.name,
        "subject": parsed["Subject"],
        "to": parsed["To"],
        "at": parsed["Date"].datetime if parsed["Date"] else None,
        "text": body.get_content() if body else "",
        "attachments": [part.get_filename() for part in parsed.iter_attachments()],
    }

"""What a request brought with it. Whether somebody is signed in is asked so that the asking opens no session."""

from django.conf import settings


def brought_session(request) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def is_signed_in(request) -> bool:
    return brought_session(request) and request.user.is_authenticated


def posted(request):
    """What a form is bound to: nothing until it is sent, then what was sent, be it empty."""
    return request.POST if request.method == "POST" else None

"""What a request brought with it. Whether somebody is signed in is asked so that the asking opens no session."""

from functools import wraps
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt, csrf_protect


def brought_session(request) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def is_signed_in(request) -> bool:
    return brought_session(request) and request.user.is_authenticated


def posted(request):
    """What a form is bound to: nothing until it is sent, then what was sent, be it empty."""
    return request.POST if request.method == "POST" else None


def open_to_visitors(view):
    """A form for everybody: a visitor's page sets no cookie; a press with a session must come from our own page."""
    protected = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def answered(request, *args, **kwargs):
        return (protected if brought_session(request) else view)(request, *args, **kwargs)

    return answered


def came_from(request) -> str:
    """The page of this site on which the button was; empty where the browser does not say."""
    referrer = request.headers.get("Referer", "")
    known = url_has_allowed_host_and_scheme(referrer, {request.get_host()}, require_https=request.is_secure())
    return urlsplit(referrer)._replace(scheme="", netloc="", fragment="").geturl() if known else ""

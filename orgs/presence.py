"""Whether somebody is signed in, asked so that a visitor is not given a session by the asking."""

from django.conf import settings


def brought_session(request) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def is_signed_in(request) -> bool:
    return brought_session(request) and request.user.is_authenticated

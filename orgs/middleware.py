"""Pages in the language and by the clock of the person who reads them, and her way back to one."""

from contextlib import ExitStack
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.shortcuts import resolve_url
from django.utils import timezone, translation
from django.utils.http import urlencode

from orgs.presence import came_from, is_signed_in
from places.zones import is_known_zone


class ReaderMiddleware:
    """For somebody signed in her language and her time zone hold while the page is made; for others the site's.

    What is alike for all is made without looking who asks.
    Dates of a place are told by the place's clock all the same: pages name its zone.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with ExitStack() as request.reader:
            return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if getattr(view, "is_alike_for_all", False) or not is_signed_in(request):
            return
        if request.user.language in dict(settings.LANGUAGES):
            request.reader.enter_context(translation.override(request.user.language))
        if is_known_zone(request.user.time_zone):
            request.reader.enter_context(timezone.override(request.user.time_zone))


class WayBackMiddleware:
    """Who presses a button after her session ended comes back, once signed in, to the page on which the button was:
    the address that she pressed for can only be sent to, not read."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.method == "POST" and response.status_code == 302:
            to = urlsplit(response.headers["Location"])
            sign_in = resolve_url(settings.LOGIN_URL)
            if to.path == sign_in and parse_qs(to.query).get("next") == [request.get_full_path()]:
                back = came_from(request) or resolve_url(settings.LOGIN_REDIRECT_URL)
                response.headers["Location"] = f"{sign_in}?{urlencode({'next': back})}"
        return response

"""Pages in the language and by the clock of the person who reads them."""

from contextlib import ExitStack

from django.conf import settings
from django.utils import timezone, translation

from orgs.presence import is_signed_in
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

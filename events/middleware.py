"""What a press on the desk leads to."""

from django.shortcuts import resolve_url

from events import week
from orgs.presence import is_signed_in

DESK = "events:desk"


class DeskMiddleware:
    """A button that was pressed on the desk leads back there, whatever page its view shows next.

    Where something is wrong its view answers, and who has to sign in first is sent there. After any press of
    somebody signed in what waits for her is counted anew.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.method == "POST" and is_signed_in(request):
            week.forget_count(request.user)
            if response.status_code == 302 and request.POST.get("pressed_on") == "desk":
                response.headers["Location"] = resolve_url(DESK)
        return response

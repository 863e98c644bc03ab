"""Acts that need a sign-in of the last quarter of an hour, so that a browser left open is not enough for them."""

import json
import time
from functools import wraps

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.code_verification import AbstractCodeVerificationProcess
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.internal.flows.reauthentication import STATE_SESSION_KEY
from allauth.account.utils import get_next_redirect_url
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from orgs.presence import came_from
from outbox.contacts import Unreadable, decrypt, encrypt

MOST_KEPT = 40_000  # characters of a form that waits for its sender to be asked


def fresh_sign_in(view):
    """Decorate a view that needs a sign-in, of whatever kind, within ACCOUNT_REAUTHENTICATION_TIMEOUT.

    Others are asked once more who they are and come back to the page. What was sent with a POST is kept
    meanwhile, encrypted, and done right after; whoever turns to something else instead has not done it.
    Who is not signed in at all is sent to sign in.
    """

    @wraps(view)
    @login_required
    def guarded(request, *args, **kwargs):
        return view(request, *args, **kwargs) if is_fresh(request) else _ask(request)

    return guarded


def is_fresh(request) -> bool:
    """Whether this browser's person has proved lately who she is, by signing in or by being asked again."""
    records = get_authentication_records(request, request.user)
    return any(0 <= time.time() - record["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT for record in records)


def resume(request, state: dict) -> HttpResponse:
    """Called by the page that asked, once she has answered: do what she had pressed, or lead her back.

    It is done only where she comes back by the page that was opened for it, and soon.
    """
    back = get_next_redirect_url(request) or settings.LOGIN_REDIRECT_URL
    soon = time.time() - state["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    if back != state["back"] or not soon:
        return redirect(back)
    try:
        kept = json.loads(decrypt(state["sealed"]))
        match = resolve(kept["path"])
    except (Unreadable, Resolver404):
        return redirect(back)
    request.path = request.path_info = kept["path"]
    request.GET, request.POST, request.resolver_match = QueryDict(kept["query"]), QueryDict(kept["form"]), match
    return match.func(request, *match.args, **match.kwargs)


def _ask(request) -> HttpResponse:
    request.session.pop(STATE_SESSION_KEY, None)
    back = request.get_full_path()
    if request.method == "POST":
        back = came_from(request) or back
        _keep(request, back)
    way = get_adapter().get_reauthentication_methods(request.user)[0]["url"]
    to = f"{way}?{urlencode({'next': back})}"
    if "HX-Request" in request.headers:
        return HttpResponse(status=204, headers={"HX-Redirect": to})
    return redirect(to)


def _keep(request, back: str) -> None:
    kept = json.dumps({"path": request.path, "query": request.GET.urlencode(), "form": request.POST.urlencode()})
    if len(kept) <= MOST_KEPT:
        state = {"sealed": encrypt(kept), "back": back, "at": time.time()}
        request.session[STATE_SESSION_KEY] = {"state": state, "callback": "orgs.fresh.resume"}


class CodeByLetter(AbstractCodeVerificationProcess):
    """A code mailed to somebody who is signed in: three tries, a few minutes, kept in her session."""

    KEY = "fresh_sign_in_code"
    LIVES_SECONDS = 10 * 60
    TRIES = 3

    def __init__(self, request, state: dict):
        super().__init__(self.TRIES, self.LIVES_SECONDS, state, user=request.user)
        self.request = request

    @classmethod
    def start(cls, request) -> None:
        """Mail a new code; the one before is worth nothing from now on."""
        process = cls(request, cls.initial_state(request.user, email=request.user.email))
        process.send()
        process.persist()

    @classmethod
    def under_way(cls, request) -> "CodeByLetter | None":
        """The code that this browser waits for; None where there is none or it is too old."""
        state = request.session.get(cls.KEY)
        if not state or state.get("user_id") != str(request.user.pk):
            return None
        return cls(request, state).abort_if_invalid()

    def finish(self) -> None:
        """The code was right: she has proved who she is."""
        self.abort()
        record_authentication(self.request, self.user, method="code", email=self.state["email"], reauthenticated=True)

    def send(self) -> None:
        self.state["code"] = get_adapter().generate_login_code()
        context = {"request": self.request, "code": self.state["code"]}
        get_adapter().write_letter("account/email/fresh_code", self.state["email"], context)

    def persist(self) -> None:
        self.request.session[self.KEY] = self.state

    def abort(self) -> None:
        self.request.session.pop(self.KEY, None)


def way_by_letter() -> dict:
    """How the pages that ask name this way, among allauth's own."""
    return {"id": "code", "description": _("Use a code by letter"), "url": reverse("orgs:fresh-code")}

"""Is it you? For who signs in by codes alone, the code that a letter brings."""

from allauth.account.forms import ConfirmLoginCodeForm
from allauth.account.internal.flows.reauthentication import resume_request
from allauth.account.utils import get_next_redirect_url
from allauth.core import ratelimit
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from orgs.fresh import CodeByLetter
from orgs.presence import posted


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def fresh_code(request):
    """First a button that sends the code, then the field for it; who has a second factor uses that."""
    if is_mfa_enabled(request.user):
        return redirect(_with_next(reverse("account_reauthenticate"), request))
    if request.method == "POST" and "send" in request.POST:
        return _send(request)
    code = CodeByLetter.under_way(request)
    if code is None:
        return render(request, "account/fresh_code.html", _context(request))
    form = ConfirmLoginCodeForm(posted(request), code=code.code)
    if not form.is_valid():
        if form.is_bound and not code.record_invalid_attempt():
            return render(request, "account/fresh_code.html", _context(request) | {"spent": True}, status=422)
        return render(
            request, "account/fresh_code.html", _context(request) | {"form": form}, status=422 if form.errors else 200
        )
    code.finish()
    return resume_request(request) or redirect(settings.LOGIN_REDIRECT_URL)


def _send(request):
    if not ratelimit.consume(request, action="request_login_code", key=request.user.email):
        return render(request, "account/fresh_code.html", _context(request) | {"too_many": True}, status=429)
    CodeByLetter.start(request)
    return redirect(_with_next(request.path, request))


def _context(request) -> dict:
    return {"next": get_next_redirect_url(request) or "", "email": request.user.email}


def _with_next(path: str, request) -> str:
    to = get_next_redirect_url(request)
    return f"{path}?{urlencode({'next': to})}" if to else path

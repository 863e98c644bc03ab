"""Registering a group."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from orgs.forms import GroupForm
from orgs.kept_form import forget_typed, keep_typed, typed_before
from orgs.models import Bucket
from orgs.presence import posted


@require_http_methods(["GET", "HEAD", "POST"])
def group_new(request):
    if not request.user.is_authenticated:
        return _asked_who(request)
    form = GroupForm(posted(request), by=request.user, initial=typed_before(request, GroupForm))
    if request.method == "POST" and form.is_valid():
        if Bucket.take("registration", f"user:{request.user.pk}", limit=3, within=timedelta(days=1)):
            group = form.register(by=request.user)
            forget_typed(request)
            messages.success(request, _("Registered. A person looks at new groups, usually within a day."))
            return redirect(_way_back(request) or group)
        form.add_error(None, ValidationError(_("Three groups a day is the most. Try again tomorrow."), code="too_many"))
    return render(request, "orgs/group_new.html", {"form": form}, status=422 if form.errors else 200)


def _asked_who(request):
    """Who is new says first that she registers a group; who was signed out meanwhile finds again what she typed."""
    within_bounds = request.method == "POST" and Bucket.take_for(request, "typed", limit=20, within=timedelta(hours=1))
    if within_bounds and keep_typed(request):
        messages.info(request, _("You were signed out meanwhile. Sign in, and what you typed is there again."))
    return redirect_to_login(request.get_full_path(), reverse("account_signup"))


def _way_back(request) -> str:
    """The page of this site from which one was sent here to register; empty where there is none."""
    to = request.GET.get("next", "")
    known = url_has_allowed_host_and_scheme(to, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return to if known else ""

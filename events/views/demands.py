"""The page of a demand: what is asked of whom, where it stands, and the dates held for it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from demands.models import Demand
from events import demand_page
from events.forms import FollowForm, WhatForForm
from events.models import Series
from orgs.caching import public_page
from orgs.presence import is_signed_in, posted


@public_page
@require_safe
def demand(request, slug):
    reader = request.user if is_signed_in(request) else AnonymousUser()
    found = get_object_or_404(Demand.objects.visible_to(reader).for_page(), slug=slug)
    return render(
        request, "events/demand.html", demand_page.context(found, reader) | {"follow_form": FollowForm.of_demand()}
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def series_demands(request, slug):
    """Which demands a series is held for."""
    series = get_object_or_404(Series.objects.granted(request.user, "text").select_related("host", "place"), slug=slug)
    form = WhatForForm(posted(request), series=series, by=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("events:series-desk", slug=slug)
    context = {"series": series, "form": form}
    return render(request, "events/series_demands.html", context, status=422 if form.errors else 200)

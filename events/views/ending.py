"""Ending a series at its desk, and the word of thanks on the page that stays."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from events.forms import EndForm, ThanksForm
from events.models import Series, audience
from orgs.presence import posted


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def series_ending(request, slug):
    """Choose the last date; who comes to a later one is told once."""
    series = _find(request, slug)
    if not series.is_announced or series.is_one_time:
        return redirect("events:series-desk", slug=slug)
    form = EndForm(posted(request), series=series)
    if request.method == "POST" and form.is_valid():
        try:
            form.save(by=request.user)
        except ValidationError as refusal:
            form.add_error("on", refusal.messages)
        else:
            messages.success(request, _("Saved. Everyone who comes to a later date gets one letter."))
            return redirect("events:series-desk", slug=slug)
    told = audience.size_of_series(series, by=request.user)
    context = {"series": series, "form": form, "told": told}
    return render(request, "events/series_ending.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def series_thanks(request, slug):
    """Write what the page of something that has ended says."""
    series = _find(request, slug)
    if not series.is_over:
        return redirect("events:series-desk", slug=slug)
    form = ThanksForm(posted(request), initial={"thanks": series.thanks})
    if request.method == "POST" and form.is_valid():
        form.save(series, by=request.user)
        messages.success(request, _("Saved. Nobody was written to."))
        return redirect(series)
    context = {"series": series, "form": form}
    return render(request, "events/series_thanks.html", context, status=422 if form.errors else 200)


def _find(request, slug) -> Series:
    editable = Series.objects.editable_by(request.user)
    return get_object_or_404(editable.select_related("host", "place"), slug=slug)

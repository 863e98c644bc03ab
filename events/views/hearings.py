"""Hearings and votes of bodies, set at the desk of a demand."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from demands.models import Demand
from events.forms import HearingForm, HearingWordsForm
from events.models import Hearing, Series
from orgs.presence import posted
from orgs.pressing import pressed


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def hearing_new(request, slug):
    """One press enters that it was set and announces its date."""
    shown = Demand.objects.editable_by(request.user).public().put()
    found = get_object_or_404(shown.for_cards(), slug=slug)
    form = HearingForm(posted(request), demand=found)
    if request.method == "POST" and form.is_valid():
        try:
            hearing = form.save(by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(request, hearing.what_comes_next())
            return redirect("events:series-desk", slug=hearing.series.slug)
    context = {"demand": found, "form": form}
    return render(request, "events/hearing_new.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def hearing_edit(request, slug):
    """How to speak there and until when written comment is taken: whoever edits the series may say so."""
    series = Series.objects.editable_by(request.user).announced()
    found = get_object_or_404(
        Hearing.objects.filter(series__in=series).select_related("series__place"), series__slug=slug
    )
    form = HearingWordsForm(posted(request), instance=found)
    if request.method == "POST" and form.is_valid():
        is_shown = form.say(by=request.user).series.is_public
        shown, waits = _("Saved. Calendars show it within the hour."), _("Saved. A person looks before others see it.")
        messages.success(request, shown if is_shown else waits)
        return redirect("events:series-desk", slug=slug)
    context = {"hearing": found, "series": found.series, "form": form}
    return render(request, "events/hearing_edit.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def hearing_entry(request, slug):
    """The date of a hearing was moved or called off: let the time line of its demand say so."""
    series = get_object_or_404(Series.objects.editable_by(request.user).filter(hearing__isnull=False), slug=slug)
    hers = Demand.objects.editable_by(request.user).values("pk")
    hearings = Hearing.objects.filter(series=series, action__demand__in=hers)
    found = get_object_or_404(hearings.select_related("series", "action__demand__body"))
    pressed(request, lambda: found.follow_date(by=request.user), _("Entered. Somebody else confirms it."))
    return redirect("events:series-desk", slug=slug)

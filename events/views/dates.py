"""One date at the desk: move it, postpone it, call it off, take it out, let it go ahead after all."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from events.forms import DateForm, ReasonForm
from events.models import Series, audience
from orgs.presence import posted
from orgs.pressing import pressed


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def date_edit(request, slug, day):
    date = _find(request, slug, day)
    form = DateForm(posted(request), occurrence=date)
    if request.method == "POST" and form.is_valid():
        try:
            form.save(by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Changed. Everyone who asked to be told gets a letter."))
            return redirect("events:series-desk", slug=slug)
    return _page(request, date, form, ReasonForm(prefix="off"), status=422 if form.errors else 200)


@login_required
@require_POST
def date_cancellation(request, slug, day):
    done = _("Cancelled. Everyone who asked to be told gets a letter.")
    return _call_off(request, slug, day, lambda date, reason: date.cancel(by=request.user, reason=reason), done)


@login_required
@require_POST
def date_postponement(request, slug, day):
    done = _("Postponed. Everyone who asked to be told gets a letter, and another one once the new day is known.")
    return _call_off(request, slug, day, lambda date, reason: date.postpone(by=request.user, note=reason), done)


@login_required
@require_POST
def date_removal(request, slug, day):
    date = _find(request, slug, day)
    pressed(request, lambda: date.remove(by=request.user), _("Taken out: no page and no calendar shows it any more."))
    return redirect("events:series-desk", slug=slug)


@login_required
@require_POST
def date_restoration(request, slug, day):
    date = _find(request, slug, day)
    done = _("It goes ahead after all. Everyone who was told is told.")
    pressed(request, lambda: date.restore(by=request.user), done)
    return redirect("events:series-desk", slug=slug)


def _call_off(request, slug, day, verb, done):
    """Do what needs a reason that people read."""
    date = _find(request, slug, day)
    form = ReasonForm(request.POST, prefix="off")
    if not form.is_valid():
        return _page(request, date, DateForm(occurrence=date), form, status=422)
    pressed(request, lambda: verb(date, form.cleaned_data["reason"]), done)
    return redirect("events:series-desk", slug=slug)


def _find(request, slug, day):
    dated = Series.objects.granted(request.user, "dates")
    series = get_object_or_404(dated.select_related("host", "place"), slug=slug)
    date = series.occurrences.with_rules().filter(original_day=day).first()
    if date is None:
        raise Http404
    date.series = series
    return date


def _page(request, date, form, reason_form, status):
    context = {
        "series": date.series,
        "date": date,
        "form": form,
        "reason_form": reason_form,
        "told": audience.size_of(date.series, [date], by=request.user),
        "may_remove": not date.attendances.exists(),
    }
    return render(request, "events/date_edit.html", context, status=status)

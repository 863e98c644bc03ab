"""One date at the desk: move it, cancel it, let it go ahead after all."""

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
            messages.success(request, _("Moved. Everyone who asked to be told gets a letter."))
            return redirect("events:series-desk", slug=slug)
    return _page(request, date, form, ReasonForm(prefix="off"), status=422 if form.errors else 200)


@login_required
@require_POST
def date_cancellation(request, slug, day):
    date = _find(request, slug, day)
    form = ReasonForm(request.POST, prefix="off")
    if not form.is_valid():
        return _page(request, date, DateForm(occurrence=date), form, status=422)
    done = _("Cancelled. Everyone who asked to be told gets a letter.")
    pressed(request, lambda: date.cancel(by=request.user, reason=form.cleaned_data["reason"]), done)
    return redirect("events:series-desk", slug=slug)


@login_required
@require_POST
def date_restoration(request, slug, day):
    date = _find(request, slug, day)
    done = _("It goes ahead after all. Everyone who was told is told.")
    pressed(request, lambda: date.restore(by=request.user), done)
    return redirect("events:series-desk", slug=slug)


def _find(request, slug, day):
    series = get_object_or_404(Series.objects.editable_by(request.user).select_related("host", "place"), slug=slug)
    date = series.occurrences.with_rules().filter(original_day=day).first()
    if date is None:
        raise Http404
    return date


def _page(request, date, form, reason_form, status):
    context = {
        "series": date.series,
        "date": date,
        "form": form,
        "reason_form": reason_form,
        "told": audience.size_of(date.series, [date], by=request.user),
    }
    return render(request, "events/date_edit.html", context, status=status)

"""A running series at the desk: all of its dates at once, its rule from a day on, and the way back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from events.forms import DatesAtOnce, RuleChangeForm, SinceForm
from events.models import Attendance, Series, audience
from events.preview import Preview
from events.views.rule import rule_part
from orgs.presence import posted
from orgs.pressing import pressed


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def dates(request, slug):
    """Every date with what becomes of it. One press shows who would be told, the other saves."""
    series = _find(request, slug)
    since = SinceForm(request.GET).day or series.today()
    form = DatesAtOnce(posted(request), series=series, since=since)
    if form.is_valid() and "preview" not in request.POST:
        try:
            change = series.change_dates(form.wishes(), by=request.user)
        except ValidationError as refusal:
            form.refuse(refusal)
        else:
            _say_saved(request, change)
            return redirect("events:series-desk", slug=slug)
    told = audience.size_of(series, form.touched, by=request.user) if form.is_bound else None
    people = Attendance.objects.people_by_date([each.row for each in form.rows if each.row.pk])
    for each in form.rows:
        each.people = people.get(each.row.pk, 0)
    context = {"series": series, "form": form, "told": told, "preview": Preview.of_series(series)}
    part = request.headers.get("HX-Target") == "told"
    page = "events/dates.html#told" if part else "events/dates.html"
    wrong = form.is_bound and "preview" not in request.POST
    return render(request, page, context, status=422 if wrong else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def rule(request, slug):
    """Another rule from a day on: first what becomes of each date, then the press that does it."""
    series = _find(request, slug)
    if not series.is_announced:
        return redirect("events:series-desk", slug=slug)
    since = SinceForm(request.GET).day or series.today()
    form = RuleChangeForm(posted(request), series=series, since=since)
    if request.method == "POST" and form.is_valid() and "save" in request.POST:
        try:
            change = form.save(by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            _say_saved(request, change)
            return redirect("events:series-desk", slug=slug)
    context = {"series": series, "form": form, "preview": Preview.of_form(form) if form.is_bound else None}
    if form.planned is not None:
        context["told"] = audience.size_of(series, form.reached, by=request.user)
        people = Attendance.objects.people_by_date([each.row for each in form.planned])
        for each in form.planned:
            each.row.coming = people.get(each.row.pk, 0)
    page = rule_part(request.headers, otherwise="events/rule_change.html")
    failed = request.method == "POST" and form.errors and "HX-Request" not in request.headers
    return render(request, page, context, status=422 if failed else 200)


@login_required
@require_POST
def change_withdrawal(request, slug, pk):
    """Take a change of the last hour back."""
    series = _find(request, slug)
    change = get_object_or_404(series.changes.select_related("former_rule"), pk=pk)
    pressed(request, lambda: change.undo(by=request.user), _("Taken back: all is as it was. Who was told is told so."))
    return redirect("events:series-desk", slug=slug)


def _say_saved(request, change) -> None:
    if change is None:
        messages.info(request, _("Nothing was changed."))
        return
    written = change.letters_written()
    words = ngettext("Saved. One person is told.", "Saved. %(number)s people are told, once each.", written)
    until = _("You can take it back until %(time)s.") % {"time": time_format(change.until_local.time())}
    messages.success(request, words % {"number": written} + (" " + until if change.series.is_announced else ""))


def _find(request, slug):
    editable = Series.objects.granted(request.user, "dates").select_related("host", "place")
    return get_object_or_404(editable, slug=slug)

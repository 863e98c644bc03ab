"""Bring in what a group keeps elsewhere: look at it, choose, take it; and the calendars that are looked at daily."""

from collections import Counter

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from events.forms import ColumnsForm, ImportForm, TakeForm
from events.forms.importing import MENDABLE, MOST_TICKS
from events.importing.agenda import is_meant
from events.importing.looking import look
from events.importing.taking import asked_of, previewed
from events.importing.verdicts import Verdict
from events.models import CalendarSource, Imported, Upload
from orgs.models import Bucket
from orgs.presence import posted
from orgs.pressing import pressed


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def import_new(request):
    form = ImportForm(posted(request), request.FILES or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        return redirect("events:import-preview", pk=form.save().pk)
    sources = CalendarSource.objects.editable_by(request.user).select_related("organization")
    missing = Imported.objects.editable_by(request.user).vanished().for_cards()
    context = {"form": form, "sources": list(sources), "missing": list(missing[:100])}
    return render(request, "events/import.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def import_preview(request, pk):
    upload = _find(request, pk)
    try:
        agenda = _asked(upload)
    except ValidationError as refusal:
        return _columns_page(request, upload, refusal)
    form = TakeForm(posted(request), upload=upload, by=request.user, asked=agenda.asked)
    if request.method == "POST" and form.is_valid():
        return _take(request, form)
    found = previewed(agenda.asked, upload.organization)
    context = _sorted(found) | {"upload": upload, "agenda": agenda, "form": form, "found": found}
    context["columns_form"] = None if is_meant(upload.data) else ColumnsForm(upload=upload)
    return render(request, "events/import_preview.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def import_columns(request, pk):
    upload = _find(request, pk)
    form = ColumnsForm(request.POST, upload=upload)
    if not form.is_valid():
        return render(request, "events/import_columns.html", {"upload": upload, "form": form}, status=422)
    form.save()
    return redirect("events:import-preview", pk=upload.pk)


@login_required
@require_POST
def calendar_source_look(request, pk):
    """Look at a calendar now, rather than within the day."""
    source = _source(request, pk)
    if not Bucket.take_hourly_fetch(request.user):
        messages.error(request, _("That were many addresses. Try again in an hour."))
        return redirect("events:import")
    found = look(source, by=request.user)
    if source.failures:
        messages.error(request, source.trouble)
    else:
        messages.success(request, _("Looked at. %(what)s") % {"what": _came_of(found)})
    return redirect("events:import")


@login_required
@require_POST
def calendar_source_deletion(request, pk):
    source = _source(request, pk)
    pressed(
        request, lambda: source.let_go(by=request.user), _("Nobody looks there any more. What came from there stays.")
    )
    return redirect("events:import")


@login_required
@require_POST
def imported_keeping(request, pk):
    """It takes place, although its calendar does not have it any more."""
    imported = get_object_or_404(Imported.objects.editable_by(request.user).vanished(), pk=pk)
    pressed(request, imported.keep, _("It stays as it is."))
    return redirect("events:import")


def _sorted(found) -> dict:
    """What was found by its verdict, in lists; and which of it can be ticked, by number."""
    lists = {verdict.name.lower(): [one for one in found if one.verdict == verdict] for verdict in Verdict}
    optional = [one.asked.number for name in ("new", "alike", "gone") for one in lists[name]]
    beyond = {"most": MOST_TICKS, "is_beyond": len(optional) > MOST_TICKS}
    return lists | beyond | {"tickable": set(optional[:MOST_TICKS])}


def _take(request, form):
    try:
        found = form.save()
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("events:import")
    messages.success(request, _came_of(found))
    for one in found:
        if one.verdict == Verdict.REFUSED and one.code in ("refused", "at_once"):
            messages.error(request, f"{one.title}: {one.sentence}")
    return redirect("events:desk")


def _came_of(found) -> str:
    """ "12 brought in, 2 changed." """
    count = Counter(one.verdict for one in found)
    new, changed = count[Verdict.NEW], count[Verdict.CHANGED]
    parts = [ngettext("One brought in.", "%(count)s brought in.", new) % {"count": new}] if new else []
    parts += [ngettext("One changed.", "%(count)s changed.", changed) % {"count": changed}] if changed else []
    return " ".join(parts) or _("Nothing had to be changed.")


def _find(request, pk) -> Upload:
    return get_object_or_404(Upload.objects.usable_by(request.user).select_related("organization__place"), pk=pk)


def _source(request, pk) -> CalendarSource:
    sources = CalendarSource.objects.editable_by(request.user).select_related("organization__place")
    return get_object_or_404(sources, pk=pk)


def _asked(upload: Upload):
    return asked_of(upload.data, upload.organization, columns=upload.columns, whole_days_at=upload.whole_days_at)


def _columns_page(request, upload: Upload, refusal: ValidationError):
    """Where the columns are not clear, they are asked for; what cannot be read any more is said on the first page."""
    if refusal.error_list[0].code not in MENDABLE:
        messages.error(request, refusal.messages[0])
        return redirect("events:import")
    context = {"upload": upload, "form": ColumnsForm(upload=upload)}
    return render(request, "events/import_columns.html", context)

"""Announce a series: write it, see its real dates, publish it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events import desk_links
from events.forms import DuplicateForm, ExtensionForm, GrantsForm, InviteForm, ReasonForm, SeriesForm, TextForm
from events.models import Attendance, Series, Sponsorship, audience
from events.preview import Preview
from events.views.brought import brought_context
from events.views.rule import rule_part
from orgs.models import Organization
from orgs.presence import posted
from orgs.pressing import pressed


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def series_new(request):
    if not Organization.objects.organized_by(request.user).exists():
        return _refer(request)
    return _edit(request, SeriesForm(posted(request), by=request.user))


def _refer(request):
    """Who organizes no group: a member to those who do, anybody else to registering one."""
    if Organization.objects.of_member(request.user).exists():
        messages.info(request, _("Ask the organizers of your group: they announce in its name."))
        return redirect("events:desk")
    messages.info(request, _("First tell us which group calls for it."))
    return redirect("orgs:group-new")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def series_edit(request, slug):
    series = get_object_or_404(Series.objects.editable_by(request.user).select_related("host", "place"), slug=slug)
    if not series.is_draft:
        return redirect("events:series-desk", slug=slug)
    form = SeriesForm(posted(request), by=request.user, series=series)
    return _edit(request, form, series, begins=Preview.of_series(series))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def series_duplicate(request, slug):
    """Another one like it: the form is filled in, and what is kept is a draft of its own."""
    original = _find(request, slug)
    form = DuplicateForm(posted(request), by=request.user, original=original)
    return _edit(request, form, begins=Preview.of_series(original, form.cadence), original=original)


def _edit(request, form, series=None, *, begins=None, **context):
    """A press shows what the rule comes to, or adds a step; the big one keeps the draft and goes on to it."""
    valid = request.method == "POST" and form.is_valid()
    if valid and "preview" not in request.POST:
        try:
            return redirect("events:series-desk", slug=form.save().slug)
        except ValidationError as refusal:  # announced meanwhile, by somebody else
            form.add_error(None, refusal.messages)
    context |= {"form": form, "series": series, "preview": Preview.of_form(form) if form.is_bound else begins}
    page = rule_part(request.headers, otherwise="events/series_edit.html")
    return render(request, page, context, status=422 if form.errors and "HX-Request" not in request.headers else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def series_text(request, slug):
    """Change the words of a series, announced or not."""
    series = get_object_or_404(Series.objects.granted(request.user, "text").select_related("host", "place"), slug=slug)
    form = TextForm.of(posted(request), series)
    if request.method == "POST" and form.is_valid():
        form.save(series, by=request.user)
        messages.success(request, _saved(series))
        return redirect("events:series-desk", slug=slug)
    context = {"series": series, "form": form}
    return render(request, "events/series_text.html", context, status=422 if form.errors else 200)


def _saved(series) -> str:
    asked = series.sponsorships.asked_again().count()
    if not asked:
        return _("Saved. Nobody was written to.")
    words = ngettext(
        "Saved. One group that signed other words is asked whether it stands by these.",
        "Saved. %(number)s groups that signed other words are asked whether they stand by these.",
        asked,
    )
    return words % {"number": asked}


@login_required
@require_POST
def series_extension(request, slug):
    series = _find(request, slug)
    form = ExtensionForm(request.POST)
    if form.is_valid():
        try:
            gained = series.extend(form.cleaned_data["until"], by=request.user)
        except ValidationError as refusal:
            form.add_error("until", refusal.messages)
        else:
            words = ngettext("%d date more.", "%d dates more.", gained) % gained
            messages.success(request, words + " " + _("Calendars that follow it update by themselves."))
            return redirect("events:series-desk", slug=slug)
    series.refresh_from_db()
    context = desk_context(request, series) | {"extension_form": form, "form": form}
    return render(request, "events/series_desk.html", context, status=422)


@login_required
@require_safe
def series_desk(request, slug):
    running = Series.objects.run_by(request.user).select_related("host", "place", "imported__source")
    series = get_object_or_404(running, slug=slug)
    return render(request, "events/series_desk.html", desk_context(request, series))


def desk_context(request, series, invite_form=None) -> dict:
    dates = list(series.occurrences.kept().with_rules().order_by("starts_at"))
    counts = Attendance.objects.people_by_date(dates)
    for date in dates:
        date.coming = counts.get(date.pk, 0)
    signed, may = list(series.sponsorships.for_cards()), series.rights_of(request.user)
    for asked in signed:  # addresses that the host was given are the host's
        asked.shown_address = asked.invited_address if "host" in may else ""
    return {
        "series": series,
        "refused": series.refused(),
        "hearing": series.heard,
        "preview": Preview.of_series(series),
        "to_come": [date for date in dates if not date.is_past or date.is_undecided],
        "change": series.changes.undoable(),
        "past": [date for date in dates if date.is_past and not date.is_undecided][::-1][:60],
        "accepted": [s for s in signed if s.state == Sponsorship.State.ACCEPTED],
        "invited": [s for s in signed if s.is_pending and s.is_invitation],
        "requests": [s for s in signed if s.is_pending and not s.is_invitation],
        "closed": [s for s in signed if s.is_closed and s.organization_id != series.host_id],
        "invite_form": invite_form or InviteForm(series=series),
        "first_invitation": series.is_announced and not signed,
        "extension_form": ExtensionForm(),
        "may": may,
        "grants_form": GrantsForm(initial={"rights": list(series.grants)}),
        "links": desk_links.of_series(series, may),
    } | brought_context(series, signed)


@login_required
@require_POST
def series_announcement(request, slug):
    series = _find(request, slug)
    try:
        series.announce(by=request.user)
    except ValidationError as refusal:
        for sentence in refusal.messages:
            messages.error(request, sentence)
    else:
        if series.is_public:
            messages.success(request, _("Announced. Its page is live."))
        elif series.is_waiting:
            messages.info(request, _("Announced to your own people. A person looks at it first, usually within a day."))
        else:
            messages.info(
                request, _("Announced to your own people. It goes public when a moderator has listed your group.")
            )
    return redirect("events:series-desk", slug=slug)


@login_required
@require_POST
def series_submission(request, slug):
    """Ask for a look: once more at what was not shown, or at what came with another group."""
    series = _find(request, slug)
    if series.refused() or series.is_unsent:
        series.put_before_moderators(by=request.user)
        messages.success(request, _("Sent. A person looks at it, usually within a day."))
    return redirect("events:series-desk", slug=slug)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def series_cancellation(request, slug):
    series = _find(request, slug)
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        done = _("The series is cancelled. Everyone who asked to be told gets a letter.")
        pressed(request, lambda: series.cancel(by=request.user, reason=form.cleaned_data["reason"]), done)
        return redirect("events:series-desk", slug=slug)
    context = {"series": series, "form": form, "told": audience.size_of_series(series, by=request.user)}
    return render(request, "events/series_cancellation.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def series_deletion(request, slug):
    series = _find(request, slug)
    if pressed(request, lambda: series.discard(by=request.user), _("The draft is thrown away.")):
        return redirect("events:desk")
    return redirect("events:series-desk", slug=slug)


def _find(request, slug):
    editable = Series.objects.editable_by(request.user)
    return get_object_or_404(editable.select_related("host", "place", "imported__source"), slug=slug)

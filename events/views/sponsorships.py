"""Groups beside the host: invited at the desk, asking from the page, answered by either side."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from events.forms import InviteForm, RequestForm, SignForm
from events.models import Series, Sponsorship
from events.views.editor import desk_context
from events.views.signed import answer_context
from orgs.models import Opened, Organization
from orgs.presence import posted
from orgs.pressing import pressed


@login_required
@require_POST
def sponsorships(request, slug):
    """Invite a group by its name or by an address."""
    inviting = Series.objects.granted(request.user, "groups").select_related("host", "place")
    series = get_object_or_404(inviting, slug=slug)
    form = InviteForm(request.POST, series=series)
    if form.is_valid():
        try:
            form.save(series, by=request.user)
        except ValidationError as refusal:
            form.add_error("who", refusal)
        else:
            messages.success(request, _invited(series))
            return redirect("events:series-desk", slug=slug)
    context = desk_context(request, series, invite_form=form) | {"form": form}
    return render(request, "events/series_desk.html", context, status=422)


def _invited(series) -> str:
    if series.host.is_listed:
        return _("Invited. The letter is on its way; the link in it is open for 30 days.")
    return _("Kept. The letter goes out as soon as your group is listed.")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sponsorship_request(request, slug):
    """A group asks to be named beside the host."""
    joinable = Series.objects.joinable_by(request.user).select_related("host", "place")
    series = get_object_or_404(joinable, slug=slug)
    if not Organization.objects.organized_by(request.user).exists():
        messages.info(request, _("First tell us which group you sign for."))
        return redirect(reverse("orgs:group-new", query={"next": request.path}))
    form = RequestForm(posted(request), series=series, by=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            form.save()
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Asked. The host’s organizers have your letter."))
            return redirect(series)
    status = 422 if form.errors else 200
    return render(request, "events/sponsorship_request.html", {"series": series, "form": form}, status=status)


@login_required
@require_POST
def sponsorship_acceptance(request, pk):
    found = get_object_or_404(Sponsorship.objects.answerable_by(request.user).for_cards(), pk=pk)
    terms = {}
    if found.is_invitation:
        form = SignForm(request.POST, opened=Opened(found, request.user))
        if not form.is_valid():
            return render(request, "events/sponsorship.html", answer_context(found, form), status=422)
        terms = form.terms()
    return _act(request, lambda: found.accept(by=request.user, **terms), _("Accepted. Both sides are told."))


@login_required
@require_POST
def sponsorship_refusal(request, pk):
    found = get_object_or_404(Sponsorship.objects.answerable_by(request.user).for_cards(), pk=pk)
    return _act(request, lambda: found.decline(by=request.user), _("Declined. Both sides are told."))


@login_required
@require_POST
def sponsorship_revocation(request, pk):
    found = get_object_or_404(Sponsorship.objects.revocable_by(request.user).for_cards(), pk=pk)
    return _act(request, lambda: found.revoke(by=request.user), _("The invitation is taken back."), found.series)


def _act(request, verb, done, series=None):
    pressed(request, verb, done)
    return redirect("events:series-desk", slug=series.slug) if series else redirect("events:desk")

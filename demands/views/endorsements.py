"""Groups under a demand: invited at the desk, asking from the page, answered by either side."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from demands.forms import AskToEndorseForm, EndorseForm, InviteEndorserForm
from demands.models import Demand, Endorsement
from orgs.models import Organization
from orgs.presence import posted
from orgs.pressing import pressed

MOST = 200


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def demand_endorsements(request, slug):
    """Who endorses it, who was asked, and one group more; for the lead."""
    led = Demand.objects.editable_by(request.user).exclude(state="draft")
    demand = get_object_or_404(led.for_cards(), slug=slug)
    form = InviteEndorserForm(posted(request), demand=demand)
    if request.method == "POST" and form.is_valid():
        try:
            form.save(by=request.user)
        except ValidationError as refusal:
            form.add_error("who", refusal)
        else:
            messages.success(request, _("Asked. The letter is on its way; the question is open for 30 days."))
            return redirect("demands:demand-endorsements", slug=slug)
    context = {"demand": demand, "form": form} | _by_state(demand)
    return render(request, "demands/endorsements.html", context, status=422 if form.errors else 200)


def _by_state(demand: Demand) -> dict:
    rows = list(demand.endorsements.for_cards().order_by("-decided_at", "-asked_at", "-pk")[:MOST])
    waiting = [row for row in rows if row.is_pending]
    return {
        "requests": [row for row in waiting if not row.is_invitation],
        "invited": [row for row in waiting if row.is_invitation],
        "accepted": [row for row in rows if row.is_accepted],
        "closed": [row for row in rows if row.is_closed],
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def demand_endorse(request, slug):
    """A group asks to be named under it."""
    demand = get_object_or_404(Demand.objects.endorsable_by(request.user).for_cards(), slug=slug)
    if not Organization.objects.organized_by(request.user).exists():
        messages.info(request, _("First tell us which group you sign for."))
        return redirect(reverse("orgs:group-new", query={"next": request.path}))
    form = AskToEndorseForm(posted(request), demand=demand, by=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            form.save()
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Asked. The organizers of the group that leads it have your letter."))
            return redirect(demand)
    context = {"demand": demand, "form": form}
    return render(request, "demands/endorse.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def endorsement_acceptance(request, pk):
    found = get_object_or_404(Endorsement.objects.addressed_to(request.user).for_cards(), pk=pk)
    terms = {}
    if found.is_invitation and found.is_open:
        get_object_or_404(Endorsement.objects.answerable_by(request.user), pk=pk)  # not what was taken down since
        form = EndorseForm(request.POST, demand=found.demand)
        if not form.is_valid():
            context = {"endorsement": found, "demand": found.demand, "form": form}
            return render(request, "demands/endorsement.html", context, status=422)
        terms = form.terms()
    pressed(request, lambda: found.accept(by=request.user, **terms), _("Accepted. Both sides are told."))
    return _back(found, request.user)


@login_required
@require_POST
def endorsement_refusal(request, pk):
    found = get_object_or_404(Endorsement.objects.addressed_to(request.user).for_cards(), pk=pk)
    pressed(request, lambda: found.decline(by=request.user), _("Declined. Both sides are told."))
    return _back(found, request.user)


@login_required
@require_POST
def endorsement_revocation(request, pk):
    found = get_object_or_404(Endorsement.objects.revocable_by(request.user).for_cards(), pk=pk)
    pressed(request, lambda: found.revoke(by=request.user), _("It is taken back."))
    return _back(found, request.user)


@login_required
@require_POST
def endorsement_renewal(request, pk):
    """Thirty days more, and one more letter."""
    found = get_object_or_404(Endorsement.objects.renewable_by(request.user).for_cards(), pk=pk)
    pressed(request, lambda: found.renew(by=request.user), _("Asked again; the question is open for 30 days more."))
    return _back(found, request.user)


def _back(found: Endorsement, user):
    """The lead goes on with its list; the group sees what it has signed, or its demand."""
    if Demand.objects.editable_by(user).filter(pk=found.demand_id).exists():
        return redirect("demands:demand-endorsements", slug=found.demand.slug)
    return redirect(found) if found.is_accepted else redirect(reverse("events:desk"))

"""Who leads a demand: offered at its desk to another group, answered by that group's organizers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from demands.backers import Backing
from demands.forms import LeadForm
from demands.models import Demand, DemandHandover
from orgs.presence import posted
from orgs.pressing import pressed


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def demand_lead(request, slug):
    """Offer it to another group; while an offer waits, see it and take it back."""
    demand = get_object_or_404(Demand.objects.editable_by(request.user).gone_out().for_cards(), slug=slug)
    form = LeadForm(posted(request), demand=demand)
    if request.method == "POST" and form.is_valid():
        try:
            offer = form.save(by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Offered. The organizers of %(group)s have a letter.") % {"group": offer.to})
            return redirect("demands:demand-lead", slug=slug)
    offer = DemandHandover.objects.in_time().filter(demand=demand).select_related("to").first()
    context = {"demand": demand, "form": form, "offer": offer}
    return render(request, "demands/demand_lead.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def lead(request, pk):
    offer = _to_answer(request, pk)
    told = offer.told_of_change().exclude(pk=request.user.pk).count()
    context = {"offer": offer, "demand": offer.demand, "backing": Backing.of(offer.demand), "told": told}
    return render(request, "demands/lead.html", context)


@login_required
@require_POST
def lead_acceptance(request, pk):
    offer = _to_answer(request, pk)
    done = _("%(group)s leads it now. The organizers of the groups beside it get a letter.") % {"group": offer.to}
    if pressed(request, lambda: offer.accept(by=request.user), done):
        return redirect("demands:demand-desk", slug=offer.demand.slug)
    return redirect("events:desk")


@login_required
@require_POST
def lead_refusal(request, pk):
    offer = _to_answer(request, pk)
    pressed(request, lambda: offer.decline(by=request.user), _("Declined. Everything stays as it was."))
    return redirect("events:desk")


@login_required
@require_POST
def lead_withdrawal(request, pk):
    mine = DemandHandover.objects.withdrawable_by(request.user).for_cards()
    offer = get_object_or_404(mine, pk=pk)
    pressed(request, lambda: offer.withdraw(by=request.user), _("Taken back."))
    return redirect("demands:demand-lead", slug=offer.demand.slug)


def _to_answer(request, pk) -> DemandHandover:
    return get_object_or_404(DemandHandover.objects.answerable_by(request.user).for_cards(), pk=pk)

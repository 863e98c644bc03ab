"""What is next, after a win: a new demand, one that is there already, or nothing for now."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from demands.forms import NextDemandForm
from demands.ladder import ladder_of, suggested
from demands.models import Demand
from demands.next_planks import next_planks
from orgs.presence import posted
from orgs.pressing import pressed


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def demand_onward(request, slug):
    """The answers to "What is next?"; posted, one that is there already is named."""
    demand = _find(request, slug)
    if not demand.is_won:
        return redirect("demands:demand-desk", slug=slug)
    form = NextDemandForm(posted(request), demand=demand, by=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            form.save()
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Kept. The ladder stands on both pages."))
            return redirect("demands:demand-desk", slug=slug)
    context = {"demand": demand, "form": form, "models": suggested(demand), "planks": next_planks(demand)}
    context |= ladder_of(demand, request.user)
    return render(request, "demands/demand_onward.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def demand_onward_rest(request, slug):
    """Nothing for now."""
    demand = _find(request, slug)
    done = _("Kept. Nobody asks you again; the next demand can be made whenever you like.")
    pressed(request, lambda: demand.leave_at_that(by=request.user), done)
    return redirect("demands:demand-desk", slug=slug)


@login_required
@require_POST
def demand_stepping_off(request, slug):
    """It does not come after another demand."""
    demand = _find(request, slug)
    pressed(request, lambda: demand.step_off(by=request.user), _("Kept. It stands for itself."))
    return redirect("demands:demand-desk", slug=slug)


def _find(request, slug) -> Demand:
    return get_object_or_404(Demand.objects.editable_by(request.user).for_cards(), slug=slug)

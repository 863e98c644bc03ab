"""Make a demand: who asks what of whom, and change it while it is a draft."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from demands.forms import DemandForm, DescribeForm
from demands.models import Demand
from orgs.models import Organization
from orgs.presence import posted


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def demand_new(request):
    if not Organization.objects.organized_by(request.user).exists():
        return _refer(request)
    return _edit(request, DemandForm.beginning(posted(request), by=request.user, asked=request.GET))


def _refer(request):
    """Who organizes no group: a member to those who do, anybody else to registering one."""
    if Organization.objects.of_member(request.user).exists():
        messages.info(request, _("Ask the organizers of your group: they put demands in its name."))
        return redirect("events:desk")
    messages.info(request, _("First tell us which group asks for it."))
    return redirect("orgs:group-new")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def demand_edit(request, slug):
    demand = get_object_or_404(Demand.objects.editable_by(request.user).for_cards(), slug=slug)
    if not demand.is_draft:
        return redirect("demands:demand-desk", slug=slug)
    return _edit(request, DemandForm(posted(request), by=request.user, demand=demand))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def demand_text(request, slug):
    """Other words for what was put to its body."""
    put = Demand.objects.editable_by(request.user).exclude(state="draft")
    demand = get_object_or_404(put.for_cards(), slug=slug)
    form = DescribeForm(posted(request), demand=demand)
    if request.method == "POST" and form.is_valid():
        try:
            form.save(by=request.user)
        except ValidationError as refusal:  # decided meanwhile
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Saved. Its page follows, and groups that signed other words are asked."))
            return redirect("demands:demand-desk", slug=slug)
    context = {"form": form, "demand": demand}
    return render(request, "demands/demand_text.html", context, status=422 if form.errors else 200)


def _edit(request, form):
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("demands:demand-desk", slug=form.save().slug)
        except ValidationError as refusal:  # put meanwhile, by somebody else
            form.add_error(None, refusal.messages)
    context = {"form": form, "demand": form.demand}
    return render(request, "demands/demand_edit.html", context, status=422 if form.errors else 200)

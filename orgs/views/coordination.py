"""Who coordinates a group: one-sided changes, which wait, and handovers, which both agree to."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from orgs.forms import CoordinationForm, HandoverForm
from orgs.fresh import fresh_sign_in
from orgs.models import CoordinatorChange, Handover
from orgs.presence import posted
from orgs.views.people import act, group_of_coordinator


@require_http_methods(["GET", "HEAD", "POST"])
@fresh_sign_in
def membership_coordination(request, slug, pk):
    """Ask that somebody becomes a coordinator, or is one no more."""
    group = group_of_coordinator(request.user, slug)
    others = group.memberships.exclude(user=request.user).select_related("user", "organization")
    place = get_object_or_404(others, pk=pk)
    form = CoordinationForm(posted(request), place=place)
    if request.method == "POST" and form.is_valid():
        try:
            change = form.save(by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Announced. Every coordinator has a letter about it."))
            return redirect(change)
    context = {"group": group, "place": place, "form": form}
    return render(request, "orgs/membership_coordination.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def coordinator_change(request, slug, pk):
    """What is to happen and when, with the button that stops it. Settled ones say how they ended."""
    group = group_of_coordinator(request.user, slug)
    changes = group.coordinatorchanges.select_related("organization", "user", "asked_by", "decided_by")
    return render(
        request, "orgs/coordinator_change.html", {"group": group, "change": get_object_or_404(changes, pk=pk)}
    )


@login_required
@require_POST
def coordinator_change_stop(request, slug, pk):
    stoppable = CoordinatorChange.objects.stoppable_by(request.user).select_related("organization", "user")
    found = get_object_or_404(stoppable, organization__slug=slug, pk=pk)
    done = _("Stopped. Every coordinator has a letter about it.")
    return act(lambda: found.stop(by=request.user), request, done, slug)


@require_http_methods(["GET", "HEAD", "POST"])
@fresh_sign_in
def handover_new(request, slug):
    group = group_of_coordinator(request.user, slug)
    form = HandoverForm(posted(request), group=group)
    if request.method == "POST" and form.is_valid():
        try:
            offer = form.save(by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            who = offer.user.shown_name
            messages.success(request, _("Offered. %(who)s has a letter and answers on the desk.") % {"who": who})
            return redirect("orgs:people", slug=slug)
    context = {"group": group, "form": form, "has_others": form.fields["place"].queryset.exists()}
    return render(request, "orgs/handover_new.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def handover(request, pk):
    offers = Handover.objects.answerable_by(request.user).select_related("organization", "asked_by")
    found = get_object_or_404(offers, pk=pk)
    return render(request, "orgs/handover.html", {"handover": found, "group": found.organization})


@require_POST
@fresh_sign_in
def handover_acceptance(request, pk):
    found = _to_answer(request, pk)
    done = _("You coordinate %(group)s now. Its coordinators are told.") % {"group": found.organization}
    return act(lambda: found.accept(by=request.user), request, done, found.organization.slug)


@login_required
@require_POST
def handover_refusal(request, pk):
    found = _to_answer(request, pk)
    done = _("Declined. Everything stays as it was.")
    return act(lambda: found.decline(by=request.user), request, done, found.organization.slug)


@login_required
@require_POST
def handover_withdrawal(request, pk):
    mine = Handover.objects.withdrawable_by(request.user).select_related("organization", "user")
    found = get_object_or_404(mine, pk=pk)
    return act(lambda: found.withdraw(by=request.user), request, _("Taken back."), found.organization.slug)


def _to_answer(request, pk) -> Handover:
    offers = Handover.objects.answerable_by(request.user).select_related("organization", "user", "asked_by")
    return get_object_or_404(offers, pk=pk)

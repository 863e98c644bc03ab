"""Asking to join a group, answering that, and taking over a group that nobody coordinates."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from orgs.forms import ClaimForm, JoinRequestForm, RoleForm
from orgs.models import JoinRequest, Organization
from orgs.presence import posted
from orgs.pressing import pressed
from orgs.views.people import act


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def membership_request(request, slug):
    group = get_object_or_404(Organization.objects.listed(), slug=slug)
    if Organization.objects.of_member(request.user).filter(pk=group.pk).exists():
        return redirect("orgs:people", slug=slug)
    form = JoinRequestForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            form.save(group, by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Asked. The group’s coordinators answer by letter."))
            return redirect("orgs:membership-request", slug=slug)
    waiting = JoinRequest.objects.of(request.user).filter(organization=group).first()
    has_coordinator = not Organization.objects.orphaned().filter(pk=group.pk).exists()
    context = {"group": group, "form": form, "waiting": waiting, "has_coordinator": has_coordinator}
    return render(request, "orgs/membership_request.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def membership_request_withdrawal(request, slug):
    mine = JoinRequest.objects.of(request.user).filter(organization__slug=slug).select_related("organization")
    found = get_object_or_404(mine)
    pressed(request, lambda: found.withdraw(by=request.user), _("Taken back."))
    return redirect(found.organization)


@login_required
@require_POST
def join_acceptance(request, slug, pk):
    found, form = _to_answer(request, slug, pk), RoleForm(request.POST)
    role = form.cleaned_data["role"] if form.is_valid() else "member"
    done = _("%(who)s belongs to the group now, and is told.") % {"who": found.user.shown_name}
    return act(lambda: found.accept(by=request.user, role=role), request, done, slug)


@login_required
@require_POST
def join_refusal(request, slug, pk):
    found = _to_answer(request, slug, pk)
    return act(lambda: found.decline(by=request.user), request, _("Declined, with a letter that says so."), slug)


def _to_answer(request, slug, pk) -> JoinRequest:
    answerable = JoinRequest.objects.answerable_by(request.user).select_related("organization", "user")
    return get_object_or_404(answerable, organization__slug=slug, pk=pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request, slug):
    """Make a case for taking over a group that nobody coordinates."""
    group = get_object_or_404(Organization.objects.visible_to(request.user).orphaned(), slug=slug)
    form = ClaimForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            form.save(group, by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("A moderator reads your case and answers by letter."))
            return redirect(group)
    return render(request, "orgs/claim.html", {"group": group, "form": form}, status=422 if form.errors else 200)

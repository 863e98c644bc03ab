"""The people of a group: who may do what, and how that changes."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from orgs.forms import InvitePeopleForm, PublicNameForm, RoleForm
from orgs.models import Membership, Organization
from orgs.people_news import ROLE_MEANS
from orgs.presence import posted
from orgs.pressing import pressed


def group_of_member(user, slug) -> Organization:
    return get_object_or_404(Organization.objects.of_member(user), slug=slug)


def group_of_coordinator(user, slug) -> Organization:
    return get_object_or_404(Organization.objects.coordinated_by(user), slug=slug)


def people_context(request, group: Organization, *, invite_form=None) -> dict:
    places = list(group.memberships.select_related("user").by_right())
    own = next((place for place in places if place.user_id == request.user.pk), None)
    if own is None:  # removed in this very moment
        raise Http404
    coordinating = [place for place in places if place.is_coordinator and place.user.is_active]
    context = {
        "group": group,
        "places": places,
        "own": own,
        "role_means": ROLE_MEANS,
        "organizes": own.role in Membership.ORGANIZING,
        "is_orphaned": not coordinating,
        "is_last": coordinating == [own],
    }
    if not own.is_coordinator:
        return context
    return context | {
        "invitations": list(group.invitations.in_time().select_related("asked_by")),
        "requests": list(group.joinrequests.in_time().filter(user__is_active=True).select_related("user")),
        "changes": list(group.coordinatorchanges.pending().select_related("user", "asked_by")),
        "handovers": list(group.handovers.in_time().select_related("user", "asked_by")),
        "invite_form": invite_form or InvitePeopleForm(),
    }


@login_required
@require_safe
def people(request, slug):
    return render(request, "orgs/people.html", people_context(request, group_of_member(request.user, slug)))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def membership(request, slug, pk):
    """One person's place: an organizer and a member change at once, a coordinator only by leave of all."""
    group = group_of_coordinator(request.user, slug)
    place = get_object_or_404(group.memberships.select_related("user"), pk=pk)
    form = RoleForm(posted(request), initial={"role": place.role})
    if request.method == "POST" and form.is_valid():
        try:
            form.save(place, by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Saved. Your people see it at once."))
            return redirect("orgs:people", slug=slug)
    context = {
        "group": group,
        "place": place,
        "form": form,
        "is_own": place.user_id == request.user.pk,
        "is_last": place.is_last_coordinator,
        "change": group.coordinatorchanges.pending().filter(user=place.user).first(),
    }
    return render(request, "orgs/membership.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def membership_removal(request, slug, pk):
    group = group_of_coordinator(request.user, slug)
    place = get_object_or_404(group.memberships.select_related("user"), pk=pk)
    name = place.user.shown_name
    return act(lambda: place.remove(by=request.user), request, _("%(who)s is removed, and told.") % {"who": name}, slug)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def membership_name(request, slug):
    """Whether one is named on the public page: each chooses for herself alone."""
    group = group_of_member(request.user, slug)
    place = get_object_or_404(group.memberships, user=request.user)
    known = {"is_named": place.is_named, "public_name": place.public_name or request.user.name}
    form = PublicNameForm(posted(request), initial=known)
    if request.method == "POST" and form.is_valid():
        form.save(place)
        messages.success(request, _("You are named.") if place.is_named else _("You are not named."))
        return redirect("orgs:people", slug=slug)
    context = {"group": group, "form": form}
    return render(request, "orgs/membership_name.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def membership_departure(request, slug):
    group = group_of_member(request.user, slug)
    place = get_object_or_404(group.memberships.select_related("user", "organization"), user=request.user)
    if request.method == "POST":
        if pressed(request, place.leave, _("You have left %(group)s.") % {"group": group}):
            return redirect("events:desk")
        return redirect("orgs:people", slug=slug)
    context = {"group": group, "place": place, "is_last": place.is_last_coordinator}
    return render(request, "orgs/membership_departure.html", context)


def act(verb, request, done: str, slug: str):
    """Do it if it is still possible, and say on the page of people what happened."""
    pressed(request, verb, done)
    return redirect("orgs:people", slug=slug)

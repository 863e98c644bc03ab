"""Invitations: written at the desk, answered from the letter by whoever holds the address."""

from contextlib import suppress

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from orgs.forms import InvitePeopleForm
from orgs.models import Invitation
from orgs.people_news import ROLE_MEANS
from orgs.presence import is_signed_in
from orgs.pressing import pressed
from orgs.views.people import act, group_of_coordinator, people_context
from outbox.private_link import private_link


@login_required
@require_POST
def invitations(request, slug):
    group = group_of_coordinator(request.user, slug)
    form = InvitePeopleForm(request.POST)
    if form.is_valid():
        if number := form.save(group, by=request.user):
            messages.success(request, _invited(group, number))
        if form.is_valid():
            return redirect("orgs:people", slug=slug)
    context = people_context(request, group, invite_form=form) | {"form": form}
    return render(request, "orgs/people.html", context, status=422)


def _invited(group, number: int) -> str:
    if not group.is_listed:
        return _("Kept. The letters go out as soon as your group is listed.")
    said = ngettext("One person is invited.", "%(number)d people are invited.", number) % {"number": number}
    return f"{said} {_('The link in each letter is open for seven days.')}"


@login_required
@require_POST
def invitation_letter(request, slug, pk):
    """Another letter, with a new link, to the same address."""
    found = _open_of(request, slug, pk)
    return act(lambda: found.send(by=request.user), request, _("A new letter is on its way."), slug)


@login_required
@require_POST
def invitation_revocation(request, slug, pk):
    found = _open_of(request, slug, pk)
    return act(lambda: found.revoke(by=request.user), request, _("Taken back. Its link opens nothing any more."), slug)


def _open_of(request, slug, pk) -> Invitation:
    group = group_of_coordinator(request.user, slug)
    return get_object_or_404(group.invitations.in_time().select_related("organization"), pk=pk)


# At her own desk: an account with the confirmed address needs no letter


@login_required
@require_POST
def own_invitation_acceptance(request, pk):
    found = _own(request, pk)
    return _join(request, found) or redirect("events:desk")


@login_required
@require_POST
def own_invitation_refusal(request, pk):
    found = _own(request, pk)
    done = _("Declined. Your address is erased from the invitation.")
    pressed(request, lambda: found.decline(by=request.user), done)
    return redirect("events:desk")


def _own(request, pk) -> Invitation:
    mine = Invitation.objects.to_address_of(request.user).select_related("organization")
    return get_object_or_404(mine, pk=pk)


# By the link in the letter


@private_link
@require_safe
def invitation(request, token):
    """Who asks, and what a yes means: the same page whether or not the address has an account."""
    found = _of_link(token)
    reader = request.user if is_signed_in(request) else None
    context = {
        "token": token,
        "invitation": found,
        "group": found.organization,
        "means": ROLE_MEANS[found.role],
        "reader": reader,
        "is_for_reader": bool(reader and found.is_for(reader)),
    }
    return render(request, "orgs/invitation.html", context)


@csrf_exempt  # a page without referrer sends no origin; only who has the letter knows the address to press for
@private_link
@require_POST
def invitation_acceptance(request, token):
    """The link shows who asks; only a session of an account with that confirmed address says yes."""
    found = _of_link(token)
    if not is_signed_in(request):
        return redirect("orgs:invitation", token=token)
    return _join(request, found) or redirect("orgs:invitation", token=token)


@csrf_exempt  # the secret in the address is the authority to say no; no cookie is looked at
@private_link
@require_POST
def invitation_refusal(request, token):
    found = _of_link(token)
    with suppress(ValidationError):  # answered meanwhile: it is closed either way
        found.decline()
    return render(request, "orgs/invitation_refused.html", {"group": found.organization})


def _join(request, found: Invitation):
    """To the people she belongs to now; None where it was refused, which is said."""
    welcome = _("Welcome to %(group)s.") % {"group": found.organization}
    if pressed(request, lambda: found.accept(by=request.user), welcome):
        return redirect("orgs:people", slug=found.organization.slug)
    return None


def _of_link(token) -> Invitation:
    found = Invitation.of_link(token)
    if found is None:
        raise Http404
    return found

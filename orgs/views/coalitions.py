"""A group's coalitions at its desk: those it is in and, where it is one, its members."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from orgs.forms import InviteMemberForm, JoinForm, MembersForm
from orgs.models import Affiliation, Organization
from orgs.pressing import pressed

PAGE = "orgs:group-coalitions"


@login_required
@require_safe
def group_coalitions(request, slug):
    """Organizers read it; what there is to press is for coordinators."""
    group = get_object_or_404(Organization.objects.organized_by(request.user), slug=slug)
    coordinates = Organization.objects.coordinated_by(request.user).filter(pk=group.pk).exists()
    return render(request, "orgs/coalitions.html", _desk_context(group, coordinates=coordinates))


@login_required
@require_POST
def affiliation_request(request, slug):
    """The group asks to join a coalition."""
    group = get_object_or_404(Organization.objects.coordinated_by(request.user), slug=slug)
    return _ask(request, group, JoinForm(request.POST, own=group), "join_form")


@login_required
@require_POST
def affiliation_invitation(request, slug):
    """The coalition asks a group to join."""
    group = get_object_or_404(Organization.objects.coordinated_by(request.user), slug=slug)
    return _ask(request, group, InviteMemberForm(request.POST, own=group), "invite_form")


@login_required
@require_POST
def coalition_display(request, slug):
    """Whether the coalition shows what its members host."""
    group = get_object_or_404(Organization.objects.coordinated_by(request.user), slug=slug)
    form = MembersForm(request.POST)
    form.is_valid()  # a box is ticked or it is not
    return _act(request, lambda: form.save(group, by=request.user), _("Saved."), group)


@login_required
@require_POST
def affiliation_acceptance(request, pk):
    found = get_object_or_404(Affiliation.objects.answerable_by(request.user).for_cards(), pk=pk)
    return _act(request, lambda: found.accept(by=request.user), _("Accepted. Both sides are told."), found.asked)


@login_required
@require_POST
def affiliation_refusal(request, pk):
    found = get_object_or_404(Affiliation.objects.answerable_by(request.user).for_cards(), pk=pk)
    return _act(request, lambda: found.decline(by=request.user), _("Declined. Both sides are told."), found.asked)


@login_required
@require_POST
def affiliation_revocation(request, pk):
    found = get_object_or_404(Affiliation.objects.revocable_by(request.user).for_cards(), pk=pk)
    return _act(request, lambda: found.revoke(by=request.user), _("Taken back."), found.asker)


@login_required
@require_POST
def affiliation_withdrawal(request, pk):
    found = get_object_or_404(Affiliation.objects.withdrawable_by(request.user).for_cards(), pk=pk)
    done = _("Your group has left. Both sides are told.")
    return _act(request, lambda: found.withdraw(by=request.user), done, found.organization)


@login_required
@require_POST
def affiliation_ending(request, pk):
    found = get_object_or_404(Affiliation.objects.endable_by(request.user).for_cards(), pk=pk)
    done = _("The membership is ended. Both sides are told.")
    return _act(request, lambda: found.end(by=request.user), done, found.coalition)


def _ask(request, group: Organization, form, name: str):
    """Ask if that is possible; else the page again, with what was typed and a sentence beside it."""
    if form.is_valid():
        try:
            form.save(by=request.user)
        except ValidationError as refusal:
            form.add_error("who", refusal)
        else:
            messages.success(request, _asked(group))
            return redirect(PAGE, slug=group.slug)
    return render(request, "orgs/coalitions.html", _desk_context(group, **{name: form, "form": form}), status=422)


def _asked(group: Organization) -> str:
    if group.is_listed:
        return _("Asked. Their coordinators have a letter, and 30 days to answer.")
    return _("Kept. They are asked as soon as your group is listed.")


def _act(request, verb, done: str, group: Organization):
    pressed(request, verb, done)
    return redirect(PAGE, slug=group.slug)


def _desk_context(group: Organization, **given) -> dict:
    standing = list(Affiliation.objects.standing().of_group(group).for_cards())
    accepted = [one for one in standing if one.is_accepted]
    waiting = [one for one in standing if one.is_pending]
    return {
        "group": group,
        "answers": [one for one in waiting if one.asked == group and one.asker.is_listed],
        "asked_coalitions": [one for one in waiting if one.organization == group and one.asker == group],
        "asked_members": [one for one in waiting if one.coalition == group and one.asker == group],
        "coalitions": [one for one in accepted if one.organization == group],
        "members": [one for one in accepted if one.coalition == group],
        "join_form": JoinForm(own=group),
        "invite_form": InviteMemberForm(own=group),
        "display_form": MembersForm(initial={"includes_members": group.includes_members}),
        "coordinates": True,
    } | given

"""What a group has endorsed: the text, its name, its word; seen by its organizers and the lead's."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from demands.forms import EndorseForm, EndorserNoteForm, EndorserPartingForm, EndorserReadForm
from demands.models import Endorsement
from orgs.models import Organization
from orgs.pressing import pressed


@login_required
@require_safe
def endorsement(request, pk):
    """A request or invitation, to read and to answer; or what was signed."""
    to_answer = Endorsement.objects.answerable_by(request.user).for_cards().filter(pk=pk).first()
    if to_answer:
        form = EndorseForm(demand=to_answer.demand) if to_answer.is_invitation else None
        context = {"endorsement": to_answer, "demand": to_answer.demand, "form": form}
        return render(request, "demands/endorsement.html", context)
    return _page(request, get_object_or_404(Endorsement.objects.read_by(request.user).for_cards(), pk=pk))


@login_required
@require_POST
def endorsement_note(request, pk):
    """The group says something else beside its name."""
    found, form = _own(request, pk), EndorserNoteForm(request.POST)
    if not form.is_valid():
        return _page(request, found, note_form=form, status=422)
    note = form.cleaned_data["note"]
    pressed(request, lambda: found.amend(by=request.user, note=note), _("Saved."))
    return redirect(found)


@login_required
@require_POST
def endorsement_text(request, pk):
    """The group stands by the text as it is now: the version that the page showed."""
    found, form = _own(request, pk), EndorserReadForm(request.POST)
    if form.is_valid():
        found.reaffirm(by=request.user, version=form.cleaned_data["version"])
        messages.success(request, _("Thank you. Your group is named under the new text."))
    return redirect(found)


@login_required
@require_POST
def endorsement_withdrawal(request, pk):
    found, form = _own(request, pk), EndorserPartingForm(request.POST)
    if not form.is_valid():
        return _page(request, found, parting_form=form, status=422)
    note = form.cleaned_data["note"]
    pressed(request, lambda: found.withdraw(by=request.user, note=note), _("Your group is no longer named."))
    return redirect(found.demand)


def _own(request, pk) -> Endorsement:
    return get_object_or_404(Endorsement.objects.signed_by(request.user).for_cards(), pk=pk)


def _page(request, found: Endorsement, *, status: int = 200, **forms):
    own = Organization.objects.organized_by(request.user).filter(pk=found.organization_id).exists()
    context = {
        "endorsement": found,
        "demand": found.demand,
        "own": own,
        "note_form": EndorserNoteForm(initial={"note": found.note}),
        "parting_form": EndorserPartingForm(),
        "differences": found.demand.differences_since(found.text_version) if found.is_asked_again else [],
    }
    return render(request, "demands/endorsed.html", context | forms, status=status)

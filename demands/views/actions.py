"""What happened to a demand: entered by one person, confirmed by another, corrected by a later entry."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from demands.entry_notes import note_of
from demands.forms import ActionForm, EvidenceForm, LookedForm, TakingForm
from demands.models import Action, Demand
from demands.timeline import Told, told
from orgs.presence import posted
from orgs.pressing import pressed


@login_required
@require_safe
def actions(request, slug):
    found = get_object_or_404(Demand.objects.read_inside_by(request.user).gone_out().for_cards(), slug=slug)
    context = {
        "demand": found,
        "log": told(found, inside=True),
        "may_enter": Demand.objects.editable_by(request.user).filter(pk=found.pk).exists(),
        "confirmable": set(found.actions.confirmable_by(request.user).values_list("pk", flat=True)),
    }
    return render(request, "demands/actions.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def action_new(request, slug):
    demand = get_object_or_404(Demand.objects.editable_by(request.user).gone_out().for_cards(), slug=slug)
    form = ActionForm(*_sent(request), demand=demand, by=request.user)
    return _entry_page(request, form, demand)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def action_correction(request, slug, pk):
    first = _find(Action.objects.correctable_by(request.user), slug, pk)
    form = ActionForm(*_sent(request), demand=first.demand, by=request.user, corrects=first)
    return _entry_page(request, form, first.demand, corrects=first)


@login_required
@require_safe
def action(request, slug, pk):
    found = _find(Action.objects.read_inside_by(request.user).for_log(), slug, pk)
    return render(request, "demands/action.html", _page(request, found))


@login_required
@require_POST
def action_confirmation(request, slug, pk):
    found = _find(Action.objects.confirmable_by(request.user), slug, pk)
    form = LookedForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("This page was changed on its way. Look at the entry again."))
        return redirect("demands:action", slug=slug, pk=pk)
    how = {"group": found.demand.group_confirming(request.user), "seen": form.cleaned_data["seen"]}
    pressed(request, lambda: found.confirm(by=request.user, **how), _("Confirmed. It counts from now on."))
    return redirect("demands:actions", slug=slug)


@login_required
@require_POST
def action_removal(request, slug, pk):
    found = _find(Action.objects.retractable_by(request.user), slug, pk)
    pressed(request, lambda: found.retract(by=request.user), _("Taken back. Nobody saw it but your groups."))
    return redirect("demands:actions", slug=slug)


@login_required
@require_POST
def action_evidence(request, slug, pk):
    found = _find(Action.objects.provable_by(request.user).for_log(), slug, pk)
    form = EvidenceForm(*_sent(request), prefix="evidence", demand=found.demand, by=request.user, is_needed=True)
    if form.is_valid():
        try:
            form.save(found, by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
            form.ask_for_file_again()
        else:
            messages.success(request, _("Added."))
            return redirect(found)
    return render(request, "demands/action.html", _page(request, found, form), status=422)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def evidence_removal(request, slug, pk, piece):
    found = _find(Action.objects.clearable_by(request.user), slug, pk)
    gone = get_object_or_404(found.evidence.there().select_related("file"), pk=piece)
    form = TakingForm(posted(request))
    if request.method == "POST" and form.is_valid():
        form.save(gone, by=request.user)
        messages.success(request, _("Taken away. Nobody can open it any more."))
        return redirect(found)
    others = found.evidence.there().exclude(pk=gone.pk)
    proves = found.is_settled and found.needs_evidence and not others.exists()
    context = {"action": found, "demand": found.demand, "piece": gone, "form": form, "proves": proves}
    return render(request, "demands/evidence_removal.html", context, status=422 if form.errors else 200)


def _find(rows, slug: str, pk: int) -> Action:
    return get_object_or_404(
        rows.select_related("demand__lead", "demand__body__place").filter(demand__slug=slug), pk=pk
    )


def _sent(request) -> tuple:
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _entry_page(request, form: ActionForm, demand: Demand, **context):
    if request.method == "POST" and form.is_valid():
        try:
            entered = form.save(by=request.user)
        except ValidationError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Entered. It counts once a second person has confirmed it."))
            return redirect(entered)
    context |= {"form": form, "demand": demand}
    return render(request, "demands/action_edit.html", context, status=422 if form.is_wrong else 200)


def _page(request, found: Action, form: EvidenceForm | None = None) -> dict:
    user, demand = request.user, found.demand
    correction = found.corrections.filter(dropped_at=None).first()
    said = Told(found, correction if correction and correction.is_confirmed else None)
    return {
        "action": found,
        "demand": demand,
        "told": said,
        "note": note_of(said, is_own=found.entered_by_id == user.pk),
        "waiting_correction": correction if correction and not correction.is_confirmed else None,
        "form": form or EvidenceForm(prefix="evidence", demand=demand, by=user),
        "may_prove": Action.objects.provable_by(user).filter(pk=found.pk).exists(),
        "may_confirm": not found.lacks_evidence and Action.objects.confirmable_by(user).filter(pk=found.pk).exists(),
        "may_clear": Action.objects.clearable_by(user).filter(pk=found.pk).exists(),
        "may_correct": Action.objects.correctable_by(user).filter(pk=found.pk).exists(),
        "may_remove": Action.objects.retractable_by(user).filter(pk=found.pk).exists(),
    }

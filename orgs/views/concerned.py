"""The other side of review: those concerned read, answer and appeal; coordinators send in, retire and come back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from orgs import case_news
from orgs.forms import WordsForm
from orgs.fresh import fresh_sign_in
from orgs.models import Case, CaseAct, Organization
from orgs.pressing import pressed
from orgs.reviewing import load_subjects, standing


@login_required
@require_safe
def case_own(request, pk):
    return _page(request, _find(request, pk))


@login_required
@require_POST
def case_answer(request, pk):
    return _said(
        request, pk, lambda case, text: case.answer(text, by=request.user), _("Sent. A moderator looks again.")
    )


@login_required
@require_POST
def case_appeal(request, pk):
    said = _("Sent. A moderator looks at it once more.")
    return _said(request, pk, lambda case, text: case.appeal(text, by=request.user), said)


def _said(request, pk, act, said: str):
    case = _find(request, pk)
    form = WordsForm(request.POST)
    if form.is_valid():
        try:
            act(case, form.cleaned_data["text"])
            messages.success(request, said)
            return redirect("orgs:case-own", pk=pk)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
    return _page(request, _find(request, pk), form)


def _find(request, pk) -> Case:
    return get_object_or_404(Case.objects.concerning(request.user).select_related("organization"), pk=pk)


def _page(request, case: Case, form: WordsForm | None = None):
    """What moderators wrote, without their names, and the words that can be said now."""
    acts = list(case.acts.all())
    last = next((act.act for act in reversed(acts) if act.act in CaseAct.OF_MODERATORS), "")
    context = {
        "case": case,
        "group": case.organization,
        "acts": acts,
        "headline": case_news.headline(case, last) if last else case.title,
        "opening": case_news.opening(case, last) if last and not case.is_open else "",
        "onward": case_news.onward(case, last) if last and not case.is_open else "",
        "looked_after": Organization.objects.looked_after_by(request.user).filter(pk=case.organization_id).exists(),
        "words_form": form or WordsForm(),
        "form": form,
    }
    return render(request, "orgs/case_own.html", context, status=422 if form and form.errors else 200)


@login_required
@require_safe
def group_standing(request, slug):
    """Where the group stands with the moderators, and ending it."""
    group = _looked_after(request, slug)
    cases = Case.objects.concerning(request.user).filter(organization=group).exclude(state="closed")
    told = load_subjects(list(cases.select_related("organization").order_by("-pk")[:20]))
    acting = group.is_listed or group.is_in_review or group.state == group.State.DRAFT
    context = {"group": group, "cases": told, "acting": acting, "standing": standing(group)}
    return render(request, "orgs/group_standing.html", context)


@login_required
@require_POST
def group_submission(request, slug):
    """Send a draft to review, once more where it was not listed."""
    said = _("Sent. A person looks at it, usually within a day.")
    return _turn(request, slug, lambda group: group.submit(by=request.user), said)


@require_POST
@fresh_sign_in
def group_retirement(request, slug):
    said = _("The group is retired. You can take that back within thirty days.")
    return _turn(request, slug, lambda group: group.retire(by=request.user), said)


@login_required
@require_POST
def group_revival(request, slug):
    return _turn(request, slug, lambda group: group.revive(by=request.user), _("The group is back."))


def _turn(request, slug, act, said: str):
    group = _looked_after(request, slug)
    pressed(request, lambda: act(group), said)
    return redirect("orgs:group-standing", slug=slug)


def _looked_after(request, slug) -> Organization:
    return get_object_or_404(Organization.objects.looked_after_by(request.user), slug=slug)

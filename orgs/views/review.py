"""The moderators' queue: what waits, one case, and what was decided lately."""

from functools import wraps

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from orgs.forms import DecisionForm, QuestionForm, QueueForm
from orgs.models import Case, Merge
from orgs.pressing import pressed
from orgs.reviewing import beside, load_subjects

LAST_MERGES = 10


def _only_who(may):
    """For others the page does not exist. Who may and has no second factor is sent to set one up."""

    def guard(view):
        @wraps(view)
        @login_required
        def guarded(request, *args, **kwargs):
            if not (request.user.is_active and may(request.user)):
                raise Http404
            if settings.MODERATORS_NEED_SECOND_FACTOR and not is_mfa_enabled(request.user):
                messages.info(request, _("Those who review or run the site use a second factor. Set one up first."))
                return redirect("mfa_index")
            return view(request, *args, **kwargs)

        return guarded

    return guard


moderators_only = _only_who(lambda user: user.is_moderator)
operators_only = _only_who(lambda user: user.is_superuser)


@moderators_only
@require_safe
def review(request):
    """What waits, oldest first."""
    form = QueueForm(request.GET)
    cases, number = form.among(Case.objects.reviewable_by(request.user).for_queue())
    page = Paginator(cases, 30).get_page(number)
    load_subjects(page.object_list)
    return render(request, "orgs/review.html", {"page": page, "queue_form": form})


@moderators_only
@require_safe
def review_decided(request):
    """The last decisions; those of the last day can be taken back."""
    decided = Case.objects.seen_by(request.user).decided().select_related("organization", "decided_by")
    page = Paginator(decided.order_by("-decided_at", "-pk"), 30).get_page(QueueForm(request.GET).among(decided)[1])
    load_subjects(page.object_list)
    merges = Merge.objects.visible_to(request.user).select_related("group", "into", "by")[:LAST_MERGES]
    return render(request, "orgs/review_decided.html", {"page": page, "merges": merges})


@moderators_only
@require_safe
def review_case(request, pk):
    case = _find(request, pk)
    return render(request, "orgs/review_case.html", _context(request, case, DecisionForm(case=case)))


@moderators_only
@require_POST
def review_claim(request, pk):
    return _acted(request, pk, lambda case: case.claim(by=request.user))


@moderators_only
@require_POST
def review_release(request, pk):
    return _acted(request, pk, lambda case: case.release(by=request.user), to="orgs:review")


@moderators_only
@require_POST
def review_question(request, pk):
    def ask(case, form):
        case.ask(form.cleaned_data["note"], by=request.user)
        return _("Asked. It comes back with their answer.")

    return _written(request, pk, QuestionForm, ask)


@moderators_only
@require_POST
def review_confirmation(request, pk):
    def confirm(case, form):
        case.confirm(by=request.user, seen=form.cleaned_data["seen"], **form.words())
        return _("Decided: %(title)s. Those concerned are told.") % {"title": case.title}

    return _written(request, pk, DecisionForm, confirm)


@moderators_only
@require_POST
def review_refusal(request, pk):
    def decline(case, form):
        case.decline(by=request.user, **form.words())
        return _("Declined: %(title)s.") % {"title": case.title}

    return _written(request, pk, DecisionForm, decline)


@moderators_only
@require_POST
def review_reversal(request, pk):
    """Take a decision of the last day back."""
    return _acted(request, pk, lambda case: case.undo(by=request.user))


def _find(request, pk) -> Case:
    seen = Case.objects.seen_by(request.user)
    related = ["organization__place", "organization__created_by", "reviewer", "opened_by", "decided_by"]
    return get_object_or_404(seen.select_related(*related), pk=pk)


def _acted(request, pk, act, *, to: str = ""):
    """One press without words; a refusal is flashed."""
    case = _find(request, pk)
    pressed(request, lambda: act(case))
    return redirect(to) if to else redirect("orgs:review-case", pk=pk)


def _written(request, pk, form_class, act):
    """A press with words; what was typed stays where it is refused."""
    case = _find(request, pk)
    form = form_class(request.POST, case=case)
    if form.is_valid():
        try:
            messages.success(request, act(case, form))
            return redirect("orgs:review")
        except ValidationError as refusal:
            form.add_error("note" if refusal.code == "no_reason" else None, ValidationError(refusal.messages))
    case = _find(request, pk)
    return render(request, "orgs/review_case.html", _context(request, case, form) | {"form": form}, status=422)


def _context(request, case: Case, decision: DecisionForm) -> dict:
    earlier = Case.objects.seen_by(request.user).filter(organization=case.organization).exclude(pk=case.pk)
    return {
        "case": case,
        "group": case.organization,
        "decision": decision,
        "acts": list(case.acts.select_related("by")),
        "earlier": load_subjects(list(earlier.select_related("organization", "decided_by").order_by("-pk")[:20])),
        "beside": beside(case),
        "mine": case.reviewer_id == request.user.pk,
    } | case.nature.facts(case)

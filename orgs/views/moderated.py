"""A moderator's page of one group: its standing, its cases, and hiding or showing it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from orgs.chronicle import told
from orgs.forms import NoteForm
from orgs.models import Case, Organization, Report
from orgs.reviewing import load_subjects
from orgs.views.review import moderators_only


@moderators_only
@require_safe
def review_group(request, slug):
    return _page(request, _find(request, slug))


@moderators_only
@require_POST
def review_suspension(request, slug):
    return _turn(request, slug, Report.take_down, _("%(group)s is suspended. Its coordinators are told."))


@moderators_only
@require_POST
def review_reinstatement(request, slug):
    return _turn(request, slug, Report.put_back, _("%(group)s is shown again. Its coordinators are told."))


@moderators_only
@require_POST
def review_letters(request, slug):
    """Let the letters of a group go again that wait because too many came back."""
    group = _find(request, slug)
    group.resume_letters(by=request.user)
    messages.success(request, _("Letters of %(group)s go again.") % {"group": group})
    return redirect("orgs:review-group", slug=slug)


def _turn(request, slug, act, said: str):
    """A press with a reason; what was typed stays where it is refused."""
    group = _find(request, slug)
    form = NoteForm(request.POST)
    if form.is_valid():
        try:
            act(group, by=request.user, note=form.cleaned_data["note"])
            messages.success(request, said % {"group": group})
            return redirect("orgs:review-group", slug=slug)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
    return _page(request, group, form)


def _find(request, slug) -> Organization:
    groups = Organization.objects.moderated_by(request.user).select_related("place", "created_by", "listed_by")
    return get_object_or_404(groups, slug=slug)


def _page(request, group: Organization, form: NoteForm | None = None):
    cases = Case.objects.seen_by(request.user).filter(organization=group).select_related("organization", "decided_by")
    context = {
        "group": group,
        "cases": load_subjects(list(cases.order_by("-pk")[:30])),
        "record": [(entry, told(entry, to_moderator=True)) for entry in group.record.for_page()[:30]],
        "pause": group.letters_pause,
        "people": group.memberships.count(),
        "note_form": form or NoteForm(),
        "form": form,
    }
    status = 422 if form and form.errors else 200
    return render(request, "orgs/review_group.html", context, status=status)

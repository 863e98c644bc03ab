"""Moderators make one group of two, and take it back within a day."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from orgs.forms import MergeForm
from orgs.models import Merge, Organization
from orgs.pressing import pressed
from orgs.views.review import moderators_only


@moderators_only
@require_http_methods(["GET", "HEAD", "POST"])
def merge_new(request, slug):
    """Choose the group that stays, read what would move, confirm."""
    scope = Organization.objects.mergeable_by(request.user).select_related("place")
    group = get_object_or_404(scope, slug=slug)
    form = MergeForm(request.POST if request.method == "POST" else request.GET, group=group)
    context = {"group": group, "form": form}
    if form.is_valid():
        try:
            if request.method == "POST":
                return _merged(request, form)
            context |= {"into": form.cleaned_data["into"], "preview": _preview(request, form)}
        except ValidationError as refusal:
            form.add_error(None, refusal)
    return render(request, "orgs/merge_new.html", context, status=422 if form.errors else 200)


@moderators_only
@require_safe
def merge(request, pk):
    visible = Merge.objects.visible_to(request.user).select_related("group", "into", "by", "undone_by")
    return render(request, "orgs/merge.html", {"merge": get_object_or_404(visible, pk=pk)})


@moderators_only
@require_POST
def merge_reversal(request, pk):
    found = get_object_or_404(Merge.objects.visible_to(request.user), pk=pk)
    done = _("Undone. They are two groups again, and their coordinators are told.")
    pressed(request, lambda: found.undo(by=request.user), done)
    return redirect(found)


def _merged(request, form: MergeForm):
    made = form.merge(by=request.user)
    names = {"group": made.group, "into": made.into}
    messages.success(request, _("%(group)s is part of %(into)s now, and their coordinators are told.") % names)
    return redirect(made)


def _preview(request, form: MergeForm):
    chosen = form.cleaned_data["into"]
    return Merge.preview(form.group, chosen, by=request.user) if chosen else None

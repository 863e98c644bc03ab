"""The planks of a platform: added, said otherwise, moved, taken out."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from demands.forms import PlaceForm, PlankForm
from demands.models import Plank
from demands.views.platform_desk import DESK, find
from orgs.presence import posted
from orgs.pressing import pressed


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def plank_new(request, slug):
    return _edit(request, PlankForm(posted(request), platform=find(request, slug)), _("Added."))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def plank(request, slug, pk):
    found = _find(request, slug, pk)
    return _edit(request, PlankForm(posted(request), platform=found.platform, plank=found), _("Kept."))


def _edit(request, form, done: str):
    if request.method == "POST" and form.is_valid():
        try:
            saved = form.save(by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(request, done)
            if form.plank and saved != form.plank:
                messages.info(request, _("It says something else: groups that signed the former words are told."))
            return redirect(DESK, slug=form.platform.slug)
    context = {"form": form, "platform": form.platform, "plank": form.plank}
    return render(request, "demands/plank_edit.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def plank_place(request, slug, pk):
    """One place up or down."""
    found, form = _find(request, slug, pk), PlaceForm(request.POST)
    if form.is_valid():
        pressed(request, lambda: found.move_by(form.cleaned_data["places"], by=request.user))
    return redirect(DESK, slug=slug)


@login_required
@require_POST
def plank_removal(request, slug, pk):
    found = _find(request, slug, pk)
    pressed(request, lambda: found.strike_out(by=request.user), _("It is taken out."))
    return redirect(DESK, slug=slug)


def _find(request, slug, pk) -> Plank:
    planks = Plank.objects.editable_by(request.user).with_carriers().select_related("platform__keeper")
    return get_object_or_404(planks, platform__slug=slug, pk=pk)

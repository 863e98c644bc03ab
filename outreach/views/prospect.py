"""One prospect: what is known and was said, and what to do next."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from orgs.presence import came_from, posted
from orgs.pressing import pressed
from outreach.forms import CorrectForm, MoveForm, TouchForm
from outreach.models import Prospect


@login_required
@require_safe
def prospect(request, pk):
    found = _find(request, pk)
    return render(request, "outreach/prospect.html", _page(found, TouchForm.of(found)))


@login_required
@require_POST
def touches(request, pk):
    """Write down what was said, and what comes next."""
    found = _find(request, pk)
    form = TouchForm(request.POST)
    if not form.is_valid():
        return render(request, "outreach/prospect.html", _page(found, form), status=422)
    form.save(found, by=request.user)
    messages.success(request, _("Noted."))
    return redirect(found)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def prospect_edit(request, pk):
    found = _find(request, pk)
    form = CorrectForm.of(found, posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            form.save(by=request.user)
        except ValidationError as refusal:
            form.add_error("address", refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect(found)
    context = {"prospect": found, "board": found.board, "form": form}
    return render(request, "outreach/prospect_edit.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def prospect_claim(request, pk):
    found = _find(request, pk)
    return _act(request, found, lambda: found.take(by=request.user), _("It is yours. Others see that."))


@login_required
@require_POST
def prospect_release(request, pk):
    found = _find(request, pk)
    return _act(request, found, lambda: found.let_go(by=request.user), _("Let go. Somebody else can take it."))


@login_required
@require_POST
def prospect_stage(request, pk):
    """Move it to another lane, or say until when it rests."""
    found = _find(request, pk)
    form = MoveForm(request.POST)
    if not form.is_valid():
        context = _page(found, TouchForm.of(found)) | {"move_form": form, "form": form}
        return render(request, "outreach/prospect.html", context, status=422)
    moved = _("%(group)s: %(stage)s.") % {"group": found.shown_name, "stage": form.label}
    return _act(request, found, lambda: form.save(found, by=request.user), moved)


@login_required
@require_POST
def prospect_thanks(request, pk):
    found = _find(request, pk)
    return _act(request, found, lambda: found.thank(by=request.user), _("Noted that they were thanked."))


@login_required
@require_POST
def prospect_deletion(request, pk):
    found = _find(request, pk)
    pressed(request, lambda: found.strike(by=request.user), _("Removed, with its contact and what was noted."))
    return redirect(found.board)


def _find(request, pk) -> Prospect:
    return get_object_or_404(Prospect.objects.editable_by(request.user).for_page(), pk=pk)


def _act(request, found: Prospect, verb, done: str):
    """Done, and back to the page on which the button was: the board as it was narrowed, or the prospect's own."""
    pressed(request, verb, done)
    back = came_from(request)
    ours = {found.get_absolute_url(), found.board.get_absolute_url()}
    return redirect(f"{back}#prospect-{found.pk}" if urlsplit(back).path in ours else found.board)


def _page(found: Prospect, form) -> dict:
    found.board.mark_refusals([found])
    return {
        "prospect": found,
        "board": found.board,
        "form": form,
        "touch_form": form,
        "move_form": MoveForm(initial={"stage": found.stage}),
        "touches": list(found.touches.for_page()[:100]),
    }

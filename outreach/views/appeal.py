"""One letter to several: choose, write, look, try, send; then read who answered what."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from orgs.presence import posted
from orgs.pressing import pressed
from outreach.forms import AppealForm, PickForm, TickForm
from outreach.models import Appeal
from outreach.views.board import find


@login_required
@require_safe
def appeals(request, kind, slug):
    """The letters of a board: drafts, and what was sent."""
    board = find(request.user, kind, slug)
    rows = list(Appeal.objects.of(board).for_page().with_numbers()[:100])
    return render(request, "outreach/appeals.html", {"board": board, "appeals": rows})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def appeal_new(request, kind, slug):
    """Choose the groups; that makes the draft."""
    board = find(request.user, kind, slug)
    form = PickForm(posted(request), board=board, user=request.user, all_new=TickForm(request.GET).wants_all)
    if request.method == "POST" and form.is_valid():
        try:
            made = form.begin(by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return redirect("outreach:appeal-edit", made.pk)
    context = {"board": board, "form": form}
    return render(request, "outreach/appeal_groups.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def appeal(request, pk):
    """A draft with each letter as it will read; what was sent with who answered what."""
    found = _find(request, pk)
    rows = found.chosen(request.user)
    context = {
        "appeal": found,
        "board": found.board,
        "may_send": Appeal.objects.sendable_by(request.user).filter(pk=pk).exists(),
    }
    if found.is_draft:
        context["pause"] = found.board.host.letters_pause
        return render(request, "outreach/appeal.html", context | found.previewed(rows, sender=request.user))
    asked = [row for row in rows if row.asked_at]
    return render(request, "outreach/appeal_sent.html", context | {"asked": asked, "unsent": found.unsent(rows)})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def appeal_edit(request, pk):
    """The words, as what, for which dates."""
    found = _find(request, pk)
    form = AppealForm(posted(request), appeal=found, by=request.user)
    return _change(request, found, form, form.save, "outreach/appeal_edit.html")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def appeal_groups(request, pk):
    """Other groups for the same draft."""
    found = _find(request, pk)
    ticked = set(found.addressees.values_list("prospect", flat=True))
    form = PickForm(posted(request), board=found.board, user=request.user, ticked=ticked)
    return _change(request, found, form, lambda: form.save(found, by=request.user), "outreach/appeal_groups.html")


@login_required
@require_POST
def appeal_test(request, pk):
    found = _find(request, pk)
    sent = _("The test is on its way to %(address)s.") % {"address": request.user.email}
    pressed(request, lambda: found.test(by=request.user), sent)
    return redirect(found)


@login_required
@require_POST
def appeal_sending(request, pk):
    """Send a draft; of one that was sent, go on with those that could not be asked before."""
    found = get_object_or_404(Appeal.objects.sendable_by(request.user).for_page(), pk=pk)
    try:
        number = found.send_out(by=request.user) if found.is_draft else found.go_on(by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        said = ngettext("%(number)d group is asked.", "%(number)d groups are asked.", number) % {"number": number}
        messages.success(request, said if number else _("Nobody could be asked now. Below it says why."))
    return redirect(found)


@login_required
@require_POST
def appeal_deletion(request, pk):
    found = _find(request, pk)
    gone = pressed(request, lambda: found.discard(by=request.user), _("Thrown away. Nobody got it."))
    return redirect("outreach:appeals", found.board.kind, found.board.target.slug) if gone else redirect(found)


def _find(request, pk) -> Appeal:
    return get_object_or_404(Appeal.objects.editable_by(request.user).for_page(), pk=pk)


def _change(request, found: Appeal, form, save, template: str):
    """A form about a draft; what was sent is only read."""
    if not found.is_draft:
        messages.info(request, _("This letter has been sent already."))
        return redirect(found)
    if request.method == "POST" and form.is_valid() and pressed(request, save):
        return redirect(found)
    context = {"appeal": found, "board": found.board, "form": form}
    return render(request, template, context, status=422 if form.errors else 200)

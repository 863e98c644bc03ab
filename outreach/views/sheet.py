"""Groups from a spreadsheet: look at it, say which, and they are on the board."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from orgs.presence import posted
from outreach.forms import RowsForm, SheetForm
from outreach.models import Sheet
from outreach.views.board import find


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sheet_new(request, kind, slug):
    """Choose a file; nothing comes in before it was looked at."""
    board = find(request.user, kind, slug)
    form = SheetForm(posted(request), request.FILES or None, board=board, by=request.user)
    if request.method == "POST" and form.is_valid():
        return redirect(form.kept)
    context = {"board": board, "form": form}
    return render(request, "outreach/sheet_new.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request, pk):
    """What becomes of each row; pressed, the rows are on the board and the file is erased."""
    found = _find(request, pk)
    form = RowsForm(posted(request), sheet=found)
    if request.method == "POST" and form.is_valid():
        try:
            number = form.save(by=request.user)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            said = ngettext("%(number)d group came to the board.", "%(number)d groups came to the board.", number)
            messages.success(request, said % {"number": number})
        return redirect(found.board)
    context = {"sheet": found, "board": found.board, "form": form}
    return render(request, "outreach/sheet.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def sheet_deletion(request, pk):
    """Not this file: it is erased."""
    found = _find(request, pk)
    found.delete()
    return redirect("outreach:sheet-new", found.board.kind, found.board.target.slug)


def _find(request, pk) -> Sheet:
    mine = Sheet.objects.usable_by(request.user).select_related("series__host", "demand__lead", "coalition")
    return get_object_or_404(mine, pk=pk)

"""Whom to reach: one board for each series and coalition, in five lanes."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from orgs.presence import posted
from outreach.forms import BoardForm, ChosenForm, FittingForm, ProspectForm
from outreach.models import Board, Prospect


@login_required
@require_safe
def boards(request):
    """Every board that one has, with how many wait on it."""
    found = Board.all_of(request.user)
    return render(request, "outreach/boards.html", {"boards": Prospect.objects.with_counts(found)})


@login_required
@require_safe
def board(request, kind, slug):
    """The lanes, each with what is due first; narrowed to one's own or to what is due."""
    found = find(request.user, kind, slug)
    form = BoardForm(request.GET)
    form.full_clean()
    rows = form.among(Prospect.objects.of(found), request.user)
    context = {"board": found, "form": form, "lanes": form.lanes(rows, found)} | Prospect.objects.of(found).summed_up()
    return render(request, "outreach/board.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def prospect_new(request, kind, slug):
    """Add a group: one of this site by its name, or another with its contact."""
    found = find(request.user, kind, slug)
    form = ProspectForm(posted(request), board=found)
    if request.method == "POST" and form.is_valid():
        try:
            made = form.enter(by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("%(group)s is on the board.") % {"group": made.shown_name})
            return redirect(found)
    context = {"board": found, "form": form}
    return render(request, "outreach/prospect_new.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def fitting(request, kind, slug):
    """Groups of this site that may fit, with the reasons; one press puts one on the board."""
    found = find(request.user, kind, slug)
    chosen = ChosenForm(posted(request), board=found)
    if request.method == "POST" and chosen.is_valid():
        made = chosen.enter(by=request.user)
        messages.success(request, _("%(group)s is on the board.") % {"group": made.shown_name})
        return redirect(request.get_full_path())
    form = FittingForm(request.GET)
    context = {"board": found, "form": form, "fits": form.fits(found), "chosen": chosen}
    return render(request, "outreach/fitting.html", context, status=422 if chosen.errors else 200)


def find(user, kind: str, slug: str) -> Board:
    """The board of a target within one's scope; outside it there is none."""
    return Board.of_kind(kind, get_object_or_404(Board.targets(kind, user), slug=slug), user)

"""Seats at the desk: who talks to whom, and what was said."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from demands.canvassing import Canvass
from demands.forms.stances import StanceForm, TalkForm
from demands.models import Demand, SeatClaim
from orgs.presence import posted
from orgs.pressing import pressed


@login_required
@require_safe
def desk_seats(request, slug):
    demand = _found(request, slug)
    return render(request, "demands/desk_seats.html", {"demand": demand, "canvass": Canvass(demand, request.user)})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def desk_seat(request, slug, pk):
    """What one seat has said so far; posted, something more."""
    demand = _found(request, slug)
    seat = get_object_or_404(demand.body.seats, pk=pk)
    canvass = Canvass(demand, request.user)
    form = StanceForm(posted(request), demand=demand, seat=seat, talk=canvass.own_talk(seat))
    if request.method == "POST" and form.is_valid():
        try:
            form.save(by=request.user, group=canvass.group)
            messages.success(request, _("Written down."))
            return redirect("demands:desk-seats", slug=slug)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
    context = {"demand": demand, "seat": seat, "canvass": canvass, "door": canvass.door(seat), "form": form}
    context |= {"talk_form": TalkForm(), "talks": canvass.talks_with(seat)}
    return render(request, "demands/desk_seat.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def seat_claim(request, slug, pk):
    """Say that one talks to a seat, by a day."""
    demand = _found(request, slug)
    seat = get_object_or_404(demand.body.seats, pk=pk)
    form, group = TalkForm(request.POST), Canvass(demand, request.user).group
    if not form.is_valid():
        messages.error(request, " ".join(form.errors["due_on"]))
        return redirect("demands:desk-seat", slug=slug, pk=pk)
    done = _("You talk to %(seat)s. Nobody else is asked to.") % {"seat": seat}
    pressed(request, lambda: form.save(demand, seat, by=request.user, group=group), done)
    return redirect("demands:desk-seat", slug=slug, pk=pk)


@login_required
@require_POST
def seat_release(request, slug, pk):
    """Give a talk back, one's own or that of somebody of one's group."""
    demand = _found(request, slug)
    talk = get_object_or_404(SeatClaim.objects.returnable_by(request.user), demand=demand, seat=pk)
    pressed(request, lambda: talk.return_talk(by=request.user), _("Given back: somebody else may talk to them now."))
    return redirect("demands:desk-seats", slug=slug)


def _found(request, slug) -> Demand:
    return get_object_or_404(Demand.objects.canvassed_by(request.user).for_cards(), slug=slug)

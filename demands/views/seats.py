"""Who sits where, and how we know: for everybody, as a page and as plain data."""

from django.http import JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from demands import seats_json as data
from demands.models import Demand
from demands.seating import Seating, seats_of
from demands.views.bodies import HEADERS
from orgs.caching import alike_for_all, public_page
from orgs.presence import is_signed_in


@public_page
@require_safe
def seats(request, slug):
    visible = Demand.objects.visible_to(request.user) if is_signed_in(request) else Demand.objects.public()
    demand = get_object_or_404(visible.for_cards(), slug=slug)
    return render(request, "demands/seats.html", {"demand": demand, "seating": seats_of(demand)})


@alike_for_all
@require_safe
def seats_data(request, slug):
    """What the page says, with the words of who replied."""
    demand = get_object_or_404(Demand.objects.public().for_cards(), slug=slug)
    written = data.seats_of_demand(Seating(demand))
    return JsonResponse(written, json_dumps_params={"ensure_ascii": False}, headers=HEADERS)

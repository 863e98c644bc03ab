"""Who sits where, and how we know: for everybody."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from demands.models import Demand
from demands.seating import seats_of
from orgs.caching import public_page
from orgs.presence import is_signed_in


@public_page
@require_safe
def seats(request, slug):
    visible = Demand.objects.visible_to(request.user) if is_signed_in(request) else Demand.objects.public()
    demand = get_object_or_404(visible.for_cards(), slug=slug)
    return render(request, "demands/seats.html", {"demand": demand, "seating": seats_of(demand)})

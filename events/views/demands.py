"""The page of a demand: what is asked of whom, where it stands, and the dates held for it."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from demands.models import Demand
from demands.seating import seats_of
from orgs.caching import public_page
from orgs.presence import is_signed_in


@public_page
@require_safe
def demand(request, slug):
    signed_in = is_signed_in(request)
    visible = Demand.objects.visible_to(request.user) if signed_in else Demand.objects.public()
    found = get_object_or_404(visible.for_cards(), slug=slug)
    return render(request, "events/demand.html", {"demand": found, "seating": seats_of(found)})

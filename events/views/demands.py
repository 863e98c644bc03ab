"""The page of a demand: what is asked of whom, where it stands, and the dates held for it."""

from django.contrib.auth.models import AnonymousUser
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from demands.models import Demand
from events import demand_page
from orgs.caching import public_page
from orgs.presence import is_signed_in


@public_page
@require_safe
def demand(request, slug):
    reader = request.user if is_signed_in(request) else AnonymousUser()
    found = get_object_or_404(Demand.objects.visible_to(reader).for_cards(), slug=slug)
    return render(request, "events/demand.html", demand_page.context(found, reader))

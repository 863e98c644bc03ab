"""Who decides, in public: the list of bodies, the page of one, and the same as plain data."""

from django.core.paginator import Paginator
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from demands import body_json as data
from demands.deciding import office
from demands.forms import BodySearchForm
from demands.models import Body, Demand
from orgs.caching import alike_for_all, public_page, validated
from orgs.presence import is_signed_in

PAGE = 24
MOST_DEMANDS = 50
HEADERS = {
    "Cache-Control": "public, max-age=900, s-maxage=30",
    "Access-Control-Allow-Origin": "*",
    "X-Robots-Tag": "noindex",
}


@public_page
@require_safe
def body_list(request):
    form = BodySearchForm(request.GET)
    valid = form.is_valid()
    page = Paginator(form.found() if valid else [], PAGE).get_page(form.cleaned_data["page"] if valid else 1)
    rows = Body.objects.for_cards().with_demands().in_bulk(list(page))
    bodies = [rows[pk] for pk in page if pk in rows]
    context = {"form": form, "page": page, "bodies": bodies, "is_search": bool(request.GET)}
    return render(request, "demands/body_list.html", context)


@public_page
@require_safe
def body(request, slug):
    found = get_object_or_404(Body.objects.for_cards().select_related("changed_for"), slug=slug)
    signed_in = is_signed_in(request)
    seats = found.seats_on(_today(found))
    context = {
        "body": found,
        "office": office(found.kind),
        "seats": seats,
        "is_filled": any(seat.term for seat in seats),
        "needed": found.votes_needed or (len(seats) // 2 + 1 if seats else None),
        "demands": Demand.objects.public().filter(body=found).for_cards().order_by("-put_at", "-pk")[:MOST_DEMANDS],
        "may_edit": signed_in and Body.objects.editable_by(request.user).filter(pk=found.pk).exists(),
    }
    return render(request, "demands/body.html", context)


@alike_for_all
@require_safe
def body_data(request, slug):
    """A body in the words of Open Civic Data."""
    found = get_object_or_404(Body.objects.for_cards(), slug=slug)
    written = data.a_body(found, found.seats_on(_today(found)))
    return validated(request, JsonResponse(written, json_dumps_params={"ensure_ascii": False}), HEADERS)


def _today(body: Body):
    return timezone.localdate(timezone=body.zone)

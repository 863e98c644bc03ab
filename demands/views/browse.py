"""The public list of demands, its tally by town, and the same as plain data."""

from django.core.paginator import Paginator
from django.http import JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from demands.demands_json import a_row
from demands.forms import DemandFilter
from demands.models import Body, Demand, ModelDemand
from demands.on_map import demand_map
from demands.tally import Tally
from orgs.caching import alike_for_all, public_page, validated

PAGE = 24
PAGE_OF_TOWNS = 50
PAGE_OF_MAP = 40
MOST_BESIDE = 4
PAGE_OF_DATA = 100
HEADERS = {"Cache-Control": "public, max-age=300", "Access-Control-Allow-Origin": "*", "X-Robots-Tag": "noindex"}


@public_page
@require_safe
def demand_list(request):
    """The demands of some filters as a list or, with `view=map`, numbered on a map beside the same list by town."""
    chosen = DemandFilter(request.GET, queryset=Demand.objects.public())
    if chosen.is_map:
        return _on_map(request, chosen)
    found = chosen.found
    page = Paginator(chosen.in_order.for_cards(), PAGE).get_page(chosen.page_number)
    demands = chosen.measure(list(page))
    context = {"filter": chosen, "form": chosen.form, "page": page, "demands": demands, "tally": found.tally()}
    return render(request, "demands/list.html", context | _called_so(chosen.words))


def _called_so(words: str) -> dict:
    """The bodies and the models that bear the words one looks for; two queries, none without words."""
    if not words:
        return {}
    models = ModelDemand.objects.public().called(words)[:MOST_BESIDE]
    return {"bodies": Body.objects.search(words)[:MOST_BESIDE], "models": models}


def _on_map(request, chosen: DemandFilter):
    found = chosen.found
    page = Paginator(found.decided_soon_first().for_cards(), PAGE_OF_MAP).get_page(chosen.page_number)
    drawn = demand_map(list(page), chosen.spot, chosen.radius)
    context = {"filter": chosen, "form": chosen.form, "page": page, "map": drawn, "tally": found.tally()}
    return render(request, "demands/map.html", context)


@public_page
@require_safe
def demand_towns(request):
    """How the demands of the same filters stand, town by town."""
    chosen = DemandFilter(request.GET, queryset=Demand.objects.public())
    found = chosen.found
    page = Paginator(found.by_town(), PAGE_OF_TOWNS).get_page(chosen.page_number)
    towns = [_town(row) for row in page]
    context = {"filter": chosen, "form": chosen.form, "page": page, "towns": towns, "tally": found.tally()}
    return render(request, "demands/towns.html", context)


def _town(row: dict) -> dict:
    """The name of a town, what to type to find it, and its tally."""
    where = {name.rpartition("__")[2]: row.pop(name) for name in list(row) if name.startswith("body__place__")}
    name = ", ".join(part for part in (where["locality"], where["region"]) if part)
    return {"name": name or where["country"], "tally": Tally(**row, towns=1)}


@alike_for_all
@require_safe
def demand_data(request):
    """What the list shows, with its filters, a hundred at a time; `next` names the page after."""
    chosen = DemandFilter(request.GET, queryset=Demand.objects.public())
    if not chosen.form.is_valid():
        errors = [str(sentence) for sentences in chosen.form.errors.values() for sentence in sentences]
        return JsonResponse({"errors": errors}, status=400, headers=HEADERS)
    rows = chosen.in_order.for_cards()
    page = Paginator(rows, PAGE_OF_DATA).get_page(chosen.page_number)
    answer = {"edition": 1, "count": page.paginator.count, "demands": [a_row(row) for row in page]}
    answer["next"] = page.next_page_number() if page.has_next() else None
    return validated(request, JsonResponse(answer), HEADERS)

"""What happens to demands and when: calendars, Atom and plain data, without session or cookie, with a validator."""

import uuid
from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from demands.forms import DemandFilter
from demands.models import Demand
from events import atom, demand_news
from events.models import Series
from events.views.feeds import HEADERS, about_of, feed_of
from orgs.caching import alike_for_all, validated
from orgs.models import Stock

ALL = uuid.UUID("8f0d3c52-6c0f-5b0e-9d53-2f9d3a1c7e44")  # of the feed of everything, for ever
BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)


@alike_for_all
@require_safe
def feed_demand(request, slug):
    """Hearings, votes and every date that is held for it."""
    found = get_object_or_404(Demand.objects.public(), slug=slug)
    series = Series.objects.public().held_for(found).in_feed_window(timezone.localdate())
    about = about_of(found.title, found.get_absolute_url(), Stock.LILAC, request=request)
    return feed_of(series, about, f"{slug}.ics", request=request)


@alike_for_all
@require_safe
def feed_demands(request):
    """Hearings and votes of all public demands, or of those that the filters leave."""
    chosen = _chosen(request)
    if not chosen.form.is_valid():
        return _refused(chosen)
    series = Series.objects.public().filter(hearing__action__demand__in=chosen.found.order_by().values("pk"))
    about = about_of(
        f"{settings.SITE_NAME}: {_('Hearings and votes')}", reverse("demands:list"), Stock.LILAC, request=request
    )
    return feed_of(series.in_feed_window(timezone.localdate()), about, "demands.ics", request=request)


@alike_for_all
@require_safe
def atom_demand(request, slug):
    found = get_object_or_404(Demand.objects.public(), slug=slug)
    began_at = found.shown_at
    head = {"uid": found.uid, "title": found.title, "page": found.get_absolute_url(), "began_at": began_at}
    return _atom(request, Demand.objects.filter(pk=found.pk), **head)


@alike_for_all
@require_safe
def atom_demands(request):
    """What was confirmed lately, of all public demands or of those that the filters leave."""
    chosen = _chosen(request)
    if not chosen.form.is_valid():
        return _refused(chosen)
    title = f"{settings.SITE_NAME}: {_('Demands')}"
    head = {"uid": ALL, "title": title, "page": reverse("demands:list"), "began_at": BEGINNING}
    return _atom(request, chosen.found.order_by(), **head)


@alike_for_all
@require_safe
def data_demand(request, slug):
    found = get_object_or_404(Demand.objects.public().for_cards(), slug=slug)
    data = demand_news.a_demand(found) | {"language": get_language()}
    return validated(request, JsonResponse(data, json_dumps_params={"ensure_ascii": False}), HEADERS)


def _atom(request, demands, *, page: str, **head) -> HttpResponse:
    addresses = {"page": f"{settings.SITE_URL}{page}", "address": f"{settings.SITE_URL}{request.get_full_path()}"}
    body = atom.write(demand_news.entries(demands), **head, **addresses)
    return validated(request, HttpResponse(body, content_type="application/atom+xml; charset=utf-8"), HEADERS)


def _chosen(request) -> DemandFilter:
    """The same filters as those of the list."""
    return DemandFilter(request.GET, queryset=Demand.objects.public())


def _refused(chosen: DemandFilter) -> HttpResponse:
    sentences = [str(sentence) for sentences in chosen.form.errors.values() for sentence in sentences]
    return HttpResponse("\n".join(sentences) + "\n", "text/plain; charset=utf-8", 400)

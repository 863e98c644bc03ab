"""What is on: the list that everybody begins with."""

from datetime import timedelta
from itertools import groupby

from django.db.models import Count, Q
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from events.forms import BrowseFilter, TownFollowForm
from events.models import Occurrence, Sponsorship
from orgs.addresses import from_former_addresses
from orgs.caching import public_page
from places.distance import box, km_between

PAGE = 50
A_YEAR = timedelta(days=366)


@from_former_addresses
@public_page
@require_safe
def browse(request):
    upcoming = Occurrence.objects.public().to_come().filter(starts_at__gte=timezone.now() - timedelta(days=1))
    found = BrowseFilter(request.GET, queryset=upcoming)
    page, more = _page(found) if found.form.is_valid() else ([], None)
    context = {
        "filter": found,
        "form": found.form,
        "days": _by_day(page),
        "count": len(page),
        "more": more,
        "more_after": f"{more.starts_at.isoformat()}~{more.pk}" if more else "",
        "nearest": _nearest(found) if found.spot and not page else None,
        "next_since": _next_since(found),
        "follow_form": TownFollowForm(initial={"spot": found.spot.key, "km": int(found.radius)})
        if found.spot
        else None,
    }
    response = render(request, "events/browse.html", context)
    response.headers["Vary"] = "HX-Request"
    return response


def _page(found) -> tuple[list[Occurrence], Occurrence | None]:
    """The first fifty dates, and where the list goes on."""
    rows = list(found.qs.for_cards()[: PAGE + 1])
    page, more = rows[:PAGE], rows[PAGE] if len(rows) > PAGE else None
    if found.spot:
        page = [row for row in page if _distance(row, found.spot) <= found.radius]
    counts = _sponsors({row.series_id for row in page})
    for row in page:
        row.sponsor_count = counts.get(row.series_id, 0)
    return page, more


def _follow_form(found) -> TownFollowForm:
    return TownFollowForm(initial={"spot": found.spot.key, "km": int(found.radius)})


def _by_day(page: list[Occurrence]) -> list[tuple]:
    return [(day, list(dates)) for day, dates in groupby(sorted(page, key=lambda row: row.day), lambda row: row.day)]


def _sponsors(series: set[int]) -> dict[int, int]:
    """How many groups stand beside the host of each series, in one query."""
    rows = Sponsorship.objects.public().filter(series__in=series).values_list("series")
    return dict(rows.annotate(number=Count("pk")))


def _distance(row: Occurrence, spot) -> float:
    return km_between(row.latitude, row.longitude, spot.latitude, spot.longitude)


def _nearest(found) -> Occurrence | None:
    """Where nothing is near: the nearest date of the next thirty days within 500 km."""
    spot = found.spot
    ahead = Q(starts_at__lte=timezone.now() + timedelta(days=30))
    around = box(spot.latitude, spot.longitude, 500)
    rows = Occurrence.objects.public().going_ahead().to_come().filter(ahead).inside(around)
    nearest = min(rows.for_cards()[:200], key=lambda row: _distance(row, spot), default=None)
    if nearest:
        nearest.km = round(_distance(nearest, spot))
    return nearest


def _next_since(found):
    """The day that the next list begins on; None past a year, where robots would go on for ever."""
    _first, last = found.days
    if not last or not found.form.is_valid() or last > timezone.localdate() + A_YEAR:
        return None
    return last + timedelta(days=1)

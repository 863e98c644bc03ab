"""The public pages as plain data: the same dates, for whoever builds something of their own on them.

Without session or cookie, for any site to ask (CORS), a page of a list at a time, and with a validator.
"""

import hashlib
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from events import dates_json
from events.forms.feed import AfterDayForm, DataFilter
from events.models import Occurrence, Series
from events.models.demanding import say_what_for
from events.models.naming import called_by
from events.models.scopes import FEED_PAST
from orgs.addresses import from_former_addresses
from orgs.caching import alike_for_all
from orgs.forms.days import LAST_DAY
from orgs.models import Organization

EDITION = 1
PAGE = 100
MOMENT = timedelta(minutes=15)  # within one, what is over does not change
HEADERS = {
    "Cache-Control": "public, max-age=900, s-maxage=30",
    "Access-Control-Allow-Origin": "*",
    "X-Robots-Tag": "noindex",
}


@alike_for_all
@from_former_addresses
@require_safe
def data_all(request):
    """What the list shows, with its filters; without any, all that is to come."""
    chosen = DataFilter(request.GET)
    if chosen.refusals:
        return _answer({"errors": chosen.refusals}, status=400)
    return _page_of_rows(request, chosen)


@alike_for_all
@from_former_addresses
@require_safe
def data_group(request, slug):
    """A group and what its page shows: what it hosts or has signed, as far as it is to come."""
    group = get_object_or_404(Organization.objects.listed().select_related("place"), slug=slug)
    chosen = DataFilter({"group": slug, "after": request.GET.get("after", "")})
    if chosen.refusals:
        return _answer({"errors": chosen.refusals}, status=400)
    return _page_of_rows(request, chosen, dates_json.a_group(group))


@alike_for_all
@require_safe
def data_series(request, slug):
    """A series with every date from 90 days ago to its last one."""
    found = get_object_or_404(Series.objects.public().select_related("host", "place"), slug=slug)
    form = AfterDayForm(request.GET)
    if not form.is_valid():
        return _answer({"errors": form.sentences}, status=400)
    last_made = found.occurrences.order_by("-pk").values_list("pk", flat=True).first()

    def whole() -> dict:
        dates = found.all_dates(form.after_day or _moment().date() - FEED_PAST, LAST_DAY)
        more = dates[PAGE : PAGE + 1]
        say_what_for(dates[:PAGE])
        return dates_json.a_series(found, called_by(found), found.shown_demands()) | {
            "dates": [dates_json.a_date(row, at=_moment()) for row in dates[:PAGE]],
            "next": _next(request, more[0].day.isoformat()) if more else None,
        }

    return _answered(request, [found.pk, found.revision, last_made], whole)


@alike_for_all
@require_safe
def data_occurrence(request, slug, day):
    row = Occurrence.objects.public().for_cards().filter(series__slug=slug, original_day=day).first()
    if row is None:
        raise Http404
    version = [row.pk, row.sequence, row.series.revision]
    return _answered(request, version, lambda: _date(row))


def _date(row: Occurrence) -> dict:
    say_what_for([row])
    return dates_json.a_date(row, at=_moment())


def _page_of_rows(request, chosen: DataFilter, about: dict | None = None):
    """A hundred dates that are not over, and where the list goes on."""
    rows = chosen.dates.filter(ends_at__gt=_moment()).order_by("starts_at", "pk")[: PAGE + 1]
    version = [about, *rows.values_list("pk", "sequence", "series__revision", "series__host__name")]

    def page() -> dict:
        found = list(rows.select_related("series__host", "series__place", "place"))
        page, more = found[:PAGE], found[PAGE:]
        say_what_for(page)
        return (about or {}) | {
            "dates": [dates_json.a_date(row, at=_moment()) for row in page if chosen.reaches(row)],
            "next": _next(request, f"{more[0].starts_at.isoformat()}~{more[0].pk}") if more else None,
        }

    return _answered(request, version, page)


def _answered(request, version: list, body):
    """The data, or that it has not changed since; nothing is read for that but its version."""
    parts = [EDITION, request.get_full_path(), get_language(), _moment(), *version]
    etag = f'"{hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()[:32]}"'
    answer = get_conditional_response(request, etag) or _answer(body())
    for name, value in (HEADERS | {"ETag": etag}).items():
        answer.headers[name] = value
    return answer


def _answer(found: dict, status: int = 200) -> JsonResponse:
    written = {"ensure_ascii": False}
    return JsonResponse(found | {"language": get_language()}, status=status, headers=HEADERS, json_dumps_params=written)


def _next(request, place: str) -> str:
    query = request.GET.copy()
    query["after"] = place
    return f"{settings.SITE_URL}{request.path}?{query.urlencode()}"


def _moment() -> datetime:
    """The quarter of an hour that it is, so that an answer stays the same for as long as its validator does."""
    seconds = int(MOMENT.total_seconds())
    return datetime.fromtimestamp(int(timezone.now().timestamp()) // seconds * seconds, UTC)

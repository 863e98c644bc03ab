"""Calendars to subscribe to: without session, cookie or sign-in, and with a validator before any work."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events import calendars, ical
from events.forms import BrowseFilter
from events.models import Occurrence, Series, Sponsorship
from events.subscribe import Subscription
from orgs.caching import public_page
from orgs.models import Organization


@require_safe
def feed_all(request):
    """Everything public, or what the filters of the list leave of it."""
    found = _filtered(request)
    if found is None:
        return HttpResponse(_("This address has a filter that we do not understand."), "text/plain", 400)
    return _feed(request, found, settings.SITE_NAME, reverse("events:home"), "events.ics")


@require_safe
def feed_series(request, slug):
    series = Series.objects.public().filter(slug=slug)
    found = get_object_or_404(series)
    return _feed(request, series, found.title, found.get_absolute_url(), f"{slug}.ics")


@require_safe
def feed_group(request, slug):
    """What the group hosts and what it has signed."""
    group = get_object_or_404(Organization.objects.listed(), slug=slug)
    series = Series.objects.public().with_organization(group).in_feed_window(timezone.localdate())
    return _feed(request, series, group.name, group.get_absolute_url(), f"{slug}.ics")


@require_safe
def feed_occurrence(request, slug, day):
    """One date as a download: a copy that does not change."""
    row = Occurrence.objects.public().for_cards().filter(series__slug=slug, original_day=day).first()
    if row is None:
        raise Http404
    named = Sponsorship.objects.public().filter(series=row.series_id).select_related("organization")
    block = ical.date_block(row, [row.series.host, *(one.organization for one in named)], site_url=settings.SITE_URL)
    about = _about(request, row.series.title, row.get_absolute_url(), row.series.changed_at)
    body = ical.feed(about, [block], today=row.day)
    return _calendar(body, f"{slug}-{day}.ics", "attachment")


@public_page
@require_safe
def feeds(request):
    """How to subscribe, and honestly how slowly each calendar looks again."""
    return render(request, "events/feeds.html", {"subscription": _subscription(request)})


def _subscription(request) -> Subscription:
    if slug := request.GET.get("series", "")[:80]:
        series = get_object_or_404(Series.objects.public(), slug=slug)
        return Subscription(reverse("events:feed-series", args=[series.slug]), series.title)
    if slug := request.GET.get("group", "")[:80]:
        group = get_object_or_404(Organization.objects.listed(), slug=slug)
        return Subscription(reverse("events:feed-group", args=[group.slug]), group.name)
    query = request.GET.urlencode()
    return Subscription(reverse("events:feed-all") + (f"?{query}" if query else ""), settings.SITE_NAME)


def _filtered(request):
    series = Series.objects.public().in_feed_window(timezone.localdate())
    if not request.GET:
        return series
    wanted = {name: request.GET[name] for name in ("near", "km", "kind", "group", "q") if name in request.GET}
    found = BrowseFilter(wanted | {"when": "all"}, queryset=Occurrence.objects.public())
    if not found.form.is_valid():
        return None
    return series.filter(pk__in=found.qs.order_by().values("series"))


def _feed(request, series, name: str, page: str, file_name: str) -> HttpResponse:
    today = timezone.localdate()
    version = calendars.version(series, request.get_full_path(), today)
    modified = int(version.modified.timestamp())
    answer = get_conditional_response(request, version.etag, modified)
    if answer is None:
        about = _about(request, name, page, version.modified)
        answer = _calendar(calendars.feed(series, about, today=today), file_name, "inline")
    answer.headers["ETag"] = version.etag
    answer.headers["Last-Modified"] = http_date(modified)
    answer.headers["Cache-Control"] = "public, max-age=900, s-maxage=30"
    return answer


def _about(request, name: str, page: str, modified) -> ical.About:
    return ical.About(
        name=name,
        description=_("%(name)s: dates with every change, from %(site)s") % {"name": name, "site": settings.SITE_NAME},
        page=f"{settings.SITE_URL}{page}",
        feed=f"{settings.SITE_URL}{request.get_full_path()}",
        modified=modified,
    )


def _calendar(body: bytes, file_name: str, disposition: str) -> HttpResponse:
    return HttpResponse(
        body,
        content_type="text/calendar; charset=utf-8",
        headers={
            "Content-Disposition": f'{disposition}; filename="{file_name}"',
            "Access-Control-Allow-Origin": "*",
            "X-Robots-Tag": "noindex",
        },
    )

"""Calendars to subscribe to: without session, cookie or sign-in, and with a validator before any work."""

from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms import SlugField
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events import calendars, ical
from events.forms.feed import FILTERS, FeedFilter, SubscriptionForm
from events.models import Occurrence, Series
from events.models.naming import called_by
from events.subscribe import Subscription
from orgs.addresses import from_former_addresses
from orgs.caching import alike_for_all, public_page
from orgs.models import Organization, Stock

HEADERS = {
    "Cache-Control": "public, max-age=900, s-maxage=30",
    "Access-Control-Allow-Origin": "*",
    "X-Robots-Tag": "noindex",
}


@alike_for_all
@from_former_addresses
@require_safe
def feed_all(request):
    """Everything public, or what the filters of the list leave of it."""
    chosen = FeedFilter(request.GET)
    if chosen.refusals:
        return HttpResponse("\n".join(chosen.refusals) + "\n", "text/plain; charset=utf-8", 400)
    about = about_of(chosen.name, reverse("events:home") + chosen.query, Stock.GOLD, request=request)
    return feed_of(chosen.series, about, "events.ics", request=request)


@alike_for_all
@require_safe
def feed_series(request, slug):
    public = Series.objects.public().filter(slug=slug)
    found = get_object_or_404(public.only("slug", "title", "stock", "changed_at"))
    about = about_of(found.title, found.get_absolute_url(), found.stock, request=request)
    return feed_of(public, about, f"{slug}.ics", modified=found.changed_at, request=request)


@alike_for_all
@from_former_addresses
@require_safe
def feed_group(request, slug):
    """What the group's page shows: what it hosts and has signed, and what members host where a coalition says so."""
    group = get_object_or_404(Organization.objects.listed(), slug=slug)
    series = Series.objects.public().shown_by(group).in_feed_window(timezone.localdate())
    about = about_of(group.name, group.get_absolute_url(), group.stock, request=request)
    return feed_of(series, about, f"{slug}.ics", request=request)


@alike_for_all
@require_safe
def feed_occurrence(request, slug, day):
    """One date as a download: a copy that does not change."""
    row = Occurrence.objects.public().for_cards().filter(series__slug=slug, original_day=day).first()
    if row is None:
        raise Http404
    series, modified = row.series, int(row.series.changed_at.timestamp())
    about = about_of(series.title, row.get_absolute_url(), series.stock, request=request)
    etag = calendars.version(Series.objects.filter(pk=series.pk), about, row.day).etag
    answer = get_conditional_response(request, etag, modified)
    if answer is None:
        block = ical.date_block(row, called_by(series, row.original_day), site_url=settings.SITE_URL)
        body = ical.feed(about, [block], today=row.day)
        answer = _calendar(body, f"{slug}-{day}.ics", "attachment")
    return _with_validators(answer, etag, modified)


@from_former_addresses
@public_page
@require_safe
def feeds(request):
    """How to subscribe, and honestly how slowly each calendar looks again."""
    form = SubscriptionForm(request.GET)
    subscription, series, given, refusals = _chosen(request, form)
    blocks = calendars.blocks(calendars.revisions_of(series), form.reader)
    context = {"subscription": subscription, "given": given, "choice": form, "refusals": refusals}
    return render(request, "events/feeds.html", context | {"too_large": ical.is_too_large(blocks)})


def _chosen(request, form: SubscriptionForm):
    """The feed that is asked about, its series, what says which it is, and what was not understood of the filters."""
    if slug := _slug(request, "series"):
        public = Series.objects.public().filter(slug=slug)
        series = get_object_or_404(public)
        path = form.path(reverse("events:feed-series", args=[slug]))
        return Subscription(path, series.title), public, {"series": slug}, []
    named = _slug(request, "group") if set(FILTERS) & set(request.GET) == {"group"} else ""
    if named:
        group = get_object_or_404(Organization.objects.listed(), slug=named)
        public = Series.objects.public().shown_by(group).in_feed_window(timezone.localdate())
        path = form.path(reverse("events:feed-group", args=[named]))
        return Subscription(path, group.name), public, {"group": named}, []
    chosen = FeedFilter(request.GET)
    refusals, chosen = chosen.refusals, FeedFilter({}) if chosen.refusals else chosen
    path = form.path(reverse("events:feed-all") + chosen.query)
    given = {name: value for name, value in chosen.given.items() if name != "when"}
    return Subscription(path, chosen.name), chosen.series, given | {"when": ""}, refusals


def _slug(request, name: str) -> str:
    try:
        return SlugField(required=False, max_length=80).clean(request.GET.get(name, ""))
    except ValidationError as refusal:
        raise Http404 from refusal


def feed_of(series, about: ical.About, file_name: str, *, request, modified: datetime | None = None) -> HttpResponse:
    """The feed of these series, or that it has not changed since; `modified` where no series can leave it."""
    today = timezone.localdate()
    version = calendars.version(series, about, today, SubscriptionForm(request.GET).reader)
    changed = int((modified or calendars.any_feed_modified(today)).timestamp())
    answer = get_conditional_response(request, version.etag, changed)
    if answer is None:
        answer = _calendar(calendars.feed(version, about, today=today), file_name, "inline")
    return _with_validators(answer, version.etag, changed)


def about_of(name: str, page: str, stock: str, *, request) -> ical.About:
    return ical.About(
        name=name,
        description=_("%(name)s: dates with every change, from %(site)s") % {"name": name, "site": settings.SITE_NAME},
        page=f"{settings.SITE_URL}{page}",
        feed=f"{settings.SITE_URL}{request.get_full_path()}",
        stock=stock,
    )


def _calendar(body: bytes, file_name: str, disposition: str) -> HttpResponse:
    headers = {"Content-Disposition": f'{disposition}; filename="{file_name}"'}
    return HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=headers)


def _with_validators(answer: HttpResponse, etag: str, modified: int) -> HttpResponse:
    for name, value in (HEADERS | {"ETag": etag, "Last-Modified": http_date(modified)}).items():
        answer.headers[name] = value
    return answer

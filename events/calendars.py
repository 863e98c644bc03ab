"""The finished feed of some series: blocks kept per revision, and a version that is known before any is read."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, time

import tzdata
from django.conf import settings
from django.core.cache import cache
from django.db.models import F, Max, Q
from django.utils import timezone
from django.utils.translation import get_language

from events import ical
from events.models import FormerRule, Occurrence, Series, Sponsorship

# Part of every ETag and cache key: raise its number when the writing of feeds changes.
EDITION = f"4-{tzdata.IANA_VERSION}"
DAY = 24 * 3600


@dataclass(frozen=True)
class Version:
    """What a feed's bytes depend on, from one cheap query: its series, each by its revision."""

    etag: str
    revisions: dict[int, int]


def version(series, about: ical.About, today: date) -> Version:
    """The strong validator of a feed: it changes with its head and whenever one of its series does, comes or goes."""
    revisions = revisions_of(series)
    parts = [EDITION, about, get_language(), today.year, *revisions.items()]
    digest = hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()
    return Version(f'"{digest[:32]}"', revisions)


def revisions_of(series) -> dict[int, int]:
    """The revision of each by its key, in an order that is always the same."""
    return dict(series.order_by("pk").values_list("pk", "revision"))


def any_feed_modified(today: date) -> datetime:
    """When any feed last changed: where a series leaves a feed, nothing that is still in it has changed.

    The day's beginning too, because series come and go with the days. Drafts are in no feed.
    """
    changed_at = Series.objects.exclude(state=Series.State.DRAFT).aggregate(last=Max("changed_at"))["last"]
    return max(timezone.make_aware(datetime.combine(today, time(0))), changed_at or ical.BEGINNING)


def feed(version: Version, about: ical.About, *, today: date) -> bytes:
    """All of the series of this version as one calendar."""
    return ical.feed(about, blocks(version.revisions), today=today)


def blocks(revisions: dict[int, int]) -> list[ical.Block]:
    """The block of each series, from the cache where its revision stands, else written now and kept for a day."""
    keys = {_key(pk, revision): pk for pk, revision in revisions.items()}
    kept = cache.get_many(keys)
    missing = [pk for key, pk in keys.items() if key not in kept]
    if missing:
        made = {_key(found.pk, found.revision): block for found, block in _write(missing)}
        cache.set_many(made, DAY)
        kept |= made
    return list(kept.values())


def _key(pk: int, revision: int) -> str:
    return f"ics:{EDITION}:{get_language()}:{pk}:{revision}"


def _write(pks: list[int]):
    """Write blocks, a few hundred series at a time, each lot in three queries."""
    for start in range(0, len(pks), 200):
        lot = pks[start : start + 200]
        dates, named = _dates(lot), _named(lot)
        for series in (
            Series.objects.filter(pk__in=lot).select_related("host", "place").prefetch_related("former_rules__place")
        ):
            rows = dates.get(series.pk, [])
            for row in rows:
                row.series = series
            organizations = [series.host, *named.get(series.pk, [])]
            former = series.former_rules.all()
            block = ical.series_block(series, rows, organizations, site_url=settings.SITE_URL, former_rules=former)
            yield series, block


def _dates(pks: list[int]) -> dict[int, list[Occurrence]]:
    """The rows a block is made of: under one rule only those that were changed, or stand for another day."""
    found: dict[int, list[Occurrence]] = {}
    by_hand = Q(changed_by_hand=True) | Q(ruled_day=None) | ~Q(ruled_day=F("original_day"))
    listed = Q(former_rule=None, series__in=_unruled(Series, pks, "pk")) | Q(
        former_rule__in=_unruled(FormerRule, pks, "series")
    )
    rows = Occurrence.objects.filter(series__in=pks).filter(by_hand | listed)
    for row in rows.select_related("place", "former_rule__place").order_by("original_day"):
        found.setdefault(row.series_id, []).append(row)
    return found


def _unruled(model, pks: list[int], of: str) -> list[int]:
    """The keys of the rules among some series that calendars cannot hold as one rule."""
    few = model.objects.filter(**{f"{of}__in": pks}).only("pk", "cadence", "start_time", "time_zone")
    return [rule.pk for rule in few if not rule.is_one_rule]


def _named(pks: list[int]) -> dict[int, list]:
    found: dict[int, list] = {}
    signed = Sponsorship.objects.public().filter(series__in=pks).select_related("organization")
    for one in signed.order_by("decided_at", "pk"):
        found.setdefault(one.series_id, []).append(one.organization)
    return found

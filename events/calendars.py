"""The finished feed of some series: blocks kept per revision, and a version that is known before any is read."""

import hashlib
from collections.abc import Callable, Iterable
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
from events.models.naming import standing
from events.vevent import EVERYBODY, Reader

# Part of every ETag and cache key: raise its number when the writing of feeds changes.
EDITION = f"6-{tzdata.IANA_VERSION}"
DAY = 24 * 3600


@dataclass(frozen=True)
class Version:
    """What a feed's bytes depend on, from one cheap query: its series, each by its revision."""

    etag: str
    revisions: dict[int, int]
    reader: Reader = EVERYBODY


def version(series, about: ical.About, today: date, reader: Reader = EVERYBODY) -> Version:
    """The strong validator of a feed: it changes with its head and whenever one of its series does, comes or goes."""
    revisions = revisions_of(series)
    return Version(etag_of(about, today, reader, *revisions.items()), revisions, reader)


def etag_of(about: ical.About, today: date, *parts) -> str:
    """A strong validator of a feed made of these parts, in the language that is on."""
    told = [EDITION, about, get_language(), today.year, *parts]
    return f'"{hashlib.sha256("|".join(map(str, told)).encode()).hexdigest()[:32]}"'


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
    return ical.feed(about, blocks(version.revisions, version.reader), today=today)


def blocks(revisions: dict[int, int], reader: Reader = EVERYBODY) -> list[ical.Block]:
    """The block of each series, from the cache where its revision stands, else written now and kept for a day."""
    keys = {_key(pk, revision, reader): pk for pk, revision in revisions.items()}
    kept = cache.get_many(keys)
    missing = [pk for key, pk in keys.items() if key not in kept]
    if missing:
        made = {_key(found.pk, found.revision, reader): block for found, block in _write(missing, lambda pk: reader)}
        cache.set_many(made, DAY)
        kept |= made
    return list(kept.values())


def blocks_for(readers: dict[int, Reader]) -> list[ical.Block]:
    """The block of each series as one person reads it, written now and kept nowhere."""
    return [block for _series, block in _write(list(readers), readers.__getitem__)]


def date_blocks(rows: Iterable[Occurrence], reader: Reader = EVERYBODY) -> list[ical.Block]:
    """Dates alone, each with a UID of its own; their series and host are read already."""
    found = list(rows)
    named = _named([row.series_id for row in found])
    return [
        ical.date_block(
            row, [row.series.host, *named.get(row.series_id, [])], site_url=settings.SITE_URL, reader=reader
        )
        for row in found
    ]


def _key(pk: int, revision: int, reader: Reader) -> str:
    return f"ics:{EDITION}:{get_language()}:{reader.with_cancelled:d}:{pk}:{revision}"


def _write(pks: list[int], reader_of: Callable[[int], Reader]):
    """Write blocks, a few hundred series at a time, each lot in a few queries."""
    for start in range(0, len(pks), 200):
        lot = pks[start : start + 200]
        dates, named = _dates(lot, {pk: reader_of(pk).days for pk in lot}), _named(lot)
        for series in (
            Series.objects.filter(pk__in=lot)
            .select_related("host", "place", "hearing")
            .prefetch_related("former_rules__place")
        ):
            rows = dates.get(series.pk, [])
            for row in rows:
                row.series = series
            organizations = [series.host, *named.get(series.pk, [])]
            former = series.former_rules.all()
            told = {"site_url": settings.SITE_URL, "former_rules": former, "reader": reader_of(series.pk)}
            yield series, ical.series_block(series, rows, organizations, **told)


def _dates(pks: list[int], busy: dict[int, frozenset[date]]) -> dict[int, list[Occurrence]]:
    """The rows a block is made of: under one rule only those that were changed, stand for another day, or are busy."""
    found: dict[int, list[Occurrence]] = {}
    by_hand = Q(changed_by_hand=True) | Q(ruled_day=None) | ~Q(ruled_day=F("original_day"))
    listed = Q(former_rule=None, series__in=_unruled(Series, pks, "pk")) | Q(
        former_rule__in=_unruled(FormerRule, pks, "series")
    )
    for pk, days in busy.items():
        if days:
            listed |= Q(series=pk, original_day__in=days)
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
    for one in standing(signed.order_by("decided_at", "pk")):
        found.setdefault(one.series_id, []).append(one.organization)
    return found

"""Which series the window has come to: found by counting, so that a day on which little is due costs little."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from zoneinfo import ZoneInfoNotFoundError

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone

from events.models.former_rule import FormerRule
from events.models.occurrence import Occurrence
from events.models.series import Series
from events.recurrence import local

LATELY = timedelta(weeks=1)


def behind() -> Iterator[int]:
    """The keys of announced series with a day in the window, or a next day, that no row stands for.

    Rows are counted and never read. Where a day is a hole, because its date takes another, it is named in vain.
    """
    for today, zones in _todays().items():
        yield from _behind(today, Series.objects.announced().filter(time_zone__in=zones))


def over() -> Iterator[int]:
    """The keys of those whose last day may be past."""
    today = timezone.localdate() + timedelta(days=1)
    return Series.objects.announced().filter(last_day__lt=today).order_by("pk").values_list("pk", flat=True).iterator()


def _todays() -> dict[date, list[str]]:
    """What day it is, by the zones in use: two or three days at one moment."""
    now, found = timezone.now(), defaultdict(list)
    for zone in Series.objects.announced().order_by().values_list("time_zone", flat=True).distinct():
        try:
            found[local(now, zone).date()].append(zone)
        except ZoneInfoNotFoundError:
            found[now.date()].append(zone)  # it is named, breaks alone and is logged
    return found


def _behind(today: date, series) -> Iterator[int]:
    since, horizon = today - LATELY, today + timedelta(weeks=settings.OCCURRENCE_WEEKS_AHEAD)
    former = defaultdict(list)
    for rule in FormerRule.objects.filter(series__in=series.values("pk"), last_day__gte=since):
        former[rule.series_id].append(rule.cadence)
    rows = Occurrence.objects.filter(series=models.OuterRef("pk"), ruled_day__isnull=False).order_by()
    in_window = rows.filter(ruled_day__gte=since, ruled_day__lte=horizon).values("series")
    counted = series.annotate(
        made=Coalesce(models.Subquery(in_window.annotate(rows=models.Count("pk")).values("rows")), 0),
        has_next=models.Exists(rows.filter(ruled_day__gte=today)),
    )
    wanted = counted.order_by("pk").values_list("pk", "cadence", "last_day", "made", "has_next")
    for pk, cadence, last_day, made, has_next in wanted.iterator(chunk_size=2000):
        ruled = sum(1 for rule in (cadence, *former[pk]) for _day in rule.days(since, horizon + timedelta(days=1)))
        if made < ruled or (not has_next and last_day >= today):
            yield pk

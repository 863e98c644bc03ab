"""What followers are told and when: news from 07:00 to 22:00, one letter a day, and on Thursdays what is on.

Hours are those of the follower's own clocks. On a Thursday whoever follows something weekly gets that
letter; what is new for her waits until Friday.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from itertools import batched
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from events.models import Follow, Follower, Occurrence, Series
from events.recurrence import local, starts
from orgs.night import morning_after
from outbox.models import Message
from places.distance import box
from places.models import Place

WEEKLY_DAY, WEEKLY_HOUR = 3, time(17)  # Thursday
WEEKLY_REACH = timedelta(days=10)
LOOKS_BACK = timedelta(days=7)  # what was new before that is new no more
IN_FLIGHT = timedelta(minutes=1)  # what is being announced just now is told by the next sweep
BATCH = 200
ENDINGS = ("series_cancelled", "series_ended")  # letters that tell of the end already


class News(NamedTuple):
    """What a follower is told: series that are new, and followed ones that went on, ended or were called off."""

    new: list[Series]
    turned: list[Series]


class Day(NamedTuple):
    """A local day that is on, and the zones in which it is neither too early nor too late to write."""

    day: date
    zones: list[str]


# What a letter tells


def news(follower: Follower, since: datetime, until: datetime) -> News:
    """What became new for a follower after `since`, as things stand now; each series once."""
    follows = list(follower.follows.confirmed().for_cards())
    return News(_new(follows, since, until), _turned(follower, follows, since, until))


def week(follower: Follower) -> list[Occurrence]:
    """The dates of the next ten days that her weekly follows show, each once; [] where none goes ahead."""
    follows = [follow for follow in follower.follows.confirmed().for_cards() if follow.is_weekly]
    running = Occurrence.objects.public().to_come().filter(series__state=Series.State.ANNOUNCED)
    ahead = running.filter(starts_at__lte=timezone.now() + WEEKLY_REACH)
    groups = Q(series__in=[follow.series_id for follow in follows if follow.series_id])
    for follow in follows:
        if follow.organization_id:
            groups |= Q(series__in=_of_group(follow).values("pk"))
    found = {row.pk: row for row in ahead.filter(groups).for_cards()}
    for follow in follows:
        if follow.is_town:
            near = ahead.inside(box(follow.latitude, follow.longitude, follow.km)).for_cards()
            found |= {row.pk: row for row in near if follow.reaches(row)}
    dates = sorted(found.values(), key=lambda row: (row.starts_at, row.pk))
    return dates if any(not row.is_cancelled for row in dates) else []


def _new(follows: list[Follow], since: datetime, until: datetime) -> list[Series]:
    shown = Series.objects.shown_since(since).filter(shown_at__lte=until).going_on()
    shown = shown.select_related("host", "place")
    groups, found = Q(pk__in=()), {}
    for follow in follows:
        begun = Q(shown_at__gt=follow.began_at)
        if follow.organization_id and not follow.is_weekly:
            groups |= begun & Q(pk__in=_of_group(follow).values("pk"))
        elif follow.is_town and not follow.is_weekly:
            near = Place.objects.inside(box(follow.latitude, follow.longitude, follow.km))
            rows = shown.filter(begun, place__in=near.values("pk"))
            found |= {series.pk: series for series in rows if follow.reaches(series.place)}
    found |= {series.pk: series for series in shown.filter(groups)}
    return sorted(found.values(), key=lambda series: (series.first_day, series.pk))


def _turned(follower: Follower, follows: list[Follow], since: datetime, until: datetime) -> list[Series]:
    began = {follow.series_id: follow.began_at for follow in follows if follow.series_id}
    turned = Series.objects.turned_since(since).filter(turned_at__lte=until, pk__in=began)
    rows = [row for row in turned.select_related("host", "place") if row.turned_at > began[row.pk]]
    letters = Message.objects.filter(kind__in=ENDINGS, recipient_index=follower.contact_index)
    told = set(letters.filter(about__in=[_about(row) for row in rows]).values_list("about", flat=True))
    return [row for row in rows if _about(row) not in told]


def _of_group(follow: Follow) -> QuerySet:
    """What the public sees on the page of a followed group."""
    return Series.objects.public().shown_by(follow.organization)


def _about(series: Series) -> str:
    """What the letter is about that tells those coming of the end of a series: they are told by it alone."""
    return f"series:{series.pk}"


# When letters are written


def write_due() -> int:
    """Write the letters whose time has come; how many.

    Followers are claimed in batches, each in one transaction with its letters: a crash loses and doubles
    none, and of two sweeps at once each follower is written to by one.
    """
    return sum(_write_weekly(day) + _write_news(day) for day in _days())


def _days() -> list[Day]:
    """The local days on which somebody may be written to now, with their zones: two or three around the world."""
    now, days = timezone.now(), {}
    for zone in Follower.objects.order_by().values_list("time_zone", flat=True).distinct():
        if morning_after(now, zone) is None:
            days.setdefault(local(now, zone).date(), []).append(zone)
    return [Day(*found) for found in sorted(days.items())]


def _write_weekly(day: Day) -> int:
    """On Thursdays from 17:00; on Fridays to who missed it, for the clockwork stood still."""
    since = (day.day.weekday() - WEEKLY_DAY) % 7
    thursday, written = day.day - timedelta(days=since), 0
    for zone in day.zones if since < 2 else ():
        instant = starts(thursday, WEEKLY_HOUR, zone)
        if instant <= timezone.now():
            asked = Follow.objects.confirmed().filter(rhythm=Follow.Rhythm.WEEKLY, confirmed_at__lte=instant)
            due = Follower.objects.unwritten(thursday).filter(time_zone=zone, pk__in=asked.values("follower"))
            written += _write_all("follow_weekly", due.values_list("pk", flat=True), day)
    return written


def _write_news(day: Day) -> int:
    until, written = timezone.now() - IN_FLIGHT, 0
    horizon = until - LOOKS_BACK
    shown = Series.objects.shown_since(horizon).filter(shown_at__lte=until).going_on()
    for series in shown.select_related("place").iterator(chunk_size=200):
        follows = Follow.objects.filter(rhythm=Follow.Rhythm.ANNOUNCED).that_show(series)
        due = _still_to_tell(follows, series.shown_at, day).iterator(chunk_size=500)
        concerned = (row.follower_id for row in due if not row.is_town or row.reaches(series.place))
        written += _write_all("follow_news", concerned, day, until)
    for series in Series.objects.turned_since(horizon).filter(turned_at__lte=until).iterator(chunk_size=200):
        told = Message.objects.filter(kind__in=ENDINGS, about=_about(series)).values("recipient_index")
        follows = Follow.objects.filter(series=series).exclude(follower__contact_index__in=told)
        due = _still_to_tell(follows, series.turned_at, day).values_list("follower", flat=True)
        written += _write_all("follow_news", due.iterator(chunk_size=500), day, until)
    return written


def _still_to_tell(follows: QuerySet, instant: datetime, day: Day) -> QuerySet:
    """Those that began before this instant and whose follower has no letter of it, and none today."""
    follows = follows.confirmed().filter(began_at__lt=instant, follower__told_until__lt=instant)
    follows = follows.filter(follower__in=Follower.objects.unwritten(day.day).filter(time_zone__in=day.zones))
    if day.day.weekday() == WEEKLY_DAY:
        weekly = Follow.objects.confirmed().filter(rhythm=Follow.Rhythm.WEEKLY)
        follows = follows.exclude(follower__in=weekly.values("follower"))
    return follows


def _write_all(kind: str, pks: Iterable[int], day: Day, until: datetime | None = None) -> int:
    return sum(_write(kind, some, day.day, until) for some in batched(pks, BATCH))


@transaction.atomic
def _write(kind: str, pks: Iterable[int], day: date, until: datetime | None) -> int:
    # Locked, then asked by their own column alone: of two sweeps at once the second finds the day taken.
    mine = Follower.objects.select_for_update(skip_locked=True).filter(pk__in=pks).unwritten(day)
    followers = list(mine.order_by("pk"))
    Message.write_many(
        kind=kind,
        about="follows",
        to=((follower.contact, _context(follower, until)) for follower in followers),
        sequence=day.isoformat(),
    )
    told = {"told_until": until} if until else {}
    return Follower.objects.filter(pk__in=[row.pk for row in followers]).update(written_on=day, **told)


def _context(follower: Follower, until: datetime | None) -> dict:
    if until is None:
        return {"follower": follower.pk}
    return {"follower": follower.pk, "since": follower.told_until.isoformat(), "until": until.isoformat()}

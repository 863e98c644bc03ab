"""When organizers are written to about their week: on the day and at the hour that they chose, by their own clocks."""

import logging
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone

from events import week_letters
from events.recurrence import local, starts
from orgs.models import Membership, User
from orgs.models.week_settings import monday_of
from orgs.night import morning_after
from outbox.models import Message

log = logging.getLogger(__name__)

LATE = timedelta(days=2)  # where the clockwork stood still for longer, the letter of that week is left out
PUNCTUAL = timedelta(hours=1)  # what is later than that does not wake anybody


class Turn(NamedTuple):
    """Those who chose one hour of one zone, where it has come: whom it is for, and in which week of theirs."""

    people: QuerySet
    monday: date


def write_due() -> int:
    """Write the letters whose hour has come; how many. Each week of each person is looked at once.

    Where nothing needs her then, she gets none that week. Who breaks does not keep the others from theirs.
    """
    return sum(_write_alone(user, turn.monday) for turn in _turns() for user in turn.people.iterator(chunk_size=200))


def organizers() -> QuerySet:
    """Whoever organizes a group and wants the letter, each with the zone of her `clock`."""
    places = Membership.objects.organizing().filter(user=OuterRef("pk"))
    zone = places.filter(organization__place__isnull=False).order_by("joined_at", "pk")
    town = Subquery(zone.values("organization__place__time_zone")[:1])
    own = NullIf("time_zone", Value(""))
    active = User.objects.filter(Exists(places), is_active=True, week_day__isnull=False)
    return active.annotate(zone=Coalesce(own, town, Value(settings.TIME_ZONE))).order_by("pk")


def chosen(day: int, hour: int, zone: str, now: datetime) -> tuple[date, datetime]:
    """The last instant, not after now, at which this weekday and hour came by these clocks, and its week's Monday.

    An hour that the clocks leave out comes when they have gone on.
    """
    monday = monday_of(local(now, zone).date())
    for first in (monday, monday - timedelta(weeks=1)):
        instant = starts(first + timedelta(days=day), time(hour), zone)
        if instant <= now:
            return first, instant
    raise AssertionError("a week ago every weekday had come")


def _turns() -> Iterator[Turn]:
    now, everybody = timezone.now(), organizers()
    for zone, day, hour in everybody.order_by().values_list("zone", "week_day", "week_hour").distinct():
        monday, instant = chosen(day, hour, zone, now)
        late = now - instant
        if late > LATE or (late > PUNCTUAL and morning_after(now, zone)):
            continue
        untold = Q(week_told_on=None) | Q(week_told_on__lt=monday)
        yield Turn(everybody.filter(untold, zone=zone, week_day=day, week_hour=hour), monday)


def _write_alone(user: User, monday: date) -> int:
    try:
        return _write(user, monday)
    except Exception:
        log.exception("A weekly letter could not be written", extra={"reason": f"user {user.pk}"})
        return 0


@transaction.atomic
def _write(user: User, monday: date) -> int:
    wanted = bool(week_letters.of(user))
    # One conditional UPDATE with the letter: of two sweeps at once the second finds the week taken.
    mine = User.objects.filter(Q(week_told_on=None) | Q(week_told_on__lt=monday), pk=user.pk)
    if not mine.update(week_told_on=monday) or not wanted:
        return 0
    Message.write(
        kind="your_week",
        about=f"user:{user.pk}",
        to=user.email,
        context={"user": user.pk},
        sequence=f"{monday:%G-W%V}",
    )
    return 1

"""The clockwork of dates. Each task finds what is due and not done, so a late clock catches up."""

import logging
from collections.abc import Callable, Sequence
from itertools import batched

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import connection

from demands.models import Demand, DemandHandover, Endorsement, PlatformSignature
from events import demand_following, following, reminders, week_writing
from events.importing.looking import look
from events.models import Brought, CalendarSource, Occurrence, Series, SeriesHandover, Sponsorship, Watch, window
from orgs.models import Affiliation
from outbox.models import Heartbeat

log = logging.getLogger(__name__)


@shared_task
def write_due_reminders():
    reminders.write_due()


@shared_task(soft_time_limit=840, time_limit=900)
def write_news():
    following.write_due()


@shared_task(soft_time_limit=840, time_limit=900)
def write_of_demands():
    """Before hearings and votes; and what was written while a demand was being shown is let go."""
    demand_following.write_ahead()
    Demand.release_letters_of_shown()


@shared_task(soft_time_limit=840, time_limit=900)
def write_weeks():
    week_writing.write_due()


@shared_task(soft_time_limit=900, time_limit=960)
def roll_dates():
    """Mark what is over as held, make the dates that come into the window, close what has ended.

    By whose links people came is noted with it. Only what is due is read, a few hundred at a time. One series that
    breaks does not keep the others from their dates.
    """
    Occurrence.objects.mark_held()
    Brought.settle()
    for keys in batched(list(window.behind()), 200):
        _roll(keys)
    for keys in batched(list(window.over()), 200):
        for series in Series.objects.filter(pk__in=keys):
            _alone(series, Series.end_if_over)
    Heartbeat.beat(Heartbeat.DATES)


@shared_task(soft_time_limit=900, time_limit=960)
def look_after_series():
    """Ask whether what is silent is still on, say what is unconfirmed, and ask whether what runs out goes on."""
    Series.look_for_life()
    Series.ask_for_renewals()


@shared_task
def release_letters():
    """Let letters go that were written about a series in the very moment it was shown."""
    Series.release_letters_of_shown()


@shared_task(soft_time_limit=900, time_limit=960)
def remind_silent_groups():
    """Ask once more who was invited a week ago, and a last time after three."""
    Sponsorship.remind_silent()
    Endorsement.remind_silent()


@shared_task(soft_time_limit=900, time_limit=960)
def tell_groups_beside():
    """Tell co-hosts and co-sponsors of the dates of the coming week, and of what they took on."""
    Sponsorship.foretell()


@shared_task
def expire_sign_ons():
    """Close what nobody answered in time: under series and demands, in coalitions, and offers to host or to lead."""
    Sponsorship.expire()
    Endorsement.expire()
    PlatformSignature.expire()
    SeriesHandover.expire()
    DemandHandover.expire()
    Affiliation.expire()


@shared_task(soft_time_limit=900, time_limit=960)
def look_after_standing():
    """Warn groups whose standing lapses soon, tell those whose has lapsed: each once."""
    Watch.look_after_all()


@shared_task
def keep_statistics():
    """Tell SQLite how its tables look; without it a list walks every series to find the next dates.

    PostgreSQL keeps its own.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


@shared_task
def look_at_calendars():
    """Hand out the calendars of groups that were not looked at within the day, where the operator lets us fetch."""
    if settings.FETCH_CALENDARS:
        for pk in CalendarSource.objects.to_look_at().order_by("tried_at", "pk").values_list("pk", flat=True)[:500]:
            look_at_calendar.delay(pk)


@shared_task(soft_time_limit=300, time_limit=360)
def look_at_calendar(pk: int):
    """What was taken before time is up stays; the rest is taken the next day."""
    source = CalendarSource.claim(pk)
    if source:
        look(source)


def _roll(keys: Sequence[int]) -> None:
    """Together; where that breaks one by one, so that only the one that breaks is left out."""
    try:
        Series.roll_together(keys)
    except SoftTimeLimitExceeded:
        raise
    except Exception:
        for series in Series.objects.filter(pk__in=keys):
            _alone(series, Series.roll)


def _alone(series: Series, verb: Callable[[Series], object]) -> None:
    try:
        verb(series)
    except SoftTimeLimitExceeded:
        raise
    except Exception:
        log.exception("A series could not be rolled", extra={"reason": f"series {series.pk}"})

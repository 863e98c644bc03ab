"""What happened before today, with its own times.

Verbs act now and write letters. The letters of then are long sent, so these rows are written directly.
"""

from datetime import datetime, time, timedelta

from django.db.models import F

from events.models import Occurrence, Series, Sponsorship
from events.recurrence import starts
from orgs.models import Organization, User


def was_listed(group: Organization, *, by: User, at: datetime) -> None:
    """A moderator listed it, two days after it was sent in."""
    Organization.objects.filter(pk=group.pk).update(
        state=Organization.State.LISTED,
        created_at=at - timedelta(days=2),
        submitted_at=at - timedelta(days=2),
        listed_at=at,
        listed_by=by,
        changed_at=at,
    )
    group.refresh_from_db()


def was_announced(series: Series, *, by: User | None, now: datetime) -> None:
    """It was announced three weeks before its first date, or lately; its past dates were held."""
    series.record_history(by=by)
    noon = starts(series.first_day, time(12), series.time_zone)
    at = min(noon - timedelta(weeks=3), now - timedelta(days=4))
    Series.objects.filter(pk=series.pk).update(created_at=at - timedelta(days=1), announced_at=at, shown_at=at)
    series.refresh_from_db()


def was_cancelled(date: Occurrence, *, by: User | None, at: datetime, reason: str) -> None:
    """A date that is over had been called off."""
    Occurrence.objects.filter(pk=date.pk).update(
        state=Occurrence.State.CANCELLED,
        note=reason,
        changed_by_hand=True,
        changed_by=by,
        changed_at=at,
        sequence=F("sequence") + 1,
    )


def was_asked(
    series: Series, group: Organization, *, state: str, at: datetime, by: User | None, answered_by: User | None, **terms
) -> Sponsorship:
    """A group was asked, or asked, and four days later it was decided."""
    terms.setdefault("direction", Sponsorship.Direction.INVITED)
    return Sponsorship.objects.create(
        series=series,
        organization=group,
        state=state,
        asked_at=at,
        asked_by=by,
        decided_at=at + timedelta(days=4),
        decided_by=answered_by,
        **terms,
    )

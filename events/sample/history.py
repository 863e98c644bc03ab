"""What happened before today, with its own times.

Verbs act now and write letters. The letters of then are long sent, so these rows are written directly.
"""

from datetime import datetime, time, timedelta

from django.db.models import F

from events.models import Occurrence, Series, Sponsorship, record
from events.recurrence import Cadence, starts
from orgs.models import Affiliation, AuditEntry, Organization, User


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
    with AuditEntry.dated(at - timedelta(days=2)):
        AuditEntry.record(group, "group_registered", by=group.created_by)
    with AuditEntry.dated(at):
        AuditEntry.record(group, "group_listed", by=by)


def when_announced(cadence: Cadence, time_zone: str, *, now: datetime) -> datetime:
    """Three weeks before its first date, or lately."""
    return min(starts(cadence.first, time(12), time_zone) - timedelta(weeks=3), now - timedelta(days=4))


def was_announced(series: Series, *, by: User | None, at: datetime) -> None:
    """It was announced then; its past dates were held."""
    with AuditEntry.dated(at):
        series.record_history(by=by)
    Series.objects.filter(pk=series.pk).update(created_at=at - timedelta(days=1), announced_at=at, shown_at=at)
    series.refresh_from_db()


def fell_silent(series: Series, *, since: datetime) -> None:
    """Nobody has touched it since then."""
    Series.objects.filter(pk=series.pk).update(alive_at=since)


def was_cancelled(date: Occurrence, *, by: User | None, at: datetime, reason: str) -> None:
    """A date that is over had been called off."""
    with AuditEntry.dated(at):
        record.note(date.series, "date_cancelled", by=by, day=date.day)
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
    sponsorship = Sponsorship.objects.create(
        series=series,
        organization=group,
        state=state,
        asked_at=at,
        asked_by=by,
        decided_at=at + timedelta(days=4),
        decided_by=answered_by,
        **terms,
    )
    _note(sponsorship, by=by, answered_by=answered_by)
    return sponsorship


def chose_to_include(coalition: Organization, *, at: datetime) -> None:
    """It chose to show what its members host."""
    with AuditEntry.dated(at):
        coalition.include_members(by=coalition.created_by)


def had_joined(group: Organization, coalition: Organization, *, at: datetime) -> None:
    """It was invited, and four days later it joined."""
    decided_at = at + timedelta(days=4)
    Affiliation.objects.create(
        coalition=coalition,
        organization=group,
        direction=Affiliation.Direction.INVITED,
        state=Affiliation.State.ACCEPTED,
        asked_at=at,
        asked_by=coalition.created_by,
        decided_at=decided_at,
        decided_by=group.created_by,
    )
    with AuditEntry.dated(at):
        AuditEntry.record(coalition, "affiliation_invited", by=coalition.created_by, about=group.name)
    with AuditEntry.dated(decided_at):
        AuditEntry.record(group, "affiliation_joined", by=group.created_by, about=coalition.name)
        AuditEntry.record(coalition, "member_joined", by=None, about=group.name)


def _note(sponsorship: Sponsorship, *, by: User | None, answered_by: User | None) -> None:
    """What was asked and what came of it, on both records."""
    ask, answer = sponsorship.note_by_group, sponsorship.note_by_holder
    asked, said = "requested", {"accepted": "welcomed", "declined": "turned_down"}
    if sponsorship.is_invitation:
        ask, answer, asked, said = answer, ask, "invited", {}
    with AuditEntry.dated(sponsorship.asked_at):
        ask(asked, by=by)
    with AuditEntry.dated(sponsorship.decided_at):
        if sponsorship.state == Sponsorship.State.EXPIRED:
            sponsorship.note_by_clock("expired")
        else:
            answer(said.get(sponsorship.state, sponsorship.state), by=answered_by)

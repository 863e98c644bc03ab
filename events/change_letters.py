"""The letter about a change: one to each person, whatever many dates it is about."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events import change_news, invited
from events.letters import absolute, one, public, reader
from events.models import Attendance, Change, DateChange, Follow
from orgs.models import User
from orgs.night import morning_after
from outbox import reasons
from outbox.letters import Letter, NotYet, Unwanted, register

SOON = timedelta(hours=18)  # what begins by then is told at night too
NOBODYS = ("kept",)  # rows that only remember how a date was


@register
class DateChanged(Letter):
    """Dates were cancelled, postponed, moved, added or let go ahead, or a rule began: what is true as it goes out."""

    kind = "date_changed"
    reason = reasons.COMES
    template = "events/mail/date_changed"
    title = _("letters about changed dates")
    urgent = True

    def context(self, message) -> dict:
        change = one(
            Change.objects.select_related("series__host", "series__place"), message.context["change"], "change"
        )
        series = public(change.series)
        if change.undone_at:
            raise Unwanted("withdrawn: the change was taken back")
        told = reader(message.context)
        mine = _chosen(change, message.context)
        rows = _rows(change, mine)
        rule = change_news.rule_line(change) if mine is None and change.is_newest_rule else ""
        if not rows and not rule:
            raise Unwanted("overtaken: a later change has a letter of its own")
        _wait_for_morning(rows, _zone(message.context, series))
        dates = [row.occurrence for row in rows]
        after = max([date.starts_at for date in dates], default=timezone.now())
        following = series.occurrences.going_ahead().with_rules().filter(starts_at__gt=after).order_by("starts_at")
        path = dates[0] if len(dates) == 1 and not dates[0].is_removed else series
        return {
            "calendars": invited.parts(message, dates),
            "headline": change_news.headline(change, rows, rule),
            "opening": change_news.opening(change, rows, rule),
            "rule": rule,
            "lines": change_news.lines(rows) if len(rows) > 1 or rule else [],
            "date": dates[0] if len(rows) == 1 and not rule else None,
            "series": series,
            "next": following.first(),
            "url": absolute(path.get_absolute_url()),
        } | told


def _rows(change: Change, mine: set[int] | None) -> list[DateChange]:
    """Of the dates of a change those that concern the reader and have no later letter."""
    found = change.dates.exclude(act__in=NOBODYS).select_related(
        "occurrence__series__place", "occurrence__former_rule__place", "occurrence__place"
    )
    rows = [row for row in found if mine is None or row.occurrence_id in mine]
    for row in rows:
        row.occurrence.series = change.series
    current = [row for row in rows if row.occurrence.sequence == row.sequence]
    if current and all(row.occurrence.is_past for row in current):
        raise Unwanted("past: the dates are over")
    current = [row for row in current if not row.occurrence.is_past]
    return sorted(current, key=lambda row: row.occurrence.starts_at)


def _chosen(change: Change, context: dict) -> set[int] | None:
    """The dates that the reader chose; None for who is concerned by every one."""
    if "attendance" not in context:
        return None
    answer = Attendance.objects.confirmed().filter(pk=context["attendance"]).first()
    if answer is None:
        raise Unwanted("gone: the answer is no more")
    hers = Attendance.objects.confirmed().filter(series=change.series_id, contact_index=answer.contact_index)
    dates = set(hers.values_list("occurrence", flat=True))
    return None if None in dates else dates


def _wait_for_morning(rows: list[DateChange], zone: str) -> None:
    """Nobody is woken, but for what begins within 18 hours."""
    now = timezone.now()
    starts = [start for row in rows for start in change_news.starts(row)]
    morning = morning_after(now, zone)
    if morning and not any(now <= start <= now + SOON for start in starts):
        raise NotYet(morning)


def _zone(context: dict, series) -> str:
    """By whose clocks it is night: the reader's own where they are known, else those of the place."""
    if user := context.get("user"):
        return User.objects.filter(pk=user).values_list("time_zone", flat=True).first() or series.time_zone
    if follow := context.get("follow"):
        return (
            Follow.objects.filter(pk=follow).values_list("follower__time_zone", flat=True).first() or series.time_zone
        )
    return series.time_zone

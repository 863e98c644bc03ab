"""What a change did, in the words of its letter: of one date in full, of several a line each."""

from datetime import datetime

from django.utils.dateparse import parse_date, parse_time
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events import date_news
from events.recurrence import local
from events.recurrence import starts as start_of


def headline(change, rows: list, rule: str) -> str:
    """One line without a full stop."""
    words = {"title": change.series.title, "number": len(rows)}
    if rule:
        return _("From %(day)s on: %(title)s has new days or hours") % (
            words | {"day": date_format(change.from_day, "j F")}
        )
    if len(rows) == 1:
        return date_news.headline(rows[0].occurrence, rows[0].act)
    if change.undoes_id:
        return _("Back as before: %(title)s") % words
    if all(row.occurrence.is_cancelled for row in rows):
        return (
            ngettext("Cancelled: %(title)s on %(number)s day", "Cancelled: %(title)s on %(number)s days", len(rows))
            % words
        )
    return ngettext("Changed: %(title)s on %(number)s day", "Changed: %(title)s on %(number)s days", len(rows)) % words


def opening(change, rows: list, rule: str) -> str:
    """The first sentence."""
    words = {"title": change.series.title}
    if rule:
        return _("%(title)s goes on by another rule.") % words
    if len(rows) == 1:
        return date_news.opening(rows[0].occurrence, rows[0].act)
    if change.undoes_id:
        return _("What we wrote about %(title)s was taken back. As before:") % words
    return _("What has changed for %(title)s:") % words


def rule_line(change) -> str:
    """The rule that holds from a day on, in words; "" where the change is not of the rule."""
    if change.from_day is None:
        return ""
    series = change.series
    words = {
        "day": date_format(change.from_day, "l j F"),
        "rule": series.when,
        "place": series.place.one_line(),
        "last": date_format(series.last_day, "j F Y"),
    }
    return _("From %(day)s on: %(rule)s, %(place)s, until %(last)s.") % words


def lines(rows: list) -> list[tuple[str, str]]:
    """For each date a line, and the words of its organizers."""
    return [(date_news.line(row.occurrence, row.act, _was(row)), row.occurrence.note) for row in rows]


def starts(row) -> list[datetime]:
    """When its date begins, and when it would have begun before."""
    before = _before(row)
    return [row.occurrence.starts_at, *([before] if before else [])]


def _was(row) -> str:
    before = _before(row)
    return date_news.day_and_hour(before or row.occurrence.starts_local)


def _before(row) -> datetime | None:
    """The start as it was, on the clocks of its zone; None for a date that came to be."""
    if not row.before:
        return None
    change = row.change
    zone = row.before["time_zone"] or change.series_before.get("time_zone") or row.occurrence.zone
    return local(start_of(parse_date(row.before["day"]), parse_time(row.before["start_time"]), zone), zone)

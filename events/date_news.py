"""What became of a date, in the words of a letter: true of the date as it stands, whatever was sent before.

`act` is what the latest change did: "cancelled", "moved", "returned" (moved back to where the rule has
it), "restored" or "noted" (only the words for people were changed). All days and hours are those of the
series' zone.
"""

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _


def headline(date, act: str) -> str:
    """One line without a full stop, for the subject and the heading."""
    words = _words(date)
    if date.is_cancelled:
        return _("Cancelled: %(title)s on %(day)s") % words
    if act == "restored":
        return _("Goes ahead after all: %(title)s on %(day)s") % words
    if date.is_moved:
        return _headline_of_moved(date, act, words)
    if act == "returned":
        return _("Back to its usual day, hour and place: %(title)s on %(day)s") % words
    return _("News of %(day)s: %(title)s") % words


def opening(date, act: str) -> str:
    """The first sentence; unless the date is cancelled, its day, hour and place follow."""
    words = _words(date)
    if date.is_cancelled:
        return _("%(title)s on %(day)s is cancelled.") % words
    if act == "restored":
        return _opening_of_restored(date, words)
    if date.day != date.original_day:
        return _("%(title)s, planned for %(ruled_day)s, does not take place that day. It is now:") % words
    if date.is_moved:
        return _("%(title)s on %(day)s was planned for %(ruled_at)s–%(ruled_end)s, %(ruled_place)s. It is now:") % words
    if act == "returned":
        return _("%(title)s is back to its usual day, hour and place:") % words
    return _("There is news of %(title)s. It takes place as planned:") % words


def _opening_of_restored(date, words: dict) -> str:
    if date.day != date.original_day:
        return _("%(title)s goes ahead after all, not on %(ruled_day)s but on:") % words
    return _("%(title)s goes ahead after all:") % words


def _headline_of_moved(date, act: str, words: dict) -> str:
    other_day = date.day != date.original_day
    if act == "noted":
        if other_day:
            return _("News of %(day)s: %(title)s, moved from %(ruled_day)s") % words
        return _("News of %(day)s: %(title)s, now %(now)s") % words
    if other_day:
        return _("Moved: %(title)s, now %(day)s %(now)s") % words
    if date.place_id is None and date.start_time == date.series.start_time:
        return _("Changed: %(title)s on %(day)s, now %(now)s") % words
    return _("Moved: %(title)s on %(day)s, now %(now)s") % words


def _words(date) -> dict[str, str]:
    series = date.series
    return {
        "title": series.title,
        "day": date_format(date.day, "l j F"),
        "now": _now(date),
        "ruled_day": date_format(date.original_day, "l j F"),
        "ruled_at": time_format(date.ruled_start.time()),
        "ruled_end": time_format(series.end_time),
        "ruled_place": series.place.one_line(),
    }


def _now(date) -> str:
    """What of hour and place is not as the rule has it, "at 14:00, Grace Church"; the hour where neither is."""
    words = {
        "at": time_format(date.begins),
        "end": time_format(date.finishes),
        "place": _place(date) if date.place_id else "",
    }
    other_day = date.day != date.original_day
    other_hour = date.start_time != date.series.start_time
    if date.place_id:
        return _("at %(at)s, %(place)s") % words if other_day or other_hour else _("at %(place)s") % words
    if other_day or other_hour:
        return _("at %(at)s") % words
    return _("from %(at)s to %(end)s") % words


def _place(date) -> str:
    """The short name that tells it from the usual place."""
    named = date.place.name not in ("", date.series.place.name)
    return date.place.name if named else date.place.one_line()

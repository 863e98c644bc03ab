"""What became of a date, in the words of a letter: true of the date as it stands, whatever was sent before.

`act` is what the latest change did: "cancelled", "postponed", "moved", "returned" (moved back to where the rule has
it), "resumed" (a postponed one has its new day), "restored", "added", "undone" (a change was taken back), "removed" or
"noted" (only the words for people were changed). All days and hours are those of the date's zone.
"""

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _


def headline(date, act: str) -> str:
    """One line without a full stop, for the subject and the heading."""
    words = _words(date)
    if date.is_off:
        return _headline_of_off(date, words)
    if act == "undone":
        return _("Back as before: %(title)s on %(day)s") % words
    if act == "added":
        return _("One more date: %(title)s on %(day)s") % words
    if act == "resumed":
        return _("New day: %(title)s on %(day)s") % words
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
    if date.is_off:
        return _opening_of_off(date, words)
    if act == "undone":
        return _("What we wrote about %(title)s was taken back. As before:") % words
    if act == "added":
        return _("%(title)s takes place once more:") % words
    if act == "resumed":
        return _("%(title)s, postponed from %(ruled_day)s, has its new day:") % words
    if act == "restored":
        return _opening_of_restored(date, words)
    if date.day != date.original_day:
        return _("%(title)s, planned for %(ruled_day)s, does not take place that day. It is now:") % words
    if date.is_moved:
        return _("%(title)s on %(day)s was planned for %(ruled_at)s–%(ruled_end)s, %(ruled_place)s. It is now:") % words
    if act == "returned":
        return _("%(title)s is back to its usual day, hour and place:") % words
    return _("There is news of %(title)s. It takes place as planned:") % words


def line(date, act: str, was: str) -> str:
    """One date among several: what it `was` (day and hour in words), and what it is now."""
    words = _words(date) | {"was": was, "place": date.where.one_line()}
    if date.is_cancelled:
        return _("%(was)s: cancelled") % words
    if date.is_postponed:
        return _("%(was)s: postponed, the new day is still open") % words
    if date.is_removed:
        return _("%(was)s: taken out") % words
    words["at"] = time_format(date.begins)
    if act in ("restored", "undone"):
        return _("%(day)s at %(at)s, %(place)s: goes ahead") % words
    if act == "added":
        return _("%(day)s at %(at)s, %(place)s: one more date") % words
    if act == "noted":
        return _("%(day)s at %(at)s, %(place)s: as planned") % words
    return _("%(was)s: now %(day)s at %(at)s, %(place)s") % words


def day_and_hour(instant) -> str:
    """The day and hour of an instant on the clocks it bears: "Saturday 14 November, noon"."""
    return _("%(day)s, %(at)s") % {"day": date_format(instant, "l j F"), "at": time_format(instant.time())}


def _headline_of_off(date, words: dict) -> str:
    if date.is_postponed:
        return _("Postponed: %(title)s on %(day)s") % words
    if date.is_removed:
        return _("Taken out: %(title)s on %(day)s") % words
    return _("Cancelled: %(title)s on %(day)s") % words


def _opening_of_off(date, words: dict) -> str:
    if date.is_postponed:
        return (
            _("%(title)s does not take place on %(day)s. The new day is still open; we write when it is known.") % words
        )
    if date.is_removed:
        return _("%(title)s on %(day)s was never meant to take place and is taken out.") % words
    return _("%(title)s on %(day)s is cancelled.") % words


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
    if date.place_id is None and date.start_time == date.rule.start_time:
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
        "ruled_end": time_format(date.rule.end_time),
        "ruled_place": date.rule.place.one_line(),
    }


def _now(date) -> str:
    """What of hour and place is not as the rule has it, "at 14:00, Grace Church"; the hour where neither is."""
    words = {
        "at": time_format(date.begins),
        "end": time_format(date.finishes),
        "place": _place(date) if date.place_id else "",
    }
    other_day = date.day != date.original_day
    other_hour = date.start_time != date.rule.start_time
    if date.place_id:
        return _("at %(at)s, %(place)s") % words if other_day or other_hour else _("at %(place)s") % words
    if other_day or other_hour:
        return _("at %(at)s") % words
    return _("from %(at)s to %(end)s") % words


def _place(date) -> str:
    """The short name that tells it from the usual place."""
    named = date.place.name not in ("", date.rule.place.name)
    return date.place.name if named else date.place.one_line()

"""What is new for a follower, in the words of a letter."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def headline(new: list, turned: list) -> str:
    """One line without a full stop, for the subject and the heading."""
    if turned and not new:
        return _short(turned[0]) if len(turned) == 1 else _("News of what you follow")
    if len(new) == 1:
        words = {"title": new[0].title, "town": new[0].place.locality}
        return (_("New in %(town)s: %(title)s") if words["town"] else _("New: %(title)s")) % words
    return ngettext("%(number)s new gathering", "%(number)s new gatherings", len(new)) % {"number": len(new)}


def sentence(series) -> str:
    """What became of a series that is followed, true of it as it stands."""
    words = {"title": series.title, "host": series.host.name, "day": date_format(series.last_day, "l j F Y")}
    if series.is_cancelled:
        return _("%(host)s has cancelled %(title)s. No date of it takes place any more.") % words
    if series.is_over:
        return _("%(title)s has ended. Its last date was %(day)s.") % words
    return _("%(title)s goes on. Its last date is now %(day)s.") % words


def _short(series) -> str:
    words = {"title": series.title}
    if series.is_cancelled:
        return _("Cancelled: every date of %(title)s") % words
    return (_("Ended: %(title)s") if series.is_over else _("It goes on: %(title)s")) % words

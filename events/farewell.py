"""What was held, in the words of a page that says thank you."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

# Each a whole phrase, since languages differ in how they count days.
WEEKDAYS = [
    lambda n: ngettext("%(number)s Monday", "%(number)s Mondays", n),
    lambda n: ngettext("%(number)s Tuesday", "%(number)s Tuesdays", n),
    lambda n: ngettext("%(number)s Wednesday", "%(number)s Wednesdays", n),
    lambda n: ngettext("%(number)s Thursday", "%(number)s Thursdays", n),
    lambda n: ngettext("%(number)s Friday", "%(number)s Fridays", n),
    lambda n: ngettext("%(number)s Saturday", "%(number)s Saturdays", n),
    lambda n: ngettext("%(number)s Sunday", "%(number)s Sundays", n),
]


def count(history) -> str:
    """How many dates: "38 Saturdays"; "12 gatherings" where they fell on several days of the week."""
    if history.weekday is None:
        words = ngettext("%(number)s gathering", "%(number)s gatherings", history.number)
    else:
        words = WEEKDAYS[history.weekday](history.number)
    return words % {"number": history.number}


def sentence(history) -> str:
    """When: one day, or from the first to the last; that nothing was held is said too."""
    if not history.number:
        return _("No date of it took place.")
    if history.first == history.last:
        return _("It took place on %(day)s.") % {"day": date_format(history.first, "l j F Y")}
    words = {"first": date_format(history.first, "j F Y"), "last": date_format(history.last, "j F Y")}
    return _("From %(first)s to %(last)s.") % words

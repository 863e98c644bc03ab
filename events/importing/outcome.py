"""What became of a row, or would: a verdict and a sentence."""

from dataclasses import dataclass

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from events.importing.wanted import Wanted
from events.recurrence import local, when_sentence
from events.recurrence.checks import plain_date


class Verdict(models.TextChoices):
    CREATED = "created", _("new")
    AGREED = "agreed", _("now agreed")
    UNCHANGED = "unchanged", _("unchanged")
    REFUSED = "refused", _("refused")


@dataclass(frozen=True)
class Outcome:
    """`row` is the line of the sheet, the header being 1. `code` says why a refused row was. `notes` are sentences.

    `series` is the key of the series in the database, None where there is none (yet).
    """

    row: int
    verdict: Verdict
    sentence: str
    code: str = ""
    notes: tuple[str, ...] = ()
    series: int | None = None


def described(wanted: Wanted) -> str:
    """ "Friday vigil at Oak Plaza, Akron, OH. Every Friday at noon: 10 dates from ..., 4 of them past. By ..." """
    today = local(timezone.now(), wanted.spot.time_zone).date()
    days = list(wanted.cadence.days())
    town = ", ".join(part for part in (wanted.spot.locality, wanted.spot.region) if part)
    dates = ngettext("%(count)s date", "%(count)s dates", len(days)) % {"count": len(days)}
    return _("%(title)s, %(town)s. %(rhythm)s: %(dates)s from %(first)s, %(past)s of them past. By %(groups)s.") % {
        "title": wanted.title,
        "town": town,
        "rhythm": when_sentence(wanted.cadence, wanted.start_time),
        "dates": dates,
        "first": plain_date(days[0]),
        "past": sum(day < today for day in days),
        "groups": "; ".join(wanted.groups),
    }

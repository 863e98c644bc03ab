"""Who calls for a series or for one of its dates: computed each time from what was signed, never copied."""

from collections.abc import Iterable
from datetime import date

from events.models.series import Series
from events.models.sponsorship import Sponsorship
from orgs.models import Organization


def called_by(series: Series, day: date | None = None) -> list[Organization]:
    """The host, then the listed groups that stand by the date with this original day, or by the whole series."""
    return [series.host, *(signed.organization for signed in standing(signatures(series), day))]


def signatures(series: Series) -> list[Sponsorship]:
    """What the public may see signed under a series: co-hosts first, then in the order of signing."""
    signed = list(series.sponsorships.public().select_related("organization").order_by("decided_at", "pk"))
    return sorted(signed, key=lambda one: one.level != Sponsorship.Level.CO_HOST)


def standing(signed: Iterable[Sponsorship], day: date | None = None) -> list[Sponsorship]:
    """Those of some signatures that hold for the date, or where no day is given for every date.

    A group that was asked about another text and has not answered stands by neither.
    """
    held = (one for one in signed if not one.is_asked_again)
    return [one for one in held if (one.covers(day) if day else one.is_whole)]

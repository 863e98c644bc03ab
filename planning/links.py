"""The ways to a plan from the pages of the room below."""

from django.urls import reverse
from django.utils.translation import gettext as _

from events.desk_links import Link


def of_series(series) -> Link:
    return Link(_address(series), _("The plan"), hint=_("Who does what by when, notes, files and the next meeting."))


def of_sponsorship(sponsorship) -> Link | None:
    """For groups that plan along; who endorses lends a name."""
    return Link(_address(sponsorship.series), _("The plan")) if sponsorship.plans_along else None


def _address(series) -> str:
    return reverse("planning:plan", args=[series.slug])

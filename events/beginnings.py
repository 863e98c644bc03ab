"""A short list to begin for somebody who organizes since lately. It ticks itself, and goes when all is done."""

from datetime import timedelta
from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from events.models import PrivateCalendar, Series, Sponsorship
from orgs.models import Organization, User

NEW_FOR = timedelta(weeks=4)
GROUPS = 3


class Step(NamedTuple):
    """One thing to begin with, and the page on which it is done."""

    label: str
    url: str
    is_done: bool


def steps(user: User) -> list[Step]:
    """What is left to begin, done things among it; [] for who has begun long ago, put it away or done it all."""
    place = user.memberships.organizing().select_related("organization").order_by("joined_at", "pk").first()
    if place is None or user.begun_at or place.joined_at < timezone.now() - NEW_FOR:
        return []
    found = [*_of_group(place.organization), _calendar(user)]
    return [] if all(step.is_done for step in found) else found


def _of_group(group: Organization) -> list[Step]:
    first = Series.objects.filter(host=group).exclude(state=Series.State.DRAFT).order_by("pk").first()
    asked = Sponsorship.objects.invited().filter(series__host=group, asked_by__isnull=False).count()
    announce = reverse("events:series-new")
    invite = reverse("events:series-desk", args=[first.slug]) + "#invite" if first else announce
    label = _("Invite three groups to stand with you")
    return [
        Step(_("Describe your group"), reverse("orgs:group-profile", args=[group.slug]), bool(group.about)),
        Step(_("Announce something"), announce, first is not None),
        Step(label if asked == 0 or asked >= GROUPS else _said(label, asked), invite, asked >= GROUPS),
    ]


def _said(label: str, asked: int) -> str:
    return _("%(what)s (%(number)s so far)") % {"what": label, "number": asked}


def _calendar(user: User) -> Step:
    label = _("Subscribe to your calendar, so that your dates are on your phone")
    return Step(label, reverse("events:account-calendars"), PrivateCalendar.objects.of_person(user).exists())

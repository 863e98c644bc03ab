"""The letters about a group's standing: before it lapses, and once it has."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import liveliness
from events.standing import Standing
from orgs.models import Organization
from outbox import reasons
from outbox.letters import Letter, NotYet, Unwanted, register

MORNING, EVENING = time(8), time(21)


def not_at_night(group: Organization) -> None:
    """What can wait comes by day, by the clocks of the group's town."""
    zone = ZoneInfo(group.place.time_zone if group.place else settings.TIME_ZONE)
    here = timezone.now().astimezone(zone)
    if MORNING <= here.time() < EVENING:
        return
    day = here.date() + timedelta(days=1 if here.time() >= EVENING else 0)
    raise NotYet(datetime.combine(day, MORNING, zone))


class StandingLetter(Letter):
    """To an organizer of a listed group, as long as what it says about one lapse is true."""

    def context(self, message) -> dict:
        listed = Organization.objects.listed().select_related("place")
        group = listed.filter(pk=message.context["organization"]).first()
        if group is None:
            raise Unwanted("unlisted: the group is not listed any more")
        if not group.organizers().filter(pk=message.context["user"]).exists():
            raise Unwanted("left: no longer an organizer of the group")
        standing = liveliness.standing(group)
        if standing.lapses_on.isoformat() != message.context["day"] or standing.is_active != self.while_active:
            raise Unwanted("overtaken: something happened meanwhile")
        not_at_night(group)
        return {"group": group, "day": standing.lapses_on} | self._words(standing) | self._links(group)

    def _words(self, standing: Standing) -> dict:
        return {"lacks_people": standing.lacks_people, "sentences": standing.own_sentences}

    def _links(self, group: Organization) -> dict:
        return {
            "url": f"{settings.SITE_URL}{group.get_absolute_url()}",
            "rule_url": f"{settings.SITE_URL}{reverse('about-listing')}",
        }


@register
class StandingWarning(StandingLetter):
    """Two weeks before a group stops being active, once for each lapse."""

    kind = "standing_warning"
    reason = reasons.ORGANIZES
    template = "events/mail/standing_warning"
    title = _("letters about the standing of your group")
    while_active = True


@register
class StandingLapsed(StandingLetter):
    """A group is not active any more, once for each lapse."""

    kind = "standing_lapsed"
    reason = reasons.ORGANIZES
    template = "events/mail/standing_lapsed"
    title = _("letters about the standing of your group")
    while_active = False

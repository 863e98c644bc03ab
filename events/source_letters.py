"""The letter about a calendar somewhere else that cannot be read any more."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import CalendarSource
from orgs.night import morning_after
from outbox import reasons
from outbox.letters import Letter, NotYet, Unwanted, register


@register
class CalendarTrouble(Letter):
    """To an organizer, once for each time that a calendar of her group could not be read for days."""

    kind = "calendar_trouble"
    reason = reasons.ORGANIZES
    template = "events/mail/calendar_trouble"
    title = _("letters about calendars that your group follows")

    def context(self, message) -> dict:
        rows = CalendarSource.objects.select_related("organization__place")
        source = rows.filter(pk=message.context["source"], failures__gt=0).first()
        if source is None:
            raise Unwanted("overtaken: it is read again, or nobody looks any more")
        if not source.organization.organizers().filter(pk=message.context["user"]).exists():
            raise Unwanted("left: no longer an organizer of the group")
        place = source.organization.place
        if morning := morning_after(timezone.now(), place.time_zone if place else settings.TIME_ZONE):
            raise NotYet(morning)
        return {"source": source, "group": source.organization, "url": f"{settings.SITE_URL}{reverse('events:import')}"}

"""The letters that ask a host's organizers whether something is still on, and whether it goes on."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events import following
from events.letters import absolute
from events.models import Series
from events.models.series_link import RENEWAL, STILL_ON
from orgs.models import User
from outbox import reasons
from outbox.letters import Letter, NotYet, Unwanted, register


def _asked(message) -> tuple[Series, User]:
    """The series and the organizer who is asked, by day by the clocks of the place."""
    series = Series.objects.public().announced().select_related("host", "place")
    found = series.filter(pk=message.context["series"]).first()
    if found is None:
        raise Unwanted("over: the series does not go on or is not shown")
    user = found.host.organizers().filter(pk=message.context["user"]).first()
    if user is None:
        raise Unwanted("left: no longer an organizer of the host")
    if until := following.morning_after(timezone.now(), found.time_zone):
        raise NotYet(until)
    return found, user


@register
class StillOn(Letter):
    """Nobody was heard of for four weeks, then for five: once each, as long as nobody is."""

    kind = "still_on"
    reason = reasons.ORGANIZES
    template = "events/mail/still_on"
    title = _("questions whether your events are still on")

    def context(self, message) -> dict:
        series, user = _asked(message)
        unconfirmed = message.context["turn"] == "unconfirmed"
        if not series.is_asked or series.is_unconfirmed != unconfirmed:
            raise Unwanted("answered: somebody was heard of, or a later letter asks")
        return {"series": series, "unconfirmed": unconfirmed, "url": absolute(series.link(STILL_ON, user))}


@register
class Renewal(Letter):
    """Two weeks and one week before the last date so far of what has no last day yet."""

    kind = "renewal"
    reason = reasons.ORGANIZES
    template = "events/mail/renewal"
    title = _("questions whether your events go on")

    def context(self, message) -> dict:
        series, user = _asked(message)
        day = date.fromisoformat(message.context["day"])
        if not series.open_ended or series.last_day != day:
            raise Unwanted("answered: it is settled how it goes on")
        if day < series.today():
            raise Unwanted("past: it has run out")
        return {"series": series, "day": day, "url": absolute(series.link(RENEWAL, user))}

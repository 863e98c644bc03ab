"""The letter about the end of a series, to those who had planned to come to a date after it."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.letters import absolute, one, public, reader
from events.models import Change
from orgs.night import morning_after
from outbox import reasons
from outbox.letters import Letter, NotYet, Unwanted, register

SOON = timedelta(hours=18)  # what was to begin by then is told at night too


@register
class SeriesEnded(Letter):
    """Its organizers have set the last date."""

    kind = "series_ended"
    reason = reasons.COMES
    template = "events/mail/series_ended"
    title = _("letters about the end of a series")
    urgent = True

    def context(self, message) -> dict:
        found = Change.objects.select_related("series__host", "series__place")
        change = one(found, message.context["change"], "change")
        series = public(change.series)
        if change.undone_at:
            raise Unwanted("withdrawn: the end was taken back")
        if series.is_cancelled:
            raise Unwanted("overtaken: the series was cancelled")
        told = reader(message.context)
        self._wait_for_morning(change)
        return {"series": series, "url": absolute(series.get_absolute_url())} | told

    @staticmethod
    def _wait_for_morning(change: Change) -> None:
        """Nobody is woken, but for what was to begin within 18 hours."""
        now = timezone.now()
        soon = change.dates.filter(occurrence__starts_at__range=(now, now + SOON)).exists()
        if not soon and (morning := morning_after(now, change.series.time_zone)):
            raise NotYet(morning)

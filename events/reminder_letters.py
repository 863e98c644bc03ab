"""The letters of the clock to groups beside a series: once more to who has not answered, and before a date."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events import following
from events.letters import absolute, asked, one, public
from events.models import Series, Sponsorship
from events.models.asking import REMINDER
from orgs.models import LetterSetting, Organization
from outbox.letters import Letter, NotYet, Unwanted, register
from outbox.models import Suppression


def by_day(series: Series) -> None:
    """Raise NotYet where it is night by the clocks of the place."""
    if until := following.morning_after(timezone.now(), series.time_zone):
        raise NotYet(until)


def _dates(series: Series) -> list:
    return list(series.occurrences.going_ahead().to_come().for_cards()[:3])


@register
class SponsorshipReminder(Letter):
    """Asks a group that has not answered once more, with the same link; words of the host only where somebody has an
    account, since any other address has confirmed nothing."""

    kind = REMINDER
    template = "events/mail/sponsorship_reminder"
    title = _("invitations")
    settable = True
    name = _("Asking once more")
    goes = _(
        "To a group that has not answered your invitation, after one week and after three. Never after an answer, a no"
        " or a stop."
    )

    def context(self, message) -> dict:
        sponsorship = one(Sponsorship.objects.awaiting().for_cards(), message.context["sponsorship"], "invitation")
        if not sponsorship.is_open:
            raise Unwanted("expired: its thirty days are over")
        user, forward = asked(sponsorship, message.context)
        if self._stopped(message):
            raise Unwanted("stopped: no invitations are wanted at the address")
        series = public(sponsorship.series)
        words = LetterSetting.words_of(series.host, self.kind)
        by_day(series)
        url = absolute(sponsorship.link(user, forward))
        return self._told(sponsorship) | {"url": url, "words": words if user else "", "last": message.context["last"]}

    def preview(self, group: Organization) -> dict | None:
        asked = Sponsorship.objects.invited().filter(series__host=group, organization__isnull=False)
        sponsorship = (
            asked.select_related("series__host", "series__place", "organization").order_by("-asked_at").first()
        )
        if sponsorship is None:
            return None
        return self._told(sponsorship) | {"url": absolute("/sign/…/"), "last": False}

    def _told(self, sponsorship: Sponsorship) -> dict:
        series = sponsorship.series
        return {"sponsorship": sponsorship, "series": series, "dates": _dates(series), "words_of": series.host}

    def _stopped(self, message) -> bool:
        """Who ended invitations has ended these too."""
        return Suppression.objects.against(message.recipient_index, "sponsorship_invitation", message.sender).exists()

"""The letter that asks a group about words that changed under its name."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.letters import absolute, asked, one, public
from events.models import Sponsorship
from orgs.night import morning_after
from outbox import reasons
from outbox.letters import Letter, NotYet, Unwanted, register


@register
class TextChanged(Letter):
    """Shows the organizers of a group what went and what came since it signed, and asks whether it stands by that."""

    kind = "text_changed"
    reason = reasons.ORGANIZES
    template = "events/mail/text_changed"
    title = _("letters about a text that your group signed")

    def context(self, message) -> dict:
        signed = one(Sponsorship.objects.asked_again().for_cards(), message.context["sponsorship"], "question")
        if signed.asked_version != message.context["version"]:
            raise Unwanted("overtaken: the text has changed again")
        user, _forward = asked(signed, message.context)
        series = public(signed.series)
        if until := morning_after(timezone.now(), series.time_zone):
            raise NotYet(until)
        return {
            "sponsorship": signed,
            "series": series,
            "differences": series.differences_since(signed.text_version),
            "url": absolute(signed.link(user)),
            "text_url": absolute(reverse("events:series-texts", args=[series.slug])),
        }

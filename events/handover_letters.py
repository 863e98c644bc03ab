"""The letters about who hosts a series: asked, declined, and changed."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events import handover_news
from events.letters import absolute, one, public, reader
from events.models import SeriesHandover
from orgs.models import Organization, User
from outbox import reasons
from outbox.letters import Letter, Unwanted, register


class HostingLetter(Letter):
    """A headline, some sentences, one button."""

    template = "events/mail/hosting"

    def find(self, message, rows=None) -> SeriesHandover:
        rows = SeriesHandover.objects if rows is None else rows
        return one(rows.for_cards(), message.context["serieshandover"], "offer")

    def page(self, words: handover_news.Words, path: str) -> dict:
        headline, sentences = words
        return {"headline": headline, "sentences": sentences, "url": absolute(path), "answer_url": ""}


@register
class HostingOffer(HostingLetter):
    """Asks the organizers of a group beside a series whether they host it from now on."""

    kind = "hosting_offer"
    reason = reasons.ORGANIZES
    title = _("letters about hosting an event")

    def context(self, message) -> dict:
        offer = self.find(message, SeriesHandover.objects.open())
        _organizes(message, offer.to)
        return self.page(handover_news.offered(offer), offer.get_absolute_url())


@register
class HostingDeclined(HostingLetter):
    """Tells the organizers of the host that they go on hosting it."""

    kind = "hosting_declined"
    reason = reasons.ORGANIZES
    title = _("letters about hosting an event")

    def context(self, message) -> dict:
        offer = self.find(message)
        _organizes(message, offer.organization)
        return self.page(handover_news.declined(offer), reverse("events:series-desk", args=[offer.series.slug]))


@register
class HostingChanged(HostingLetter):
    """Tells everybody concerned that another group hosts it, and that nothing else changes."""

    kind = "hosting_changed"
    reason = reasons.COMES
    title = _("letters about who hosts an event")

    def context(self, message) -> dict:
        handover = self.find(message)
        if public(handover.series).host_id != handover.to_id:
            raise Unwanted("overtaken: it has changed hands again")
        return self.page(handover_news.accepted(handover), handover.series.get_absolute_url()) | reader(message.context)


def _organizes(message, group: Organization) -> None:
    user = one(User.objects.filter(is_active=True), message.context["user"], "account")
    if not Organization.objects.organized_by(user).filter(pk=group.pk).exists():
        raise Unwanted("left: no longer an organizer of the group")

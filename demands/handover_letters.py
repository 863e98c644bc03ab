"""The letters about who leads a demand: asked, declined, and changed."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from demands import handover_news
from demands.endorsement_letters import absolute, by_day, organizes, public
from demands.models import DemandHandover
from demands.models.handover import CHANGED
from orgs.models import User
from outbox import reasons
from outbox.letters import Letter, Unwanted, register


class LeadLetter(Letter):
    """A headline, some sentences, one button; by day."""

    template = "demands/mail/endorsement"
    reason = reasons.ORGANIZES
    title = _("letters about leading a demand")

    def find(self, message, rows=None) -> DemandHandover:
        found = (DemandHandover.objects if rows is None else rows).for_cards()
        offer = found.filter(pk=message.context["demandhandover"]).first()
        if offer is None:
            raise Unwanted("gone: it is no more, or was answered")
        return offer

    def page(self, offer: DemandHandover, words: handover_news.Words, path: str) -> dict:
        by_day(offer.demand)
        headline, sentences = words
        return {"headline": headline, "sentences": sentences, "url": absolute(path), "words": [], "writer": ""}


@register
class LeadOffer(LeadLetter):
    """Asks the organizers of a group whether they lead a demand from now on."""

    kind = "lead_offer"

    def context(self, message) -> dict:
        offer = self.find(message, DemandHandover.objects.open())
        organizes(message, offer.to)
        return self.page(offer, handover_news.offered(offer), offer.get_absolute_url())


@register
class LeadDeclined(LeadLetter):
    """Tells the organizers of the lead that they go on leading it."""

    kind = "lead_declined"

    def context(self, message) -> dict:
        offer = self.find(message)
        organizes(message, offer.organization)
        return self.page(offer, handover_news.declined(offer), reverse("demands:demand-lead", args=[offer.demand.slug]))


@register
class LeadChanged(LeadLetter):
    """Tells the organizers of both groups, and of those that endorse it, that another group leads it."""

    kind = CHANGED

    def context(self, message) -> dict:
        offer = self.find(message)
        if public(offer.demand).lead_id != offer.to_id:
            raise Unwanted("overtaken: it has changed hands again")
        reader = User.objects.filter(pk=message.context["user"])
        if not offer.told_of_change().filter(pk__in=reader.values("pk")).exists():
            raise Unwanted("left: no longer an organizer of a group that it is about")
        return self.page(offer, handover_news.accepted(offer), offer.demand.get_absolute_url())

"""The letters about signing a platform: asked, answered, and told of planks that came later."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from demands import platform_news
from demands.endorsement_letters import absolute, organizes
from demands.models import Platform, PlatformSignature
from orgs.night import morning_after
from outbox import reasons
from outbox.letters import Letter, NotYet, Unwanted, register
from outbox.quoting import inert


class PlatformLetter(Letter):
    """A headline, some sentences, what a group wrote, one button."""

    template = "demands/mail/endorsement"

    def find(self, message, rows=None) -> PlatformSignature:
        found = (PlatformSignature.objects if rows is None else rows).for_cards()
        asked = found.filter(pk=message.context["platformsignature"]).first()
        if asked is None:
            raise Unwanted("gone: it is no more, or was answered")
        return asked

    def page(self, said: platform_news.Words, asked: PlatformSignature, **more) -> dict:
        headline, sentences = said
        url = absolute(asked.get_absolute_url())
        return {"headline": headline, "sentences": sentences, "url": url, "words": [], "writer": ""} | more


@register
class PlatformInvitation(PlatformLetter):
    """Asks the organizers of a group whether it signs a platform; by day."""

    kind = "platform_invitation"
    reason = reasons.INVITED_GROUP
    title = _("invitations to sign a platform")

    def context(self, message) -> dict:
        asked = self.find(message, PlatformSignature.objects.awaiting().under_way())
        organizes(message, asked.organization)
        by_day(asked)
        keeper, words, writer = asked.platform.keeper, [], ""
        if asked.letter and Platform.has_clean_record(keeper):
            words, writer = inert(asked.letter), keeper.name
        return self.page(platform_news.invited(asked), asked, words=words, writer=writer)


@register
class PlatformRequest(PlatformLetter):
    """Tells the keeper's organizers that a group would like to be named."""

    kind = "platform_request"
    reason = reasons.ORGANIZES
    title = _("letters about groups that would like to sign your platform")

    def context(self, message) -> dict:
        asked = self.find(message, PlatformSignature.objects.awaiting().under_way())
        organizes(message, asked.platform.keeper)
        writer = asked.organization.name if asked.letter else ""
        return self.page(platform_news.requested(asked), asked, words=inert(asked.letter), writer=writer)


@register
class PlatformAnswered(PlatformLetter):
    """Tells the organizers of both sides what was answered, but not her who did it."""

    kind = "platform_answered"
    reason = reasons.ORGANIZES
    title = _("letters about answers to do with platforms")

    def context(self, message) -> dict:
        asked = self.find(message)
        if asked.state != message.context["state"]:
            raise Unwanted("overtaken: it was answered anew")
        own = message.context["side"] == asked.organization_id
        user = organizes(message, asked.organization if own else asked.platform.keeper)
        if user.pk == asked.decided_by_id:
            raise Unwanted("own: the reader answered it")
        words = platform_news.answered(asked, own=own)
        if asked.is_accepted:
            return self.page(words, asked)
        return self.page(words, asked, url=absolute(asked.platform.get_absolute_url()))


@register
class PlatformPlank(PlatformLetter):
    """Tells the organizers of a group what came to a platform since it signed; the last one added tells of all."""

    kind = "platform_plank"
    reason = reasons.ORGANIZES
    title = _("letters about new planks of a platform that your group signed")

    def context(self, message) -> dict:
        asked = self.find(message, PlatformSignature.objects.asked_about_planks())
        organizes(message, asked.organization)
        by_day(asked)
        planks = list(asked.newer_planks())
        if max(plank.pk for plank in planks) != message.context["plank"]:
            raise Unwanted("overtaken: another plank came, or this one was taken out")
        return self.page(platform_news.of_planks(asked, planks), asked)


def by_day(asked: PlatformSignature) -> None:
    """Raise NotYet where it is night by the clocks of the group, or Unwanted where nobody may see the platform."""
    if not asked.platform.is_public:
        raise Unwanted("unlisted: the public does not see the platform")
    place = asked.organization.place
    if place and (until := morning_after(timezone.now(), place.time_zone)):
        raise NotYet(until)

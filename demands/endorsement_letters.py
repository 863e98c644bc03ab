"""The letters about endorsing a demand: asked, asked once more, answered, and asked anew about other words."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from demands import endorsement_news
from demands.models import Demand, Endorsement
from orgs.invited_letters import asked, refuse_stopped, why_asked
from orgs.models import LetterSetting, Organization, User
from orgs.night import morning_after
from outbox import reasons
from outbox.letters import Letter, NotYet, Unwanted, register
from outbox.quoting import inert


class EndorsementLetter(Letter):
    """A headline, some sentences, what a group wrote, one button."""

    template = "demands/mail/endorsement"

    def find(self, message, rows=None) -> Endorsement:
        found = (Endorsement.objects if rows is None else rows).for_cards()
        endorsement = found.filter(pk=message.context["endorsement"]).first()
        if endorsement is None:
            raise Unwanted("gone: it is no more, or was answered")
        return endorsement

    def page(self, said: endorsement_news.Words, endorsement: Endorsement, **more) -> dict:
        headline, sentences = said
        url = absolute(endorsement.get_absolute_url())
        return {"headline": headline, "sentences": sentences, "url": url, "words": [], "writer": ""} | more


@register
class EndorsementInvitation(EndorsementLetter):
    """Asks a group whether it endorses a demand, with a link for whoever reads it; by day, but at once where one of
    them passed it on."""

    kind = "endorsement_invitation"
    reason = reasons.INVITED_GROUP
    title = _("invitations to endorse a demand")

    def context(self, message) -> dict:
        endorsement = self.find(message, Endorsement.objects.awaiting().under_way())
        user, forward = asked(endorsement, message.context)
        public(endorsement.demand)
        if not forward:
            by_day(endorsement.demand)
        url = absolute(endorsement.link(user, forward))
        words = {} if forward else self._words(endorsement)
        return self.page(endorsement_news.invited(endorsement), endorsement, url=url, **words)

    def reason_for(self, message) -> str:
        return why_asked(message.context)

    def _words(self, endorsement: Endorsement) -> dict:
        """Why the lead asks, in its own words; of a group with no record yet they stand on the page alone."""
        lead = endorsement.demand.lead
        if not (endorsement.letter and lead.is_listed and Demand.has_clean_record(lead)):
            return {}
        return {"words": inert(endorsement.words), "writer": lead.name}


@register
class EndorsementReminder(EndorsementLetter):
    """Asks a group that has not answered once more, with the same link; words of the lead only where somebody has an
    account, since any other address has confirmed nothing."""

    kind = Endorsement.REMINDER
    reason = reasons.INVITED_GROUP
    template = "demands/mail/endorsement_reminder"
    title = _("invitations to endorse a demand")
    settable = True
    name = _("Asking once more about a demand")
    goes = _(
        "To a group that has not answered your invitation to endorse a demand, after one week and after three. Never"
        " after an answer, a no or a stop."
    )

    def context(self, message) -> dict:
        endorsement = self.find(message, Endorsement.objects.awaiting().under_way())
        if not endorsement.is_open:
            raise Unwanted("expired: its thirty days are over")
        user, forward = asked(endorsement, message.context)
        refuse_stopped(message, Endorsement.INVITATION)
        demand = public(endorsement.demand)
        words = LetterSetting.words_of(demand.lead, self.kind)
        by_day(demand)
        url = absolute(endorsement.link(user, forward))
        return self._told(endorsement, last=message.context["last"], url=url) | {"words": words if user else ""}

    def reason_for(self, message) -> str:
        return why_asked(message.context)

    def preview(self, group: Organization) -> dict | None:
        invited = Endorsement.objects.invited().filter(demand__lead=group, organization__isnull=False)
        newest = invited.for_cards().order_by("-asked_at")
        endorsement = newest.awaiting().first() or newest.first()
        return self._told(endorsement, last=False, url=absolute("/sign/…/")) if endorsement else None

    def _told(self, endorsement: Endorsement, *, last: bool, url: str) -> dict:
        headline, sentences = endorsement_news.reminded(endorsement, last=last)
        return {"headline": headline, "sentences": sentences, "url": url, "words_of": endorsement.demand.lead}


@register
class EndorsementRequest(EndorsementLetter):
    """Tells the lead's organizers that a group would like to be named."""

    kind = "endorsement_request"
    reason = reasons.ORGANIZES
    title = _("letters about groups that would like to endorse a demand")

    def context(self, message) -> dict:
        endorsement = self.find(message, Endorsement.objects.awaiting().under_way())
        organizes(message, endorsement.demand.lead)
        writer = endorsement.organization.name if endorsement.letter else ""
        words = inert(endorsement.letter)
        return self.page(endorsement_news.requested(endorsement), endorsement, words=words, writer=writer)


@register
class EndorsementAnswered(EndorsementLetter):
    """Tells the organizers of both sides what was answered, but not her who did it."""

    kind = "endorsement_answered"
    reason = reasons.ORGANIZES
    title = _("letters about answers to do with endorsements")

    def context(self, message) -> dict:
        endorsement = self.find(message)
        if endorsement.state != message.context["state"]:
            raise Unwanted("overtaken: it was answered anew")
        side = message.context["side"]
        own = side == endorsement.organization_id
        user = organizes(message, endorsement.organization if own else endorsement.demand.lead)
        if user.pk == endorsement.decided_by_id:
            raise Unwanted("own: the reader answered it")
        words = endorsement_news.answered(endorsement, own=own)
        if endorsement.is_accepted:
            return self.page(words, endorsement)
        return self.page(words, endorsement, url=absolute(endorsement.demand.get_absolute_url()))


@register
class EndorsementTextChanged(EndorsementLetter):
    """Shows the organizers of a group what went and what came since it signed, and asks whether it stands by that."""

    kind = "endorsement_text_changed"
    reason = reasons.ORGANIZES
    template = "demands/mail/endorsement_text"
    title = _("letters about the text of a demand that your group endorsed")

    def context(self, message) -> dict:
        signed = self.find(message, Endorsement.objects.asked_again())
        if signed.asked_version != message.context["version"]:
            raise Unwanted("overtaken: the text has changed again")
        organizes(message, signed.organization)
        demand = public(signed.demand)
        by_day(demand)
        return {
            "endorsement": signed,
            "demand": demand,
            "differences": demand.differences_since(signed.text_version),
            "url": absolute(signed.get_absolute_url()),
            "text_url": absolute(reverse("demands:demand-texts", args=[demand.slug])),
        }


def absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def public(demand: Demand) -> Demand:
    if not demand.is_public:
        raise Unwanted("unlisted: the public does not see the demand")
    return demand


def by_day(demand: Demand) -> None:
    """Raise NotYet where it is night by the clocks of the body."""
    if until := morning_after(timezone.now(), demand.time_zone):
        raise NotYet(until)


def organizes(message, group: Organization) -> User:
    """The reader, where she organizes the group still."""
    user = User.objects.filter(is_active=True, pk=message.context["user"]).first()
    if user is None or not Organization.objects.organized_by(user).filter(pk=group.pk).exists():
        raise Unwanted("left: no longer an organizer of the group")
    return user

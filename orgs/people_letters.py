"""The letters about people and their places in groups. Each asks again whether its reader is still concerned."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from orgs import people_news
from orgs.models import CoordinatorChange, Handover, Invitation, JoinRequest, Organization, User
from orgs.models.joining import REST
from outbox import reasons
from outbox.letters import Letter, Unwanted, register


def absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def people_page(group: Organization) -> str:
    return reverse("orgs:people", args=[group.slug])


def reader_of(message) -> User:
    reader = User.objects.filter(pk=message.context["user"], is_active=True).first()
    if reader is None:
        raise Unwanted("gone: the account is no more")
    return reader


def coordinates(reader: User, group: Organization) -> None:
    if not Organization.objects.coordinated_by(reader).filter(pk=group.pk).exists():
        raise Unwanted("left: no longer a coordinator of the group")


def name_of(user: User | None) -> str:
    return user.shown_name if user else _("Somebody who has left")


class PeopleLetter(Letter):
    """A headline, some sentences, one button."""

    template = "orgs/mail/people"

    def page(self, words: people_news.Words, path: str, button: str) -> dict:
        headline, sentences = words
        return {"headline": headline, "sentences": sentences, "button_url": absolute(path), "button_text": button}

    def find(self, rows, pk):
        found = rows.select_related("organization", "asked_by").filter(pk=pk).first()
        if found is None:
            raise Unwanted("overtaken: answered, taken back or gone")
        return found


@register
class PersonInvitation(PeopleLetter):
    """Offers a place to whoever holds an address. Names the group alone: its name was looked at by a person."""

    kind = "person_invitation"
    reason = reasons.INVITED_PERSON
    title = gettext_lazy("invitations to groups")
    by_strangers = True

    def context(self, message) -> dict:
        invitation = self.find(Invitation.objects.open(), message.context["invitation"])
        path = message.opened.get("path")
        if invitation.prefix != message.context["prefix"] or not path:
            raise Unwanted("overtaken: a later letter has the link")
        words = people_news.invitation(invitation.organization, invitation.role, invitation.open_until)
        return self.page(words, path, _("Read and answer"))


@register
class InvitationAnswer(PeopleLetter):
    kind = "invitation_answer"
    reason = reasons.COORDINATES
    title = gettext_lazy("letters about who joins your group")

    def context(self, message) -> dict:
        invitation = self.find(Invitation.objects, message.context["invitation"])
        group = invitation.organization
        coordinates(reader_of(message), group)
        accepted = message.context["turn"] == "accepted"
        who = name_of(invitation.decided_by)
        words = people_news.invitation_answered(group, who, invitation.role, accepted=accepted)
        return self.page(words, people_page(group), _("The people of your group"))


@register
class JoinAsked(PeopleLetter):
    kind = "join_request"
    reason = reasons.COORDINATES
    title = gettext_lazy("letters about who would like to join your group")

    def context(self, message) -> dict:
        request = self.find(JoinRequest.objects.open(), message.context["joinrequest"])
        group = request.organization
        coordinates(reader_of(message), group)
        words = people_news.join_asked(group, request.user.shown_name, request.open_until)
        return self.page(words, people_page(group), _("Read and answer"))


@register
class JoinAnswer(PeopleLetter):
    kind = "join_answer"
    reason = reasons.HAS_ASKED
    title = gettext_lazy("answers to what you asked of groups")

    def context(self, message) -> dict:
        request = self.find(JoinRequest.objects, message.context["joinrequest"])
        group, reader = request.organization, reader_of(message)
        accepted = message.context["turn"] == "accepted"
        place = group.memberships.filter(user=reader).first()
        if accepted and place is None:
            raise Unwanted("left: no longer of the group")
        role = place.role if place else ""
        words = people_news.join_answered(group, role, request.decided_at + REST, accepted=accepted)
        return self.page(words, group.get_absolute_url(), _("The page of the group"))


@register
class MembershipNews(PeopleLetter):
    """What a coordinator has done to the reader's place."""

    kind = "membership"
    reason = reasons.BELONGS
    title = gettext_lazy("letters about your place in a group")

    def context(self, message) -> dict:
        reader = reader_of(message)
        group = Organization.objects.filter(pk=message.context["organization"]).first()
        if group is None:
            raise Unwanted("gone: the group is no more")
        act, place = message.context["act"], group.memberships.filter(user=reader).first()
        if act != (place.role if place else "removed"):
            raise Unwanted("overtaken: the place has changed again")
        return self.page(people_news.membership(group, act), reverse("events:desk"), _("Your week"))


@register
class HandoverOffer(PeopleLetter):
    kind = "handover_offer"
    reason = reasons.BELONGS
    title = gettext_lazy("letters about your place in a group")
    security = True

    def context(self, message) -> dict:
        reader_of(message)
        offer = self.find(Handover.objects.open(), message.context["handover"])
        who = name_of(offer.asked_by)
        words = people_news.handover_offered(offer.organization, who, offer.afterwards, offer.open_until)
        return self.page(words, offer.get_absolute_url(), _("Read and answer"))


@register
class HandoverNews(PeopleLetter):
    kind = "handover_news"
    reason = reasons.BELONGS
    title = gettext_lazy("letters about who coordinates your group")
    security = True

    def context(self, message) -> dict:
        reader_of(message)
        offer = self.find(Handover.objects, message.context["handover"])
        if not offer.organization.is_working:
            raise Unwanted("unlisted: the group is suspended or closed")
        accepted = message.context["turn"] == "accepted"
        giver, taker = name_of(offer.asked_by), offer.user.shown_name
        words = people_news.handover_answered(offer.organization, giver, taker, offer.afterwards, accepted=accepted)
        return self.page(words, people_page(offer.organization), _("The people of your group"))


@register
class CoordinatorNews(PeopleLetter):
    """Somebody is to become, or to be no more, a coordinator: before, when stopped, when done."""

    kind = "coordinator_change"
    reason = reasons.BELONGS
    title = gettext_lazy("letters about who coordinates your group")
    security = True

    def context(self, message) -> dict:
        reader_of(message)
        change = self.find(CoordinatorChange.objects, message.context["coordinatorchange"])
        turn = message.context["turn"]
        if turn == "asked" and not change.is_pending:
            raise Unwanted("overtaken: stopped or done")
        words = people_news.coordinator_change(
            change.organization,
            change.act,
            turn,
            whom=change.user.shown_name,
            who=name_of(change.asked_by),
            stopped_by=name_of(change.decided_by),
            due=change.open_until,
        )
        if turn == "asked":
            return self.page(words, change.get_absolute_url(), _("Look at it"))
        return self.page(words, people_page(change.organization), _("The people of your group"))


@register
class ClaimNews(PeopleLetter):
    """Tells the people of a group who takes it over."""

    kind = "claim_news"
    reason = reasons.BELONGS
    title = gettext_lazy("letters about who coordinates your group")
    security = True

    def context(self, message) -> dict:
        reader = reader_of(message)
        group = Organization.objects.of_member(reader).filter(pk=message.context["organization"]).first()
        claimant = User.objects.filter(pk=message.context["claimant"]).first()
        if group is None or claimant is None:
            raise Unwanted("left: no longer of the group")
        return self.page(people_news.claimed(group, claimant.shown_name), people_page(group), _("The people"))


@register
class ClaimAnswer(PeopleLetter):
    kind = "claim_answer"
    reason = reasons.HAS_ASKED
    title = gettext_lazy("answers to what you asked of groups")

    def context(self, message) -> dict:
        reader_of(message)
        group = Organization.objects.filter(pk=message.context["organization"]).first()
        if group is None:
            raise Unwanted("gone: the group is no more")
        return self.page(people_news.claim_confirmed(group), people_page(group), _("The people of your group"))

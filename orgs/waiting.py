"""What waits for a person in this room, for her desk: questions, requests, offers, changes of who coordinates."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timesince import timesince
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from orgs import chronicle, needs
from orgs.models import Affiliation, AuditEntry, Case, CoordinatorChange, Handover, Invitation, JoinRequest, User
from orgs.needs import Act, Need
from orgs.reviewing import load_subjects

MOST = 50
# What weighs more comes first among things of one day.
GRAVE, LIVE = 3, 2


def register_all() -> None:
    needs.register("questions", questions)
    needs.register("changes of coordinators", changes)
    needs.register("places offered", places_offered)
    needs.register("requests to join", requests)
    needs.register("coalitions", coalitions)
    needs.register("the record", lambda _user: [], done=acts)


def questions(user: User) -> list[Need]:
    """What moderators ask of her side."""
    asked = Case.objects.answerable_by(user).select_related("organization").order_by("opened_at", "pk")
    return [
        Need(
            f"case:{case.pk}",
            _("A moderator asks about %(title)s") % {"title": case.title},
            text=case.organization.name,
            stock=case.organization.stock,
            acts=[Act(_("Read and answer"), case.get_absolute_url())],
            weight=GRAVE,
        )
        for case in load_subjects(list(asked[:MOST]))
    ]


def changes(user: User) -> list[Need]:
    """Of who coordinates her groups: they take effect by themselves unless somebody stops them."""
    waiting = CoordinatorChange.objects.stoppable_by(user).select_related("organization", "user")
    return [
        Need(
            f"coordinator-change:{change.pk}",
            f"{change.organization}: {_said(change)}",
            text=_("It takes effect by itself unless a coordinator stops it before."),
            stock=change.organization.stock,
            due=change.open_until,
            acts=[Act(_("Look at it"), change.get_absolute_url())],
            weight=GRAVE,
        )
        for change in waiting[:MOST]
    ]


def places_offered(user: User) -> list[Need]:
    """A place to coordinate in somebody's stead, and groups that invite her."""
    handovers = Handover.objects.answerable_by(user).select_related("organization", "asked_by")
    invited = Invitation.objects.to_address_of(user).of_listed().new_to(user).select_related("organization")
    offers = [
        Need(
            f"handover:{offer.pk}",
            _("Will you coordinate %(group)s?") % {"group": offer.organization},
            text=_("%(who)s offers you the place, until %(day)s.")
            % {"who": _name(offer.asked_by), "day": day(offer.open_until)},
            stock=offer.organization.stock,
            due=needs.due_if_near(offer.open_until),
            acts=[Act(_("Read and answer"), offer.get_absolute_url())],
            weight=GRAVE,
        )
        for offer in handovers[:MOST]
    ]
    return offers + [
        Need(
            f"invitation:{offer.pk}",
            _("%(group)s invites you") % {"group": offer.organization},
            text=_("You would be one of its organizers.") if offer.role == "organizer" else _("You would be a member."),
            stock=offer.organization.stock,
            due=offer.open_until,
            acts=[
                Act(_("Join"), reverse("orgs:own-invitation-acceptance", args=[offer.pk]), post=True),
                Act(_("No, thank you"), reverse("orgs:own-invitation-refusal", args=[offer.pk]), post=True, main=False),
            ],
        )
        for offer in invited[:MOST]
    ]


def requests(user: User) -> list[Need]:
    """People who would like to belong to a group that she coordinates."""
    asked = JoinRequest.objects.answerable_by(user).select_related("organization", "user")
    return [
        Need(
            f"join:{join.pk}",
            _("%(who)s would like to join %(group)s") % {"who": join.user.shown_name, "group": join.organization},
            text=" ".join(filter(None, [asked_when(join.asked_at), _cut(join.word)])),
            stock=join.organization.stock,
            due=needs.due_if_near(join.open_until),
            acts=[
                Act(
                    _("Let in as a member"),
                    reverse("orgs:join-acceptance", args=[join.organization.slug, join.pk]),
                    post=True,
                    fields={"role": "member"},
                ),
                Act(_("Look first"), reverse("orgs:people", args=[join.organization.slug]), main=False),
            ],
            weight=LIVE,
        )
        for join in asked[:MOST]
    ]


def coalitions(user: User) -> list[Need]:
    """Coalitions that invite her group, and groups that would like to be in hers."""
    return [
        Need(
            f"affiliation:{ask.pk}",
            _asks(ask),
            text=asked_when(ask.asked_at),
            stock=ask.asker.stock,
            due=needs.due_if_near(ask.open_until),
            acts=[Act(_("Read and answer"), reverse("orgs:group-coalitions", args=[ask.asked.slug]))],
            weight=LIVE,
        )
        for ask in Affiliation.objects.answerable_by(user).for_cards()[:MOST]
    ]


def acts(user: User, since: datetime) -> list[str]:
    """What she did for her groups since then, as their record tells it, the newest first; each sentence once."""
    own = AuditEntry.objects.filter(actor=user, at__gte=since, moderating=False)
    return list(dict.fromkeys(chronicle.told_to_actor(entry) for entry in own.for_page()[:MOST]))


def day(moment: datetime) -> str:
    return date_format(localtime(moment), "j F")


def asked_when(moment: datetime) -> str:
    """How long ago somebody asked; under a minute it is just now."""
    if timezone.now() - moment < timedelta(minutes=1):
        return _("Asked just now.")
    return _("Asked %(time)s ago.") % {"time": timesince(moment)}


def _asks(ask: Affiliation) -> str:
    names = {"coalition": ask.coalition, "group": ask.organization}
    if ask.is_invitation:
        return _("%(coalition)s invites %(group)s to be a member") % names
    return _("%(group)s would like to join %(coalition)s") % names


def _said(change: CoordinatorChange) -> str:
    whom = {"whom": change.user.shown_name}
    if change.act == change.Act.PROMOTE:
        return _("%(whom)s is to become a coordinator") % whom
    if change.act == change.Act.LOWER:
        return _("%(whom)s is to coordinate no more") % whom
    return _("%(whom)s is to be removed") % whom


def _name(person: User | None) -> str:
    return person.shown_name if person else _("Somebody who has left")


def _cut(word: str) -> str:
    words = word.split()
    return " ".join(words[:20]) + ("…" if len(words) > 20 else "")

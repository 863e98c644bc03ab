"""The letters of this room."""

from email.utils import parseaddr

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgs import affiliation_news, idleness
from orgs.models import Affiliation, Merge, Organization, User
from orgs.models.reach import TRUSTED_AFTER
from outbox import languages, reasons, senders
from outbox.letters import Letter, Unwanted, register

LETTERS_A_DAY = 1_000  # until a group has been listed for a month


@register
class AccountLetter(Letter):
    """Codes and notices about an account: worded when written, since a code is known only then."""

    kind = "account"
    template = "orgs/mail/account"
    security = True

    def context(self, message) -> dict:
        return message.opened


@register
class GroupListed(Letter):
    """Tells the organizers of a group that the public sees it now."""

    kind = "group_listed"
    reason = reasons.ORGANIZES
    template = "orgs/mail/group_listed"
    title = _("news of your group")

    def context(self, message) -> dict:
        group = Organization.objects.listed().filter(pk=message.context["organization"]).first()
        if group is None:
            raise Unwanted("unlisted: the group is not listed any more")
        case = group.cases.filter(kind="new_group", state="confirmed").order_by("-decided_at").first()
        return {
            "group": group,
            "note": case.note if case else "",
            "url": f"{settings.SITE_URL}{group.get_absolute_url()}",
        }


class _Asking(Letter):
    """Asks the coordinators of a group; they answer at their desk, signed in."""

    def context(self, message) -> dict:
        affiliation = _affiliation(message)
        if not affiliation.is_open:
            raise Unwanted("answered: nobody waits for an answer any more")
        if not affiliation.asker.is_listed:
            raise Unwanted("unlisted: the group that asks is not listed")
        _still_with(message.context, Organization.objects.coordinated_by, affiliation.asked.pk)
        return {"affiliation": affiliation, "url": _desk(affiliation.asked)}


@register
class AffiliationInvitation(_Asking):
    """A coalition invites a group."""

    kind = "affiliation_invitation"
    reason = reasons.COORDINATES
    template = "orgs/mail/affiliation_invitation"
    title = _("invitations from coalitions")


@register
class AffiliationRequest(_Asking):
    """A group would like to join a coalition."""

    kind = "affiliation_request"
    reason = reasons.COORDINATES
    template = "orgs/mail/affiliation_request"
    title = _("letters about groups that would like to join")


@register
class AffiliationAnswered(Letter):
    """Tells the organizers of both sides what was answered, or that one has left; but not her who did it."""

    kind = "affiliation_answered"
    reason = reasons.ORGANIZES
    template = "orgs/mail/affiliation_answered"
    title = _("letters about answers from coalitions and members")

    def context(self, message) -> dict:
        affiliation, side = _affiliation(message), message.context["side"]
        if affiliation.state != message.context["state"]:
            raise Unwanted("overtaken: it was answered anew")
        reader = _still_with(message.context, Organization.objects.organized_by, side)
        if reader.pk == affiliation.decided_by_id:
            raise Unwanted("own: the reader answered it")
        own = affiliation.organization if side == affiliation.organization_id else affiliation.coalition
        return {
            "headline": affiliation_news.headline(affiliation),
            "opening": affiliation_news.opening(affiliation, parted=message.context.get("parted")),
            "consequences": affiliation_news.consequences(affiliation),
            "may_leave": affiliation.is_accepted and own == affiliation.organization,
            "url": f"{settings.SITE_URL}{own.get_absolute_url()}",
        }


def _affiliation(message) -> Affiliation:
    found = Affiliation.objects.for_cards().filter(pk=message.context["affiliation"]).first()
    if found is None:
        raise Unwanted("gone: the affiliation is no more")
    return found


def _still_with(context: dict, scope, group: int) -> User:
    """The reader, where her account is open and the scope still holds the group for her."""
    user = User.objects.filter(is_active=True, pk=context["user"]).first()
    if user is None or not scope(user).filter(pk=group).exists():
        raise Unwanted("left: no longer with the group")
    return user


def _desk(group: Organization) -> str:
    return f"{settings.SITE_URL}{reverse('orgs:group-coalitions', args=[group.slug])}"


@register
class AccountIdle(Letter):
    """Nobody has used an account for long: until when a sign-in keeps it. Who ended all letters gets it too."""

    kind = "account_idle"
    template = "orgs/mail/account_idle"
    security = True

    def context(self, message) -> dict:
        idle = idleness.unused_since(timezone.now() - idleness.UNUSED + idleness.FIRST_BEFORE)
        user = idle.filter(pk=message.context["user"]).first()
        if user is None:
            raise Unwanted("used: the account is in use again, or gone")
        day = idleness.erased_on(user, message.context["rung"])
        return {"day": day, "url": f"{settings.SITE_URL}{reverse(settings.LOGIN_URL)}"}


class MergeLetter(Letter):
    """To somebody who coordinates one of two groups, or did before they were one. Moderators act, so it always goes."""

    reason = reasons.COORDINATES
    title = _("news of your group")

    def context(self, message) -> dict:
        merge = Merge.objects.select_related("group", "into").filter(pk=message.context["merge"]).first()
        if merge is None or bool(merge.undone_at) != self.undone:
            raise Unwanted("overtaken: the merge was undone meanwhile, or is no more")
        if not User.objects.filter(pk=message.context["user"], is_active=True).exists():
            raise Unwanted("gone: the account is closed")
        return {
            "group": merge.group,
            "into": merge.into,
            "until": merge.undoable_until,
            "contact": parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
            "url": f"{settings.SITE_URL}{merge.into.get_absolute_url()}",
        }


@register
class GroupsMerged(MergeLetter):
    """Two groups are one now, by a moderator's act."""

    kind = "groups_merged"
    template = "orgs/mail/groups_merged"
    undone = False


@register
class MergeUndone(MergeLetter):
    """Two groups are two again."""

    kind = "merge_undone"
    template = "orgs/mail/merge_undone"
    undone = True


def _name(pk: str) -> str:
    return Organization.objects.filter(pk=pk).values_list("name", flat=True).first() or ""


def _daily_limit(pk: str) -> int | None:
    trusted = Organization.objects.listed().filter(pk=pk, listed_at__lt=timezone.now() - TRUSTED_AFTER)
    return None if trusted.exists() else LETTERS_A_DAY


def _language(address: str) -> str:
    found = User.objects.filter(email=address.strip().lower()).values_list("language", flat=True)
    return found.first() or ""


senders.register("organization", _name, daily=_daily_limit)
languages.register(_language)

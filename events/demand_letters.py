"""The letters to those who follow a demand: before it is heard or voted on, and when something was decided."""

from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from demands.meaning import meaning
from demands.models import Demand, Endorsement
from demands.stages import Happened, Stage
from events.decisions import decisions, is_in_doubt
from events.letters import absolute
from events.models import Follow, Hearing
from orgs.night import morning_after
from outbox import reasons
from outbox.letters import Letter, NotYet, Unwanted, register


def _reader(message, demands: QuerySet | None = None) -> tuple[str, str, Demand]:
    """Her clock, where she ends such letters, and the demand as far as everybody sees it; not at night.

    `demands` are those that may be written of, where it is not the public ones.
    """
    among = Demand.objects.public() if demands is None else demands
    url, zone, demand = (_endorser if "user" in message.context else _followed)(message, among)
    if until := morning_after(timezone.now(), zone):
        raise NotYet(until)
    return url, zone, demand


def _followed(message, among: QuerySet) -> tuple[str, str, Demand]:
    follow = Follow.objects.confirmed().filter(
        follower=message.context["follower"], demand=message.context["demand"], demand__in=among
    )
    found = follow.select_related("follower", "demand__body__place", "demand__lead").first()
    if found is None:
        raise Unwanted("gone: it is not followed or not shown any more")
    return found.follower.get_absolute_url(), found.follower.time_zone, found.demand


def _endorser(message, among: QuerySet) -> tuple[str, str, Demand]:
    """An organizer of a group that still stands under it."""
    signed = Endorsement.objects.public().filter(pk=message.context["endorsement"], demand__in=among)
    found = signed.select_related("organization", "demand__body__place", "demand__lead").first()
    user = found.organization.organizers().filter(pk=message.context["user"]).first() if found else None
    if user is None:
        raise Unwanted("gone: the group does not stand under it any more, or she does not organize it")
    return reverse("orgs:letter-choice"), user.time_zone or found.demand.time_zone, found.demand


class _Told(Letter):
    """Told to followers, and to organizers of the groups that stand under it."""

    def reason_for(self, message) -> str:
        return reasons.ORGANIZES if "user" in message.context else reasons.FOLLOWS


@register
class DemandAhead(_Told):
    """A week and two days before: when, where, how to speak."""

    kind = "demand_ahead"
    reason = reasons.FOLLOWS
    template = "events/mail/demand_ahead"
    title = _("letters before hearings and votes")
    urgent = True

    def context(self, message) -> dict:
        url, _zone, demand = _reader(message)
        day, before = message.context["day"], message.context.get("instead", "")
        decision = next((one for one in decisions(demand) if str(one.day) == day), None)
        if decision is None or is_in_doubt(demand, decision):
            raise Unwanted("moved: it is not on that day any more, or somebody has entered so")
        instead = date.fromisoformat(before) if before else None
        return {"demand": demand, "decision": decision, "instead": instead, "url": absolute(url)}


@register
class DemandOff(_Told):
    """What they were told of does not take place on its day, or nobody sees any more what it is of.

    Of a demand that nobody sees it says the day and the body alone.
    """

    kind = "demand_off"
    reason = reasons.FOLLOWS
    template = "events/mail/demand_off"
    title = _("letters before hearings and votes")
    urgent = True

    def context(self, message) -> dict:
        url, _zone, demand = _reader(message, Demand.objects.exclude(state="draft"))
        found = Hearing.objects.of(demand).filter(pk=message.context["hearing"]).first()
        row = found.date if found else None
        is_off = bool(row and row.is_off)
        if found is None or (demand.is_public and not is_off):
            raise Unwanted("on again: it takes place after all")
        day = date.fromisoformat(message.context["day"])
        is_vote = found.action.kind == Happened.VOTE_SET
        said = {
            "demand": demand if demand.is_public else None,
            "body": demand.body,
            "is_off": is_off,
            "is_vote": is_vote,
        }
        return said | {"day": day, "row": row, "url": absolute(url)}


@register
class DemandNews(_Told):
    """What happened, and what it means."""

    kind = "demand_news"
    reason = reasons.FOLLOWS
    template = "events/mail/demand_news"
    title = _("letters about what became of demands")

    def context(self, message) -> dict:
        url, _zone, demand = _reader(message)
        if demand.stage != message.context["stage"]:
            raise Unwanted("moved: it stands elsewhere by now")
        return {
            "demand": demand,
            "stage": Stage(demand.stage).label,
            "meaning": meaning(demand.stage, demand.kind, demand.outcome, demand.degree),
            "url": absolute(url),
        }

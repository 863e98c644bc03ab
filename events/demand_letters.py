"""The letters to those who follow a demand: before it is heard or voted on, and when something was decided."""

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from demands.meaning import meaning
from demands.models import Demand
from demands.stages import Stage
from events import demand_page
from events.letters import absolute
from events.models import Follow, Follower
from orgs.night import morning_after
from outbox import reasons
from outbox.letters import Letter, NotYet, Unwanted, register


def _followed(message) -> tuple[Follower, Demand]:
    """Who follows and what, as far as everybody sees it; not at night by her own clocks."""
    follow = Follow.objects.confirmed().filter(
        follower=message.context["follower"], demand=message.context["demand"], demand__in=Demand.objects.public()
    )
    found = follow.select_related("follower", "demand__body__place", "demand__lead").first()
    if found is None:
        raise Unwanted("gone: it is not followed or not shown any more")
    if until := morning_after(timezone.now(), found.follower.time_zone):
        raise NotYet(until)
    return found.follower, found.demand


@register
class DemandAhead(Letter):
    """A week and two days before: when, where, how to speak."""

    kind = "demand_ahead"
    reason = reasons.FOLLOWS
    template = "events/mail/demand_ahead"
    title = _("letters before hearings and votes")
    urgent = True

    def context(self, message) -> dict:
        follower, demand = _followed(message)
        decision = demand_page.story(demand, AnonymousUser())["decision"]
        if decision is None or decision.days < 0 or str(demand.decision_on) != message.context["day"]:
            raise Unwanted("moved: it is not on that day any more")
        return {"demand": demand, "decision": decision, "url": absolute(follower.get_absolute_url())}


@register
class DemandNews(Letter):
    """What happened, and what it means."""

    kind = "demand_news"
    reason = reasons.FOLLOWS
    template = "events/mail/demand_news"
    title = _("letters about what became of demands")

    def context(self, message) -> dict:
        follower, demand = _followed(message)
        if demand.stage != message.context["stage"]:
            raise Unwanted("moved: it stands elsewhere by now")
        return {
            "demand": demand,
            "stage": Stage(demand.stage).label,
            "meaning": meaning(demand.stage, demand.kind),
            "url": absolute(follower.get_absolute_url()),
        }

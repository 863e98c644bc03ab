"""What moderators judge of this room: the first demand and the first platform of a group, and any that is reported."""

from django.utils.translation import gettext_lazy as _

from demands.models import Demand, Platform
from orgs import reviewing
from orgs.reviewing import FirstShown, Line, ShownSubject, register, register_subject


@register_subject
class DemandSubject(ShownSubject):
    """A case about one demand: "demand:7"."""

    key = "demand"

    def rows(self):
        return Demand.objects.for_cards()


@register
class FirstDemand(FirstShown):
    """The first demand of a listed group: shown once a person has looked."""

    key = "first_demand"
    title = _("First demand")
    template = "demands/_case_first_demand.html"
    of = DemandSubject()
    checks = {
        "body": _("The body is the one that decides, and is written as it calls itself."),
        "lead": _("It is the group’s own, and not another’s."),
        "purpose": _("The purpose is lawful, and the text exposes nobody."),
    }

    def facts(self, case) -> dict:
        return {"demand": self.of.row(case)}


@register_subject
class PlatformSubject(ShownSubject):
    """A case about one platform: "platform:3"."""

    key = "platform"

    def rows(self):
        return Platform.objects.for_cards()


@register
class FirstPlatform(FirstShown):
    """The first platform of a listed group: shown once a person has looked."""

    key = "first_platform"
    title = _("First platform")
    template = "demands/_case_first_platform.html"
    of = PlatformSubject()
    checks = {
        "keeper": _("It is the group’s own, and not another’s."),
        "purpose": _("The purpose is lawful, and the text exposes nobody."),
    }

    def facts(self, case) -> dict:
        platform = self.of.row(case)
        return {"platform": platform, "planks": list(platform.planks.standing().with_carriers()) if platform else []}


def led(case) -> list[Line]:
    """The demands that the group of a case leads, newest first."""
    found = Demand.objects.filter(lead=case.organization).exclude(state="draft").select_related("body")
    return [
        Line(demand.title, demand.get_absolute_url(), f"{demand.body}, {demand.get_stage_display()}")
        for demand in found.order_by("-put_at")[:10]
    ]


def register_all() -> None:
    reviewing.register_beside(_("The demands it leads"), led)

"""What moderators judge of this room: the first demand of a group, and any demand that is reported."""

from django.utils.translation import gettext_lazy as _

from demands.models import Demand
from orgs import reviewing
from orgs.reviewing import CaseKind, Line, Subject, register, register_subject


@register_subject
class DemandSubject(Subject):
    """A case about one demand: "demand:7"."""

    key = "demand"

    def load(self, cases: list) -> None:
        found = Demand.objects.for_cards().in_bulk({_pk(case) for case in cases})
        for case in cases:
            case.demand = found.get(_pk(case))

    def title(self, case) -> str:
        demand = _demand(case)
        return demand.title if demand else ""

    def url(self, case) -> str:
        return (_demand(case) or case.organization).get_absolute_url()

    def hide(self, case, *, by) -> None:
        demand = _demand(case, anew=True)
        if demand and demand.shown_at and not demand.is_withheld:
            demand.withhold(by=by)

    def unhide(self, case, *, by) -> None:
        demand = _demand(case, anew=True)
        if demand and demand.is_withheld:
            demand.show(by=by)


def _pk(case) -> int:
    return int(case.subject.partition(":")[2])


def _demand(case, *, anew: bool = False) -> Demand | None:
    if anew or not hasattr(case, "demand"):
        DemandSubject().load([case])
    return case.demand


@register
class FirstDemand(CaseKind):
    """The first demand of a listed group: shown once a person has looked."""

    key = "first_demand"
    title = _("First demand")
    template = "demands/_case_first_demand.html"
    outcomes = {"confirmed": _("Listed"), "declined": _("Not listed")}
    checks = {
        "body": _("The body is the one that decides, and is written as it calls itself."),
        "lead": _("It is the group’s own, and not another’s."),
        "purpose": _("The purpose is lawful, and the text exposes nobody."),
    }
    words = {
        "confirmed": (
            _("Listed: %(title)s"),
            _("A moderator has looked at “%(title)s”. Everybody can see it now, and the letters that waited go out."),
        ),
        "declined": (
            _("%(title)s is not listed yet"),
            _("A moderator has looked at “%(title)s” and did not show it to the public. The reason:"),
        ),
    }

    def facts(self, case) -> dict:
        return {"demand": _demand(case)}

    def as_it_is(self, case) -> str:
        demand = _demand(case, anew=True)
        return demand.changed_at.isoformat() if demand else ""

    def confirm(self, case, *, by) -> None:
        if demand := _demand(case, anew=True):
            demand.show(by=by)

    def decline(self, case, *, by, note: str) -> None:
        """It stays what it is: put to its body, and seen by its own people alone."""

    def undo(self, case, *, by) -> None:
        demand = _demand(case, anew=True)
        if demand and case.is_confirmed:
            demand.unshow(by=by)


def led(case) -> list[Line]:
    """The demands that the group of a case leads, newest first."""
    found = Demand.objects.filter(lead=case.organization).exclude(state="draft").select_related("body")
    return [
        Line(demand.title, demand.get_absolute_url(), f"{demand.body}, {demand.get_stage_display()}")
        for demand in found.order_by("-put_at")[:10]
    ]


def register_all() -> None:
    reviewing.register_beside(_("The demands it leads"), led)

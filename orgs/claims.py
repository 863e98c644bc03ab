"""The kind of case in which a moderator decides who takes over a group without a coordinator."""

from django.utils.translation import gettext_lazy as _

from orgs.models import claim
from orgs.reviewing import CaseKind, register


@register
class Claim(CaseKind):
    key = "claim"
    title = _("Taking over")
    template = "orgs/_case_claim.html"
    concerns = "opener"
    checks = {
        "belongs": _("Somebody besides herself says that she belongs to the group."),
        "alone": _("Nobody of the group speaks against it."),
    }
    tells_itself = frozenset({"confirmed"})  # `hand_to` does
    words = {
        "declined": (
            _("About taking over %(group)s"),
            _("A moderator has read why you would like to coordinate %(group)s, and could not agree. The reason:"),
        ),
    }

    def facts(self, case) -> dict:
        """Who asks, what the case is, and whether she belongs to the group already."""
        place = case.organization.memberships.filter(user=case.opened_by_id).first() if case.opened_by_id else None
        return {"claimant": case.opened_by, "place": place, "people": case.organization.memberships.count()}

    def confirm(self, case, *, by) -> None:
        claim.hand_to(case.organization, case.opened_by, by=by)

    def decline(self, case, *, by, note: str) -> None:
        """Nothing changes in the group."""

    def undo(self, case, *, by) -> None:
        if case.state == case.State.CONFIRMED:
            claim.take_back(case.organization, case.opened_by, by=by)

"""A listed group asks for another name: what a moderator judges, and what her decision does."""

from django.utils.translation import gettext_lazy as _

from orgs.models import Case, Organization, OrganizationName
from orgs.reviewing import CaseKind, register


@register
class ChangedName(CaseKind):
    """The old name stays public until the new one is taken."""

    key = "changed_name"
    title = _("Changed name")
    template = "orgs/_case_changed_name.html"
    checks = {
        "own": _("It is the same group under another name, and not another group."),
        "like": _("It is not the name of somebody else, nor one that looks like it."),
    }
    words = {
        "asked": (
            _("A question about your new name"),
            _("A moderator is looking at the new name of %(group)s and asks:"),
        ),
        "confirmed": (
            _("Your group is called %(group)s"),
            _("A moderator has looked at the new name. Your page and all your events bear it now."),
        ),
        "declined": (
            _("%(group)s keeps its name"),
            _("A moderator has looked at the new name and did not take it. The reason:"),
        ),
    }

    def facts(self, case) -> dict:
        """The name as it is and as it would be, and the groups of a name like the new one."""
        group = case.organization
        others = Organization.objects.known().exclude(pk=group.pk)
        like = OrganizationName.objects.like(case.text, group.place, of=others)
        return {"group": group, "new": case.text, "like": [name.organization for name in like]}

    def as_it_is(self, case) -> str:
        return Organization.objects.values_list("proposed_name", flat=True).get(pk=case.organization_id)

    def confirm(self, case, *, by) -> None:
        case.organization.take_name(by=by)

    def decline(self, case, *, by, note: str) -> None:
        case.organization.refuse_name(by=by)

    def reopen(self, case, *, by) -> None:
        case.organization.propose_name(case.text, by=by)

    def undo(self, case, *, by) -> None:
        if case.state == Case.State.CONFIRMED:
            case.organization.return_name(case.text, by=by)
        case.organization.propose_name(case.text, by=by)

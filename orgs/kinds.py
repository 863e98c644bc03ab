"""The kinds of cases of this room: a new group, and what the public reports."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from orgs.models import Case, Organization, OrganizationName
from orgs.reviewing import GROUP_CHECKS, CaseKind, register
from outbox.models import Message


@register
class NewGroup(CaseKind):
    """A group that was sent to review: listed, or a draft again with the reason."""

    key = "new_group"
    title = _("New group")
    template = "orgs/_case_new_group.html"
    checks = GROUP_CHECKS
    outcomes = {"confirmed": _("Listed"), "declined": _("Not listed")}
    tells_itself = frozenset({"confirmed"})  # `enlist` does
    words = {
        "asked": (_("A question about %(group)s"), _("A moderator is looking at %(group)s and asks:")),
        "declined": (
            _("%(group)s is not listed yet"),
            _("A moderator has looked at %(group)s and did not list it. The reason:"),
        ),
    }

    def facts(self, case) -> dict:
        group = case.organization
        others = Organization.objects.known().exclude(pk=group.pk)
        names = OrganizationName.objects.like(group.name, group.place, of=others)
        also = [other.name for other in group.names.others()]
        return {"like": [name.organization for name in names], "ways": _ways_to_reach(group), "also_called": also}

    def as_it_is(self, case) -> str:
        return Organization.objects.values_list("changed_at", flat=True).get(pk=case.organization_id).isoformat()

    def confirm(self, case, *, by) -> None:
        case.organization.enlist(by=by)

    def decline(self, case, *, by, note: str) -> None:
        case.organization.send_back(by=by)

    def undo(self, case, *, by) -> None:
        if case.is_confirmed:
            case.organization.unlist(by=by)
        else:
            self.reopen(case, by=by)

    def reopen(self, case, *, by) -> None:
        case.organization.submit(by=by)
        if not case.organization.is_in_review:
            raise ValidationError(_("This group is not a draft any more."), code="not_draft")

    @staticmethod
    def follow(group: Organization) -> None:
        """A group was sent to review."""
        Case.open("new_group", group)

    @staticmethod
    def forget(group: Organization) -> None:
        """It was retired before anybody decided."""
        Case.drop("new_group", group)


def _ways_to_reach(group: Organization) -> list[str]:
    ways = [group.website, group.contact_email, group.contact_phone, group.private_contact]
    return [way for way in ways if way]


@register
class Reported(CaseKind):
    """What the public says of a page. Upheld, the page is taken down; otherwise it stays, or comes back."""

    key = "report"
    title = _("Report")
    template = "orgs/_case_report.html"
    refusal = "confirmed"
    quiet = True
    outcomes = {"confirmed": _("Taken down"), "declined": _("It stays")}
    words = {
        "confirmed": (
            _("%(title)s was taken down"),
            _("A moderator has taken “%(title)s” down: the public does not see it any more. The reason:"),
        ),
        "declined": (_("%(title)s stays"), _("A moderator has looked at “%(title)s”. Everybody can see it again.")),
        "hidden": (
            _("%(title)s is hidden until somebody has looked"),
            _("Several groups have reported “%(title)s”. Until a moderator has looked, the public does not see it."),
        ),
    }

    def facts(self, case) -> dict:
        reports = list(case.reports.all()[:100])
        return {"reports": reports, "trusted": case.reports.all().trusted(), "count": len(reports)}

    def confirm(self, case, *, by) -> None:
        case.about.hide(case, by=by)

    def decline(self, case, *, by, note: str) -> None:
        if self._was_hidden(case):
            case.about.unhide(case, by=by)

    def undo(self, case, *, by) -> None:
        hidden_before = self._was_hidden(case)
        if case.is_confirmed and not hidden_before:
            case.about.unhide(case, by=by)
        if case.is_declined and hidden_before:
            case.about.hide(case, by=by)

    def tells(self, case, act: str) -> bool:
        """A report that comes to nothing troubles nobody, where nothing was hidden for it."""
        if act in ("declined", "undone"):
            return case.is_confirmed or self._was_hidden(case)
        return True

    def decided(self, case) -> None:
        """Who left an address for it hears, once, that somebody has looked."""
        contacts = {report.contact for report in case.reports.exclude(contact="")}
        for contact in sorted(contacts):
            if Message.objects.stranger_may_cause("report_decided", contact):
                Message.write(kind="report_decided", about=f"case:{case.pk}", to=contact, context={"case": case.pk})

    @staticmethod
    def _was_hidden(case) -> bool:
        """Whether the page was down before this decision: by five trusted reports, or by the one appealed."""
        return bool(case.hidden_at or case.appealed_at)

"""What moderators judge of bodies: what is said of one, which many groups rely on and any of them may change."""

from django.utils.translation import gettext_lazy as _

from demands.models import Body
from orgs.kinds import Reported
from orgs.reviewing import ShownSubject, register, register_subject


@register_subject
class BodySubject(ShownSubject):
    """A case about one body: "body:5". It is not hidden, since demands are put to it: its facts are frozen."""

    key = "body"
    reported_as = "body_report"

    def rows(self):
        return Body.objects.for_cards()

    def title(self, case) -> str:
        body = self.row(case)
        return body.name if body else ""

    def hide(self, case, *, by) -> None:
        if body := self.row(case):
            body.freeze()

    def unhide(self, case, *, by) -> None:
        if body := self.row(case):
            body.thaw()


@register
class ReportedBody(Reported):
    """What the public says of a body. Upheld, moderators alone change what is said of it; they take changes back."""

    key = "body_report"
    title = _("Report of a body")
    template = "demands/_case_body.html"
    outcomes = {"confirmed": _("Frozen"), "declined": _("It stays as it is")}
    presses = {"confirmed": _("Freeze it"), "declined": _("Leave it as it is")}
    words = {
        "confirmed": (
            _("%(title)s is frozen"),
            _("A moderator has looked at what is said of “%(title)s”. Moderators alone change it now. The reason:"),
        ),
        "declined": (
            _("%(title)s can be changed again"),
            _("A moderator has looked at “%(title)s”. The groups that rely on it keep it right again."),
        ),
        "hidden": (
            _("%(title)s is frozen until somebody has looked"),
            _("Several groups have reported “%(title)s”. Until a moderator has looked, nobody else changes it."),
        ),
    }

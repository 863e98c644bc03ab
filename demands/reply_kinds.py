"""What moderators judge of replies: whether one stands beside a stance, and whether one that is reported stays."""

from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from demands.models import SeatReply
from orgs.reviewing import CaseKind, ShownSubject, register, register_subject


@register_subject
class ReplySubject(ShownSubject):
    """A case about one reply: "seat_reply:4"."""

    key = "seat_reply"

    def rows(self):
        return SeatReply.objects.for_page()

    def title(self, case) -> str:
        reply = self.row(case)
        names = reply and {"seat": reply.term.seat, "title": reply.demand.title}
        return _("%(seat)s on “%(title)s”") % names if names else ""

    def url(self, case) -> str:
        reply = self.row(case)
        return f"{reply.seats_url}#seat-{reply.term.seat_id}" if reply else case.organization.get_absolute_url()

    def hide(self, case, *, by) -> None:
        if reply := self.row(case):
            reply.withhold_reply()

    def unhide(self, case, *, by) -> None:
        if reply := self.row(case):
            reply.put_back_reply()


@register
class ReplyOfSeat(CaseKind):
    """A reply of whoever holds a seat. Nobody can tell from an address who she is: a person looks."""

    key = "seat_reply"
    title = _("Reply of a seat holder")
    template = "demands/_case_reply.html"
    of = ReplySubject()
    concerns = "opener"  # an address without an account: its letters are written by the verbs
    asks = False
    outcomes = {"confirmed": _("Shown"), "declined": _("Not shown")}
    checks = {
        "who": _("The address is the seat holder’s, or of whoever speaks for her, as far as one can tell."),
        "words": _("It answers what is said of the seat, and exposes nobody."),
    }

    def facts(self, case) -> dict:
        reply = self.of.row(case)
        if reply is None:
            return {"reply": None}
        body, lead = reply.demand.body, reply.demand.lead
        standing = SeatReply.objects.standing().filter(demand=reply.demand_id, term=reply.term_id)
        return {
            "reply": reply,
            "is_of_body": _is_of(reply.domain, body.website) and not body.is_website_from(lead),
            "website_of": body.website_written(),
            "standing": standing.exclude(pk=reply.pk).first(),
        }

    def confirm(self, case, *, by) -> None:
        if reply := self.of.row(case):
            reply.let_stand()

    def decline(self, case, *, by, note: str) -> None:
        if reply := self.of.row(case):
            reply.turn_down()

    def undo(self, case, *, by) -> None:
        if reply := self.of.row(case):
            reply.look_again()

    def tells(self, case, act: str) -> bool:
        return False


def _is_of(domain: str, website: str) -> bool:
    """Whether a mailbox is under the name of a website, or the other way round."""
    site = (urlsplit(website).hostname or "").removeprefix("www.")
    return bool(domain and site) and (f".{domain}".endswith(f".{site}") or f".{site}".endswith(f".{domain}"))

"""Replies that stand and that nobody of the lead has read yet, for the desk."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from demands.models import Demand, SeatReply
from orgs import needs
from orgs.models import User
from orgs.needs import Act, Need
from orgs.waiting import MOST, asked_when

LATEST = timedelta(days=28)


def register_all() -> None:
    needs.register("replies of seat holders", replies)


def replies(user: User) -> list[Need]:
    """Of the last four weeks; it ends when one of the organizers has read it."""
    led = Demand.objects.editable_by(user).values("pk")
    unread = SeatReply.objects.standing().filter(read_at=None, demand__in=led)
    rows = unread.filter(decided_at__gt=timezone.now() - LATEST).for_page().order_by("decided_at")
    return [_need(reply) for reply in rows[:MOST]]


def _need(reply: SeatReply) -> Need:
    demand = reply.demand
    return Need(
        f"reply:{reply.pk}",
        _("%(seat)s has replied to “%(title)s”") % {"seat": reply.term.seat, "title": demand.title},
        text=asked_when(reply.decided_at),
        stock=demand.lead.stock,
        acts=[
            Act(_("Read it"), f"{reply.seats_url}#seat-{reply.term.seat_id}"),
            Act(_("We have read it"), reverse("demands:reply-reading", args=[reply.pk]), post=True, main=False),
        ],
    )

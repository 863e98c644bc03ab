"""What demands want from a person: the talks she said she would have."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from demands.models import Demand, SeatClaim
from orgs import needs
from orgs.models import User
from orgs.needs import Act, Need

MOST = 20


def register_all() -> None:
    needs.register("talks", talks, done=talked)


def talks(user: User) -> list[Need]:
    working = Demand.objects.canvassed_by(user).put()
    hers = SeatClaim.objects.mine(user).filter(demand__in=working.values("pk")).order_by("due_on", "pk")
    return [_need(talk) for talk in hers.select_related("demand__lead", "seat")[:MOST]]


def talked(user: User, since: datetime) -> list[str]:
    rows = SeatClaim.objects.reported().filter(claimed_by=user, ended_at__gte=since).select_related("demand", "seat")
    return [
        _("You talked to %(seat)s about “%(title)s”.") % {"seat": row.seat, "title": row.demand.title}
        for row in rows.order_by("-ended_at")[:MOST]
    ]


def _need(talk: SeatClaim) -> Need:
    names = {"seat": talk.seat, "day": date_format(talk.due_on, "l j F"), "title": talk.demand.title}
    where = [talk.demand.slug, talk.seat_id]
    return Need(
        key=f"talk:{talk.pk}",
        headline=_("You said you would talk to %(seat)s by %(day)s") % names,
        text=_("About “%(title)s”.") % names,
        stock=talk.demand.lead.stock,
        due=talk.due_on,
        is_late=talk.due_on < timezone.localdate(),
        acts=[
            Act(_("Note how it went"), reverse("demands:desk-seat", args=where)),
            Act(_("Give it back"), reverse("demands:seat-release", args=where), post=True, main=False),
        ],
    )

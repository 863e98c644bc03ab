"""The letters about seats: to whoever said that she talks to one."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from demands.models import Demand, SeatClaim
from demands.models.talk_reminders import DUE, FREED
from orgs.models import User
from orgs.night import morning_after
from outbox import reasons
from outbox.letters import Letter, NotYet, Unwanted, register


class _OfTalk(Letter):
    """About one talk; asked again whether she still has to do with the demand."""

    reason = reasons.TALKS

    def context(self, message) -> dict:
        talk = SeatClaim.objects.filter(pk=message.context["talk"]).select_related("demand__body", "seat").first()
        user = User.objects.filter(pk=message.context["user"], is_active=True).first()
        if talk is None or user is None or not self.is_wanted(talk, user):
            raise Unwanted("overtaken: it is done, somebody else's, or nobody works on it any more")
        if until := morning_after(timezone.now(), user.time_zone or settings.TIME_ZONE):
            raise NotYet(until)
        path = reverse("demands:desk-seat", args=[talk.demand.slug, talk.seat_id])
        return {"talk": talk, "demand": talk.demand, "seat": talk.seat, "url": f"{settings.SITE_URL}{path}"}

    def is_wanted(self, talk: SeatClaim, user: User) -> bool:
        still_there = Demand.objects.canvassed_by(user).filter(pk=talk.demand_id).exists()
        return still_there and talk.demand.is_announced and talk.claimed_by_id == user.pk


@register
class TalkDue(_OfTalk):
    """On the day she said, and once three days later."""

    kind = DUE
    template = "demands/mail/talk_due"
    title = _("reminders of whom you said you would talk to")

    def is_wanted(self, talk: SeatClaim, user: User) -> bool:
        return talk.is_open and super().is_wanted(talk, user)


@register
class TalkFreed(_OfTalk):
    """After two weeks somebody else may talk to them."""

    kind = FREED
    template = "demands/mail/talk_freed"
    title = _("letters about talks that are free again")

    def is_wanted(self, talk: SeatClaim, user: User) -> bool:
        taken_anew = SeatClaim.objects.open().filter(demand=talk.demand_id, seat=talk.seat_id).exists()
        return not taken_anew and super().is_wanted(talk, user)

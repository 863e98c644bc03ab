"""The letters to whoever looks after groups on a board; they name groups, and nobody’s contact."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.letters import absolute, one
from orgs.models import LetterSetting, Organization, User
from orgs.night import morning_after
from outbox import reasons
from outbox.letters import Letter, NotYet, Unwanted, register
from outreach.models import Prospect
from outreach.models.reminded import DUE, FREED

MOST = 20


class _ToOneWhoAsks(Letter):
    """About prospects of one host; asked again whether she still sees their boards."""

    reason = reasons.LOOKS_AFTER
    settable = True

    def context(self, message) -> dict:
        user = one(User.objects.filter(is_active=True), message.context["user"], "account")
        host = one(Organization.objects, message.context["organization"], "group")
        rows = [row for row in self._rows(user, message) if row.board.host == host]
        if not rows:
            raise Unwanted("overtaken: nothing is due any more, or somebody else looks after it")
        words = LetterSetting.words_of(host, self.kind)
        if until := morning_after(timezone.now(), user.time_zone or settings.TIME_ZONE):
            raise NotYet(until)
        return self._told(rows, host) | {"words": words}

    def _rows(self, user: User, message) -> list[Prospect]:
        raise NotImplementedError

    def _told(self, rows: list[Prospect], host: Organization) -> dict:
        told = [{"row": row, "url": absolute(row.get_absolute_url())} for row in rows]
        return {"prospects": told, "number": len(rows), "url": absolute(reverse("outreach:boards")), "words_of": host}


@register
class ProspectsDue(_ToOneWhoAsks):
    """On the day of the next step, and once three days later."""

    kind = DUE
    template = "outreach/mail/prospects_due"
    title = _("reminders of groups you look after")
    name = _("Who is to be asked today")
    goes = _("To whoever took a group on a board, on the day of the next step and once three days later.")

    def _rows(self, user: User, message) -> list[Prospect]:
        today = timezone.now().astimezone(ZoneInfo(user.time_zone or settings.TIME_ZONE)).date()
        mine = Prospect.objects.editable_by(user).of_now().mine(user).in_play()
        return list(mine.filter(due_on__lte=today).for_cards().with_targets()[:MOST])

    def preview(self, group: Organization) -> dict | None:
        taken = Prospect.objects.of_host(group).in_play().filter(claimed_by__isnull=False, due_on__isnull=False)
        rows = list(taken.for_cards().with_targets()[:3])
        return self._told(rows, group) if rows else None


@register
class ClaimsFreed(_ToOneWhoAsks):
    """What she took and did not touch for two weeks is anybody's again."""

    kind = FREED
    template = "outreach/mail/claims_freed"
    title = _("letters about groups that are free again")
    name = _("Given back after two weeks")
    goes = _("To whoever took a group on a board and noted nothing for two weeks, once, when it is free again.")

    def _rows(self, user: User, message) -> list[Prospect]:
        freed = Prospect.objects.editable_by(user).of_now().in_play().filter(claimed_by=None)
        return list(freed.filter(pk__in=message.context["prospects"]).for_cards().with_targets()[:MOST])

    def preview(self, group: Organization) -> dict | None:
        taken = Prospect.objects.of_host(group).in_play().filter(claimed_by__isnull=False)
        rows = list(taken.for_cards().with_targets()[:2])
        return self._told(rows, group) if rows else None

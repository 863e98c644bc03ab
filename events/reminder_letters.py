"""The letters of the clock to groups beside a series: once more to who has not answered, and before a date."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events import taken_on
from events.letters import absolute, by_day, one, public
from events.models import Occurrence, Series, Sponsorship
from events.models.brought import people_by_group
from events.models.foretold import PLANNING, WEEK_BEFORE
from orgs.invited_letters import asked, refuse_stopped, why_asked
from orgs.models import LetterSetting, Organization
from outbox import reasons
from outbox.letters import Letter, Unwanted, register


def _dates(series: Series) -> list:
    return list(series.occurrences.going_ahead().to_come().for_cards()[:3])


@register
class SponsorshipReminder(Letter):
    """Asks a group that has not answered once more, with the same link; words of the host only where somebody has an
    account, since any other address has confirmed nothing."""

    kind = Sponsorship.REMINDER
    reason = reasons.INVITED_GROUP
    template = "events/mail/sponsorship_reminder"
    title = _("invitations")
    settable = True
    name = _("Asking once more")
    goes = _(
        "To a group that has not answered your invitation, after one week and after three. Never after an answer, a no"
        " or a stop."
    )

    def context(self, message) -> dict:
        sponsorship = one(Sponsorship.objects.awaiting().for_cards(), message.context["sponsorship"], "invitation")
        if not sponsorship.is_open:
            raise Unwanted("expired: its thirty days are over")
        user, forward = asked(sponsorship, message.context)
        refuse_stopped(message, Sponsorship.INVITATION)
        series = public(sponsorship.series)
        words = LetterSetting.words_of(series.host, self.kind)
        by_day(series.time_zone)
        url = absolute(sponsorship.link(user, forward))
        return self._told(sponsorship) | {"url": url, "words": words if user else "", "last": message.context["last"]}

    def reason_for(self, message) -> str:
        return why_asked(message.context)

    def preview(self, group: Organization) -> dict | None:
        asked = Sponsorship.objects.invited().filter(series__host=group, organization__isnull=False)
        newest = asked.select_related("series__host", "series__place", "organization").order_by("-asked_at")
        sponsorship = newest.awaiting().first() or newest.first()
        if sponsorship is None:
            return None
        return self._told(sponsorship) | {"url": absolute("/sign/…/"), "last": False}

    def _told(self, sponsorship: Sponsorship) -> dict:
        series = sponsorship.series
        return {"sponsorship": sponsorship, "series": series, "dates": _dates(series), "words_of": series.host}


@register
class WeekBefore(Letter):
    """Tells the organizers of a group beside a series of a date in a week, and of what the group took on for it."""

    kind = WEEK_BEFORE
    reason = reasons.ORGANIZES
    template = "events/mail/week_before"
    title = _("letters a week before a date that your group stands by")
    settable = True
    name = _("A week before a date")
    goes = _(
        "To the organizers of co-hosts and co-sponsors, a week before their first date; later only where their group"
        " took something on for that date."
    )

    def context(self, message) -> dict:
        signed = one(Sponsorship.objects.public().for_cards(), message.context["sponsorship"], "sign-on")
        date = one(Occurrence.objects.for_cards(), message.context["occurrence"], "date")
        public(date.series)
        if not signed.organization.organizers().filter(pk=message.context["user"]).exists():
            raise Unwanted("left: no longer an organizer of the group")
        if date.is_off or date.day.isoformat() != message.context["day"]:
            raise Unwanted("moved: it is on another day, or off")
        if date.starts_at <= timezone.now() or not signed.covers(date.original_day):
            raise Unwanted("past: it has begun, or the group sits it out")
        words = LetterSetting.words_of(date.series.host, self.kind)
        by_day(date.zone)
        return self._told(signed, date) | {"words": words}

    def preview(self, group: Organization) -> dict | None:
        signed = Sponsorship.objects.public().filter(series__host=group, series__state="announced", level__in=PLANNING)
        for one_signed in signed.for_cards().order_by("-decided_at")[:5]:
            ahead = one_signed.series.occurrences.to_come().going_ahead().for_cards()[:20]
            if date := next((date for date in ahead if one_signed.covers(date.original_day)), None):
                return self._told(one_signed, date)
        return None

    def _told(self, signed: Sponsorship, date: Occurrence) -> dict:
        group = signed.organization_id
        return {
            "sponsorship": signed,
            "group": signed.organization,
            "series": date.series,
            "date": date,
            "took": [*signed.task_labels, *taken_on.for_dates([date.pk]).get((date.pk, group), [])],
            "coming": people_by_group([date])[date.pk][group],
            "own_link": absolute(signed.own_link) if signed.own_link else "",
            "url": absolute(reverse("events:sponsorship", args=[signed.pk])),
            "words_of": date.series.host,
        }

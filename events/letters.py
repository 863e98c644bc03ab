"""The letters of this room: each says what it is about, and whether it still has a point."""

import uuid

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events import answer_news, following, invited
from events.models import Attendance, Follow, Forward, Occurrence, Series, Sponsorship
from events.subscribe import Copy
from orgs.invited_letters import asked, why_asked
from orgs.models import Organization, User
from outbox import reasons
from outbox.letters import Letter, NotYet, Unwanted, register
from outbox.quoting import inert
from outbox.together import once


def absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def one(queryset, pk, what: str):
    found = queryset.filter(pk=pk).first()
    if found is None:
        raise Unwanted(f"gone: the {what} is no more")
    return found


def _date(pk) -> Occurrence:
    dates = Occurrence.objects.with_rules().select_related("series__host")
    return once(("date", pk), lambda: one(dates, pk, "date"))


def public(series: Series) -> Series:
    if not series.is_public:
        raise Unwanted("unlisted: the public does not see the series")
    return series


def by_day(zone: str) -> None:
    """Raise NotYet where it is night by the clocks of the place."""
    if until := following.morning_after(timezone.now(), zone):
        raise NotYet(until)


def reader(context: dict) -> dict:
    """The reader's own page: her answer's link; none for an organizer or a follower."""
    if user := context.get("user"):
        one(User.objects.filter(is_active=True), user, "account")
        return {"answer_url": ""}
    if follow := context.get("follow"):
        one(Follow.objects.confirmed(), follow, "follow")
        return {"answer_url": ""}
    answers = Attendance.objects.confirmed().values_list("answer", flat=True)
    return {"answer_url": absolute(Attendance.url(one(answers, context.get("attendance"), "answer")))}


@register
class AnswerConfirmation(Letter):
    """Asks the owner of an address whether it was she. Holds nothing that a visitor typed."""

    kind = "answer_confirmation"
    reason = reasons.TYPED
    template = "events/mail/answer_confirmation"
    title = _("confirmations")
    urgent = True
    by_strangers = True

    def context(self, message) -> dict:
        answer = uuid.UUID(message.context["answer"])
        rows = list(Attendance.objects.of_answer(answer).unconfirmed().order_by("occurrence__starts_at")[:20])
        if not rows:
            raise Unwanted("answered: confirmed or erased meanwhile")
        series = public(rows[0].series)
        dates = [row.occurrence for row in rows if row.occurrence]
        for date in dates:
            date.series = series
        path = reverse("events:answer-confirmation", args=[Attendance.confirmation_token(answer)])
        return {"series": series, "dates": dates, "url": absolute(path)}


@register
class Reminder(Letter):
    """The evening before, and the morning of the day."""

    kind = "reminder"
    reason = reasons.REMINDED
    template = "events/mail/reminder"
    title = _("reminders")
    urgent = True

    def context(self, message) -> dict:
        date = _date(message.context["occurrence"])
        public(date.series)
        if date.is_off:
            raise Unwanted("cancelled: the date does not take place")
        if date.starts_at <= timezone.now():
            raise Unwanted("past: the date has begun")
        if date.day.isoformat() != message.context["day"]:
            raise Unwanted("moved: the date is on another day now")
        return {
            "date": date,
            "series": date.series,
            "morning": message.context["rung"] == "morning",
            "url": absolute(date.get_absolute_url()),
            "calendar_url": absolute(reverse("events:feed-occurrence", args=[date.series.slug, date.original_day])),
            "copy": Copy(date),
        } | reader(message.context)


@register
class SeriesCancelled(Letter):
    """The whole series is off."""

    kind = "series_cancelled"
    reason = reasons.COMES
    template = "events/mail/series_cancelled"
    title = _("letters about cancelled series")
    urgent = True

    def context(self, message) -> dict:
        series = one(Series.objects.select_related("host", "place"), message.context["series"], "series")
        if not series.is_cancelled:
            raise Unwanted("overtaken: the series goes on")
        url = absolute(public(series).get_absolute_url())
        dates = Occurrence.objects.for_cards().filter(series=series, ends_at__gt=timezone.now())
        calendars = invited.parts(message, dates)
        return {"series": series, "url": url, "calendars": calendars} | reader(message.context)


@register
class SponsorshipInvitation(Letter):
    """Asks a group to sign on, with a link for whoever reads it; by day, but at once where one of them passed it on."""

    kind = "sponsorship_invitation"
    reason = reasons.INVITED_GROUP
    template = "events/mail/sponsorship_invitation"
    title = _("invitations")

    def context(self, message) -> dict:
        sponsorship = one(Sponsorship.objects.awaiting().for_cards(), message.context["sponsorship"], "invitation")
        user, forward = asked(sponsorship, message.context)
        series = public(sponsorship.series)
        if not forward:
            by_day(series.time_zone)
        dates = list(series.occurrences.going_ahead().to_come().for_cards()[:3])
        return {
            "sponsorship": sponsorship,
            "series": series,
            "dates": dates,
            "words": self._words(sponsorship, forward),
            "url": absolute(sponsorship.link(user, forward)),
        }

    def reason_for(self, message) -> str:
        return why_asked(message.context)

    def _words(self, sponsorship: Sponsorship, forward: Forward | None) -> list[str]:
        """Why the host asks, in its own words; of a group with no record yet they stand on the page alone."""
        host = sponsorship.series.host
        if forward or not (sponsorship.letter and host.is_listed and Series.has_clean_record(host)):
            return []
        asker = sponsorship.asked_by
        if asker is None or not Organization.objects.organized_by(asker).filter(pk=host.pk).exists():
            return []  # a co-host's words do not go out on the host's record
        return inert(sponsorship.letter)


@register
class SponsorshipRequest(Letter):
    """Tells the host's organizers that a group would like to be named."""

    kind = "sponsorship_request"
    reason = reasons.ORGANIZES
    template = "events/mail/sponsorship_request"
    title = _("letters about requests from other groups")

    def context(self, message) -> dict:
        sponsorship = one(Sponsorship.objects.awaiting().for_cards(), message.context["sponsorship"], "request")
        user = one(User.objects.filter(is_active=True), message.context["user"], "account")
        if not Organization.objects.organized_by(user).filter(pk=sponsorship.series.host_id).exists():
            raise Unwanted("left: no longer an organizer of the host")
        url = absolute(reverse("events:sponsorship", args=[sponsorship.pk]))
        return {"sponsorship": sponsorship, "series": sponsorship.series, "url": url}


@register
class SponsorshipAnswered(Letter):
    """Tells the organizers of both sides what was answered; of who pressed only the signer, for her records."""

    kind = "sponsorship_answered"
    reason = reasons.ORGANIZES
    template = "events/mail/sponsorship_answered"
    title = _("letters about answers from other groups")

    def context(self, message) -> dict:
        sponsorship = one(Sponsorship.objects.for_cards(), message.context["sponsorship"], "sponsorship")
        if sponsorship.state != message.context["state"]:
            raise Unwanted("overtaken: it was answered anew")
        user = one(User.objects.filter(is_active=True), message.context["user"], "account")
        if not Organization.objects.organized_by(user).filter(pk=message.context["side"]).exists():
            raise Unwanted("left: no longer an organizer of the group")
        own = message.context["side"] == sponsorship.organization_id
        signed_by_reader = own and sponsorship.is_accepted and user.pk == self._signer(sponsorship)
        if user.pk == sponsorship.decided_by_id and not signed_by_reader:
            raise Unwanted("own: the reader answered it")
        may_withdraw = own and sponsorship.is_accepted
        return {
            "headline": answer_news.headline(sponsorship, own=own),
            "opening": answer_news.opening(sponsorship, own=own),
            "promises": answer_news.promises(sponsorship),
            "who": answer_news.who(sponsorship),
            "may_withdraw": may_withdraw,
            "own_link": absolute(sponsorship.own_link) if own and sponsorship.own_link else "",
            "signed_by_reader": signed_by_reader,
            "url": absolute(reverse("events:desk") if may_withdraw else sponsorship.series.get_absolute_url()),
        }

    def _signer(self, sponsorship: Sponsorship) -> int | None:
        """Who spoke for the group: she who said yes to an invitation, or who asked the host."""
        return sponsorship.decided_by_id if sponsorship.is_invitation else sponsorship.asked_by_id

"""The letters that a calendar reads: one that brings a date in, and one that takes dates out again."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events import invited
from events.letters import absolute, one, public
from events.models import Attendance, Occurrence
from outbox import reasons
from outbox.letters import Letter, Unwanted, register


@register
class CalendarInvitation(Letter):
    """Brings a date into the calendar of somebody who said yes to it and asked for that."""

    kind = "calendar_invitation"
    reason = reasons.CALENDAR
    template = "events/mail/calendar_invitation"
    title = _("invitations for your calendar")
    urgent = True

    def context(self, message) -> dict:
        answers = Attendance.objects.confirmed().filter(wants_invitation=True)
        answer = one(answers, message.context["attendance"], "answer")
        date = one(Occurrence.objects.for_cards(), answer.occurrence_id, "date")
        public(date.series)
        if date.is_off or date.is_past:
            raise Unwanted("cancelled: the date does not take place, or is over")
        return {
            "date": date,
            "series": date.series,
            "calendars": invited.parts(message, [date]),
            "url": absolute(date.get_absolute_url()),
            "answer_url": absolute(Attendance.url(answer.answer)),
        }


@register
class CalendarWithdrawal(Letter):
    """Takes dates out of the calendar of somebody who has taken her answer back; nothing else is kept of it."""

    kind = "calendar_withdrawal"
    reason = reasons.CALENDAR
    template = "events/mail/calendar_withdrawal"
    title = _("invitations for your calendar")
    urgent = True

    def context(self, message) -> dict:
        again = Attendance.objects.confirmed().filter(contact_index=message.recipient_index)
        rows = Occurrence.objects.for_cards().filter(pk__in=message.context["dates"], ends_at__gt=timezone.now())
        dates = list(rows.exclude(pk__in=again.exclude(occurrence=None).values("occurrence")))
        if not dates:
            raise Unwanted("overtaken: she comes after all, or the dates are over")
        public(dates[0].series)
        return {
            "dates": dates,
            "series": dates[0].series,
            "calendars": invited.parts(message, dates, withdrawn=True),
            "url": absolute(dates[0].series.get_absolute_url()),
        }

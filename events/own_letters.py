"""The letter that leads an address to its own calendars."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.letters import absolute
from events.models import Attendance, Follow, PrivateCalendar
from outbox import reasons
from outbox.letters import Letter, Unwanted, register


@register
class CalendarLink(Letter):
    """The link to the calendars of an address, for whoever reads its mailbox."""

    kind = "calendar_link"
    reason = reasons.TYPED
    template = "events/mail/calendar_link"
    title = _("links to your calendars")
    by_strangers = True

    def context(self, message) -> dict:
        index = message.recipient_index
        coming = Attendance.objects.confirmed().filter(contact_index=index)
        if not coming.exists() and not Follow.objects.confirmed().filter(follower__contact_index=index).exists():
            raise Unwanted("gone: nothing stands behind the address any more")
        return {"url": absolute(reverse("events:own-calendars", args=[PrivateCalendar.page_token(index)]))}

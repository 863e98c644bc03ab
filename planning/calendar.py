"""Planning meetings as events of a private calendar (RFC 5545): of all groups that its owner belongs to."""

from datetime import UTC, date, timedelta

import icalendar
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar.prop import vText, vUri

from events.ical import Block
from events.models import PrivateCalendar
from events.vevent import add_hours, as_text
from planning.models import Meeting

PAST = timedelta(days=90)
MOST = 100


def meetings_for(calendar: PrivateCalendar, today: date) -> list[Block]:
    """Those of the last three months and to come, where she ticked what her groups do."""
    if not (calendar.user and calendar.with_groups):
        return []
    mine = Meeting.objects.seen_by(calendar.user).filter(day__gte=today - PAST).select_related("series")
    if not calendar.with_cancelled:
        mine = mine.going_ahead()
    return [block(meeting) for meeting in mine.order_by("-starts_at", "pk")[:MOST]]


def block(meeting: Meeting) -> Block:
    return Block(
        order=(meeting.day.isoformat(), str(meeting.uid)),
        modified=meeting.changed_at,
        zones=(meeting.time_zone,),
        until=meeting.day,
        body=event(meeting).to_ical(),
    )


def event(meeting: Meeting) -> icalendar.Event:
    """Its UID stays; SEQUENCE rises with each change. It makes nobody busy: nobody has said that she comes."""
    made, changed = icalendar.Event(), meeting.changed_at.astimezone(UTC).replace(microsecond=0)
    made.add("UID", vText(str(meeting.uid)))
    made.add("DTSTAMP", changed)
    made.add("LAST-MODIFIED", changed)
    made.add("CREATED", meeting.written_at.astimezone(UTC).replace(microsecond=0))
    made.add("SEQUENCE", meeting.sequence)
    add_hours(made, meeting.starts_local, meeting.minutes)
    made.add("SUMMARY", as_text(_summary(meeting)))
    if where := meeting.place or meeting.link:
        made.add("LOCATION", as_text(where))
    made.add("URL", vUri(f"{settings.SITE_URL}{reverse('planning:plan', args=[meeting.series.slug])}"))
    parts = [meeting.agenda, meeting.link, meeting.dial_in]
    made.add("DESCRIPTION", as_text("\n\n".join(part for part in parts if part)))
    made.add("STATUS", "CANCELLED" if meeting.is_called_off else "CONFIRMED")
    made.add("TRANSP", "TRANSPARENT")
    return made


def _summary(meeting: Meeting) -> str:
    title = _("Planning: %(title)s") % {"title": meeting.series.title}
    return _("CALLED OFF: %(title)s") % {"title": title} if meeting.is_called_off else title

"""The daily look at the calendar of a group somewhere else."""

from django.core.exceptions import ValidationError

from events.importing.taking import Errand, asked_of, may_announce, taken
from events.importing.verdicts import Found
from events.models import CalendarSource, Imported
from orgs.models import User
from outbox.fetching import Client

CALENDARS = "text/calendar, */*;q=0.1"


def fetched(address: str, client: Client | None = None) -> bytes:
    """What stands at the address of a calendar. ValidationError with a sentence where it cannot be had."""
    return (client or Client()).fetch(address, accept=CALENDARS)


def look(source: CalendarSource, *, by: User | None = None, client: Client | None = None) -> list[Found]:
    """Fetch a calendar and take over what changed in it; answers what became of its events, nothing if it failed.

    The same calendar again costs one request and no reading. What it no longer holds is noted, and decided by people.
    """
    try:
        data = fetched(source.address, client)
        if not source.is_followed():
            return []
        if source.has_read(data):
            source.seen(data, source.name)
            return []
        agenda = asked_of(data, source.organization, whole_days_at=source.whole_days_at)
    except ValidationError as refusal:
        source.failed(refusal.messages[0])
        return []
    announce = source.announces and may_announce(source.organization)
    found = list(taken(agenda.asked, Errand(source.organization, by=by, announce=announce, source=source)))
    Imported.objects.mark_vanished(source, {one.key for one in agenda.asked})
    source.seen(data, agenda.name)
    return found

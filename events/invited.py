"""What a letter carries for the calendar of its reader: of the dates that she had brought into it, how each stands."""

from collections.abc import Iterable

from events import itip
from events.models import Attendance, Occurrence
from events.models.naming import called_by

MOST = 20  # files in one letter


def parts(message, dates: Iterable[Occurrence], *, withdrawn: bool = False) -> list[tuple[str, bytes]]:
    """(method, file) for each of these dates that the reader wants in her calendar, whatever else concerns her.

    `withdrawn` where she has taken her answer back: of that nothing is kept, so all of the dates are meant.
    """
    rows = list(dates)
    if not withdrawn:
        hers = Attendance.objects.confirmed().filter(contact_index=message.recipient_index, wants_invitation=True)
        wanted = set(hers.filter(occurrence__in=[row.pk for row in rows]).values_list("occurrence", flat=True))
        rows = [row for row in rows if row.pk in wanted]
    return [_part(row, message, withdrawn) for row in rows[:MOST]]


def _part(row: Occurrence, message, withdrawn: bool) -> tuple[str, bytes]:
    groups = called_by(row.series, row.original_day)
    made = itip.part(row, groups, message.recipient, at=message.created_at, withdrawn=withdrawn)
    return made.method, made.content

"""When people are reminded: the day before at 18:00 and the morning at 08:00, by the clocks of the place."""

from datetime import time, timedelta

from django.db import transaction
from django.utils import timezone

from events.models import Occurrence, Series
from events.recurrence import starts
from outbox.models import Message

# Rung: how many days before, at what hour, and the column that says it was written.
LADDER = {
    "eve": (1, time(18), "eve_written_at"),
    "morning": (0, time(8), "morning_written_at"),
}
AHEAD = timedelta(days=3)


def due_at(occurrence: Occurrence, rung: str):
    """The instant of a rung; a morning rung that comes after the start is none (None)."""
    days, hour, _column = LADDER[rung]
    instant = starts(occurrence.day - timedelta(days=days), hour, occurrence.zone)
    return instant if instant < occurrence.starts_at else None


def is_overtaken(occurrence: Occurrence, rung: str, now) -> bool:
    """Whether the morning's letter is due as well, so that the one of the eve would only double it."""
    morning = due_at(occurrence, "morning")
    return rung == "eve" and morning is not None and morning <= now


def write_due() -> int:
    """Write the reminders whose time has come; how many were asked for.

    Each rung of a date is written in one transaction with the mark that it was, so a crash loses and
    doubles none. Who asked after a rung's hour gets the later one alone; so does everybody where the
    clockwork stood still over night, or a date was moved to this very day.
    """
    now = timezone.now()
    running = Occurrence.objects.public().going_ahead().filter(series__state=Series.State.ANNOUNCED)
    soon = running.filter(starts_at__gt=now, starts_at__lt=now + AHEAD)
    written = 0
    for rung, (_days, _hour, column) in LADDER.items():
        for occurrence in (
            soon.filter(**{column: None}).with_rules().select_related("series__host").iterator(chunk_size=500)
        ):
            instant = due_at(occurrence, rung)
            if instant and instant <= now and not is_overtaken(occurrence, rung, now):
                written += _write(occurrence, rung, column, instant)
    return written


@transaction.atomic
def _write(occurrence: Occurrence, rung: str, column: str, instant) -> int:
    mine = Occurrence.objects.filter(pk=occurrence.pk, day=occurrence.day, **{column: None})
    if not mine.update(**{column: timezone.now()}):
        return 0  # another process was first, or the date was moved meanwhile
    asked = occurrence.series.attendances.for_date(occurrence).confirmed().filter(confirmed_at__lte=instant)
    context = {"occurrence": occurrence.pk, "rung": rung, "day": occurrence.day.isoformat()}
    return Message.write_many(
        kind="reminder",
        about=f"occurrence:{occurrence.pk}",
        to=(
            (attendance.contact, context | {"attendance": attendance.pk})
            for attendance in asked.iterator(chunk_size=500)
        ),
        sequence=f"{rung}:{occurrence.day.isoformat()}",
        sender=occurrence.series.host.letters_key,
    )

"""Dates brought into the calendars of those who asked for it, and taken out when they withdraw their answer."""

from itertools import groupby

from django.utils import timezone

from outbox.models import Message

MOST_INVITATIONS = 8  # of one answer: for more it is better to subscribe


def bring_in(rows) -> None:
    """Write for each of these answers the letter that brings its date into her calendar, where she wants it.

    A date of which she was told already at this number brings no second letter.
    """
    wanted = [row for row in rows if row.wants_invitation and row.confirmed_at and row.contact and row.occurrence]
    coming = [row for row in wanted if not row.occurrence.is_past and not row.occurrence.is_off]
    for row in sorted(coming, key=lambda row: row.occurrence.starts_at)[:MOST_INVITATIONS]:
        Message.write(
            kind="calendar_invitation",
            about=f"occurrence:{row.occurrence_id}",
            to=row.contact,
            context={"attendance": row.pk},
            sequence=f"{row.series.sequence}:{row.answer.hex[:12]}",
            sender=row.series.host.letters_key,
        )


def take_out(rows) -> None:
    """Answers are taken back: one letter an address takes their dates out of the calendar they were brought into.

    The number of the series rises, so that its calendars know the later word.
    """
    gone = [row for row in rows if row.wants_invitation and row.confirmed_at and row.contact and row.occurrence]
    gone = [row for row in gone if not row.occurrence.is_past and not row.occurrence.is_off]
    for (series, _index), some in groupby(gone, key=lambda row: (row.series, row.contact_index)):
        mine = list(some)
        for row in mine:
            letters = Message.objects.to(row.contact)
            letters.withdraw(kind="calendar_invitation", about=f"occurrence:{row.occurrence_id}")
        series.revise(sequence=True)
        Message.write(
            kind="calendar_withdrawal",
            about=f"series:{series.pk}",
            to=mine[0].contact,
            context={"dates": sorted(row.occurrence_id for row in mine)},
            sequence=timezone.now().strftime("%Y%m%d%H%M%S%f"),
            sender=series.host.letters_key,
        )

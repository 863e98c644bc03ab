"""Whoever said she would talk to a seat is reminded on that day, and once more three days later."""

from datetime import time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from outbox.models import Message

DUE, FREED = "talk_due", "talk_freed"
HOUR = time(8)
ONCE_MORE = timedelta(days=3)


class TalkReminders(models.Model):
    """How often she was reminded of the day she said: twice at most."""

    reminders = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        abstract = True

    @classmethod
    def remind(cls) -> int:
        """Write to whom a talk is due, from eight in the morning by her own clocks; how many letters.

        Each is claimed by its own columns, so a late clock catches up and two at once write once.
        """
        soon = timezone.now().date() + timedelta(days=1)
        rows = cls.objects.open().filter(due_on__lte=soon, reminders__lt=2, claimed_by__is_active=True)
        rows = rows.filter(demand__state="put").select_related("claimed_by", "group", "demand")
        return sum(claim._remind() for claim in rows)

    def tell_freed(self) -> None:
        """Tell whoever had it that it is anybody's again."""
        if self.claimed_by and self.claimed_by.is_active and self.demand.is_announced:
            self._write(FREED, "1")

    # Private steps

    @transaction.atomic
    def _remind(self) -> int:
        here = timezone.now().astimezone(ZoneInfo(self.claimed_by.time_zone or settings.TIME_ZONE))
        due = self.due_on + ONCE_MORE * self.reminders
        if here.date() < due or here.time() < HOUR:
            return 0
        mine = type(self).objects.open().filter(pk=self.pk, due_on=self.due_on, reminders=self.reminders)
        if not mine.update(reminders=self.reminders + 1):
            return 0  # another process was first, or she gave it back meanwhile
        self._write(DUE, f"{self.due_on.isoformat()}:{self.reminders + 1}")
        return 1

    def _write(self, kind: str, sequence: str) -> None:
        Message.write(
            kind=kind,
            about=f"talk:{self.pk}",
            to=self.claimed_by.email,
            context={"talk": self.pk, "user": self.claimed_by_id},
            sequence=sequence,
            sender=self.group.letters_key,
        )

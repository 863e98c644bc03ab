"""Whoever looks after a group is reminded on the day of the next step, and once more three days later."""

from collections import defaultdict
from datetime import time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from orgs.models import LetterSetting, Organization, User
from outbox.models import Message

DUE, FREED = "prospects_due", "claims_freed"
HOUR = time(8)
ONCE_MORE = timedelta(days=3)


class Reminded(models.Model):
    """What of a prospect its person was reminded of: `reminded_of` is the day, `reminders` how often, twice at most."""

    reminded_of = models.DateField(null=True, editable=False)
    reminders = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        abstract = True

    @classmethod
    @transaction.atomic
    def remind(cls) -> int:
        """Write to whom something is due, from eight in the morning by her own clocks; how many letters.

        One letter for all that is due for one group that morning. Each row is claimed by its own columns, so a late
        clock catches up and two at once write once.
        """
        due = defaultdict(list)
        for row in cls.objects.to_remind_of():
            if row._is_morning and row._take_note():
                due[row.claimed_by, row.board.host].append(row)
        for (user, host), rows in due.items():
            _write(DUE, user, host, max(row._today for row in rows).isoformat(), {})
        return len(due)

    @classmethod
    def tell_freed(cls, freed: list) -> None:
        """Tell each who had taken groups, and was silent, that they are anybody's again: one letter for each host."""
        given_back = defaultdict(list)
        for row in freed:
            given_back[row.freed_from, row.board.host].append(row.pk)
        for (user, host), pks in given_back.items():
            _write(FREED, user, host, timezone.now().date().isoformat(), {"prospects": pks})

    # Private steps

    @property
    def _here(self):
        return timezone.now().astimezone(ZoneInfo(self.claimed_by.time_zone or settings.TIME_ZONE))

    @property
    def _today(self):
        return self._here.date()

    @property
    def _is_morning(self) -> bool:
        """Whether it is due by the clocks of her who has it, and she may still see the board."""
        return self.due_on <= self._today and self._here.time() >= HOUR and self.claimed_by.is_active

    def _take_note(self) -> bool:
        """Whether it is for this call to remind her: the first time, or once more when three days have gone by."""
        mine = type(self).objects.filter(pk=self.pk, due_on=self.due_on, claimed_by=self.claimed_by)
        if self.reminded_of != self.due_on:
            same = models.Q(reminded_of=self.reminded_of) if self.reminded_of else models.Q(reminded_of=None)
            return bool(mine.filter(same).update(reminded_of=self.due_on, reminders=1))
        if self.reminders > 1 or self.due_on > self._today - ONCE_MORE:
            return False
        return bool(mine.filter(reminded_of=self.due_on, reminders=1).update(reminders=2))


def _write(kind: str, user: User, host: Organization, sequence: str, context: dict) -> None:
    if not LetterSetting.silent_groups(kind).filter(organization=host).exists():
        Message.write(
            kind=kind,
            about=f"outreach:{host.pk}",
            to=user.email,
            context={"user": user.pk, "organization": host.pk} | context,
            sequence=sequence,
            sender=host.letters_key,
        )

"""A week before a date the groups beside it are told of it, and of what they took on."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import batched

from django.db import models, transaction
from django.utils import timezone

from events import taken_on
from events.models.occurrence import Occurrence
from events.recurrence import starts
from orgs.models import LetterSetting, Organization
from outbox.models import Message

WEEK_BEFORE = "week_before"
HOUR = time(9)
WEEK, LATEST = timedelta(days=7), timedelta(days=2)
PLANNING = ["co_host", "co_sponsor"]


class Foretold(models.Model):
    """The part of a sign-on that knows of which date its organizers were told last."""

    foretold_day = models.DateField(null=True, editable=False)

    class Meta:
        abstract = True

    @classmethod
    def foretell(cls) -> int:
        """Write to the groups beside the dates of the coming week; to how many, each once a date.

        Each is told of the first date after it has signed, later only where it took something on for that date. One
        that signs within the week is told at once, until two days before.
        """
        now = timezone.now()
        dates = Occurrence.objects.public().going_ahead().filter(series__state="announced")
        near = dates.filter(starts_at__gt=now + LATEST, starts_at__lt=now + WEEK + timedelta(days=1))
        due = [date for date in near.for_cards() if _due_at(date) <= now]
        return sum(cls._foretell(list(some)) for some in batched(due, 200))

    @classmethod
    def _foretell(cls, dates: list[Occurrence]) -> int:
        took = taken_on.for_dates(date.pk for date in dates)
        return sum(row._tell_of(date) for row, date in cls._concerned(dates, took))

    @classmethod
    def _concerned(cls, dates: list[Occurrence], took: dict) -> Iterator[tuple["Foretold", Occurrence]]:
        signed = cls.objects.public().filter(series__in={date.series_id for date in dates}, level__in=PLANNING)
        signed = signed.exclude(series__host__in=LetterSetting.silent_groups(WEEK_BEFORE))
        rows = list(signed.select_related("organization"))
        for date in dates:
            for row in rows:
                told = row.foretold_day
                known = told is not None and (told >= date.original_day or (date.pk, row.organization_id) not in took)
                if row.series_id == date.series_id and not known and row.covers(date.original_day):
                    yield row, date

    @transaction.atomic
    def _tell_of(self, date: Occurrence) -> bool:
        """Claimed by the row's own columns: of two clocks at once one writes."""
        mine = type(self).objects.filter(pk=self.pk, state="accepted", foretold_day=self.foretold_day)
        if not mine.update(foretold_day=date.original_day):
            return False
        self.foretold_day = date.original_day
        host: Organization = date.series.host
        context = {"sponsorship": self.pk, "occurrence": date.pk, "day": date.day.isoformat()}
        Message.write_many(
            kind=WEEK_BEFORE,
            about=f"sponsorship:{self.pk}",
            to=[(person.email, context | {"user": person.pk}) for person in self.organization.organizers()],
            sequence=date.original_day.isoformat(),
            sender=host.letters_key,
        )
        return True


def _due_at(date: Occurrence) -> datetime:
    """Nine in the morning a week before, by the clocks of the place."""
    return starts(date.day - WEEK, HOUR, date.zone)

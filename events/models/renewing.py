"""A series without a last day has a renewal day: its people say before it whether and how it goes on."""

import calendar
from dataclasses import replace
from datetime import date, timedelta
from typing import Self
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from events.models import record
from events.models.former_rule import FormerRule
from orgs.models import User
from outbox.models import Message

MONTHS = 6
ASKED_BEFORE = (timedelta(weeks=2), timedelta(weeks=1))
MAY_RENEW_BEFORE = timedelta(weeks=4)


def months_after(day: date, months: int) -> date:
    """The same day some months later, or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


class Renewing(models.Model):
    """Something that goes on until further notice; further than its renewal day it has no dates.

    Its people are asked two weeks and one week before. Without an answer it ends with the last date.
    """

    renewal_asked_on = models.DateField(null=True, editable=False)  # when its people were asked last

    class Meta:
        abstract = True

    # Verbs

    @transaction.atomic
    def renew(self, *, by: User) -> None:
        """Let it go on for six more months, still without a last day. Followers are told once.

        Refused where that need not be decided yet: so a second press adds nothing.
        """
        self._refuse_unless_asked()
        self._prolong_or_begin_anew(self.renewed_until)
        self.turned_at = timezone.now()
        self.save(update_fields=["cadence", "first_day", "last_day", "turned_at", "rule_uid"])
        self.roll()
        self.revise(sequence=True)
        record.note(self, "series_renewed", by=by, day=self.last_day)

    @transaction.atomic
    def let_run_out(self, *, by: User) -> None:
        """Say that the last date so far is the last one. Followers are told when it has ended."""
        self._refuse_unless_asked()
        self.open_ended = False
        self.save(update_fields=["open_ended"])
        self.revise()
        record.note(self, "series_let_run_out", by=by, day=self.last_day)

    @classmethod
    def ask_for_renewals(cls) -> int:
        """Ask the people of what runs out within two weeks; how many letters. The second time that week none."""
        soon = timezone.localdate() + ASKED_BEFORE[0] + timedelta(days=1)
        running_out = cls.objects.public().announced().filter(open_ended=True, last_day__lte=soon)
        return sum(series._ask_for_renewal() for series in running_out.select_related("host"))

    # Questions

    @property
    def is_up_for_renewal(self) -> bool:
        return self.is_announced and self.open_ended and self.last_day - self.today() <= MAY_RENEW_BEFORE

    @property
    def is_running_out(self) -> bool:
        """Whether its people are asked about it now."""
        return self.is_up_for_renewal and self.last_day - self.today() <= ASKED_BEFORE[0]

    @property
    def renewed_until(self) -> date:
        """The next renewal day."""
        return months_after(self.cadence.until, MONTHS)

    # Private steps

    def _prolong_or_begin_anew(self, until: date) -> None:
        """What has gone on for so long that its rule is full goes on by the same rule under a new name."""
        try:
            self.prolong(until)
        except ValidationError as refusal:
            if "too_many" not in {error.code for error in refusal.error_list}:
                raise
            first, ended = self.first_day, self.last_day
            full = FormerRule.of(self)
            self.occurrences.filter(former_rule=None).update(former_rule=full)
            self.rule_uid = uuid4()
            self.set_rule(replace(self.cadence, until=until).since(ended + timedelta(days=1)))
            self.first_day = first

    def _refuse_unless_asked(self) -> None:
        """Holds the row and looks at it as it is now, so that of two answers at once the second sees the first."""
        now: Self = self.locked()
        self.refresh_from_db(fields=["cadence", "first_day", "last_day", "open_ended", "state"])
        if not now.is_announced:
            raise ValidationError(_("This series is not running."), code="not_running")
        if not self.is_up_for_renewal:
            raise ValidationError(
                _("This was answered already: the last date so far is %(day)s."),
                code="answered",
                params={"day": date_format(self.last_day)},
            )

    @transaction.atomic
    def _ask_for_renewal(self) -> int:
        today = self.today()
        due = [self.last_day - before for before in ASKED_BEFORE if self.last_day - before <= today]
        if not due or self.last_day < today:
            return 0
        unasked = models.Q(renewal_asked_on=None) | models.Q(renewal_asked_on__lt=max(due))
        if not type(self).objects.filter(unasked, pk=self.pk).update(renewal_asked_on=today):
            return 0
        organizers = self.host.organizers()
        for organizer in organizers:
            Message.write(
                kind="renewal",
                about=f"series:{self.pk}",
                to=organizer.email,
                context={"series": self.pk, "user": organizer.pk, "day": self.last_day.isoformat()},
                sequence=f"{self.last_day}-{len(due)}",
                sender=self.host.letters_key,
            )
        return len(organizers)

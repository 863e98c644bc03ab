"""No zombies: what repeats is confirmed by its people now and then, or is said to be unconfirmed."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import record
from events.models.occurrence import Occurrence
from orgs.models import User
from outbox.models import Message

ASKED_AFTER = timedelta(weeks=4)
UNCONFIRMED_AFTER = timedelta(weeks=5)
JUST_NOW = timedelta(hours=1)


class LivelyQuerySet(models.QuerySet):
    """Those that go on for weeks, by how long nobody has been heard of and whether they have a date at all."""

    def silent_for(self, period: timedelta):
        """Repeating ones, shown and announced, without a sign of life for so long; what nobody saw is not silent."""
        since = timezone.now() - period
        seen = self.public().announced().filter(last_day__gt=models.F("first_day"))
        return seen.filter(alive_at__lte=since, shown_at__lte=since)

    def with_dates_ahead(self):
        """With `has_dates`: whether a date to come goes ahead."""
        ahead = Occurrence.objects.to_come().going_ahead().filter(series=models.OuterRef("pk"))
        return self.annotate(has_dates=models.Exists(ahead))

    def without_dates(self):
        """Announced, with no last day yet, and no date to come that goes ahead: somebody waits for nothing."""
        return self.announced().filter(open_ended=True).with_dates_ahead().filter(has_dates=False)


class Lively(models.Model):
    """Something whose people give a sign of life with everything that they do about it.

    Four weeks after the last one they are asked; a week later pages and feeds say that it is unconfirmed, and they
    are asked once more. That is all: it is neither hidden nor ended.
    """

    alive_at = models.DateTimeField(default=timezone.now, db_default=Now(), editable=False)
    asked_at = models.DateTimeField(null=True, editable=False)  # when its people were asked, since the last sign
    unconfirmed_at = models.DateTimeField(null=True, editable=False)  # since when pages and feeds say so

    class Meta:
        abstract = True

    # Verbs

    def give_sign_of_life(self) -> None:
        """Somebody did something about it: nobody needs to ask, and it is unconfirmed no more."""
        rows = type(self).objects.filter(pk=self.pk)
        was_unconfirmed = rows.filter(unconfirmed_at__isnull=False).update(unconfirmed_at=None)
        rows.update(alive_at=timezone.now(), asked_at=None)
        self.refresh_from_db(fields=["alive_at", "asked_at", "unconfirmed_at"])
        if was_unconfirmed:
            self.revise()

    @transaction.atomic
    def confirm(self, *, by: User) -> None:
        """One of its people says that it is still on. Pressed twice it is on record once."""
        self._confirm("series_confirmed", by)

    @transaction.atomic
    def confirm_by_letter(self, *, by: User) -> None:
        """The same by the link of a letter, without signing in."""
        self._confirm("series_confirmed_by_letter", by)

    @classmethod
    def look_for_life(cls) -> int:
        """Ask the people of what is silent, and say of what stays silent that it is unconfirmed.

        How many letters were written. The second time none: each silence has two.
        """
        silent = cls.objects.silent_for(UNCONFIRMED_AFTER).filter(unconfirmed_at=None)
        written = sum(series._turn_unconfirmed() for series in silent.select_related("host").iterator(chunk_size=200))
        unasked = cls.objects.silent_for(ASKED_AFTER).filter(unconfirmed_at=None, asked_at=None)
        return written + sum(series._ask() for series in unasked.select_related("host").iterator(chunk_size=200))

    # Questions

    @property
    def is_unconfirmed(self) -> bool:
        return self.unconfirmed_at is not None and self.is_announced

    @property
    def is_asked(self) -> bool:
        """Whether its people were asked and have not said anything yet."""
        return self.asked_at is not None and self.is_announced

    @property
    def silent_since(self):
        """When its people were last heard of, or it was first seen."""
        return max(self.alive_at, self.shown_at or self.alive_at)

    # Private steps

    def _confirm(self, verb: str, by: User) -> None:
        if not self.locked().is_announced:
            raise ValidationError(_("This series is over or was cancelled."), code="not_running")
        self.refresh_from_db(fields=["alive_at", "asked_at"])
        if self.asked_at is not None or timezone.now() - self.alive_at >= JUST_NOW:
            record.note(self, verb, by=by)  # which is the sign of life

    @transaction.atomic
    def _ask(self) -> int:
        now = timezone.now()
        if not type(self).objects.filter(pk=self.pk, asked_at=None, alive_at=self.alive_at).update(asked_at=now):
            return 0
        return self._write_still_on("asked")

    @transaction.atomic
    def _turn_unconfirmed(self) -> int:
        now = timezone.now()
        silent = type(self).objects.filter(pk=self.pk, unconfirmed_at=None, alive_at=self.alive_at)
        if not silent.update(unconfirmed_at=now, asked_at=now):
            return 0
        self.revise()
        return self._write_still_on("unconfirmed")

    def _write_still_on(self, turn: str) -> int:
        organizers = self.host.organizers()
        for organizer in organizers:
            Message.write(
                kind="still_on",
                about=f"series:{self.pk}",
                to=organizer.email,
                context={"series": self.pk, "user": organizer.pk, "turn": turn},
                sequence=f"{turn}-{self.alive_at:%Y%m%dT%H%M%S}",
                sender=self.host.letters_key,
            )
        return len(organizers)

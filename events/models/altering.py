"""What organizers do with one date: call it off, postpone it, move it, take it out, let it go ahead after all."""

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import record
from events.models.change import Change
from events.models.dated import DAYS_DECIDED_LATE
from events.recurrence import in_gap, starts
from orgs.models import User
from places.models import Place

if TYPE_CHECKING:
    from events.models.occurrence import Occurrence

UNREMINDED = {"eve_written_at": None, "morning_written_at": None}


class Altering(models.Model):
    """The verbs of a date. Each is one step of a `Change`, by which everyone concerned is told once.

    `within` is the change it is a part of; without it the verb is a change of its own.
    """

    class Meta:
        abstract = True

    @transaction.atomic
    def cancel(self, *, by: User, reason: str = "", within: Change | None = None) -> None:
        """Call this date off and tell everyone concerned, once."""
        self._refuse_unless_running()
        allowed = [self.State.PLANNED, self.State.POSTPONED]
        self._alter("cancelled", by=by, within=within, allowed=allowed, state=self.State.CANCELLED, note=reason)

    @transaction.atomic
    def postpone(self, *, by: User, note: str = "", within: Change | None = None) -> None:
        """It does not take place on its day; the new one is still open. `move` gives it, `cancel` ends the waiting."""
        self._refuse_unless_running()
        allowed = [self.State.PLANNED]
        self._alter("postponed", by=by, within=within, allowed=allowed, state=self.State.POSTPONED, note=note)

    @transaction.atomic
    def restore(self, *, by: User, note: str = "", within: Change | None = None) -> None:
        """Let a date that is off go ahead after all, on the day it bears; everyone concerned is told."""
        self._refuse_unless_running()
        self._refuse_taken(self.day)
        allowed = [self.State.CANCELLED, self.State.POSTPONED, self.State.REMOVED]
        self._alter("restored", by=by, within=within, allowed=allowed, state=self.State.PLANNED, note=note)

    @transaction.atomic
    def remove(self, *, by: User, within: Change | None = None) -> None:
        """Take out what was never meant: no page and no calendar shows it any more, and the rule leaves it out.

        Refused where somebody said she would come: that date is cancelled, so that she reads it.
        """
        self._refuse_unless_running()
        if self.attendances.exists():
            raise ValidationError(_("People have said yes to this date. Cancel it: then they are told."), code="people")
        allowed = [self.State.PLANNED, self.State.POSTPONED, self.State.CANCELLED]
        self._alter("removed", by=by, within=within, allowed=allowed, state=self.State.REMOVED, note="")

    @transaction.atomic
    def move(
        self,
        *,
        by: User,
        day: date,
        start_time: time,
        place: Place | None = None,
        minutes: int = 0,
        time_zone: str = "",
        note: str = "",
        within: Change | None = None,
    ) -> None:
        """Give this date another day, hour or place; everyone concerned is told, once. A postponed one goes ahead then.

        `place` None is the place of its rule, `time_zone` "" the zone of it: the hour is read on those clocks.
        Refused for an hour that does not exist that day, a day in the past and a day that the series has already.
        A move to where it is already changes nothing and tells nobody.
        """
        self._refuse_unless_running()
        wanted = {"day": day, "start_time": start_time, "minutes": minutes or self.minutes, "place": place}
        wanted |= {"time_zone": time_zone, "note": note}
        differing = record.differing(self, wanted)
        if not differing and not self.is_past and self.is_planned:
            return
        self._refuse_hour(day, start_time, time_zone or self.rule.time_zone)
        self._refuse_taken(day)
        allowed = [self.State.PLANNED, self.State.POSTPONED]
        self._alter(
            None,
            by=by,
            within=within,
            allowed=allowed,
            differing=differing,
            state=self.State.PLANNED,
            **wanted,
            **UNREMINDED,
        )

    # Private steps

    def _refuse_unless_running(self) -> None:
        """Also holds the series, so that of two changes at once the second sees the first."""
        series = self.series.locked()
        if not (series.is_announced or series.is_draft):
            raise ValidationError(_("This series is over or was cancelled."), code="not_running")

    def _refuse_hour(self, day: date, start_time: time, zone: str) -> None:
        if in_gap(day, start_time, zone):
            sentence = _("The clocks go forward that day: this hour does not exist.")
            raise ValidationError({"start_time": ValidationError(sentence, code="gap")})
        if starts(day, start_time, zone) <= timezone.now():
            raise ValidationError({"day": ValidationError(_("This day and hour are in the past."), code="past")})

    def _refuse_taken(self, day: date) -> None:
        if self._is_taken(day):
            raise ValidationError(
                {"day": ValidationError(_("The series has a date on this day already."), code="taken")}
            )

    def _is_taken(self, day: date) -> bool:
        """Whether another date lies on this day, or will once the window has come to it."""
        others = self.series.occurrences.exclude(pk=self.pk)
        if others.kept().filter(day=day).exists():
            return True
        ruled = day != self.ruled_day and self.series.rule_with(day) is not None
        return ruled and not others.filter(models.Q(original_day=day) | models.Q(ruled_day=day)).exists()

    def _act_of_move(self, before: "Occurrence", differing: list[str]) -> str:
        """What a move did: gave only new words, took the date back to the rule, or moved it."""
        if not before.is_planned:
            return "resumed"
        if set(differing) <= {"note"}:
            return "noted"
        return "moved" if self.is_moved else "returned"

    def _alter(
        self, act: str | None, *, by: User, within: Change | None, allowed: list[str], differing=(), **fields
    ) -> None:
        """One conditional UPDATE: what is over, or was changed by somebody else meanwhile, is refused.

        It is on record under the day it was known as, with the names of what differs.
        """
        before = type(self).objects.select_related("series__place", "former_rule__place", "place").get(pk=self.pk)
        for name, value in fields.items():
            setattr(self, name, value)
        self.derive()
        derived = {name: getattr(self, name) for name in ("starts_at", "ends_at", "latitude", "longitude")}
        marks = {"changed_by_hand": True, "changed_by": by, "changed_at": timezone.now()}
        changed = self._alterable(before, allowed).update(
            sequence=models.F("sequence") + 1, **fields, **derived, **marks
        )
        self.refresh_from_db()
        if not changed:
            raise ValidationError(
                _("This date is over, or was changed meanwhile. Look again."), code="changed_meanwhile"
            )
        act = act or self._act_of_move(before, differing)
        record.note(self.series, f"date_{act}", by=by, day=before.day, fields=differing)
        change = within or Change.begin(self.series, by=by)
        change.add(self, act, before)
        if within is None:
            change.finish()

    def _alterable(self, before: "Occurrence", allowed: list[str]):
        """The row, while it may be altered: not over, but that a postponed date may get its new day later."""
        since = timezone.now() - (DAYS_DECIDED_LATE if before.is_postponed else timedelta())
        rows = type(self).objects.filter(pk=self.pk, state__in=allowed, sequence=self.sequence)
        return rows.filter(ends_at__gt=since)

"""Taking a change back within the hour: all is as it was, and who was told of it is told so, once."""

from copy import copy

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import audience, record
from orgs.models import User


class Undoing(models.Model):
    """The way back of a `Change`."""

    class Meta:
        abstract = True

    @transaction.atomic
    def undo(self, *, by: User) -> None:
        """Let everything be as before the change. Dates that are over stay what they were then.

        Letters that wait are dropped; to whom one was sent, and who has answered since, one more says that it does
        not hold. Refused after an hour, a second time, while a later change stands or when it was let go on since.
        """
        series = self.series.locked()
        self.refresh_from_db()
        self.series = series
        if not self.can_be_undone:
            raise ValidationError(_("This can no longer be taken back. Change it anew."), code="too_late")
        undoing = type(self).begin(series, by=by, act=self.Act.UNDONE, undoes=self)
        type(self).objects.filter(pk=self.pk).update(undone_at=timezone.now())
        rows = self._rows()
        if self.act != self.Act.DATES:
            self._restore_series(series)
        self._restore_dates(rows, undoing)
        series.roll()
        record.note(series, "series_change_undone", by=by)
        told = audience.withdraw(self)
        series.revise(sequence=True)
        audience.tell_of_undoing(undoing, told)
        self.refresh_from_db()

    def _rows(self) -> list["_Row"]:
        """The dates that the change may have touched, as they are now."""
        noted = {row.occurrence_id: row for row in self.dates.all()}
        concerned = models.Q(pk__in=noted)
        if self.act == self.Act.RULE:
            concerned |= models.Q(former_rule=None)
        as_changed = copy(self.series)
        rows = list(self.series.occurrences.filter(concerned).with_rules())
        for row in rows:
            row.series = as_changed
        return [_Row(row, noted.get(row.pk)) for row in rows]

    def _restore_series(self, series) -> None:
        for name, kept in self.series_before.items():
            setattr(series, name, series._meta.get_field(name).to_python(kept))
        if self.act != self.Act.RULE:
            # Who had decided before: no snapshot keeps a person, who may have erased her account.
            ended = series.changes.standing().filter(act=self.Act.ENDED, pk__lt=self.pk).order_by("pk").last()
            series.decided_by = ended.by if ended else None
        series.save(update_fields=[*self.series_before, "decided_by"])
        series.refresh_from_db()
        if self.former_rule:
            series.occurrences.filter(former_rule=self.former_rule).update(former_rule=None)
            self.former_rule.delete()
        if series.is_waiting and series.is_announced and self.act in (self.Act.CANCELLED, self.Act.ENDED):
            series.put_before_moderators(by=None)

    def _restore_dates(self, rows: list["_Row"], undoing) -> None:
        """Give each date back what it was; the days of the rule are freed first, since no two may have one."""
        series = self.series
        days, gone = set(series.cadence.days()), self.former_rule_id
        for row in rows:
            row.go_back(series, days, gone)
        _leave_apart(rows)
        series.occurrences.filter(pk__in=[row.now.pk for row in rows]).update(ruled_day=None)
        for row in rows:
            row.save(undoing)


class _Row:
    """One date on its way back: `now` is how it is by the change, `then` what it is to be."""

    def __init__(self, now, noted):
        self.now, self.noted, self.then = now, noted, None

    @property
    def is_over(self) -> bool:
        return self.now.is_past and not self.now.is_postponed

    @property
    def lies_on(self):
        return None if self.then.is_removed else self.then.day

    def go_back(self, series, days: set, gone: int | None) -> None:
        """Find what it is to be. A date that only the change had brought is seen no more; with people it is off.

        `days` are those of the rule that holds again, `gone` is the former rule that is one with it again.
        """
        self.then = then = copy(self.now)
        then.series = series
        if self.noted and self.noted.before:
            for name, kept in self.noted.before.items():
                setattr(then, name, then._meta.get_field(name).to_python(kept))
            then.former_rule_id = None if then.former_rule_id == gone else then.former_rule_id
        elif self.noted or then.ruled_day not in days:
            then.state, then.ruled_day, then.changed_by_hand = then.State.REMOVED, None, False
            then.stay_put(self.now.rule, series)
        elif not then.changed_by_hand:
            then.start_time, then.minutes = series.start_time, series.minutes
        if then.is_removed and then.attendances.exists():
            then.state = then.State.CANCELLED
        then.derive()
        if self.is_over or (then.is_past and then.is_planned):
            self.stay()

    def stay(self) -> None:
        """It remains what it is, under the rule that holds again."""
        before, self.then = self.then, copy(self.now)
        self.then.series = before.series
        self.then.former_rule_id = before.former_rule_id
        self.then.ruled_day = before.ruled_day
        self.then.stay_put(self.now.rule, self.then.rule)
        self.then.changed_by_hand = True

    def save(self, undoing) -> None:
        then, now = self.then, self.now
        seen = ("day", "start_time", "minutes", "starts_at", "latitude", "longitude", "state", "note", "where")
        if any(getattr(then, name) != getattr(now, name) for name in seen):
            then.sequence = now.sequence + 1
            then.eve_written_at = then.morning_written_at = None
            then.save()
            undoing.add(then, {"cancelled": "cancelled", "removed": "removed"}.get(then.state, "undone"), now)
        else:
            then.save()


def _leave_apart(rows: list[_Row]) -> None:
    """No two on one day: who would come back to a day that has somebody stays where it is."""
    while True:
        staying = {row.lies_on for row in rows if row.then.day == row.now.day} - {None}
        for row in rows:
            if row.then.day != row.now.day and row.lies_on in staying:
                row.stay()
                break
        else:
            return

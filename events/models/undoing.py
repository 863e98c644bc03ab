"""Taking a change back within the hour: all is as it was, and who was told of it is told so, once."""

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

        Letters that wait are dropped; to whom one was sent, one more says that it does not hold. Refused after an
        hour, a second time, and while a later change stands.
        """
        series = self.series.locked()
        self.refresh_from_db()
        self.series = series
        if not self.can_be_undone:
            raise ValidationError(_("This can no longer be taken back. Change it anew."), code="too_late")
        undoing = type(self).begin(series, by=by, act=self.Act.UNDONE, undoes=self)
        type(self).objects.filter(pk=self.pk).update(undone_at=timezone.now())
        self._restore_series(series)
        self._restore_dates(undoing)
        self._clear_away(undoing)
        series.roll()
        record.note(series, "series_change_undone", by=by)
        told = audience.withdraw(self)
        series.revise(sequence=True)
        audience.tell_of_undoing(undoing, told)
        self.refresh_from_db()

    def _restore_series(self, series) -> None:
        for name, kept in self.series_before.items():
            setattr(series, name, series._meta.get_field(name).to_python(kept))
        series.save(update_fields=list(self.series_before))
        series.refresh_from_db()
        if self.former_rule:
            series.occurrences.filter(former_rule=self.former_rule).update(former_rule=None)
            self.former_rule.delete()
        if series.is_waiting and series.is_announced and self.act == self.Act.CANCELLED:
            series.put_before_moderators(by=None)

    def _restore_dates(self, undoing) -> None:
        """Give each date back what it was; the days of the rule are freed first, since no two may have one."""
        changed = list(self.dates.select_related("occurrence__series__place", "occurrence__place"))
        series = self.series
        series.occurrences.filter(pk__in=[row.occurrence_id for row in changed]).update(ruled_day=None)
        for row in changed:
            date, before = row.occurrence, type(row.occurrence).objects.get(pk=row.occurrence_id)
            date.series = series
            if row.before is None:
                continue  # it came to be by the change: cleared away with what the rule does not know
            for name, kept in row.before.items():
                setattr(date, name, date._meta.get_field(name).to_python(kept))
            date.derive()
            if date.is_past and not date.is_postponed:
                series.occurrences.filter(pk=date.pk).update(ruled_day=date.ruled_day)
                continue
            date.sequence = before.sequence + 1
            date.eve_written_at = date.morning_written_at = None
            date.save()
            undoing.add(date, "undone", before)

    def _clear_away(self, undoing) -> None:
        """Dates that only the change had brought: nobody sees them any more; with people they are cancelled."""
        series = self.series
        known = set(series.cadence.days())
        brought = {row.occurrence_id for row in self.dates.all() if row.before is None}
        for date in series.occurrences.kept().to_come().filter(former_rule=None):
            if date.pk in brought or (date.ruled_day and date.ruled_day not in known):
                before = type(date).objects.get(pk=date.pk)
                state = date.State.CANCELLED if date.attendances.exists() else date.State.REMOVED
                date.state, date.ruled_day, date.sequence = state, None, date.sequence + 1
                date.save()
                undoing.add(date, "cancelled" if date.is_cancelled else "removed", before)

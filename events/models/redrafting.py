"""What becomes of the hand-made exceptions of a draft when its rule is written anew. Nobody has seen them yet."""

from uuid import uuid4

from django.db import models

from events.models.new_rule import lay
from events.models.occurrence import Occurrence
from events.recurrence import Cadence
from events.rule_plan import Fate, Planned, plan

KEPT = (Fate.KEEP, Fate.FOLLOW, Fate.OFF)


class Redrafting(models.Model):
    """Something whose draft has rows for its exceptions alone: moved or left-out dates, and dates beside the rule."""

    class Meta:
        abstract = True

    def dropped_by(self, cadence: Cadence) -> list[Occurrence]:
        """The exceptions of a draft that another rule would leave without a day, in order."""
        return [each.row for each in self._replanned(cadence.days()) if not _fits(each)]

    def lay_over_draft(self, before) -> None:
        """Put the exceptions under the rule it has now, `before` being the draft as it was; what fits no more goes.

        Hours and places that were as the rule had them go by the new one. Each is known by its day of the new rule,
        and what was done to the draft cannot be taken back any more.
        """
        planned = self._replanned(self.cadence.days())
        self.changes.all().delete()
        self.occurrences.all().delete()
        taken = {each.takes for each in planned if _fits(each)}
        for each in planned:
            row = each.row
            beside = each.takes is None and row.original_day not in taken
            if _fits(each) and (each.takes or beside):
                lay(row, each, before)
                row.original_day = each.takes or row.original_day
                row.pk, row.uid = None, uuid4()
                row.derive()
                row.save(force_insert=True)

    def _replanned(self, days) -> list[Planned]:
        rows = list(self.occurrences.with_rules().order_by("day", "pk"))
        for row in rows:
            row.series = self
        return plan(rows, days)


def _fits(each: Planned) -> bool:
    """A date beside the rule always does."""
    if each.ruled_before is None and not each.row.is_off:
        return True
    return each.takes is not None and each.fate in KEPT

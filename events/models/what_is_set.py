"""What the time line of a demand says of its hearings and votes: which are set, and what became of the others."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from demands.days_set import days_set
from demands.models import Action, Demand
from demands.stages import Fact, Happened

OFF, POSTPONED = "off", "postponed"
SHORT = 200  # what people read beside a date


@dataclass(frozen=True)
class WhatIsSet:
    """`called_off` says of each confirmed hearing or vote what has called it off since: None while it stands."""

    demand: Demand
    rows: dict[int, Action]
    called_off: dict[int, Fact | None]

    @classmethod
    def of(cls, demand: Demand) -> "WhatIsSet":
        rows = {row.pk: row for row in demand.actions.confirmed().with_facts()}
        return cls(demand, rows, days_set(row.fact for row in rows.values()))

    def without_date(self, with_date: list[int]) -> list[Action]:
        """What is set for a day to come and has no date yet, in order."""
        missing = [pk for pk, off in self.called_off.items() if off is None and pk not in with_date]
        return [self.rows[pk] for pk in missing if self.rows[pk].set_day >= self.demand.today()]

    def gives_way(self, former: Action, entry: Action) -> bool:
        """Whether the date of an entry is free for another: corrected by it, or one of the same kind put off."""
        if entry.corrects_id == former.pk:
            return True
        off = self.called_off.get(former.pk)
        return (
            former.kind == entry.kind and off is not None and (off.kind == Happened.DEFERRED or off.number == entry.pk)
        )

    def became_of(self, entry: Action) -> tuple[str, str]:
        """OFF or POSTPONED with a sentence for who comes; empty while it stands, or waits for its second person."""
        if self.demand.is_closed:
            return OFF, _("The demand was closed: nobody calls people to it any more.")
        if entry.dropped_at:
            return OFF, _("It was entered by mistake.")
        if not entry.is_confirmed:
            return "", ""
        if entry.pk not in self.called_off:
            return OFF, _("The entry was corrected: it is not set.")
        off = self.called_off[entry.pk]
        if off is None:
            return "", ""
        why = (self.rows[off.number].note or str(off.kind.label))[:SHORT]
        return (POSTPONED, why) if off.kind == Happened.DEFERRED else (OFF, why)

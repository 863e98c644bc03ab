"""What the time line of a demand says of its hearings and votes: which are set, and what became of the others."""

from dataclasses import dataclass

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from demands.days_set import days_set
from demands.models import Action, Demand
from demands.stages import CALLS_OFF_A_DAY, SETS_A_DAY, Fact, Happened

OFF, POSTPONED = "off", "postponed"
SHORT = 200  # what people read beside a date


@dataclass(frozen=True)
class WhatIsSet:
    """`waiting` are the entries that nobody has confirmed; `called_off` says of each confirmed hearing or vote what
    has called it off since: None while it stands."""

    demand: Demand
    rows: dict[int, Action]
    waiting: list[Action]
    called_off: dict[int, Fact | None]

    @classmethod
    def of(cls, demand: Demand) -> "WhatIsSet":
        rows = {row.pk: row for row in demand.actions.confirmed().with_facts()}
        waiting = list(demand.actions.unconfirmed().order_by("pk"))
        return cls(demand, rows, waiting, days_set(row.fact for row in rows.values()))

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

    def doubt_about(self, entry: Action, row) -> str:
        """What an entry that waits for its second person would make of a date, in a sentence; "" where nothing."""
        later = [one for one in self.waiting if one.corrects_id == entry.pk or one.pk > entry.pk]
        said = [_doubt(one, row) for one in later if one.corrects_id == entry.pk or _concerns(one, entry)]
        return next((words for words in reversed(said) if words), "")


def _concerns(one: Action, entry: Action) -> bool:
    """Whether it would take the place of what was set, or call it off."""
    if one.corrects_id or one.on >= entry.set_day:
        return False
    anew = one.kind == entry.kind == Happened.VOTE_SET and one.acting_body == entry.acting_body
    return anew or one.kind in CALLS_OFF_A_DAY


def _doubt(one: Action, row) -> str:
    if one.kind not in SETS_A_DAY:
        if one.kind == Happened.DEFERRED:
            return _("This may be put off: somebody still has to confirm it.")
        return _("This may not take place: somebody still has to confirm it.")
    if (one.set_day, one.set_time or row.begins) == (row.day, row.begins):
        return ""
    words = {"day": date_format(one.set_day, "l j F"), "time": time_format(one.set_time or row.begins)}
    return _("This may change to %(day)s, %(time)s: somebody still has to confirm it.") % words

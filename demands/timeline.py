"""What happened to a demand, as its page tells it: the latest first, what was corrected struck and named."""

from typing import NamedTuple

from demands.models import Action, Demand, SeatVote
from demands.stages import Happened


class Told(NamedTuple):
    """One entry of the time line. `correction` is the confirmed one that has taken its place."""

    action: Action
    correction: Action | None

    @property
    def is_waiting(self) -> bool:
        return not self.action.is_confirmed

    @property
    def never_happened(self) -> bool:
        return self.correction is not None and self.correction.kind == Happened.MISTAKEN

    @property
    def groups(self) -> list:
        """Which groups stand behind it: who entered it, and who confirmed it where that is another."""
        named = [self.action.entered_for, self.action.confirmed_for]
        return list({group.pk: group for group in named if group and group.is_listed}.values())

    @property
    def by_seat(self) -> list[tuple[str, list[str]]]:
        """Who voted how, where the minutes name it."""
        said = list(self.action.seat_votes.all())
        named = [(vote.label, [one.holder for one in said if one.vote == vote]) for vote in SeatVote.Vote]
        return [(label, holders) for label, holders in named if holders]


def told(demand: Demand, *, inside: bool = False) -> list[Told]:
    """For everybody what was confirmed; inside also what waits for a second person. Five queries."""
    known = demand.actions.confirmed() if not inside else demand.actions.filter(dropped_at=None)
    rows = list(known.for_log())
    corrections = {row.corrects_id: row for row in rows if row.corrects_id and row.is_confirmed}
    shown = [row for row in rows if row.kind != Happened.MISTAKEN or not row.is_confirmed]
    return [Told(row, corrections.get(row.pk)) for row in shown]

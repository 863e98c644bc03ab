"""Who talks to which seat, for one organizer: her own talk, those of her groups by name, others by their group."""

from dataclasses import dataclass

from django.utils.functional import cached_property

from demands.models import Demand, Seat, SeatClaim
from demands.seating import Row, Seating
from orgs.models import Organization, User


@dataclass
class Door:
    """One seat as she finds it: how it stands, and who talks to it."""

    row: Row
    talk: SeatClaim | None
    is_mine: bool = False
    is_ours: bool = False


class Canvass:
    """The seats of a demand as one organizer works with them."""

    def __init__(self, demand: Demand, user: User):
        self.demand, self.user = demand, user
        self.seating = Seating(demand)

    @cached_property
    def groups(self) -> list[Organization]:
        """For which she may talk to seats, the lead first."""
        backing = self.demand.endorsements.filter(state="accepted").values("organization")
        acting = Organization.objects.organized_by(self.user)
        found = acting.filter(pk=self.demand.lead_id) | acting.listed().filter(pk__in=backing)
        return sorted(found, key=lambda group: (group.pk != self.demand.lead_id, group.name))

    @property
    def group(self) -> Organization:
        return self.groups[0]

    @cached_property
    def doors(self) -> list[Door]:
        return [self._door(row) for row in self.seating.rows]

    def door(self, seat: Seat) -> Door:
        return next(door for door in self.doors if door.row.seat.pk == seat.pk)

    def own_talk(self, seat: Seat) -> SeatClaim | None:
        talk = self._talks.get(seat.pk)
        return talk if talk and talk.claimed_by_id == self.user.pk else None

    def talks_with(self, seat: Seat) -> list[SeatClaim]:
        """All of them, without the notes that another group keeps to itself."""
        talks = list(SeatClaim.objects.filter(demand=self.demand, seat=seat).for_page())
        for talk in talks:
            if talk.within_group and not self.is_of_ours(talk):
                talk.note = ""
        return talks

    def is_of_ours(self, talk: SeatClaim) -> bool:
        return talk.group_id in {group.pk for group in self.groups}

    @cached_property
    def _talks(self) -> dict[int, SeatClaim]:
        return {talk.seat_id: talk for talk in self.demand.talks.open().for_page()}

    def _door(self, row: Row) -> Door:
        talk = self._talks.get(row.seat.pk)
        if talk is None:
            return Door(row, None)
        return Door(row, talk, talk.claimed_by_id == self.user.pk, self.is_of_ours(talk))

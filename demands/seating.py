"""Who sits where and how each seat stands, as pages show it; the count itself is in `demands.stances`."""

from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.functional import cached_property

from demands.models import Demand, Seat, SeatReply, Stance, Term
from demands.models.stance import tenures
from demands.stances import ORDER, Said, Tally, Tenure, changed_hands, counting, tally

WIDTH = 422
MOST_BOXES = 24  # more seats than these are drawn as one block for all of a kind


@dataclass
class Row:
    """One seat of a body, with who holds it on the day, what counts, what it said before in the same term, and what
    its holder replies."""

    seat: Seat
    term: Term | None
    stance: Stance | None
    earlier: list[Stance] = field(default_factory=list)
    reply: SeatReply | None = None

    @property
    def holder(self) -> str:
        """ "" where nobody holds it, or nobody has written it down."""
        return self.term.holder if self.term else ""

    @property
    def value(self) -> Said:
        return Said(self.stance.value) if self.stance else Said.UNKNOWN

    @property
    def takes_replies(self) -> bool:
        """Whether there is somebody who may reply, and something to reply to."""
        return bool(self.term and (self.stance or self.reply))

    @property
    def answers_an_earlier_one(self) -> bool:
        """Whether something else was said of the seat since its holder replied."""
        return bool(self.reply and self.stance and self.reply.answers_id != self.stance.pk)


@dataclass(frozen=True)
class Box:
    """A rectangle of the picture; numbers are texts, so that no language writes them with a comma."""

    x: str
    width: str
    value: Said

    @property
    def is_against(self) -> bool:
        return self.value in (Said.NO, Said.RENEGED)


class Seating:
    """The seats of the body of a demand on a day: today, or the day on which it was decided. Four queries."""

    def __init__(self, demand: Demand, *, today: date | None = None):
        self.demand, self.body = demand, demand.body
        self.today = today or timezone.localdate(timezone=ZoneInfo(demand.body.time_zone))

    @cached_property
    def seats(self) -> list[Seat]:
        return list(self.body.seats.prefetch_related("terms"))

    @cached_property
    def stances(self) -> list[Stance]:
        return list(self.demand.stances.for_page())

    @cached_property
    def replies(self) -> dict[int, SeatReply]:
        """What everybody reads, by the term it belongs to."""
        return {reply.term_id: reply for reply in self.demand.replies.standing()}

    @cached_property
    def day(self) -> date:
        """On which they are counted. What was decided is seen as it was then: whoever sits there later did not vote."""
        if not self.is_over or self.demand.stage_since is None:
            return self.today
        return min(max([self.demand.stage_since, *(one.on for one in self.stances)]), self.today)

    @property
    def is_over(self) -> bool:
        return self.demand.is_closed or self.demand.outcome != "open"

    @cached_property
    def turns(self) -> list[Tenure]:
        return tenures(term for seat in self.seats for term in seat.terms.all())

    @cached_property
    def tally(self) -> Tally:
        return tally([seat.pk for seat in self.seats], self._counting, self.body.votes_needed)

    @cached_property
    def rows(self) -> list[Row]:
        return [self._row(seat) for seat in self.seats]

    def row(self, pk: int) -> Row | None:
        """The one of a seat; None where the body has no such seat."""
        return next((self._row(seat) for seat in self.seats if seat.pk == pk), None)

    def term(self, seat: Seat) -> Term | None:
        """Who holds a seat on the day."""
        terms = [term for term in seat.terms.all() if Tenure(seat.pk, term.since, term.until).covers(self.day)]
        return max(terms, key=lambda term: term.since, default=None)

    def is_of_now(self, seat: Seat, said_on: date) -> bool:
        """Whether who spoke on a day still holds the seat."""
        return said_on <= self.day and not changed_hands(self.turns, seat.pk, said_on, self.day)

    # The picture

    @cached_property
    def boxes(self) -> list[Box]:
        """Side by side, those that say yes first."""
        counts = self.tally.counts
        if self.tally.seats > MOST_BOXES:
            runs = [(value, counts[value]) for value in ORDER if counts[value]]
        else:
            runs = [(value, 1) for value in ORDER for _each in range(counts[value])]
        found, at = [], 0
        for value, many in runs:
            width = self._pitch * many - self._gap
            found.append(Box(f"{2 + self._pitch * at:g}", f"{max(width, 1):g}", value))
            at += many
        return found

    @property
    def line(self) -> str:
        """Where the votes that are needed end; "" where the body has fewer seats than that."""
        if self.tally.needed > self.tally.seats:
            return ""
        return f"{min(2 + self._pitch * self.tally.needed - self._gap / 2, WIDTH):g}"

    @property
    def text(self) -> tuple[str, str]:
        """Where the words beside the line stand, and to which side they go."""
        at = float(self.line)
        return (f"{at - 8:g}", "end") if at > WIDTH / 3 else (f"{at + 8:g}", "start")

    @property
    def _pitch(self) -> float:
        return min(47, WIDTH / self.tally.seats)

    @property
    def _gap(self) -> float:
        return 5 if self.tally.seats <= 12 else 3

    # Private steps

    @cached_property
    def _counting(self) -> dict:
        return counting([one.word for one in self.stances], self.turns, self.day)

    def _row(self, seat: Seat) -> Row:
        said = [one for one in self.stances if one.seat_id == seat.pk]
        corrected = {one.corrects_id for one in said}
        kept = [one for one in said if one.pk not in corrected and self.is_of_now(seat, one.on)]
        number = self._counting[seat.pk].number if seat.pk in self._counting else None
        stance = next((one for one in kept if one.pk == number), None)
        earlier = [one for one in reversed(kept) if one is not stance]
        term = self.term(seat)
        return Row(seat, term, stance, earlier, self.replies.get(term.pk) if term else None)


def seats_of(demand: Demand) -> Seating | None:
    """For the page of a demand; None where nobody has written the seats of its body down."""
    seating = Seating(demand)
    return seating if seating.seats else None

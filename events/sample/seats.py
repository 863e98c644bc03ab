"""How the seats of a council stand to the demand under way, who talks to one of them, and what another replies."""

from typing import NamedTuple

from demands.models import Demand, Seat, SeatClaim, SeatReply, Stance
from demands.seating import Seating
from demands.stances import Said
from events.sample.days import Days
from orgs.models import AuditEntry, Case, User


class Spoken(NamedTuple):
    """What a seat said so many days ago, and how everybody can know."""

    seat: str
    value: Said
    days_ago: int
    source: str


SPOKEN = [
    Spoken("Ward 1", Said.YES, 33, "At the hearing of the committee, in its minutes."),
    Spoken("Ward 2", Said.YES, 33, "At the hearing of the committee, in its minutes."),
    Spoken("Ward 4", Said.LEANING, 40, "In a letter to the branch on Fourth Street."),
    Spoken("Ward 4", Said.YES, 16, "On the steps of City Hall, to the newspaper."),
    Spoken("Ward 5", Said.YES, 21, "In the newsletter of the ward."),
    Spoken("Ward 7", Said.LEANING, 18, "At the council meeting, asking what it costs."),
    Spoken("Ward 8", Said.NO, 32, "Voted against it in committee."),
    Spoken("At large 1", Said.LEANING, 9, "In an answer to a question at the ward meeting."),
    Spoken("At large 2", Said.NO, 20, "In an interview about the budget."),
]
TAKEN_UP = "Ward 7"
REPLIES = "Ward 8"
REPLY = (
    "I voted no in committee because nobody had said what it costs. Show me the figures before the council votes, and"
    " I will read them with an open mind."
)


def make_stances(demand: Demand, people: dict[str, User], days: Days) -> None:
    """What was said, in the order of its days; Ada talks to one who has not decided."""
    seats = {seat.name: seat for seat in demand.body.seats.all()}
    for spoken in SPOKEN:
        with AuditEntry.dated(days.ago(spoken.days_ago - 1)):
            Stance.say(
                demand,
                seats[spoken.seat],
                by=demand.lead.created_by,
                group=demand.lead,
                value=spoken.value,
                on=days.after(-spoken.days_ago),
                source=spoken.source,
            )
    due_on = days.after(5)
    _reply(demand, seats[REPLIES], people["mo"], days)
    SeatClaim.take_up(demand, seats[TAKEN_UP], by=people["ada"], group=demand.lead, due_on=due_on)


def _reply(demand: Demand, seat: Seat, moderator: User, days: Days) -> None:
    """The office of one who is said to be against has replied, and a moderator has let it stand."""
    row = Seating(demand).row(seat.pk)
    SeatReply.ask(demand, row.term, answers=row.stance, text=REPLY, address="ward8@akron.example.org")
    reply = SeatReply.objects.get(demand=demand, term=row.term)
    reply.confirm_address()
    with AuditEntry.dated(days.ago(12)):
        Case.objects.get(kind="seat_reply", subject=reply.key).confirm(by=moderator)
    SeatReply.objects.filter(pk=reply.pk).update(
        asked_at=days.ago(14), confirmed_at=days.ago(14), decided_at=days.ago(12)
    )

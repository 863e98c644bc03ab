"""Who is asked to look at what somebody entered."""

from django.db.models import Model

from orgs.models import User
from outbox.models import Message


def ask_second_person(action: Model) -> None:
    """One letter to each other organizer of the lead; where it has none, to those of the groups that endorse."""
    demand = action.demand
    lead = list(demand.lead.organizers().exclude(pk=action.entered_by_id))
    for person in lead or _organizers_beside(demand, action.entered_by_id):
        Message.write(
            kind="action_entered",
            about=f"action:{action.pk}",
            to=person.email,
            context={"user": person.pk, "action": action.pk},
            held_for=demand.lead.held_for,
            sender=demand.lead.letters_key,
        )


def _organizers_beside(demand: Model, entered_by: int) -> list[User]:
    backing = [
        endorsement.organization for endorsement in demand.endorsements.accepted().select_related("organization")
    ]
    found = {person.pk: person for group in backing for person in group.organizers()}
    return [person for pk, person in found.items() if pk != entered_by]

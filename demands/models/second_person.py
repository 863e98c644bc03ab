"""Who is asked to look at what somebody entered, and who is told that what showed it is gone."""

from django.db.models import Model

from orgs.models import User
from outbox.models import Message


def ask_second_person(action: Model, *, sequence: str = "1") -> None:
    """One letter to each other organizer of the lead; where it has none, to those of the groups that endorse.

    `sequence` tells what is asked anew from what was asked before.
    """
    demand = action.demand
    lead = list(demand.lead.organizers().exclude(pk=action.entered_by_id))
    for person in lead or _organizers_beside(demand, action.entered_by_id):
        Message.write(
            kind="action_entered",
            about=f"action:{action.pk}",
            to=person.email,
            context={"user": person.pk, "action": action.pk},
            sequence=sequence,
            held_for=demand.lead.held_for,
            sender=demand.lead.letters_key,
        )


def tell_who_stood_behind(piece: Model) -> None:
    """Who entered and who confirmed what counted reads that a piece of its evidence was taken away, and by whom."""
    action, lead = piece.action, piece.action.demand.lead
    if not action.is_confirmed:
        return
    people = {person.pk: person for person in (action.entered_by, action.confirmed_by) if person and person.is_active}
    for person in people.values():
        if person.pk != piece.taken_by_id:
            Message.write(
                kind="evidence_taken_away",
                about=f"evidence:{piece.pk}",
                to=person.email,
                context={"user": person.pk, "evidence": piece.pk},
                held_for=lead.held_for,
                sender=lead.letters_key,
            )


def _organizers_beside(demand: Model, entered_by: int) -> list[User]:
    backing = [
        endorsement.organization for endorsement in demand.endorsements.accepted().select_related("organization")
    ]
    found = {person.pk: person for group in backing for person in group.organizers()}
    return [person for pk, person in found.items() if pk != entered_by]

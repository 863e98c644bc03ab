"""Who endorses the demands of the sample, under which words; who asks, and who was asked."""

from typing import NamedTuple

from demands.models import Demand, DemandText, Endorsement
from events.sample.days import Days
from orgs.models import AuditEntry, Organization
from outbox.contacts import contact_index

State, Authority = Endorsement.State, Endorsement.Authority
# The text of this one was changed so many days ago.
CHANGED, CHANGED_AGO = "hours", 64


class Signature(NamedTuple):
    """One group under one demand, since so many days; without one an address that was asked by letter."""

    demand: str
    group: str = ""
    days_ago: int = 0
    state: str = State.ACCEPTED
    authority: str = Authority.OFFICER
    note: str = ""
    is_of_earlier_text: bool = False
    is_request: bool = False
    address: str = ""
    signed_as: str = ""


SIGNED = [
    Signature("hours", "classroom", 240, authority=Authority.VOTE, note="Our pupils read there after school."),
    Signature("hours", "tenants", 232),
    Signature("hours", "students", 210, authority=Authority.VOTE),
    Signature("hours", "kettle", 180, note="A warm room is a warm room."),
    Signature("hours", "nurses", 176, is_of_earlier_text=True),
    Signature("hours", "rivers", 41, authority=Authority.DELEGATION, signed_as="the treasurer"),
    Signature("hours", "river", 3, State.PENDING, is_request=True, note="We test the water beside the Hilltop branch."),
    Signature("hours", "parents", 2, State.PENDING),
    Signature("hours", days_ago=9, state=State.PENDING, address="desk@branch-readers.example.org"),
    Signature("hours", days_ago=33, state=State.DECLINED, address="office@bookbinders.example.org"),
    Signature("counsel", "table", 280),
    Signature("counsel", "library-friends", 260, note="Tenants do their papers at our tables."),
    Signature("night-bus", "nurses", 230, note="We come off shift at three."),
    Signature("night-bus", "students", 200),
    Signature("welcoming", "library-friends", 2, State.PENDING),
]


def make_endorsements(demands: dict[str, Demand], groups: dict[str, Organization], days: Days) -> None:
    _change_text(demands[CHANGED], days)
    for signature in SIGNED:
        _sign(signature, demands[signature.demand], groups.get(signature.group), days)


def _change_text(demand: Demand, days: Days) -> None:
    before = demand.words | {"summary": "We ask the city council to keep every branch library open five days a week."}
    DemandText.objects.create(demand=demand, number=1, since=demand.put_at, **before)
    DemandText.objects.create(demand=demand, number=2, since=days.ago(CHANGED_AGO), **demand.words)
    Demand.objects.filter(pk=demand.pk).update(text_version=2)
    demand.refresh_from_db()


def _sign(signature: Signature, demand: Demand, group: Organization | None, days: Days) -> None:
    at, signed = days.ago(signature.days_ago), signature.state == State.ACCEPTED
    asked_by, answered_by = demand.lead.created_by, group.created_by if group else None
    index = contact_index(signature.address) if signature.address else ""
    direction = Endorsement.Direction.REQUESTED if signature.is_request else Endorsement.Direction.INVITED
    endorsement = Endorsement.objects.create(
        demand=demand,
        organization=group,
        direction=direction,
        state=signature.state,
        asked_at=at,
        asked_by=answered_by if signature.is_request else asked_by,
        invited_address=signature.address if signature.state == State.PENDING else "",
        invited_index=index,
        signed_as=signature.signed_as,
        decided_at=None if signature.state == State.PENDING else at,
        decided_by=answered_by if signed else None,
        authority=signature.authority,
        voted_on=days.after(-signature.days_ago - 4) if signature.authority == Authority.VOTE else None,
        note=signature.note,
        text_version=1 if signature.is_of_earlier_text else demand.text_version,
        asked_version=demand.text_version,
    )
    with AuditEntry.dated(at):
        if signature.is_request:
            endorsement.note_by_group("requested", by=answered_by)
        else:
            endorsement.note_by_holder("invited", by=asked_by)
        if signature.state == State.DECLINED:
            endorsement.note_by_group("declined", by=None)
        if signed:
            endorsement.note_by_group("accepted", by=answered_by)

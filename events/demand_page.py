"""What the page of a demand shows, part by part: each part is a plain function of the demand and of who reads."""

from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser

from demands.backers import backers
from demands.ladder import ladder_of
from demands.models import Component, Demand, Endorsement
from demands.seating import seats_of
from demands.stage_line import outcome_words, steps
from demands.stages import Result, derive, in_order
from demands.timeline import told
from events import pressure, schema_org
from events.decisions import decisions, next_decision
from events.models import Follow, Occurrence, Series
from events.recurrence import local
from events.subscribe import Subscription
from orgs.models import User

Reader = User | AnonymousUser
MOST_LOOKED_AT = 200
MOST_GATHERINGS = 12


class Part(NamedTuple):
    """One thing that is asked for, and what became of it: empty while nobody has said."""

    component: Component
    result: str

    @property
    def label(self) -> str:
        return Result(self.result).label if self.result else ""


def context(demand: Demand, reader: Reader) -> dict:
    """All parts of the page together."""
    found = {"demand": demand, "today": demand.today()}
    for part in PARTS:
        found |= part(demand, reader)
    if found["decision"]:  # it has a card of its own
        found["gatherings"] = [row for row in found["gatherings"] if row != found["decision"].row]
    return found


def story(demand: Demand, reader: Reader) -> dict:
    """Where it stands and how it came there: the stage line, what became of its parts, what is decided next."""
    rows = {row.pk: row for row in demand.actions.confirmed().with_facts().prefetch_related("evidence")}
    facts = [row.fact for row in rows.values()]
    components = list(demand.components.current())
    standing = derive(facts, [component.pk for component in components])
    counting, ahead = [rows[fact.number] for fact in in_order(facts)], decisions(demand, rows)
    return {
        "subscription": Subscription.of_demand(demand),
        "json_ld": schema_org.demand_script(demand) if demand.is_public else "",
        "standing": standing,
        "steps": steps(facts, standing),
        "outcome": outcome_words(standing.outcome, standing.degree),
        "parts": [Part(component, standing.results.get(component.pk, "")) for component in components],
        "decision": next_decision(demand, ahead),
        "counting": counting[::-1],
    }


def gatherings(demand: Demand, reader: Reader) -> dict:
    """The next dates that its groups hold for it, each series once."""
    first: dict[int, Occurrence] = {}
    ahead = Occurrence.objects.public().to_come().filter(series__state="announced").held_for(demand)
    for row in ahead.for_cards()[:MOST_LOOKED_AT]:
        first.setdefault(row.series_id, row)
    return {"gatherings": list(first.values())[:MOST_GATHERINGS]}


def following(demand: Demand, reader: Reader) -> dict:
    """A form for an address, and whether the reader follows it with her account."""
    mine = Follow.objects.of_person(reader).filter(demand=demand) if reader.pk else Follow.objects.none()
    return {"followed": mine.exists()}


def beside_outcome(demand: Demand, reader: Reader) -> dict:
    """What was held for it, who stood behind it and what its body did."""
    over = Occurrence.objects.public().filter(state=Occurrence.State.HELD).held_for(demand)
    over = over.exclude(series__kind=Series.Kind.HEARING)  # that is what the body did
    held = list(over.order_by("-day").values_list("day", flat=True)[:MOST_LOOKED_AT])
    rows = demand.actions.confirmed().with_facts()
    acts = {row.pk: (row.on, row.get_kind_display()) for row in rows}
    counting = [acts[fact.number] for fact in in_order([row.fact for row in rows])]
    endorsed = Endorsement.objects.public().filter(demand=demand).values_list("decided_at", flat=True)
    days = [local(at, demand.time_zone).date() for at in endorsed[:MOST_LOOKED_AT]]
    return {"pressure": pressure.draw(held, days, counting)}


def log(demand: Demand, reader: Reader) -> dict:
    """What happened; with what nobody has confirmed yet for those who may read it."""
    inside = bool(reader.pk) and Demand.objects.read_inside_by(reader).filter(pk=demand.pk).exists()
    return {"log": told(demand, inside=inside), "reads_inside": inside}


def seats(demand: Demand, reader: Reader) -> dict:
    """Who sits where, how each seat stands, and how many are needed."""
    return {"seating": seats_of(demand)}


def who_backs(demand: Demand, reader: Reader) -> dict:
    """Which groups ask for it, and whether those of the reader may join them."""
    return {"backers": backers(demand, reader)}


# Each room adds its part here, and one line to the page.
PARTS = [story, gatherings, following, beside_outcome, log, seats, who_backs, ladder_of]

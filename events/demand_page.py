"""What the page of a demand shows, part by part: each part is a plain function of the demand and of who reads."""

from datetime import date, time
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from demands.backers import backers
from demands.models import Action, Component, Demand
from demands.seating import seats_of
from demands.stage_line import outcome_words, steps
from demands.stages import SETS_A_DAY, Happened, Result, Standing, derive, in_order
from events.recurrence import local
from orgs.models import User

Reader = User | AnonymousUser


class Part(NamedTuple):
    """One thing that is asked for, and what became of it: empty while nobody has said."""

    component: Component
    result: str

    @property
    def label(self) -> str:
        return Result(self.result).label if self.result else ""


class Decision(NamedTuple):
    """The hearing or vote that is next, by the clock of the body; where the entry says no more, what the body does."""

    action: Action
    days: int
    day: date
    hour: time | None
    where: str
    how_to_speak: str

    @property
    def is_vote(self) -> bool:
        return self.action.kind == Happened.VOTE_SET


def context(demand: Demand, reader: Reader) -> dict:
    """All parts of the page together."""
    found = {"demand": demand, "today": _today(demand)}
    for part in PARTS:
        found |= part(demand, reader)
    return found


def story(demand: Demand, reader: Reader) -> dict:
    """Where it stands and how it came there: the stage line, what became of its parts, what is decided next."""
    rows = {row.pk: row for row in demand.actions.confirmed().with_facts().prefetch_related("evidence")}
    facts = [row.fact for row in rows.values()]
    components = list(demand.components.current())
    standing = derive(facts, [component.pk for component in components])
    counting = [rows[fact.number] for fact in in_order(facts)]
    return {
        "standing": standing,
        "steps": steps(facts, standing),
        "outcome": outcome_words(standing.outcome, standing.degree),
        "parts": [Part(component, standing.results.get(component.pk, "")) for component in components],
        "decision": _decision(demand, counting, standing),
        "log": counting[::-1],
    }


def seats(demand: Demand, reader: Reader) -> dict:
    """Who sits where, how each seat stands, and how many are needed."""
    return {"seating": seats_of(demand)}


def who_backs(demand: Demand, reader: Reader) -> dict:
    """Which groups ask for it, and whether those of the reader may join them."""
    return {"backers": backers(demand, reader)}


def _decision(demand: Demand, counting: list[Action], standing: Standing) -> Decision | None:
    """What was set last and is not over."""
    body, today = demand.body, _today(demand)
    if standing.decision_on is None or standing.decision_on < today:
        return None
    setting = next(row for row in reversed(counting) if row.kind in SETS_A_DAY)
    days = (standing.decision_on - today).days
    return Decision(setting, days, setting.set_day, setting.set_time, body.place.one_line(), body.how_to_speak)


def _today(demand: Demand) -> date:
    return local(timezone.now(), demand.body.time_zone).date()


# Each room adds its part here, and one line to the page.
PARTS = [story, seats, who_backs]

"""What the page of a demand shows, part by part: each part is a plain function of the demand and of who reads."""

from datetime import date, time
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser

from demands.backers import backers
from demands.ladder import ladder_of
from demands.models import Action, Component, Demand, Endorsement
from demands.seating import seats_of
from demands.stage_line import outcome_words, steps
from demands.stages import SETS_A_DAY, Happened, Result, Standing, derive, in_order
from demands.timeline import told
from events import pressure, schema_org
from events.models import Follow, Hearing, Occurrence, Series
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


class Decision(NamedTuple):
    """The hearing or vote that is next, by the clock of the body; where the entry says no more, what the body does."""

    action: Action
    days: int
    day: date
    hour: time | None
    where: str
    how_to_speak: str
    comment_until: date | None = None
    row: Occurrence | None = None  # the date of it, where somebody has announced one

    @property
    def is_vote(self) -> bool:
        return self.action.kind == Happened.VOTE_SET


def context(demand: Demand, reader: Reader) -> dict:
    """All parts of the page together."""
    found = {"demand": demand, "today": demand.today()}
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
        "subscription": Subscription.of_demand(demand),
        "json_ld": schema_org.demand_script(demand) if demand.is_public else "",
        "standing": standing,
        "steps": steps(facts, standing),
        "outcome": outcome_words(standing.outcome, standing.degree),
        "parts": [Part(component, standing.results.get(component.pk, "")) for component in components],
        "decision": _decision(demand, counting, standing),
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


def _decision(demand: Demand, counting: list[Action], standing: Standing) -> Decision | None:
    """What was set last and is not over; by what waits to be confirmed where that says another day."""
    body, today = demand.body, demand.today()
    if demand.decision_is_moved:
        return _moved(demand)
    if standing.decision_on is None or standing.decision_on < today:
        return None
    setting = next(row for row in reversed(counting) if row.kind in SETS_A_DAY)
    if (hearing := _announced(setting)) and (row := hearing.date):
        speak, until = hearing.how_to_speak, hearing.comment_until
        return (
            None
            if row.is_off or row.day < today
            else Decision(setting, (row.day - today).days, row.day, row.begins, row.where.one_line(), speak, until, row)
        )
    days = (standing.decision_on - today).days
    return Decision(setting, days, setting.set_day, setting.set_time, body.place.one_line(), body.how_to_speak)


def _moved(demand: Demand) -> Decision | None:
    """What is on another day by an entry that waits; None where it was put off. Everybody reads that at once."""
    waiting = demand.actions.unconfirmed().filter(kind__in=SETS_A_DAY, set_day=demand.moved_to)
    if (setting := waiting.order_by("-pk").first()) is None:
        return None
    hearing, body = _announced(setting), demand.body
    where = hearing.series.place.one_line() if hearing else body.place.one_line()
    speak = hearing.how_to_speak if hearing else body.how_to_speak
    row = hearing.date if hearing else None
    left = (setting.set_day - demand.today()).days
    return Decision(setting, left, setting.set_day, setting.set_time, where, speak, None, row)


def _announced(action: Action) -> Hearing | None:
    found = Hearing.objects.filter(action=action, series__in=Series.objects.public())
    return found.select_related("series__host", "series__place").first()


# Each room adds its part here, and one line to the page.
PARTS = [story, gatherings, following, beside_outcome, log, seats, who_backs, ladder_of]

"""What a body decides next: the hearings and votes that are set, by its clock, on the days of their dates."""

from datetime import date, time
from typing import NamedTuple

from demands.days_set import days_set
from demands.models import Action, Demand
from demands.stages import SETS_A_DAY, Happened, in_order
from events.models import Hearing, Occurrence


class Decision(NamedTuple):
    """A hearing or vote ahead; where the entry says no more, what the body does."""

    action: Action
    days: int
    day: date
    hour: time | None
    where: str
    how_to_speak: str
    comment_until: date | None = None
    row: Occurrence | None = None  # the date of it, where there is one
    hearing: Hearing | None = None

    @property
    def is_vote(self) -> bool:
        return self.action.kind == Happened.VOTE_SET


def decisions(demand: Demand, rows: dict[int, Action] | None = None) -> list[Decision]:
    """Those that nothing has called off or answered, the next one first; `rows` are its confirmed actions by number."""
    if rows is None:
        rows = {row.pk: row for row in demand.actions.confirmed().with_facts()}
    facts = in_order(row.fact for row in rows.values())
    standing = [rows[number] for number, off in days_set(facts).items() if off is None]
    last = max((fact.on for fact in facts), default=None)
    hearings = Hearing.objects.filter(action__in=standing).select_related("series__host", "series__place")
    dates = {found.action_id: found for found in hearings}
    found = [_decision(demand, row, dates.get(row.pk)) for row in standing if row.on == last or row.set_day > last]
    return sorted((one for one in found if one), key=lambda one: (one.day, one.hour or time(0), one.action.pk))


def next_decision(demand: Demand, ahead: list[Decision]) -> Decision | None:
    """The first of those ahead; by what waits to be confirmed where that says another day, or none."""
    if demand.decision_is_moved:
        return _moved(demand)
    return ahead[0] if ahead else None


def is_in_doubt(demand: Demand, decision: Decision) -> bool:
    """Whether what waits to be confirmed says that it is on another day, or on none: nobody is sent there then."""
    if decision.hearing:
        return bool(decision.hearing.doubt)
    return demand.decision_is_moved and decision.day == demand.decision_on


def _moved(demand: Demand) -> Decision | None:
    """What is on another day by an entry that waits; None where it was put off. Everybody reads that at once."""
    waiting = demand.actions.unconfirmed().filter(kind__in=SETS_A_DAY, set_day=demand.moved_to)
    if (setting := waiting.order_by("-pk").first()) is None:
        return None
    named = Hearing.objects.of(demand).filter(action__in=[setting.pk, setting.corrects_id])
    hearing, body = next((found for found in named if found.series.is_public), None), demand.body
    where, speak, row = body.place.one_line(), body.how_to_speak, None
    if hearing:
        where, speak, row = hearing.series.place.one_line(), hearing.how_to_speak, hearing.date
    left = (setting.set_day - demand.today()).days
    return Decision(setting, left, setting.set_day, setting.set_time, where, speak, None, row, hearing)


def _decision(demand: Demand, entry: Action, hearing: Hearing | None) -> Decision | None:
    """None where it is over, or its date is off. A date that nobody sees yet says nothing."""
    today, body = demand.today(), demand.body
    if hearing and hearing.series.is_public and (row := hearing.date):
        if row.is_off or row.day < today:
            return None
        speak, until, where = hearing.how_to_speak, hearing.comment_until, row.where.one_line()
        return Decision(entry, (row.day - today).days, row.day, row.begins, where, speak, until, row, hearing)
    if entry.set_day < today:
        return None
    days, where = (entry.set_day - today).days, body.place.one_line()
    return Decision(entry, days, entry.set_day, entry.set_time, where, body.how_to_speak, hearing=hearing)

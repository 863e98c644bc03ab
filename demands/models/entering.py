"""An entry and what shows it, in one step; and that a day which was set is another now."""

from datetime import date, time

from django.db import transaction

from demands.models.action import Action
from demands.models.demand import Demand
from demands.models.evidence import Evidence
from orgs.models import User


@transaction.atomic
def enter_with(evidence: dict, demand: Demand, *, by: User, **fields) -> Action:
    """Enter what happened together with one piece of evidence; without one where it is empty."""
    action = Action.enter(demand, by=by, **fields)
    if evidence:
        Evidence.bring(action, by=by, **evidence)
    return action


@transaction.atomic
def enter_moved(before: Action, *, by: User, set_day: date, set_time: time | None) -> Action:
    """Enter that what this entry set is on another day or hour now.

    What was set today already takes the place of the earlier entry: that is corrected, or taken back where nobody has
    confirmed it, since nothing would tell which of two entries of one day came last.
    """
    demand, corrects = before.demand, None
    if before.on == demand.today():
        corrects = before if before.counts else before.corrects
        if not before.is_confirmed and not before.dropped_at:
            before.retract(by=by)
    moved = {"kind": before.kind, "on": demand.today(), "set_day": set_day, "set_time": set_time}
    return Action.enter(demand, by=by, corrects=corrects, **moved)

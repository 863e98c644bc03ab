"""An entry and what shows it, in one step."""

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

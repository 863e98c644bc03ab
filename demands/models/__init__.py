from demands.models.action import Action
from demands.models.body import Body, Seat, Term
from demands.models.demand import Demand
from demands.models.evidence import Evidence
from demands.models.staged import Component, ComponentResult, when_moved

__all__ = [
    "Action",
    "Body",
    "Component",
    "ComponentResult",
    "Demand",
    "Evidence",
    "Seat",
    "Term",
    "when_moved",
]

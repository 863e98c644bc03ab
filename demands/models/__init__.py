from demands.models.action import Action
from demands.models.adopted import Adopted
from demands.models.body import Body, Seat, Term
from demands.models.body_change import BodyChange
from demands.models.demand import Demand
from demands.models.demand_text import DemandText
from demands.models.endorsement import Endorsement
from demands.models.endorsement_forward import EndorsementForward
from demands.models.entering import enter_moved, enter_with
from demands.models.evidence import Evidence
from demands.models.evidence_file import EvidenceFile
from demands.models.handover import DemandHandover
from demands.models.model_demand import ModelDemand
from demands.models.model_text import ModelText
from demands.models.plank import Plank
from demands.models.platform import Platform
from demands.models.platform_signature import PlatformSignature, SignedPlank
from demands.models.seat_claim import SeatClaim
from demands.models.seat_reply import SeatReply
from demands.models.seat_vote import SeatVote
from demands.models.staged import Component, ComponentResult, when_led, when_moved, when_turned
from demands.models.stance import Stance

__all__ = [
    "Action",
    "Adopted",
    "Body",
    "BodyChange",
    "Component",
    "ComponentResult",
    "Demand",
    "DemandHandover",
    "DemandText",
    "Endorsement",
    "EndorsementForward",
    "Evidence",
    "EvidenceFile",
    "ModelDemand",
    "ModelText",
    "Plank",
    "Platform",
    "PlatformSignature",
    "Seat",
    "SeatClaim",
    "SeatReply",
    "SeatVote",
    "SignedPlank",
    "Stance",
    "Term",
    "enter_moved",
    "enter_with",
    "when_led",
    "when_moved",
    "when_turned",
]

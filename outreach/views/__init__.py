from outreach.views.board import board, boards, fitting, prospect_new
from outreach.views.prospect import (
    prospect,
    prospect_claim,
    prospect_deletion,
    prospect_edit,
    prospect_release,
    prospect_stage,
    prospect_thanks,
    touches,
)

__all__ = [
    "board",
    "boards",
    "fitting",
    "prospect",
    "prospect_claim",
    "prospect_deletion",
    "prospect_edit",
    "prospect_new",
    "prospect_release",
    "prospect_stage",
    "prospect_thanks",
    "touches",
]

from outreach.views.appeal import (
    appeal,
    appeal_deletion,
    appeal_edit,
    appeal_groups,
    appeal_new,
    appeal_sending,
    appeal_test,
    appeals,
)
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
from outreach.views.sheet import sheet, sheet_deletion, sheet_new

__all__ = [
    "appeal",
    "appeal_deletion",
    "appeal_edit",
    "appeal_groups",
    "appeal_new",
    "appeal_sending",
    "appeal_test",
    "appeals",
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
    "sheet",
    "sheet_deletion",
    "sheet_new",
    "touches",
]

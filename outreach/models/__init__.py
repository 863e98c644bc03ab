from outreach.models.board import Board, Targeted
from outreach.models.prospect import Prospect
from outreach.models.touch import Touch

__all__ = ["Board", "Prospect", "Targeted", "Touch"]

from outreach.models.addressee import Addressee
from outreach.models.appeal import Appeal
from outreach.models.board import Board, Targeted
from outreach.models.prospect import Prospect
from outreach.models.sheet import Sheet
from outreach.models.touch import Touch

__all__ = ["Addressee", "Appeal", "Board", "Prospect", "Sheet", "Targeted", "Touch"]

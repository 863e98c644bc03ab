from outreach.forms.appeal import AppealForm, PickForm, TickForm
from outreach.forms.board import BoardForm, MoveForm
from outreach.forms.fitting import ChosenForm, FittingForm
from outreach.forms.prospect import CorrectForm, ProspectForm
from outreach.forms.sheet import RowsForm, SheetForm
from outreach.forms.touch import TouchForm

__all__ = [
    "AppealForm",
    "BoardForm",
    "ChosenForm",
    "CorrectForm",
    "FittingForm",
    "MoveForm",
    "PickForm",
    "ProspectForm",
    "RowsForm",
    "SheetForm",
    "TickForm",
    "TouchForm",
]

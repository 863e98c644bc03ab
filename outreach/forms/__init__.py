from outreach.forms.board import BoardForm, MoveForm
from outreach.forms.fitting import ChosenForm, FittingForm
from outreach.forms.prospect import CorrectForm, ProspectForm
from outreach.forms.touch import TouchForm

__all__ = ["BoardForm", "ChosenForm", "CorrectForm", "FittingForm", "MoveForm", "ProspectForm", "TouchForm"]

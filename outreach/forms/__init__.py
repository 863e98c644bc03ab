from outreach.forms.board import BoardForm, MoveForm
from outreach.forms.prospect import CorrectForm, ProspectForm
from outreach.forms.touch import TouchForm

__all__ = ["BoardForm", "CorrectForm", "MoveForm", "ProspectForm", "TouchForm"]

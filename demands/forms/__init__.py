from demands.forms.adopting import AdoptForm
from demands.forms.body_field import BodyField
from demands.forms.demand import ClosingForm, DemandForm, FactsForm, LadderForm, NextStepForm
from demands.forms.endorsing import (
    AskToEndorseForm,
    EndorseForm,
    EndorserNoteForm,
    EndorserPartingForm,
    EndorserReadForm,
    InviteEndorserForm,
)
from demands.forms.near import TownForm
from demands.forms.review import ReviewDayForm, ReviewForm

__all__ = [
    "AdoptForm",
    "AskToEndorseForm",
    "BodyField",
    "ClosingForm",
    "DemandForm",
    "EndorseForm",
    "EndorserNoteForm",
    "EndorserPartingForm",
    "EndorserReadForm",
    "FactsForm",
    "InviteEndorserForm",
    "LadderForm",
    "NextStepForm",
    "ReviewDayForm",
    "ReviewForm",
    "TownForm",
]

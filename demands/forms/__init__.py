from demands.forms.action import ActionForm
from demands.forms.adopting import AdoptForm
from demands.forms.body import BodyFactsForm, BodyForm, WhereForm
from demands.forms.body_field import BodyField
from demands.forms.body_search import BodySearchForm
from demands.forms.browse import DemandFilter
from demands.forms.demand import ClosingForm, DemandForm, FactsForm, LadderForm, NextStepForm
from demands.forms.endorsing import (
    AskToEndorseForm,
    EndorseByLinkForm,
    EndorseForm,
    EndorserNoteForm,
    EndorserPartingForm,
    EndorserReadForm,
    ForwardedEndorseForm,
    InviteEndorserForm,
    NewGroupEndorseForm,
)
from demands.forms.evidence import EvidenceForm, LookedForm, TakingForm
from demands.forms.handover import LeadForm
from demands.forms.near import TownForm
from demands.forms.offer import OfferForm
from demands.forms.onward import NextDemandForm
from demands.forms.platform import PageForm, PlaceForm, PlankForm, PlatformForm
from demands.forms.platform_signing import (
    AskToSignForm,
    ChoosePlanksForm,
    InviteSignerForm,
    SignerPartingForm,
    SignPlatformForm,
)
from demands.forms.proposing import ModelForm, NewerModelForm
from demands.forms.reply import ReplyForm, WordsOfReply
from demands.forms.review import ReviewDayForm, ReviewForm
from demands.forms.seats import SeatForm, SeatsForm, TermForm
from demands.forms.stances import StanceForm, TalkForm
from demands.forms.words import DescribeForm

__all__ = [
    "ActionForm",
    "AdoptForm",
    "AskToEndorseForm",
    "AskToSignForm",
    "BodyFactsForm",
    "BodyField",
    "BodyForm",
    "BodySearchForm",
    "ChoosePlanksForm",
    "ClosingForm",
    "DemandFilter",
    "DemandForm",
    "DescribeForm",
    "EndorseByLinkForm",
    "EndorseForm",
    "EndorserNoteForm",
    "EndorserPartingForm",
    "EndorserReadForm",
    "EvidenceForm",
    "FactsForm",
    "ForwardedEndorseForm",
    "InviteEndorserForm",
    "InviteSignerForm",
    "LadderForm",
    "LeadForm",
    "LookedForm",
    "ModelForm",
    "NewGroupEndorseForm",
    "NewerModelForm",
    "NextDemandForm",
    "NextStepForm",
    "OfferForm",
    "PageForm",
    "PlaceForm",
    "PlankForm",
    "PlatformForm",
    "ReplyForm",
    "ReviewDayForm",
    "ReviewForm",
    "SeatForm",
    "SeatsForm",
    "SignPlatformForm",
    "SignerPartingForm",
    "StanceForm",
    "TakingForm",
    "TalkForm",
    "TermForm",
    "TownForm",
    "WhereForm",
    "WordsOfReply",
]

from events.forms.answer import AnswerForm, ReminderForm
from events.forms.browse import BrowseFilter
from events.forms.dates import DateForm, ReasonForm
from events.forms.dates_at_once import DatesAtOnce, SinceForm
from events.forms.ending import EndForm, ThanksForm
from events.forms.follow import ChangeForm, ConfirmationForm, FollowForm, OwnFollowForm, TownFollowForm
from events.forms.hearing import HearingForm, HearingWordsForm
from events.forms.hosting import HostingForm
from events.forms.importing import ColumnsForm, ImportForm, TakeForm
from events.forms.own_calendar import OwnCalendarForm
from events.forms.renewal import RenewalForm
from events.forms.rule import ExtensionForm
from events.forms.rule_change import RuleChangeForm
from events.forms.series import DuplicateForm, SeriesForm, TextForm
from events.forms.signing import (
    AmendForm,
    ForwardedSignForm,
    GrantsForm,
    NewGroupSignForm,
    PartingForm,
    ReadForm,
    SignForm,
)
from events.forms.sponsorship import InviteForm, RequestForm
from events.forms.week import WeekForm
from events.forms.what_for import WhatForForm
from orgs.forms.signing import PassOnForm

__all__ = [
    "AmendForm",
    "AnswerForm",
    "BrowseFilter",
    "ChangeForm",
    "ColumnsForm",
    "ConfirmationForm",
    "DateForm",
    "DatesAtOnce",
    "DuplicateForm",
    "EndForm",
    "ExtensionForm",
    "FollowForm",
    "ForwardedSignForm",
    "GrantsForm",
    "HearingForm",
    "HearingWordsForm",
    "HostingForm",
    "ImportForm",
    "InviteForm",
    "NewGroupSignForm",
    "OwnCalendarForm",
    "OwnFollowForm",
    "PartingForm",
    "PassOnForm",
    "ReadForm",
    "ReasonForm",
    "ReminderForm",
    "RenewalForm",
    "RequestForm",
    "RuleChangeForm",
    "SeriesForm",
    "SignForm",
    "SinceForm",
    "TakeForm",
    "TextForm",
    "ThanksForm",
    "TownFollowForm",
    "WeekForm",
    "WhatForForm",
]

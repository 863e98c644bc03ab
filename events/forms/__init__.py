from events.forms.answer import AnswerForm, ReminderForm
from events.forms.browse import BrowseFilter
from events.forms.dates import DateForm, ReasonForm
from events.forms.series import SeriesForm
from events.forms.sponsorship import InviteForm, NewGroupSignForm, RequestForm, SignForm

__all__ = [
    "AnswerForm",
    "BrowseFilter",
    "DateForm",
    "InviteForm",
    "NewGroupSignForm",
    "ReasonForm",
    "ReminderForm",
    "RequestForm",
    "SeriesForm",
    "SignForm",
]

from events.forms.answer import AnswerForm, ReminderForm
from events.forms.browse import BrowseFilter
from events.forms.dates import DateForm, ReasonForm
from events.forms.dates_at_once import DatesAtOnce, SinceForm
from events.forms.ending import EndForm, ThanksForm
from events.forms.follow import ChangeForm, ConfirmationForm, FollowForm, OwnFollowForm, TownFollowForm
from events.forms.hosting import HostingForm
from events.forms.importing import ColumnsForm, ImportForm, TakeForm
from events.forms.own_calendar import OwnCalendarForm
from events.forms.renewal import RenewalForm
from events.forms.rule import ExtensionForm
from events.forms.rule_change import RuleChangeForm
from events.forms.series import DuplicateForm, SeriesForm, TextForm
from events.forms.sponsorship import InviteForm, NewGroupSignForm, RequestForm, SignForm

__all__ = [
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
    "HostingForm",
    "ImportForm",
    "InviteForm",
    "NewGroupSignForm",
    "OwnCalendarForm",
    "OwnFollowForm",
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
]

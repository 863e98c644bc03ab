from orgs.forms.accounts import SignupForm
from orgs.forms.coalitions import InviteMemberForm, JoinForm, MembersForm
from orgs.forms.groups import GroupForm
from orgs.forms.merge import MergeForm
from orgs.forms.naming import GroupNameForm
from orgs.forms.profile import NameForm, ProfileForm
from orgs.forms.record import RecordForm
from orgs.forms.review import DecisionForm, NoteForm, QuestionForm, QueueForm, ReportForm, WordsForm
from orgs.forms.search import GroupSearchForm

__all__ = [
    "DecisionForm",
    "GroupForm",
    "GroupNameForm",
    "GroupSearchForm",
    "InviteMemberForm",
    "JoinForm",
    "MembersForm",
    "MergeForm",
    "NameForm",
    "NoteForm",
    "ProfileForm",
    "QuestionForm",
    "QueueForm",
    "RecordForm",
    "ReportForm",
    "SignupForm",
    "WordsForm",
]

from orgs.forms.accounts import SignupForm
from orgs.forms.coalitions import InviteMemberForm, JoinForm, MembersForm
from orgs.forms.groups import GroupForm
from orgs.forms.letters import LetterForm
from orgs.forms.merge import MergeForm
from orgs.forms.naming import GroupNameForm
from orgs.forms.people import (
    ClaimForm,
    CoordinationForm,
    HandoverForm,
    InvitePeopleForm,
    JoinRequestForm,
    PublicNameForm,
    RoleForm,
)
from orgs.forms.profile import NameForm, ProfileForm
from orgs.forms.record import RecordForm
from orgs.forms.review import DecisionForm, NoteForm, QuestionForm, QueueForm, ReportForm, WordsForm
from orgs.forms.search import GroupSearchForm

__all__ = [
    "ClaimForm",
    "CoordinationForm",
    "DecisionForm",
    "GroupForm",
    "GroupNameForm",
    "GroupSearchForm",
    "HandoverForm",
    "InviteMemberForm",
    "InvitePeopleForm",
    "JoinForm",
    "JoinRequestForm",
    "LetterForm",
    "MembersForm",
    "MergeForm",
    "NameForm",
    "NoteForm",
    "ProfileForm",
    "PublicNameForm",
    "QuestionForm",
    "QueueForm",
    "RecordForm",
    "ReportForm",
    "RoleForm",
    "SignupForm",
    "WordsForm",
]

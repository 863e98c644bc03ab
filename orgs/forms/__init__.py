from orgs.forms.accounts import SignupForm
from orgs.forms.groups import GroupForm
from orgs.forms.profile import NameForm, ProfileForm
from orgs.forms.record import RecordForm
from orgs.forms.search import GroupSearchForm

__all__ = ["GroupForm", "GroupSearchForm", "NameForm", "ProfileForm", "RecordForm", "SignupForm"]

"""To join a coalition, to ask a group into one, and what a coalition shows."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from orgs.forms.naming import GroupNameForm
from orgs.models import Affiliation, Organization


class _AskForm(GroupNameForm):
    """Who is asked, by name; and why."""

    who = forms.CharField(label="", max_length=120)
    letter = forms.CharField(
        label=_("Why you ask them"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A few words of your own. Only their organizers read them."),
    )

    def clean_who(self):
        return self.named(" ".join(self.cleaned_data["who"].split()))

    def _refuse_twice(self, coalition: Organization, organization: Organization) -> None:
        """Asking again would change nothing: say how things stand instead."""
        known = Affiliation.objects.standing().filter(coalition=coalition, organization=organization).first()
        if known:
            said = self.MEMBER if known.is_accepted else _("%(who)s was asked already, or has asked you.")
            raise ValidationError(said, code="asked_already", params={"who": self.cleaned_data["who"].name})


class JoinForm(_AskForm):
    """Our group would like to join a coalition."""

    MEMBER = _("Your group is a member of %(who)s already.")
    UNKNOWN = _("No coalition called “%(name)s” is listed here.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="join_%s", **kwargs)  # both forms may stand on one page
        self.fields["who"].label = _("Name of the coalition")
        self.fields["letter"].label = _("A word to them")

    def among(self):
        return super().among().filter(kind=Organization.Kind.COALITION)

    def save(self, *, by) -> Affiliation:
        coalition = self.cleaned_data["who"]
        self._refuse_twice(coalition, self.own)
        return Affiliation.request(coalition, self.own, by=by, letter=self.cleaned_data["letter"])


class InviteMemberForm(_AskForm):
    """Our coalition would like a group to join."""

    MEMBER = _("%(who)s is a member already.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="invite_%s", **kwargs)
        self.fields["who"].label = _("Name of the group")

    def save(self, *, by) -> Affiliation:
        organization = self.cleaned_data["who"]
        self._refuse_twice(self.own, organization)
        return Affiliation.invite(self.own, organization, by=by, letter=self.cleaned_data["letter"])


class MembersForm(forms.Form):
    """Whether a coalition shows what its members host."""

    includes_members = forms.BooleanField(
        label=_("Show what our members host on our page and in our calendar"),
        required=False,
        help_text=_("Only what they host themselves and have announced. Each date once, under the name of its host."),
    )

    def save(self, coalition: Organization, *, by) -> None:
        if self.cleaned_data["includes_members"]:
            coalition.include_members(by=by)
        else:
            coalition.leave_members_out(by=by)

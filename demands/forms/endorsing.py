"""To endorse a demand: invited, by letter or here, asking oneself, and what a group says and stands by afterwards."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from demands.models import Demand, Endorsement
from demands.models.endorsement import may_invite
from orgs.forms import GroupForm
from orgs.forms.naming import GroupNameForm
from orgs.forms.signing import SignedAnewForm, SignedByLinkForm
from orgs.models import Opened, Organization

NEWEST = 1_000_000


def note_field() -> forms.CharField:
    return forms.CharField(
        label=_("A word beside your name"),
        max_length=200,
        required=False,
        help_text=_("Everybody can read it, for instance “Our members teach in these schools.”"),
    )


class EndorserReadForm(forms.Form):
    """Which version of a text somebody has read."""

    version = forms.IntegerField(min_value=1, max_value=NEWEST, widget=forms.HiddenInput())


class SignedForm(forms.Form):
    """On whose word a group puts its name under something, and what stands beside it."""

    note = note_field()
    authority = forms.ChoiceField(
        label=_("Who decided"), choices=Endorsement.Authority, initial=Endorsement.Authority.OFFICER
    )
    voted_on = forms.DateField(
        label=_("Day of the vote"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Where your group voted."),
    )
    may_sign = forms.BooleanField(
        label=_("I may sign for this group"),
        help_text=_("We write to the other organizers of the group, so that they know."),
        error_messages={"required": _("Tick this if you may sign for the group.")},
    )

    def clean_voted_on(self):
        day = self.cleaned_data["voted_on"]
        if day and not 1900 <= day.year <= 2100:
            raise ValidationError(_("Enter a year from 1900 to 2100."))
        if day and day > timezone.localdate():
            raise ValidationError(_("This day is still to come."))
        return day

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("authority") != Endorsement.Authority.VOTE:
            cleaned["voted_on"] = None
        elif not cleaned.get("voted_on") and "voted_on" not in self.errors:
            self.add_error("voted_on", _("Say on which day your group voted."))
        return cleaned


class EndorseForm(SignedForm):
    """A group says yes to the words that it has read. A no has a button of its own."""

    version = forms.IntegerField(min_value=1, max_value=NEWEST, required=False, widget=forms.HiddenInput())

    def __init__(self, *args, demand: Demand, **kwargs):
        super().__init__(*args, **kwargs)
        self.demand = demand
        self.fields["version"].initial = demand.text_version

    def terms(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("version", "note", "authority", "voted_on")}


class EndorseByLinkForm(EndorseForm):
    """The same by the link of a letter, as the person for whom it was made."""

    def __init__(self, *args, opened: Opened, **kwargs):
        super().__init__(*args, demand=opened.signon.demand, **kwargs)
        self.opened = opened

    def save(self) -> None:
        self.opened.signon.accept(by=self.opened.user, **self.terms())


class ForwardedEndorseForm(SignedByLinkForm, EndorseByLinkForm):
    """The same by a link that was passed on to whoever decides."""

    field_order = ["signed_as", "note", "authority", "voted_on", "may_sign", "version"]


class NewGroupEndorseForm(SignedAnewForm, EndorseByLinkForm, GroupForm):
    """The same for a group that is not on the site."""

    field_order = [
        *("name", "also_called", "kind", "town", "spot", "about", "website"),
        *("signed_as", "note", "authority", "voted_on", "may_sign", "version"),
    ]


class AskToEndorseForm(EndorseForm):
    """Our group would like to endorse it."""

    organization = forms.ModelChoiceField(label=_("Your group"), queryset=Organization.objects.none())
    letter = forms.CharField(
        label=_("A word to the group that leads it"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only their organizers read it."),
    )
    field_order = ["organization", "note", "letter", "authority", "voted_on", "may_sign", "version"]

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by
        mine = Organization.objects.organized_by(by).exclude(pk=self.demand.lead_id).order_by("name")
        self.fields["organization"].queryset = mine
        if len(mine) == 1:
            self.fields["organization"].initial = mine[0]

    def save(self) -> Endorsement:
        cleaned = self.cleaned_data
        group, letter = cleaned["organization"], cleaned["letter"]
        return Endorsement.request(self.demand, group, by=self.by, letter=letter, **self.terms())


class InviteEndorserForm(GroupNameForm):
    """The lead asks a listed group by its name, or another one at an address."""

    OWN = _("Your own group leads this demand.")
    UNKNOWN = _("No group called “%(name)s” is listed here. Enter an email address to ask it by letter.")

    who = forms.CharField(
        label=_("Group or email address"),
        max_length=254,
        help_text=_("The name of a group on this site, or an address of a group that is not here yet."),
    )
    letter = forms.CharField(
        label=_("Why you ask them"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A few words of your own. They stand on the page that the letter leads to."),
    )

    def __init__(self, *args, demand: Demand, **kwargs):
        super().__init__(*args, own=demand.lead, **kwargs)
        self.demand = demand

    def clean_who(self):
        who = " ".join(self.cleaned_data["who"].split())
        if "@" in who:
            validate_email(who)
            return who
        return self.named(who)

    def save(self, *, by) -> Endorsement:
        """Write the invitation. Refused where the group or address was asked or has asked already."""
        who = self.cleaned_data["who"]
        if known := Endorsement.standing(self.demand, who):
            raise ValidationError(self._said(known), code="asked_already", params={"who": str(who)})
        for look in may_invite:
            look(self.demand, who)
        ask = Endorsement.invite if isinstance(who, Organization) else Endorsement.invite_address
        return ask(self.demand, who, by=by, letter=self.cleaned_data["letter"])

    @staticmethod
    def _said(known: Endorsement):
        if known.is_accepted:
            return _("%(who)s endorses it already.")
        if known.is_invitation:
            return _("%(who)s is invited already.")
        return _("%(who)s has asked to be named. Answer that instead.")


class EndorserNoteForm(forms.Form):
    """What a group says beside its name."""

    note = note_field()


class EndorserPartingForm(forms.Form):
    """What a group says when it leaves."""

    note = forms.CharField(
        label=_("A word to the lead"), max_length=200, required=False, help_text=_("Seen by the organizers of both.")
    )

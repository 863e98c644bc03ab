"""Invite a group, ask to join, sign on."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from events.models import Series, Sponsorship
from orgs.forms import GroupForm, GroupNameForm
from orgs.models import Organization, User


class InviteForm(GroupNameForm):
    """A listed group by its name, or an address; and why we ask."""

    OWN = _("Your own group is the host.")
    UNKNOWN = _("No group called “%(name)s” is listed here. Enter an email address to invite it.")

    who = forms.CharField(
        label=_("Group or email address"),
        max_length=254,
        help_text=_("The name of a group on this site, or an address of a group that is not here yet."),
    )
    letter = forms.CharField(
        label=_("Why you ask them"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("A few words of your own. They stand on the page that the letter leads to."),
    )

    def __init__(self, *args, series: Series | None = None, **kwargs):
        super().__init__(*args, own=series.host if series else None, **kwargs)

    def clean_who(self):
        who = " ".join(self.cleaned_data["who"].split())
        if "@" in who:
            validate_email(who)
            return who
        return self.named(who)

    def save(self, series: Series, *, by) -> Sponsorship:
        """Write the invitation. Refused where the group or address was asked or has asked already."""
        who, letter = self.cleaned_data["who"], self.cleaned_data["letter"]
        if known := Sponsorship.standing(series, who):
            raise ValidationError(self._said(known), code="asked_already", params={"who": str(who)})
        if isinstance(who, Organization):
            return Sponsorship.invite(series, who, by=by, letter=letter)
        return Sponsorship.invite_address(series, who, by=by, letter=letter)

    @staticmethod
    def _said(known: Sponsorship):
        if known.is_accepted:
            return _("%(who)s stands with you already.")
        if known.is_invitation:
            return _("%(who)s is invited already.")
        return _("%(who)s has asked to join. Answer that instead.")


class TermsForm(forms.Form):
    """What a group takes on when it signs."""

    tasks = forms.MultipleChoiceField(
        label=_("We take on"), choices=Sponsorship.Task, required=False, widget=forms.CheckboxSelectMultiple
    )
    pledge = forms.IntegerField(label=_("People we hope to bring"), required=False, min_value=1, max_value=100_000)
    authority = forms.ChoiceField(
        label=_("Who decided"), choices=Sponsorship.Authority, initial=Sponsorship.Authority.OFFICER
    )
    may_sign = forms.BooleanField(
        label=_("I may sign for this group"),
        help_text=_("We write to the other organizers of the group, so that they know."),
        error_messages={"required": _("Tick this if you may sign for the group.")},
    )

    def terms(self) -> dict:
        cleaned = self.cleaned_data
        return {"tasks": cleaned["tasks"], "pledge": cleaned["pledge"], "authority": cleaned["authority"]}


class RequestForm(TermsForm):
    """Our group would like to co-sponsor."""

    organization = forms.ModelChoiceField(label=_("Your group"), queryset=Organization.objects.none())
    letter = forms.CharField(
        label=_("A word to the host"), max_length=2_000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    field_order = ["organization", "tasks", "pledge", "letter", "authority", "may_sign"]

    def __init__(self, *args, series, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.series, self.by = series, by
        mine = Organization.objects.organized_by(by).exclude(pk=series.host_id).order_by("name")
        self.fields["organization"].queryset = mine
        if len(mine) == 1:
            self.fields["organization"].initial = mine[0]

    def save(self) -> Sponsorship:
        cleaned = self.cleaned_data
        return Sponsorship.request(
            self.series, cleaned["organization"], by=self.by, letter=cleaned["letter"], **self.terms()
        )


class SignForm(TermsForm):
    """The answer to an invitation: co-sponsor or endorse. A no has a button of its own."""

    level = forms.ChoiceField(
        label=_("Your answer"),
        choices=[
            (Sponsorship.Level.CO_SPONSOR, _("Co-sponsor: your name is on it and you help in a small way")),
            (Sponsorship.Level.ENDORSE, _("Endorse: your name is on it, nothing else is expected")),
        ],
        initial=Sponsorship.Level.CO_SPONSOR,
        widget=forms.RadioSelect,
    )
    field_order = ["level", "tasks", "pledge", "authority", "may_sign"]

    def terms(self) -> dict:
        return super().terms() | {"level": self.cleaned_data["level"]}

    def save(self, sponsorship: Sponsorship, user: User | None) -> None:
        """Sign for the group that was asked, as the person the link was made for."""
        sponsorship.accept(by=user, **self.terms())


class NewGroupSignForm(SignForm, GroupForm):
    """The same for a group that is not on the site: it registers in the same sitting."""

    signed_as = forms.CharField(
        label=_("Your name and role"),
        max_length=120,
        help_text=_("Seen by the organizers, never published."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = [
        "level",
        "name",
        "also_called",
        "kind",
        "town",
        "spot",
        "about",
        "website",
        "signed_as",
        "tasks",
        "pledge",
        "authority",
    ]

    @transaction.atomic
    def save(self, sponsorship: Sponsorship, user: User | None) -> None:
        """Register the group for whoever holds the address that was asked, and sign for it.

        The letter's link proves the address, so the account is made with it; it opens no session.
        """
        user = User.of_confirmed_address(sponsorship.invited_address)
        group = self.register(by=user)
        sponsorship.accept(by=user, organization=group, signed_as=self.cleaned_data["signed_as"], **self.terms())

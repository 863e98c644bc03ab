from allauth.account.forms import SignupForm as AccountSignupForm
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orgs.models import Organization, Stock, User
from places.forms import PlaceForm
from places.models import Place


class SignupForm(AccountSignupForm):
    """Registering takes an address and nothing else; the code in the letter does the rest."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("password1", None)
        email = self.fields["email"]
        email.label = _("Email address")
        email.help_text = _("Only for signing in and for what concerns your groups. Never shown to anyone.")


class GroupForm(PlaceForm):
    """Register a group: who you are and where."""

    venue = None
    street = None
    name = forms.CharField(
        label=_("Name of your group"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "organization"})
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("Choose one")), *Organization.Kind.choices])
    about = forms.CharField(
        label=_("Purpose"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What your group is for, in a few sentences. It stands on your page."),
    )
    website = forms.URLField(label=_("Website"), max_length=200, required=False, assume_scheme="https")
    stock = forms.ChoiceField(label=_("Color of paper"), choices=Stock, required=False, widget=forms.RadioSelect)
    field_order = ["name", "kind", "town", "spot", "about", "website", "stock"]

    def register(self, *, by: User) -> Organization:
        """The group, in review, with this person as its coordinator."""
        cleaned = self.cleaned_data
        spot = cleaned["found_spot"]
        return Organization.register(
            name=cleaned["name"],
            kind=cleaned["kind"],
            by=by,
            about=cleaned["about"],
            website=cleaned["website"],
            stock=cleaned["stock"] or Stock.GOLD,
            place=Place.at(spot, name=spot.locality or spot.label),
        )


class GroupSearchForm(forms.Form):
    """Find a group by a word of its name, its kind or its town."""

    q = forms.CharField(label=_("Name or town"), max_length=100, required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("Every kind")), *Organization.Kind.choices], required=False
    )
    page = forms.IntegerField(min_value=1, max_value=100, required=False, widget=forms.HiddenInput)

    def among(self, groups):
        for word in self.cleaned_data["q"].split()[:8]:
            groups = groups.filter(Q(name__icontains=word) | Q(place__locality__icontains=word))
        if kind := self.cleaned_data["kind"]:
            groups = groups.filter(kind=kind)
        return groups

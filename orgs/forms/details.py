"""What a group says of itself, as typed when it registers and when it changes its words."""

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from orgs.languages import COMMON, LANGUAGES
from orgs.models import Organization, Stock
from orgs.models.name import cleaned_others
from places.forms import PlaceForm
from places.models import Place

phone_number = RegexValidator(
    r"^\+?[0-9][0-9 ()./-]{4,38}$", _("Type the number in digits, such as +1 330 555 0100."), code="no_number"
)


class DetailsForm(PlaceForm):
    """Kind, town, purpose, contacts, languages. `described` is what `Organization.describe` is told."""

    venue = None
    street = None
    also_called = forms.CharField(
        label=_("Also called"),
        max_length=400,
        required=False,
        help_text=_("Short names and initials that people know you by, with commas between. You are found by them."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("Choose one")), *Organization.Kind.choices])
    about = forms.CharField(
        label=_("Purpose"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What your group is for, in a few sentences. It stands on your page."),
    )
    contact_email = forms.EmailField(
        label=_("Public email address"),
        required=False,
        help_text=_("Shown on your page. Use one of the group, not your own."),
    )
    contact_phone = forms.CharField(
        label=_("Public phone number"),
        max_length=40,
        required=False,
        validators=[phone_number],
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
        help_text=_("Shown on your page."),
    )
    private_contact = forms.CharField(
        label=_("How a moderator reaches you"),
        max_length=300,
        required=False,
        help_text=_("Kept encrypted and read by moderators alone. Without it they write to your coordinators."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages you work in"),
        choices=sorted(LANGUAGES.items(), key=lambda each: each[0] not in COMMON),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    website = forms.URLField(label=_("Website"), max_length=200, required=False, assume_scheme="https")
    stock = forms.ChoiceField(label=_("Color of paper"), choices=Stock, required=False, widget=forms.RadioSelect)

    def clean_also_called(self) -> list[str]:
        return cleaned_others(self.cleaned_data["also_called"])

    @property
    def common_languages(self) -> list:
        """The boxes that stand open; the others are a press away."""
        return self["languages"][: len(COMMON)]

    @property
    def rarer_languages(self) -> list:
        return self["languages"][len(COMMON) :]

    @property
    def rarer_is_chosen(self) -> bool:
        return bool(set(self["languages"].value() or ()) - set(COMMON))

    def described(self) -> dict:
        """What was said, for the fields that this form has."""
        named = ("kind", "about", "contact_email", "contact_phone", "private_contact", "languages", "website")
        said = {name: self.cleaned_data[name] for name in (*named, "also_called") if name in self.fields}
        said["stock"] = self.cleaned_data["stock"] or Stock.GOLD
        if "town" in self.fields:
            said["place"] = self._home()
        return said

    def _home(self) -> Place:
        spot = self.cleaned_data["found_spot"]
        if self.place and self.place.spot() == spot:
            return self.place
        return Place.at(spot, name=spot.locality or spot.label)

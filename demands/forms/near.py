"""A town typed to see what is asked of its bodies."""

from django import forms
from django.utils.translation import gettext_lazy as _

from places.forms import NearForm
from places.gazetteer import LONGEST_TEXT
from places.spots import Spot


class TownForm(NearForm):
    """One town or postcode; without one nothing is asked."""

    near = forms.CharField(
        label=_("Your town or postcode"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "address-level2"}),
    )

    body = forms.SlugField(max_length=80, required=False, widget=forms.HiddenInput)

    @property
    def spot(self) -> Spot | None:
        return self.cleaned_data.get("near") if self.is_valid() else None

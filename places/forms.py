"""Where a series meets, as typed into a form."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from places.gazetteer import LONGEST_TEXT, find
from places.models import Place
from places.spots import Found, Spot


class PlaceForm(forms.Form):
    """Town, venue and street, for a form of its own or to inherit from beside others.

    `cleaned_data["found_spot"]` is where the town lies. Where the text leaves a doubt, the form is invalid and
    `spot_choices` holds what to offer as radio buttons named like the field `spot`, each with its spot's key as value;
    posted again with one of them it is valid. A key that the typed text does not offer is passed over, so a choice left
    from another text does no harm.

    With `place=`, the fields begin with what that place says, and a town left as it was keeps its coordinates.
    """

    town = forms.CharField(
        label=_("Town or postcode"),
        max_length=LONGEST_TEXT,
        help_text=_("A town with its state, such as “Akron, OH”, a postcode, or coordinates."),
        error_messages={"required": _("Say in which town it is.")},
    )
    spot = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    venue = forms.CharField(
        label=_("Where people meet"),
        max_length=120,
        help_text=_("What people look for when they arrive, such as “Oak Plaza, north side”."),
        error_messages={"required": _("Say where in the town people meet.")},
    )
    street = forms.CharField(label=_("Street and number"), max_length=120, required=False)

    def __init__(self, *args, place: Place | None = None, **kwargs):
        self.place = place
        self.spot_choices: list[Spot] = []
        if place:
            typed = {"town": place.town_line(), "venue": place.name, "street": place.street}
            kwargs["initial"] = typed | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        super().clean()
        town = self.cleaned_data.get("town")
        if town:
            try:
                self.cleaned_data["found_spot"] = self._spot_of(town, self.cleaned_data.get("spot", ""))
            except ValidationError as refusal:
                self.add_error("town", refusal)
        return self.cleaned_data

    def save_place(self) -> Place:
        """The place of a valid form: the one it began with if it still says the same, else a new, saved one."""
        spot, name, street = (self.cleaned_data[field] for field in ("found_spot", "venue", "street"))
        before = self.place
        if before and (before.spot(), before.name, before.street) == (spot, name, street):
            return before
        return Place.at(spot, name=name, street=street)

    def _spot_of(self, town: str, chosen: str) -> Spot:
        if self.place and not chosen and town == self.place.town_line():
            return self.place.spot()
        found = find(town)
        for spot in (*found.spots, *found.near):
            if spot.key == chosen:
                return spot
        if found.clear:
            return found.clear
        self.spot_choices = list(found.spots or found.near)
        raise _doubt(town, found)


def _doubt(town: str, found: Found) -> ValidationError:
    if found.spots:
        code, sentence = "ambiguous", gettext("There are several places called “%(town)s”. Choose one.")
    elif found.near:
        code, sentence = "near", gettext("We do not know a town called “%(town)s”. Did you mean one of these?")
    else:
        code = "unknown"
        sentence = gettext(
            "We do not know a town or postcode “%(town)s”. Try a bigger town nearby, or coordinates: “41.08, -81.52”."
        )
    return ValidationError(sentence, code=code, params={"town": town})

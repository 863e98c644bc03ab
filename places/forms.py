"""Where something is, as typed into a form or a search."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from places.gazetteer import LONGEST_TEXT, find
from places.models import Place
from places.spots import Found, Spot

UNKNOWN = _("We do not know a town or postcode “%(town)s”. Try a bigger town nearby, or coordinates: “41.08, -81.52”.")


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
        raise _doubt(town, found, UNKNOWN)


class NearForm(forms.Form):
    """A search around a town typed as `near`. Text that names none is an error beside the field, not an empty list."""

    KMS = [("10", _("10 km")), ("25", _("25 km")), ("50", _("50 km")), ("100", _("100 km"))]
    USUAL_KM = "25"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.offered: list[tuple[str, str]] = []

    def clean_near(self) -> Spot | None:
        """The town that is meant. Where several may be, `offered` holds what to type for each, and its label."""
        text = self.cleaned_data["near"].strip()
        if not text:
            return None
        found = find(text)
        if found.clear:
            return found.clear
        self.offered = [(_typed(spot), spot.label) for spot in found.spots or found.near]
        if text.isdigit():
            raise _doubt(text, found, _("We do not know a postcode %(town)s. Try the name of the town."))
        raise _doubt(text, found, _("We do not know a town called “%(town)s”. Try a bigger one nearby, or a postcode."))

    @property
    def doubt(self) -> str:
        """What the page is headed with while something typed was not understood."""
        near = self.errors.as_data().get("near")
        if not near:
            return _("Search again")
        if near[0].code == "ambiguous":
            return _("Which place?")
        return _("We do not know “%(text)s”") % {"text": self["near"].value()}


def _typed(spot: Spot) -> str:
    """What to type for a spot: its label, or its point where two towns share all but the number of their people."""
    return f"{spot.latitude}, {spot.longitude}" if spot.label.endswith(")") else spot.label


def _doubt(text: str, found: Found, unknown) -> ValidationError:
    if found.spots:
        code, sentence = "ambiguous", _("There are several places called “%(town)s”. Choose one.")
    elif found.near:
        code, sentence = "near", _("We do not know a town called “%(town)s”. Did you mean one of these?")
    else:
        code, sentence = "unknown", unknown
    return ValidationError(sentence, code=code, params={"town": text})

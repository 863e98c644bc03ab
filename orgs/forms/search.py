"""Finding a group."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from orgs.models import Organization, OrganizationName
from places import gazetteer
from places.distance import box, km_between
from places.models import Place
from places.spots import Spot

KMS = [("10", _("10 km")), ("25", _("25 km")), ("50", _("50 km")), ("100", _("100 km"))]
USUAL_KM = "25"


class GroupSearchForm(forms.Form):
    """Find a group by any of its names however spelled, by its kind, and near a town."""

    q = forms.CharField(label=_("Name"), max_length=100, required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("Every kind")), *Organization.Kind.choices], required=False
    )
    near = forms.CharField(
        label=_("Town or postcode"),
        max_length=gazetteer.LONGEST_TEXT,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "address-level2"}),
    )
    km = forms.ChoiceField(label=_("Within"), choices=KMS, required=False)
    page = forms.IntegerField(min_value=1, max_value=1000, required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, **kwargs):
        super().__init__({"km": USUAL_KM} | dict((data or {}).items()), **kwargs)
        self.offered: list[tuple[str, str]] = []

    def clean_near(self) -> Spot | None:
        """The town that is meant. Where several may be, `offered` holds what to type for each."""
        text = self.cleaned_data["near"].strip()
        if not text:
            return None
        found = gazetteer.find(text)
        if found.clear:
            return found.clear
        self.offered = [(_typed(spot), spot.label) for spot in found.spots or found.near]
        raise _doubt(text, found)

    @property
    def spot(self) -> Spot | None:
        return self.cleaned_data.get("near") if self.is_valid() else None

    @property
    def town(self) -> str:
        """The town that the list is around: "Akron, OH"."""
        region = self.spot.region if self.spot.region != self.spot.locality else ""
        return ", ".join(part for part in (self.spot.locality, region) if part) or self.spot.label

    @property
    def radius(self) -> int:
        return int(self.cleaned_data["km"] or USUAL_KM)

    def among(self, groups, first: tuple[str, ...] = ()):
        """The keys of those of the groups that are meant: by likeness where words were typed, else by distance from
        the town, else by `first` and by name."""
        cleaned = self.cleaned_data
        if cleaned["kind"]:
            groups = groups.filter(kind=cleaned["kind"])
        if not cleaned["q"].strip() and not self.spot:
            return groups.order_by(*first, "name", "pk").values_list("pk", flat=True)
        wanted = OrganizationName.objects.search(cleaned["q"]) if cleaned["q"].strip() else None
        if wanted is not None:
            groups = groups.filter(pk__in=wanted)
        order = {pk: number for number, pk in enumerate(wanted or ())}
        found = self._around(groups) if self.spot else dict.fromkeys(groups.values_list("pk", flat=True), 0.0)
        return sorted(found, key=lambda pk: (order.get(pk, 0), found[pk], pk))

    def _around(self, groups) -> dict[int, float]:
        """Kilometres to each group within the radius."""
        spot = self.spot
        around = Place.objects.inside(box(spot.latitude, spot.longitude, self.radius))
        rows = groups.filter(place__in=around).values_list("pk", "place__latitude", "place__longitude")
        away = {pk: km_between(spot.latitude, spot.longitude, lat, lon) for pk, lat, lon in rows}
        return {pk: km for pk, km in away.items() if km <= self.radius}


def _typed(spot: Spot) -> str:
    """What to type for a spot: its label, or its point where two towns share all but the number of their people."""
    return f"{spot.latitude}, {spot.longitude}" if spot.label.endswith(")") else spot.label


def _doubt(text: str, found) -> ValidationError:
    if found.spots:
        code, sentence = "ambiguous", _("There are several places called “%(town)s”. Choose one.")
    elif found.near:
        code, sentence = "near", _("We do not know a town called “%(town)s”. Did you mean one of these?")
    else:
        code, sentence = "unknown", _("We do not know a town or postcode “%(town)s”. Try a bigger town nearby.")
    return ValidationError(sentence, code=code, params={"town": text})

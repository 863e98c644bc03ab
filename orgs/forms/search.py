"""Finding a group."""

from django import forms
from django.utils.translation import gettext_lazy as _

from orgs.models import Organization, OrganizationName
from places.distance import box, km_between
from places.forms import NearForm
from places.gazetteer import LONGEST_TEXT
from places.models import Place
from places.spots import Spot


class GroupSearchForm(NearForm):
    """Find a group by any of its names however spelled, by its kind, and near a town."""

    q = forms.CharField(label=_("Name"), max_length=100, required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("Every kind")), *Organization.Kind.choices], required=False
    )
    near = forms.CharField(
        label=_("Town or postcode"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "address-level2"}),
    )
    km = forms.ChoiceField(label=_("Within"), choices=NearForm.KMS, required=False)
    page = forms.IntegerField(min_value=1, max_value=1000, required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, **kwargs):
        super().__init__({"km": self.USUAL_KM} | dict((data or {}).items()), **kwargs)

    @property
    def spot(self) -> Spot | None:
        return self.cleaned_data.get("near") if self.is_valid() else None

    @property
    def radius(self) -> int:
        return int(self.cleaned_data["km"] or self.USUAL_KM)

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

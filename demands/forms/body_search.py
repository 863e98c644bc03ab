"""Finding a body."""

from django import forms
from django.utils.translation import gettext_lazy as _

from demands.models import Body
from places.distance import box, km_between
from places.forms import NearForm
from places.gazetteer import LONGEST_TEXT
from places.models import Place
from places.spots import Spot


class BodySearchForm(NearForm):
    """Find a body by its name, its kind, and near a town."""

    q = forms.CharField(label=_("Name"), max_length=100, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("Every kind")), *Body.Kind.choices], required=False)
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

    def found(self) -> list[int]:
        """The keys of those that are meant: the nearest first where a town was typed, else by name."""
        cleaned, spot = self.cleaned_data, self.spot
        bodies = Body.objects.search(cleaned["q"].replace("\x00", ""))
        if cleaned["kind"]:
            bodies = bodies.filter(kind=cleaned["kind"])
        if not spot:
            return bodies.values_list("pk", flat=True)
        km = int(cleaned["km"] or self.USUAL_KM)
        around = Place.objects.inside(box(spot.latitude, spot.longitude, km))
        rows = bodies.filter(place__in=around).values_list("pk", "place__latitude", "place__longitude")
        away = {pk: km_between(spot.latitude, spot.longitude, lat, lon) for pk, lat, lon in rows}
        return sorted((pk for pk in away if away[pk] <= km), key=away.get)

"""The filters of the feeds of demands."""

from django import forms

from demands.models import Body, Demand
from places.distance import box
from places.forms import NearForm
from places.models import Place


class DemandFilter(NearForm):
    """Demands by place, body, kind and topic; without any of them all that are public."""

    body = forms.SlugField(required=False, max_length=80)
    kind = forms.ChoiceField(required=False, choices=[("", ""), *Demand.Kind.choices])
    topic = forms.ChoiceField(required=False, choices=[("", ""), *Demand.Topic.choices])
    NAMES = ("near", "km", "body", "kind", "topic")

    def __init__(self, asked):
        super().__init__({name: asked[name] for name in self.NAMES if asked.get(name)})

    @property
    def refusals(self) -> list[str]:
        """A sentence for each filter that was not understood."""
        return [str(sentence) for sentences in self.errors.values() for sentence in sentences]

    @property
    def demands(self):
        """Only where `refusals` is empty. Around a town in a box, whose corners are further away."""
        cleaned, found = self.cleaned_data, Demand.objects.public()
        if cleaned["body"]:
            found = found.filter(body__in=Body.objects.filter(slug=cleaned["body"]))
        for name in ("kind", "topic"):
            if cleaned[name]:
                found = found.filter(**{name: cleaned[name]})
        if spot := cleaned.get("near"):
            around = box(spot.latitude, spot.longitude, float(cleaned.get("km") or NearForm.USUAL_KM))
            found = found.filter(body__place__in=Place.objects.inside(around).values("pk"))
        return found

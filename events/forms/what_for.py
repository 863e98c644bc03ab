"""Which demands a series is held for."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from demands.models import Demand
from events.models import Series
from places.distance import box

AROUND_KM = 80
MOST_OFFERED = 60


class WhatForForm(forms.Form):
    """Demands of one's own groups, public ones put to bodies around, and those that were chosen before."""

    demands = forms.TypedMultipleChoiceField(
        label=_("It is held for"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, series: Series, by, **kwargs):
        chosen = list(series.demands.values_list("pk", flat=True))
        super().__init__(*args, initial={"demands": chosen}, **kwargs)
        self.series, self.by = series, by
        around = Q(body__place__in=_near(series).values("pk"))
        public = Demand.objects.public().filter(state=Demand.State.PUT).filter(around)
        own = Demand.objects.editable_by(by).exclude(state=Demand.State.CLOSED)
        before = Demand.objects.visible_to(by).filter(pk__in=chosen)
        keys = [*before.values_list("pk", flat=True), *own.values_list("pk", flat=True)[:MOST_OFFERED]]
        keys += public.values_list("pk", flat=True)[:MOST_OFFERED]
        offered = Demand.objects.filter(pk__in=keys).for_cards().order_by("title", "pk")
        by_key = {f"{demand.pk}": demand for demand in offered}
        self.fields["demands"].choices = [(key, f"{demand} ({demand.body})") for key, demand in by_key.items()]
        self.fields["demands"].coerce = by_key.get
        self.unseen = Demand.objects.filter(pk__in=chosen).exclude(pk__in=keys)

    @property
    def has_choices(self) -> bool:
        return bool(self.fields["demands"].choices)

    def save(self) -> None:
        """What was chosen; of others' drafts, which are not offered, what was there stays."""
        self.series.stand_for([*self.cleaned_data["demands"], *self.unseen], by=self.by)


def _near(series: Series):
    point = series.place
    places = type(point).objects
    return places.inside(box(point.latitude, point.longitude, AROUND_KM))

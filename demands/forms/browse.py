"""What is asked where: the filters of the public list, each a plain GET address that feeds and data mirror."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from demands.models import Body, Demand
from demands.stages import Outcome, Stage
from places.distance import km_between
from places.forms import NearForm

MOST_PAGES = 1_000
STANDS = [
    ("open", _("Under way")),
    ("decision", _("A hearing or vote is set")),
    ("won", _("Won")),
    ("partly", _("Won in part")),
    ("lost", _("Not won")),
    ("reversed", _("Won, then taken back")),
    ("unheard", _("Not heard of for a year")),
    ("closed", _("Given up")),
]


class PageFilter(django_filters.Filter):
    field_class = forms.IntegerField


class ViewFilter(django_filters.Filter):
    """How they are shown; a word that names no view is the list."""

    field_class = forms.CharField


class DemandSearchForm(NearForm):
    """A search within the usual distance where no other was chosen."""

    def __init__(self, data=None, **kwargs):
        super().__init__({"km": NearForm.USUAL_KM} | dict((data or {}).items()), **kwargs)


class DemandFilter(django_filters.FilterSet):
    """Demands by place, words, topic, kind, body, and where they stand. What was typed wrong is said beside it."""

    q = django_filters.CharFilter(label=_("Words"), max_length=100, method="filter_words")
    near = django_filters.CharFilter(label=_("Town or postcode"), max_length=100, method="filter_near")
    km = django_filters.ChoiceFilter(label=_("Within"), choices=NearForm.KMS, empty_label=None, method="filter_nothing")
    stage = django_filters.ChoiceFilter(
        label=_("Where it stands"),
        choices=[(_("All together"), STANDS), (_("Exactly"), Stage.choices)],
        empty_label=_("Anywhere"),
        method="filter_stage",
    )
    topic = django_filters.ChoiceFilter(
        label=_("What it is about"), choices=Demand.Topic.choices, empty_label=_("Everything")
    )
    kind = django_filters.ChoiceFilter(
        label=_("What it asks for"), choices=Demand.Kind.choices, empty_label=_("Everything")
    )
    body = django_filters.ChoiceFilter(
        label=_("Who decides"), choices=Body.Kind.choices, field_name="body__kind", empty_label=_("Everybody")
    )
    order = django_filters.ChoiceFilter(
        label=_("In which order"),
        choices=[("near", _("Nearest first")), ("new", _("Newest first"))],
        empty_label=_("Next decision first"),
        method="filter_nothing",
    )
    page = PageFilter(
        min_value=1, max_value=MOST_PAGES, required=False, widget=forms.HiddenInput, method="filter_nothing"
    )

    view = ViewFilter(max_length=20, required=False, widget=forms.HiddenInput, method="filter_nothing")

    class Meta:
        model = Demand
        form = DemandSearchForm
        fields: list[str] = []

    def filter_nothing(self, queryset, name, value):
        return queryset  # read by `radius`, by the page and by `is_map`

    def filter_near(self, queryset, name, spot):
        return queryset.near(spot, self.radius)

    def filter_words(self, queryset, name, text):
        return queryset.with_words(text.split()[:8])

    def filter_stage(self, queryset, name, stage):
        scopes = {
            "open": queryset.under_way,
            "decision": queryset.with_a_day,
            "partly": lambda: queryset.won().filter(degree="partly"),
            "unheard": queryset.unheard,
            "closed": lambda: queryset.filter(state="closed"),
        }
        if stage in scopes:
            return scopes[stage]()
        return queryset.filter(outcome=stage) if stage in Outcome else queryset.filter(stage=stage)

    @property
    def is_map(self) -> bool:
        return self.form["view"].value() == "map"

    @property
    def spot(self):
        return self.chosen.get("near")

    @property
    def words(self) -> str:
        return self.chosen.get("q") or ""

    @property
    def radius(self) -> float:
        """Kilometres around the town."""
        return float(self.chosen.get("km") or NearForm.USUAL_KM)

    @property
    def page_number(self) -> int:
        return self.chosen.get("page") or 1

    @property
    def chosen(self) -> dict:
        """What was chosen; nothing where the form was not valid."""
        return getattr(self.form, "cleaned_data", {}) if self.form.is_valid() else {}

    @property
    def is_narrowed(self) -> bool:
        """Whether one of the filters behind the press was used."""
        return any(self.chosen.get(name) for name in ("topic", "kind", "body", "order"))

    @property
    def is_search(self) -> bool:
        return self.is_narrowed or any(self.chosen.get(name) for name in ("q", "near", "stage"))

    @property
    def in_order(self):
        """The demands that are meant, in the order that was chosen; the nearest first only around a town."""
        order = self.chosen.get("order")
        if order == "near" and self.spot:
            return self.found.nearest_first(self.spot)
        return self.found.order_by("-put_at", "-pk") if order == "new" else self.found.decided_soon_first()

    def measure(self, demands: list[Demand]) -> list[Demand]:
        """Say of each how many kilometres from the town its body meets, where one looks around a town."""
        for demand in demands if self.spot else ():
            place = demand.body.place
            demand.km_away = round(km_between(self.spot.latitude, self.spot.longitude, place.latitude, place.longitude))
        return demands

    @property
    def found(self):
        """The demands that are meant; none where something typed was not understood."""
        return self.qs if self.form.is_valid() else self.queryset.none()

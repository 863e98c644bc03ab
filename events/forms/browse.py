"""What is on: the filters of the public list, each a plain GET address that a feed mirrors."""

from datetime import UTC, date, datetime, timedelta

import django_filters
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from demands.models import Demand
from events.models import Occurrence, Series
from orgs.forms.days import FIRST_DAY, LAST_DAY, DayField
from orgs.models import Organization
from places.distance import box
from places.forms import NearForm

WHENS = [
    ("week", _("Next 7 days")),
    ("weekend", _("This weekend")),
    ("month", _("Next 30 days")),
    ("all", _("Any time")),
]
USUAL = {"km": NearForm.USUAL_KM, "when": "week"}
ALSO = {"from": "since", "to": "until"}  # how addresses may name them too
COMMON = [Series.Kind.RALLY, Series.Kind.MARCH, Series.Kind.VIGIL, Series.Kind.PICKET, Series.Kind.MEETING]
LARGEST_KEY = 2**63 - 1


class DayFilter(django_filters.DateFilter):
    """A day between 1900 and 2100."""

    field_class = DayField


class BrowseForm(NearForm):
    """A search that is usual where nothing was chosen, and goes on from a date of its list."""

    def __init__(self, data=None, **kwargs):
        # A list that is opened without filters shows the usual ones as chosen.
        typed = dict((data or {}).items())
        named = {ALSO.get(name, name): value for name, value in typed.items()}
        super().__init__(USUAL | named, **kwargs)

    def clean_after(self) -> tuple[datetime, int] | None:
        """The instant and key of the date that the list goes on from; None, its beginning, for any other text."""
        text, _dash, key = self.cleaned_data["after"].partition("~")
        try:
            at, key = datetime.fromisoformat(text), int(key)
        except ValueError:
            return None
        if at.tzinfo is None or not FIRST_DAY < at.date() < LAST_DAY or not 0 <= key <= LARGEST_KEY:
            return None
        return at.astimezone(UTC), key


class BrowseFilter(django_filters.FilterSet):
    """Dates by place, time, kind, group and words. What was typed wrong is said beside its field."""

    near = django_filters.CharFilter(label=_("Town or postcode"), max_length=100, method="filter_near")
    km = django_filters.ChoiceFilter(label=_("Within"), choices=NearForm.KMS, empty_label=None, method="filter_nothing")
    when = django_filters.ChoiceFilter(label=_("When"), choices=WHENS, empty_label=None, method="filter_nothing")
    since = DayFilter(label=_("From"), method="filter_nothing")
    until = DayFilter(label=_("To"), method="filter_nothing")
    after = django_filters.CharFilter(max_length=60, widget=forms.HiddenInput, method="filter_after")
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Series.Kind.choices, field_name="series__kind")
    group = django_filters.CharFilter(label=_("Group"), max_length=80, method="filter_group")
    demand = django_filters.CharFilter(label=_("Demand"), max_length=80, method="filter_demand")
    q = django_filters.CharFilter(label=_("Words"), max_length=100, method="filter_words")

    class Meta:
        model = Occurrence
        form = BrowseForm
        fields: list[str] = []

    def filter_queryset(self, queryset):
        first, last = self.days
        if last:
            queryset = queryset.filter(day__range=(first, last))
        elif first > timezone.localdate():
            queryset = queryset.filter(day__gte=first)
        return super().filter_queryset(queryset)

    def filter_nothing(self, queryset, name, value):
        return queryset  # read by `days` and `radius`

    def filter_after(self, queryset, name, place):
        return queryset.going_on_from(*place)

    def filter_near(self, queryset, name, spot):
        return queryset.inside(box(spot.latitude, spot.longitude, self.radius))

    def filter_group(self, queryset, name, slug):
        """What the group's own page shows; nothing for a name that no listed group has."""
        group = Organization.objects.listed().filter(slug=slug).first()
        return queryset.filter(series__in=Series.objects.shown_by(group).values("pk")) if group else queryset.none()

    def filter_demand(self, queryset, name, slug):
        """What is held for it; nothing for a name that no public demand has."""
        demands = Demand.objects.public().filter(slug=slug)
        return queryset.filter(series__demands__in=demands.values("pk"))

    def filter_words(self, queryset, name, text):
        return queryset.with_words(text.split()[:8])

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """The kinds that stand as buttons above the list: the common ones, and what was chosen beside them."""
        chosen = self.form["kind"].value()
        return [(kind.value, kind.label) for kind in Series.Kind if kind in COMMON or kind.value == chosen]

    @property
    def chosen(self) -> dict:
        """What was chosen; nothing where the form was not valid."""
        return getattr(self.form, "cleaned_data", {}) if self.form.is_valid() else {}

    @property
    def spot(self):
        return self.chosen.get("near")

    @property
    def radius(self) -> float:
        """Kilometres around the town."""
        return float(self.chosen.get("km") or NearForm.USUAL_KM)

    @property
    def days(self) -> tuple[date, date | None]:
        """The first and the last local day that the list shows; no last one for "any time"."""
        today = timezone.localdate()
        since = max(self.chosen.get("since") or today, today)
        # Around the world it is yesterday or tomorrow at the same moment.
        first = since - timedelta(days=1) if since == today else since
        if until := self.chosen.get("until"):
            return first, until
        when = self.chosen.get("when") or "week"
        if when == "all":
            return first, None
        if when == "weekend":
            saturday = since + timedelta(days=max(0, 5 - since.weekday()))
            return saturday, saturday + timedelta(days=6 - saturday.weekday())
        return first, since + timedelta(days=7 if when == "week" else 30)

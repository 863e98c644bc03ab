"""What is on: the filters of the public list, each a plain GET address that a feed mirrors."""

from datetime import date, timedelta

import django_filters
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.forms.rule import DayInput
from events.models import Occurrence, Series
from places import gazetteer
from places.distance import box

WHENS = [
    ("week", _("Next 7 days")),
    ("weekend", _("This weekend")),
    ("month", _("Next 30 days")),
    ("all", _("Any time")),
]
KMS = [("10", _("10 km")), ("25", _("25 km")), ("50", _("50 km")), ("100", _("100 km"))]

COMMON = [Series.Kind.RALLY, Series.Kind.MARCH, Series.Kind.VIGIL, Series.Kind.PICKET, Series.Kind.MEETING]


class BrowseForm(forms.Form):
    """Finds the town that was typed. Text that names none is an error beside the field, not an empty list."""

    def clean_near(self):
        self.offered = []
        text = self.cleaned_data["near"]
        if not text:
            return None
        found = gazetteer.find(text)
        if found.clear:
            return found.clear
        self.offered = list(found.spots or found.near)
        if found.spots:
            raise forms.ValidationError(_("There are several places of this name."), code="ambiguous")
        raise forms.ValidationError(
            _("We do not know a town called “%(town)s”."), code="unknown", params={"town": text}
        )


class BrowseFilter(django_filters.FilterSet):
    """Dates by place, time, kind, group and words. What was typed wrong is said beside its field."""

    near = django_filters.CharFilter(label=_("Town or postcode"), max_length=100, method="filter_near")
    km = django_filters.ChoiceFilter(label=_("Within"), choices=KMS, empty_label=None, method="filter_nothing")
    when = django_filters.ChoiceFilter(label=_("When"), choices=WHENS, empty_label=None, method="filter_nothing")
    since = django_filters.DateFilter(label=_("From"), widget=DayInput, method="filter_nothing")
    after = django_filters.IsoDateTimeFilter(widget=forms.HiddenInput, method="filter_nothing")
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Series.Kind.choices, field_name="series__kind")
    group = django_filters.CharFilter(label=_("Group"), max_length=80, method="filter_group")
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
        return queryset  # read by `days` and `km`

    def filter_near(self, queryset, name, spot):
        return queryset.inside(box(spot.latitude, spot.longitude, self.radius))

    def filter_group(self, queryset, name, slug):
        return queryset.with_group(slug)

    def filter_words(self, queryset, name, text):
        return queryset.with_words(text.split()[:8])

    @property
    def common_kinds(self) -> list[tuple[str, str]]:
        """The kinds that stand as buttons above the list."""
        return [(kind.value, kind.label) for kind in COMMON]

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
        return float(self.chosen.get("km") or 25)

    @property
    def days(self) -> tuple[date, date | None]:
        """The first and the last local day that the list shows; no last one for "any time"."""
        today = timezone.localdate()
        since = max(self.chosen.get("since") or today, today)
        # Around the world it is yesterday or tomorrow at the same moment.
        first = since - timedelta(days=1) if since == today else since
        when = self.chosen.get("when") or "week"
        if when == "all":
            return first, None
        if when == "weekend":
            saturday = since + timedelta(days=max(0, 5 - since.weekday()))
            return saturday, saturday + timedelta(days=6 - saturday.weekday())
        return first, since + timedelta(days=7 if when == "week" else 30)

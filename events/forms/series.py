"""Announce a series: what, where, when."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from events.forms.rule import RuleForm
from events.models import Series
from events.recurrence import Cadence, anew
from orgs.models import Organization, Stock
from places.forms import PlaceForm


class TextForm(forms.Form):
    """What the page of a series says. It may change at any time; nobody is written to."""

    title = forms.CharField(label=_("Title"), max_length=120, help_text=_("As it should stand on the poster."))
    kind = forms.ChoiceField(label=_("Kind"), choices=Series.Kind, initial=Series.Kind.RALLY)
    summary = forms.CharField(label=_("In one sentence"), max_length=240, required=False)
    about = forms.CharField(
        label=_("What it is about"),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Markdown works: *italic*, **bold**, lists. A blank line begins a new paragraph."),
    )
    getting_there = forms.CharField(label=_("Getting there"), max_length=500, required=False)
    access = forms.CharField(
        label=_("Access"), max_length=500, required=False, help_text=_("Step-free, seats, sign language, toilets.")
    )
    bring = forms.CharField(label=_("Bring"), max_length=500, required=False)
    stock = forms.ChoiceField(label=_("Color of paper"), choices=Stock, required=False)

    ask_again = forms.BooleanField(
        label=_("Ask the groups that signed again"),
        required=False,
        help_text=_("Where the words say something else, each is asked in any case, and shown what changed."),
    )

    TEXTS = ("title", "kind", "summary", "about", "getting_there", "access", "bring")

    def texts(self) -> dict:
        return {name: self.cleaned_data[name] for name in self.TEXTS}

    @classmethod
    def of(cls, data, series: Series) -> "TextForm":
        return cls(data, initial={name: getattr(series, name) for name in (*cls.TEXTS, "stock")})

    def save(self, series: Series, *, by) -> None:
        stock, ask_again = self.cleaned_data["stock"] or series.stock, self.cleaned_data["ask_again"]
        series.describe(by=by, ask_again=ask_again, **self.texts(), stock=stock)


class SeriesForm(TextForm, RuleForm, PlaceForm):
    """Everything about a series, on one page; `save` makes or changes a draft."""

    host = forms.ModelChoiceField(label=_("Your group"), queryset=Organization.objects.none())
    # As they stand on the page, so that what is wrong is listed in that order.
    field_order = ["host", "title", "kind", "summary", "venue", "street", "town", "spot"]

    def __init__(self, *args, by, series: Series | None = None, **kwargs):
        self.by, self.series = by, series
        if series:
            kwargs = self._as_it_is(series) | kwargs
        super().__init__(*args, **kwargs)
        hosts = Organization.objects.organized_by(by).order_by("name")
        self.fields["host"].queryset = hosts
        if len(hosts) == 1:
            self.fields["host"].empty_label = None
            self.fields["host"].initial = hosts[0]
            self.fields["stock"].initial = hosts[0].stock

    def clean(self):
        cleaned = super().clean()
        if spot := cleaned.get("found_spot"):
            self.refuse_impossible_hour(spot.time_zone)
        return cleaned

    def save(self) -> Series:
        """A draft, new or changed. Asked twice with the same series it changes that one."""
        fields = self.fields_of_series()
        if self.series is None:
            return Series.draft(by=self.by, **fields)
        self.series.rewrite(by=self.by, **fields)
        return self.series

    def fields_of_series(self) -> dict:
        """All that a valid form says, for the verbs that draft."""
        cleaned = self.cleaned_data
        own = {"host": cleaned["host"], "stock": cleaned["stock"] or cleaned["host"].stock, "place": self.save_place()}
        return self.texts() | self.rule() | own

    @classmethod
    def _as_it_is(cls, series: Series, cadence: Cadence | None = None) -> dict:
        """What a form begins with that is about a series, or about one like it."""
        plain = {name: getattr(series, name) for name in (*cls.TEXTS, "stock", "host")}
        return {"place": series.place, "initial": plain | cls.initial_of(series, cadence)}


class DuplicateForm(SeriesForm):
    """A new series like one that is, at its next fitting date."""

    groups = forms.TypedMultipleChoiceField(
        label=_("Ask these groups again"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They stood beside it. They are written to when you announce, and answer anew."),
    )

    def __init__(self, *args, by, original: Series, **kwargs):
        self.original = original
        self.cadence = anew(original.cadence, original.today() + timedelta(days=1))
        super().__init__(*args, by=by, **self._as_it_is(original, self.cadence), **kwargs)
        signed = original.sponsorships.accepted().values("organization")
        beside = {
            f"{group.pk}": group for group in Organization.objects.listed().filter(pk__in=signed).order_by("name")
        }
        self.fields["groups"].choices = [(key, group.name) for key, group in beside.items()]
        self.fields["groups"].coerce = beside.get

    def save(self) -> Series:
        return self.original.duplicate(by=self.by, groups=self.cleaned_data["groups"], **self.fields_of_series())

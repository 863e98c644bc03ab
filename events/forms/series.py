"""Announce a series: what, where, when."""

from django import forms
from django.utils.translation import gettext_lazy as _

from events.forms.rule import RuleForm
from events.models import Series
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

    TEXTS = ("title", "kind", "summary", "about", "getting_there", "access", "bring")

    def texts(self) -> dict:
        return {name: self.cleaned_data[name] for name in self.TEXTS}

    @classmethod
    def of(cls, data, series: Series) -> "TextForm":
        return cls(data, initial={name: getattr(series, name) for name in (*cls.TEXTS, "stock")})

    def save(self, series: Series, *, by) -> None:
        series.describe(by=by, **self.texts(), stock=self.cleaned_data["stock"] or series.stock)


class SeriesForm(TextForm, RuleForm, PlaceForm):
    """Everything about a series, on one page; `save` makes or changes a draft."""

    host = forms.ModelChoiceField(label=_("Your group"), queryset=Organization.objects.none())
    # As they stand on the page, so that what is wrong is listed in that order.
    field_order = ["host", "title", "kind", "summary", "venue", "street", "town", "spot"]

    def __init__(self, *args, by, series: Series | None = None, **kwargs):
        self.by, self.series = by, series
        if series:
            kwargs["place"] = series.place
            kwargs["initial"] = self._initial(series) | kwargs.get("initial", {})
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
        cleaned = self.cleaned_data
        fields = self.texts() | self.rule() | {"stock": cleaned["stock"] or cleaned["host"].stock}
        place = self.save_place()
        if self.series is None:
            return Series.draft(host=cleaned["host"], by=self.by, place=place, **fields)
        self.series.rewrite(by=self.by, place=place, host=cleaned["host"], **fields)
        return self.series

    @classmethod
    def _initial(cls, series: Series) -> dict:
        plain = {name: getattr(series, name) for name in (*cls.TEXTS, "stock", "host")}
        return plain | cls.initial_of(series)

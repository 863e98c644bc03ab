"""Keep a platform: its name and introduction, and its planks."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from demands.forms.lines import LineField
from demands.models import Demand, ModelDemand, Plank, Platform
from orgs.models import Organization, User

SLUG_IN_ADDRESS = re.compile(r"demands/([-\w]+)/?(?:[?#].*)?$", re.ASCII)


class PlatformForm(forms.Form):
    """What it is called and for; `save` makes a draft, or changes what is there."""

    keeper = forms.ModelChoiceField(
        label=_("Which of your groups keeps it"), queryset=Organization.objects.none(), empty_label=None
    )
    title = LineField(label=_("Name"), max_length=120, help_text=_("For example: “Homes first, Two Rivers”."))
    summary = LineField(
        label=_("What it is for, in one sentence"), max_length=240, widget=forms.Textarea(attrs={"rows": 2})
    )
    about = forms.CharField(
        label=_("Introduction"),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Why these belong together. Markdown works: *italic*, **bold**, lists."),
    )

    def __init__(self, *args, by: User, platform: Platform | None = None, **kwargs):
        self.by, self.platform = by, platform
        if platform:
            kwargs["initial"] = {name: getattr(platform, name) for name in ("title", "summary", "about")}
        super().__init__(*args, **kwargs)
        self.fields["keeper"].queryset = Organization.objects.organized_by(by).order_by("name", "pk")
        if platform:
            del self.fields["keeper"]

    def save(self) -> Platform:
        if self.platform is None:
            return Platform.draft(by=self.by, **self.cleaned_data)
        self.platform.rename(by=self.by, **self.cleaned_data)
        return self.platform


class PlankForm(forms.Form):
    """One thing that is asked, and what carries it into the towns."""

    title = LineField(label=_("What is asked, in a few words"), max_length=120)
    text = LineField(label=_("The same in one sentence"), max_length=240, widget=forms.Textarea(attrs={"rows": 2}))
    model = forms.ModelChoiceField(
        label=_("The model that towns take up for it"),
        queryset=ModelDemand.objects.none(),
        required=False,
        empty_label=_("None"),
        help_text=_("Every demand made from this model, by whichever group, stands in the table."),
    )
    demand = forms.CharField(
        label=_("Or one demand that is there already"),
        max_length=300,
        required=False,
        help_text=_("The address of its page. Leave both empty while nothing carries this plank."),
    )

    def __init__(self, *args, platform: Platform, plank: Plank | None = None, **kwargs):
        self.platform, self.plank = platform, plank
        if plank:
            address = plank.demand.get_absolute_url() if plank.demand else ""
            now = {"title": plank.title, "text": plank.text, "model": plank.model_id, "demand": address}
            kwargs["initial"] = now
        super().__init__(*args, **kwargs)
        offered = ModelDemand.objects.public()
        if plank and plank.model_id:
            offered = ModelDemand.objects.filter(pk__in=[*offered.values_list("pk", flat=True), plank.model_id])
        self.fields["model"].queryset = offered.order_by("name", "pk")

    def clean_demand(self) -> Demand | None:
        """The public demand at this address; the one that stands there may stay whatever became of it."""
        typed = self.cleaned_data["demand"].strip()
        if not typed:
            return None
        named = SLUG_IN_ADDRESS.search(typed) or re.fullmatch(r"([-\w]+)", typed, re.ASCII)
        slug = named.group(1) if named else ""
        if self.plank and self.plank.demand and self.plank.demand.slug == slug:
            return self.plank.demand
        found = Demand.objects.public().filter(slug=slug).first() if slug else None
        if found is None:
            raise ValidationError(_("No demand has its page at this address."), code="unknown")
        return found

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("model") and cleaned.get("demand"):
            self.add_error("demand", ValidationError(_("Choose a model or a demand, not both."), code="both"))
        return cleaned

    def save(self, *, by: User) -> Plank:
        if self.plank is None:
            return self.platform.add_plank(by=by, **self.cleaned_data)
        return self.plank.change_words(by=by, **self.cleaned_data)


class PlaceForm(forms.Form):
    """One place up or down."""

    places = forms.TypedChoiceField(choices=[("-1", "up"), ("1", "down")], coerce=int)


class PageForm(forms.Form):
    """Which page of a long list; the first where none or nonsense is named."""

    page = forms.IntegerField(min_value=1, max_value=1_000, required=False)

    @property
    def number(self) -> int:
        return (self.is_valid() and self.cleaned_data["page"]) or 1

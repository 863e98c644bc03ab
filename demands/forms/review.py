"""Was it done? Asked some time after a win."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from demands.models import Demand, Evidence
from demands.models.tending import Done
from orgs.forms.days import DayField
from orgs.models import User


class ReviewDayForm(forms.Form):
    """When its lead is asked whether it was done; without a day nobody asks."""

    on = DayField(label=_("Look again on"), required=False)


class ReviewForm(forms.Form):
    """What became of a win, and what shows it."""

    done = forms.ChoiceField(label=_("Was it done?"), choices=Done, widget=forms.RadioSelect)
    kind = forms.ChoiceField(
        label=_("What shows it"), choices=Evidence.Kind, initial=Evidence.Kind.PRESS, required=False
    )
    url = forms.URLField(
        label=_("Its address"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=_("A page, minutes, a report. Needed unless nothing was done yet."),
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("done") in {Done.YES, Done.PARTLY} and not cleaned.get("url") and "url" not in self.errors:
            self.add_error("url", ValidationError(_("Say where one can see that it was done."), code="required"))
        return cleaned

    def save(self, demand: Demand, *, by: User) -> None:
        evidence = {"kind": self.cleaned_data["kind"] or Evidence.Kind.OTHER, "url": self.cleaned_data["url"]}
        demand.report_done(Done(self.cleaned_data["done"]), by=by, evidence=evidence)

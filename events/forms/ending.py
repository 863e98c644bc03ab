"""How a series comes to its end, and the word of thanks on its page."""

from datetime import date

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from events.models import Series
from events.models.ending import MOST_THANKS


class ThanksForm(forms.Form):
    """What the page of something that has ended says to all who came."""

    thanks = forms.CharField(
        label=_("A word of thanks"),
        max_length=MOST_THANKS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("It stands on the page once it has ended: what you reached together, what comes next."),
    )

    def save(self, series: Series, *, by) -> None:
        series.describe(by=by, thanks=self.cleaned_data["thanks"])


class EndForm(ThanksForm):
    """The last date: one that goes ahead, or what has begun already."""

    NOW = "now"

    on = forms.ChoiceField(label=_("The last date"))
    field_order = ["on", "thanks"]

    def __init__(self, *args, series: Series, **kwargs):
        self.series = series
        super().__init__(*args, initial={"thanks": series.thanks}, **kwargs)
        days = [(row.original_day.isoformat(), self._said(row)) for row in series.may_end_on()]
        now = [(self.NOW, _("Now, without another date"))] if series.has_begun else []
        self.fields["on"].choices = [*now, *days]
        self.fields["on"].widget.attrs["class"] = "input grow"

    def save(self, *, by) -> None:
        """End it; where the verb refuses, its ValidationError says why."""
        on = self.cleaned_data["on"]
        day = None if on == self.NOW else date.fromisoformat(on)
        self.series.end(by=by, on=day, thanks=self.cleaned_data["thanks"])

    @staticmethod
    def _said(row) -> str:
        return date_format(row.day, "l j F Y")

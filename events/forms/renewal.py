"""How a series without a last day goes on."""

from django import forms
from django.utils.translation import gettext_lazy as _

from events.models import Series
from orgs.forms.days import DayField


class RenewalForm(forms.Form):
    """One of three answers, each with a button of its own."""

    SIX_MONTHS, UNTIL, ENDS = "six-months", "until", "ends"

    how = forms.ChoiceField(
        label=_("How it goes on"),
        choices=[(SIX_MONTHS, _("Six more months")), (UNTIL, _("Until another day")), (ENDS, _("It ends that day"))],
        widget=forms.HiddenInput,
    )
    until = DayField(label=_("Another last day"))

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        if data is not None and data.get("how") != self.UNTIL:
            self.fields["until"].required = False

    def save(self, series: Series, *, by) -> None:
        """Do what was chosen; where the verb refuses, its ValidationError says why."""
        how = self.cleaned_data["how"]
        if how == self.SIX_MONTHS:
            series.renew(by=by)
        elif how == self.UNTIL:
            series.extend(self.cleaned_data["until"], by=by)
        else:
            series.let_run_out(by=by)

"""Offer the hosting of a series to a group beside it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from events.models import Series, SeriesHandover
from orgs.models import Organization


class HostingForm(forms.Form):
    """To which of the groups that have signed on."""

    to = forms.ModelChoiceField(
        label=_("Which group"),
        queryset=Organization.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Choose the group that is to host it.")},
    )

    def __init__(self, *args, series: Series, **kwargs):
        super().__init__(*args, **kwargs)
        self.series = series
        signed = series.sponsorships.accepted().values("organization")
        self.fields["to"].queryset = Organization.objects.listed().filter(pk__in=signed).order_by("name")

    @property
    def has_choice(self) -> bool:
        return self.fields["to"].queryset.exists()

    def save(self, *, by) -> SeriesHandover:
        return SeriesHandover.offer(self.series, self.cleaned_data["to"], by=by)

"""Whose clocks an hour is read on, asked where something moves into another time zone."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

THERE, AS_BEFORE = "there", "as_before"


class ClockForm(forms.Form):
    """Inherited beside a `PlaceForm`. `zone_before` is the zone until now; nobody guesses which clocks are meant."""

    zone_before = ""
    clock = forms.ChoiceField(
        label=_("Whose clocks?"),
        choices=[(THERE, _("The clocks of the new place")), (AS_BEFORE, _("The clocks until now"))],
        required=False,
        widget=forms.RadioSelect,
    )

    @property
    def asks_clock(self) -> bool:
        """Whether the place lies in another zone than before."""
        spot = getattr(self, "cleaned_data", {}).get("found_spot")
        return bool(spot and spot.time_zone != self.zone_before)

    @property
    def zone(self) -> str:
        """The zone of a valid form: its hours are read on those clocks."""
        spot = self.cleaned_data.get("found_spot")
        there = self.asks_clock and self.cleaned_data.get("clock") == THERE
        return spot.time_zone if there else self.zone_before

    def require_clock(self) -> None:
        """Refuse the form where the question arises and has no answer yet; to be called in `clean`."""
        if not self.asks_clock:
            return
        spot = self.cleaned_data["found_spot"]
        words = {"town": spot.locality or spot.time_zone, "zone": self.zone_before.replace("_", " ")}
        self.fields["clock"].choices = [
            (THERE, _("%(town)s time") % words),
            (AS_BEFORE, _("as until now: %(zone)s") % words),
        ]
        if not self.cleaned_data.get("clock"):
            sentence = _("%(town)s is in another time zone than before. On whose clocks do you read the hour?") % words
            self.add_error("clock", ValidationError(sentence, code="which_clock"))

"""Change one date, or call things off."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from events.forms.fields import LENGTHS, DayField, HourInput, lengths_with
from events.models import Occurrence
from places.forms import PlaceForm


class ReasonForm(forms.Form):
    """Why something is called off, in a sentence that everybody reads."""

    reason = forms.CharField(
        label=_("What people will read"),
        max_length=200,
        required=False,
        help_text=_("For example: storm warning, we are back next Saturday."),
    )


class DateForm(PlaceForm):
    """Another day, hour or place for one date. What is left as it is stays as it is."""

    day = DayField(label=_("Day"))
    start_time = forms.TimeField(label=_("Starts at"), widget=HourInput)
    minutes = forms.TypedChoiceField(label=_("Lasts"), choices=LENGTHS, coerce=int)
    note = forms.CharField(label=_("What people will read"), max_length=200, required=False)
    field_order = ["day", "start_time", "minutes", "venue", "street", "town", "spot", "note"]

    def __init__(self, *args, occurrence: Occurrence, **kwargs):
        self.occurrence = occurrence
        initial = {name: getattr(occurrence, name) for name in ("day", "start_time", "minutes", "note")}
        super().__init__(*args, place=occurrence.where, initial=initial, **kwargs)
        self.fields["minutes"].choices = lengths_with(occurrence.minutes)

    def clean(self):
        cleaned = super().clean()
        spot = cleaned.get("found_spot")
        if spot and spot.time_zone != self.occurrence.series.time_zone:
            # Its hour would be read in the series' zone and be wrong on the spot.
            sentence = _("This town is in another time zone than the series. Announce an event of its own there.")
            self.add_error("town", ValidationError(sentence, code="other_time_zone"))
        return cleaned

    def save(self, *, by) -> None:
        """Move the date; where the verb refuses, its ValidationError names these fields."""
        cleaned = self.cleaned_data
        place = self.save_place()
        self.occurrence.move(
            by=by,
            day=cleaned["day"],
            start_time=cleaned["start_time"],
            minutes=cleaned["minutes"],
            place=None if place == self.occurrence.series.place else place,
            note=cleaned["note"],
        )

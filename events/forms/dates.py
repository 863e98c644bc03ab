"""Change one date, or call things off."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from events.forms.clock import ClockForm
from events.forms.fields import LENGTHS, HourInput, lengths_with
from events.models import Change, Occurrence
from events.models.new_rule import NewRule
from orgs.forms.days import DayField
from places.forms import PlaceForm

THIS, LATER = "this", "later"


class ReasonForm(forms.Form):
    """Why something is called off, in a sentence that everybody reads."""

    reason = forms.CharField(
        label=_("What people will read"),
        max_length=200,
        required=False,
        help_text=_("For example: storm warning, we are back next Saturday."),
    )


class DateForm(PlaceForm, ClockForm):
    """Another day, hour or place for one date, or for it and all later ones. What is left as it is stays as it is."""

    day = DayField(label=_("Day"))
    start_time = forms.TimeField(label=_("Starts at"), widget=HourInput)
    minutes = forms.TypedChoiceField(label=_("Lasts"), choices=LENGTHS, coerce=int)
    note = forms.CharField(label=_("What people will read"), max_length=200, required=False)
    reach = forms.ChoiceField(
        label=_("For which dates?"),
        choices=[(THIS, _("Only this date")), (LATER, _("This and all later dates"))],
        required=False,
        widget=forms.RadioSelect,
    )
    field_order = ["day", "start_time", "minutes", "venue", "street", "town", "spot", "clock", "note", "reach"]

    def __init__(self, *args, occurrence: Occurrence, **kwargs):
        self.occurrence = occurrence
        self.zone_before = occurrence.zone
        initial = {name: getattr(occurrence, name) for name in ("day", "start_time", "minutes", "note")}
        super().__init__(*args, place=occurrence.where, initial=initial | {"reach": THIS}, **kwargs)
        self.fields["minutes"].choices = lengths_with(occurrence.minutes)

    @property
    def may_reach_later(self) -> bool:
        """Whether there are later dates that go by the same rule."""
        date, series = self.occurrence, self.occurrence.series
        by_rule = date.ruled_day is not None and date.former_rule_id is None
        return series.is_announced and by_rule and date.ruled_day < series.last_day

    def clean(self):
        cleaned = super().clean()
        self.require_clock()
        if cleaned.get("reach") != LATER or not cleaned.get("day"):
            return cleaned
        if not self.may_reach_later:
            self.add_error("reach", ValidationError(_("No later date goes by the same rule."), code="no_later"))
        elif cleaned["day"] != self.occurrence.day:
            sentence = _("Here you give this date alone another day. For later ones change the rule.")
            self.add_error("day", ValidationError(sentence, code="day_of_later"))
        return cleaned

    @transaction.atomic
    def save(self, *, by) -> Change | None:
        """Do it; where the verb refuses, its ValidationError names these fields. The change, None for none."""
        place, date = self.save_place(), self.occurrence
        if self.cleaned_data["reach"] == LATER:
            return self._change_rule(place, by)
        hours = {name: self.cleaned_data[name] for name in ("day", "start_time", "minutes", "note")}
        date.move(
            by=by,
            place=None if place == date.rule.place else place,
            time_zone="" if self.zone == date.rule.time_zone else self.zone,
            **hours,
        )
        return date.series.changes.standing().last()

    def _change_rule(self, place, by) -> Change:
        date, cleaned = self.occurrence, self.cleaned_data
        rule = NewRule.of(
            date.series,
            date.ruled_day,
            start_time=cleaned["start_time"],
            minutes=cleaned["minutes"],
            place=place,
            time_zone=self.zone,
        )
        return date.series.change_rule(rule, by=by, fates={date.original_day: "follow"}, note=cleaned["note"])

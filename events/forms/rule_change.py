"""Another rule from a day on: days, hour, length, place, and what becomes of the dates that fit it no more."""

from collections.abc import Mapping
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from events.forms.clock import ClockForm
from events.forms.rule import RuleForm
from events.models import Change, Series
from events.models.new_rule import NewRule
from events.rule_plan import Planned
from places.forms import PlaceForm


class RuleChangeForm(RuleForm, PlaceForm, ClockForm):
    """Begins with the rule as it is from a day on. The first day that is typed is the first on which it holds."""

    note = forms.CharField(label=_("What people will read whose date is cancelled"), max_length=200, required=False)

    def __init__(self, data, *, series: Series, since: date):
        self.series, self.zone_before = series, series.time_zone
        initial = self.initial_of(series, series.cadence.since(since) or series.cadence)
        super().__init__(data, place=series.place, initial=initial)
        self.planned: list[Planned] | None = None
        self.rule_planned: NewRule | None = None

    def clean(self):
        cleaned = super().clean()
        self.require_clock()
        if not self.errors and cleaned.get("cadence"):
            self.refuse_impossible_hour(self.zone)
        if not self.errors and cleaned.get("cadence"):
            self._plan()
        return cleaned

    @transaction.atomic
    def save(self, *, by) -> Change:
        """Do it, as it was planned. A refusal of the verb is a ValidationError."""
        rule = self._rule(self.save_place())
        return self.series.change_rule(rule, by=by, fates=self._fates(), note=self.cleaned_data["note"])

    @property
    def reached(self) -> list:
        """The dates of which people are told."""
        return [each.row for each in self.planned or [] if each.fate not in ("extra", "off")]

    def _plan(self) -> None:
        """What it would make of each date; refusals stand beside the first day."""
        try:
            self.rule_planned = self.series.as_possible(self._rule(self.series.place))
        except ValidationError as refusal:
            self.add_error("first_day", refusal.messages)
        else:
            self.planned = self.series.planned(self.rule_planned, self._fates())

    def _rule(self, place) -> NewRule:
        return NewRule(from_day=self.cleaned_data["first_day"], place=place, time_zone=self.zone, **self.rule())

    def _fates(self) -> Mapping[date, str]:
        """What was chosen for single dates; the plan passes over what is no choice."""
        rows = self.series.occurrences.filter(former_rule=None).values_list("original_day", flat=True)
        chosen = {day: self.data.get(f"fate-{day}") for day in rows}
        return {day: fate for day, fate in chosen.items() if fate}

"""What is typed as a rule, read as a cadence."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from events.forms.fields import LENGTHS, HourInput, lengths_with
from events.forms.rearranging import Rearranging
from events.forms.steps import field_of, name_of, typed_of
from events.recurrence import Cadence, Step, in_gap
from orgs.forms.days import LAST_DAY, DayField

OPEN_SERIES_RUNS = timedelta(weeks=26)


class ExtensionForm(forms.Form):
    """Go on until a later day."""

    until = DayField(label=_("Go on until"))


class RuleForm(Rearranging):
    """How often, on which days, from when until when. `cleaned_data["cadence"]` is the rule.

    It stands alone, with a prefix where there are others, or is inherited beside other fields. Any stored rule can be
    its `initial_of`, and comes back as it was.
    """

    repeat = field_of("repeat")
    nth = field_of("nth")
    weekdays = field_of("weekdays")
    monthday = field_of("monthday")
    start_time = forms.TimeField(label=_("Starts at"), widget=HourInput)
    minutes = forms.TypedChoiceField(label=_("Lasts"), choices=LENGTHS, coerce=int, initial=60)
    first_day = field_of("first_day")
    until = DayField(label=_("Until"), required=False)
    open_ended = forms.BooleanField(
        label=_("No last day yet"),
        required=False,
        help_text=_(
            "On the day above we ask you whether it goes on. Leave it empty for six months after its first date."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["minutes"].choices = lengths_with(self.initial.get("minutes"))
        for name in ("start_time", "minutes", "until"):
            self.fields[name].widget.attrs["class"] = "input grow"

    def clean(self):
        cleaned = super().clean()
        steps = [part.read() for part in self.parts]
        if None in steps or self.has_error("until") or not self._in_order(steps):
            return cleaned
        until = self._until(cleaned, steps)
        if until is None:
            return cleaned
        cadence = Cadence(tuple(steps), until)
        try:
            cadence.check()
        except ValidationError as refusal:
            for error in refusal.error_list:
                self.add_error(self._field_of(error), self._explained(error, cadence))
            return cleaned
        cleaned["open_ended"] = bool(cleaned.get("open_ended")) and steps[-1].unit != "once"
        cleaned["cadence"] = cadence
        return cleaned

    def rule(self) -> dict:
        """What a valid form says of the rule, for the verbs that take one."""
        return {name: self.cleaned_data[name] for name in ("cadence", "start_time", "minutes", "open_ended")}

    def closing_fields(self) -> list:
        """The fields that stand in the sentence beside those of the steps."""
        return [self[name] for name in ("start_time", "minutes", "until")]

    def refusals(self) -> list[str]:
        """What is wrong with the rule, but for what was not typed yet."""
        fields = [field for part in self.parts for field in part.fields] + self.closing_fields()
        errors = [error for field in fields for error in field.errors.as_data() if error.code != "required"]
        return [message for error in errors for message in error.messages]

    def refuse_impossible_hour(self, zone: str) -> None:
        """Say at the hour which date it does not exist on, in this zone."""
        cadence, at = self.cleaned_data.get("cadence"), self.cleaned_data.get("start_time")
        missing = next((day for day in cadence.days() if in_gap(day, at, zone)), None) if cadence and at else None
        if missing:
            sentence = _("On %(day)s the clocks go forward: %(time)s does not exist that day. Choose another hour.")
            params = {"day": date_format(missing), "time": f"{at:%H:%M}"}
            self.add_error("start_time", ValidationError(sentence, code="time_does_not_exist", params=params))

    @staticmethod
    def initial_of(ruled, cadence: Cadence | None = None) -> dict:
        """The fields as they would be typed for a series that is; with another cadence, for that one at its hour."""
        cadence = cadence or ruled.cadence
        typed = {
            "steps": len(cadence.steps),
            "start_time": ruled.start_time,
            "minutes": ruled.minutes,
            "until": None if cadence.steps[-1].unit == "once" else cadence.until,
            "open_ended": ruled.open_ended,
        }
        for number, step in enumerate(cadence.steps, 1):
            typed |= typed_of(step, number)
        return typed

    def _in_order(self, steps: list[Step]) -> bool:
        for number, (earlier, later) in enumerate(pairwise(steps), 2):
            if later.start <= earlier.start:
                sentence = _("Choose a day after %(day)s, when the step before this one begins.")
                params = {"day": date_format(earlier.start)}
                self.add_error(name_of("first_day", number), ValidationError(sentence, code="order", params=params))
                return False
        return True

    def _until(self, cleaned: dict, steps: list[Step]) -> date | None:
        last = steps[-1]
        if last.unit == "once":
            return last.start
        if cleaned.get("until"):
            return cleaned["until"]
        if cleaned.get("open_ended"):
            return last.start + OPEN_SERIES_RUNS
        self.add_error("until", ValidationError(_("Enter the last day, or tick “No last day yet”."), code="until"))
        return None

    @staticmethod
    def _explained(error: ValidationError, cadence: Cadence) -> ValidationError:
        """Why the first date is not the day that was typed, where that is what made the last one too early."""
        typed, first = cadence.steps[0].start, replace(cadence, until=LAST_DAY).first
        if error.code != "ends_before_start" or first == typed:
            return error
        sentence = _("%(typed)s is no date of it: the first one is %(first)s. Choose a last day no earlier than that.")
        params = {"typed": date_format(typed), "first": date_format(first)}
        return ValidationError(sentence, code=error.code, params=params)

    @staticmethod
    def _field_of(error: ValidationError) -> str:
        if error.code == "no_dates" and error.params:
            return name_of("first_day", error.params["number"])
        return {"ends_before_start": "until", "too_many": "until"}.get(error.code, "repeat")

"""What is typed as a rule, read as a cadence."""

from dataclasses import replace
from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from events.recurrence import Cadence, Step, in_gap

OPEN_SERIES_RUNS = timedelta(weeks=26)
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)

REPEATS = [
    ("once", _("once")),
    ("week-1", _("every week")),
    ("week-2", _("every 2 weeks")),
    ("week-3", _("every 3 weeks")),
    ("week-4", _("every 4 weeks")),
    ("month-weekday", _("every month on that weekday")),
    ("month-day", _("every month on that day")),
    ("day-1", _("every day")),
]
LENGTHS = [
    (30, _("30 minutes")),
    (45, _("45 minutes")),
    (60, _("1 hour")),
    (90, _("90 minutes")),
    (120, _("2 hours")),
    (180, _("3 hours")),
    (240, _("4 hours")),
    (360, _("6 hours")),
    (480, _("8 hours")),
]


class DayInput(forms.DateInput):
    """The browser's own date picker; its value is always year-month-day."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class HourInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%H:%M")


class DayField(forms.DateField):
    """A day between 1900 and 2100."""

    widget = DayInput

    def validate(self, value):
        super().validate(value)
        if value and not FIRST_DAY <= value <= LAST_DAY:
            raise ValidationError(_("Enter a day between 1900 and 2100."), code="year")


class ExtensionForm(forms.Form):
    """Go on until a later day."""

    until = DayField(label=_("Go on until"))


class RuleForm(forms.Form):
    """How often, on which days, from when until when. `cleaned_data["cadence"]` is the rule."""

    repeat = forms.ChoiceField(label=_("Repeats"), choices=REPEATS, initial="week-1")
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Days of the week"),
        choices=list(WEEKDAYS.items()),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    start_time = forms.TimeField(label=_("Starts at"), widget=HourInput)
    minutes = forms.TypedChoiceField(label=_("Lasts"), choices=LENGTHS, coerce=int, initial=60)
    first_day = DayField(label=_("First date"))
    until = DayField(label=_("Until"), required=False)
    open_ended = forms.BooleanField(
        label=_("No last day yet"),
        required=False,
        help_text=_("It then runs for six months from its first date."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("repeat", "start_time", "minutes", "first_day", "until"):
            self.fields[name].widget.attrs["class"] = "input grow"

    def clean(self):
        cleaned = super().clean()
        if not {"repeat", "first_day", "start_time", "minutes"} <= cleaned.keys():
            return cleaned
        until = self._until(cleaned)
        if until is None:
            return cleaned
        cadence = Cadence((self._step(cleaned),), until)
        try:
            cadence.check()
        except ValidationError as refusal:
            for error in refusal.error_list:
                self.add_error(self._field_of(error.code), self._explained(error, cadence))
            return cleaned
        cleaned["cadence"] = cadence
        return cleaned

    def rule_fields(self):
        """The fields that stand in the sentence of the rule."""
        return [self[name] for name in ("repeat", "weekdays", "start_time", "minutes", "first_day", "until")]

    def refuse_impossible_hour(self, zone: str) -> None:
        """Say at the hour which date it does not exist on, in this zone."""
        cadence, at = self.cleaned_data.get("cadence"), self.cleaned_data.get("start_time")
        missing = next((day for day in cadence.days() if in_gap(day, at, zone)), None) if cadence and at else None
        if missing:
            sentence = _("On %(day)s the clocks go forward: %(time)s does not exist that day. Choose another hour.")
            params = {"day": date_format(missing), "time": f"{at:%H:%M}"}
            self.add_error("start_time", ValidationError(sentence, code="time_does_not_exist", params=params))

    @staticmethod
    def initial_of(series) -> dict:
        """The fields as they would be typed for a series that is."""
        step = series.cadence.steps[0]
        repeat = "once"
        if step.unit in {"week", "day"}:
            repeat = f"{step.unit}-{step.interval}"
        elif step.unit == "month":
            repeat = "month-day" if step.monthday else "month-weekday"
        return {
            "repeat": repeat,
            "weekdays": list(step.weekdays) if step.unit == "week" else [],
            "start_time": series.start_time,
            "minutes": series.minutes,
            "first_day": step.start,
            "until": None if series.open_ended or repeat == "once" else series.cadence.until,
            "open_ended": series.open_ended,
        }

    def _until(self, cleaned: dict) -> date | None:
        if cleaned["repeat"] == "once":
            return cleaned["first_day"]
        if cleaned.get("open_ended"):
            return cleaned["first_day"] + OPEN_SERIES_RUNS
        if "until" in cleaned and cleaned["until"] is None:
            self.add_error("until", ValidationError(_("Enter the last day, or tick “No last day yet”."), code="until"))
        return cleaned.get("until")

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
    def _step(cleaned: dict) -> Step:
        first, repeat = cleaned["first_day"], cleaned["repeat"]
        unit, _dash, rest = repeat.partition("-")
        if unit == "week":
            return Step("week", first, int(rest), tuple(sorted(cleaned.get("weekdays") or [first.weekday()])))
        if repeat == "month-weekday":
            nth = (first.day - 1) // 7 + 1
            return Step("month", first, weekdays=(first.weekday(),), nth=nth if nth < 5 else -1)
        if repeat == "month-day":
            return Step("month", first, monthday=first.day)
        return Step(unit, first)

    @staticmethod
    def _field_of(code: str) -> str:
        return {"ends_before_start": "until", "too_many": "until", "no_dates": "weekdays"}.get(code, "repeat")

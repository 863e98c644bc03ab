"""One step of a rule as fields of a form: from when, how often, on which days. A form has one to six of them."""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from events.forms.fields import RepeatField
from events.recurrence import Step
from orgs.forms.days import DayField

NAMES = ("first_day", "repeat", "nth", "weekdays", "monthday")
BY_DAY = "day"
NTHS = [
    ("", _("as its first date falls")),
    ("1", _("on the first")),
    ("2", _("on the second")),
    ("3", _("on the third")),
    ("4", _("on the fourth")),
    ("-1", _("on the last")),
    (BY_DAY, _("on day")),
]
LABELS = {
    "first_day": _("First date"),
    "repeat": _("Repeats"),
    "nth": _("Which one of the month"),
    "weekdays": _("Days of the week"),
    "monthday": _("Day of the month"),
}
MADE = {
    "first_day": DayField,
    "repeat": lambda: RepeatField(initial="week-1"),
    "nth": lambda: forms.ChoiceField(choices=NTHS, required=False),
    "weekdays": lambda: forms.TypedMultipleChoiceField(
        choices=list(WEEKDAYS.items()), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    ),
    "monthday": lambda: forms.IntegerField(min_value=1, max_value=31, required=False),
}


def name_of(field: str, number: int) -> str:
    """The first step's fields bear plain names; the second's first day is first_day_2."""
    return field if number == 1 else f"{field}_{number}"


def field_of(name: str, number: int = 1) -> forms.Field:
    """The field of this plain name, for the step with this number."""
    field = MADE[name]()
    label = LABELS[name]
    field.label = label if number == 1 else format_lazy(_("Step {number}: {label}"), number=number, label=label)
    return field


def fields_of(number: int) -> dict[str, forms.Field]:
    """The fields of a later step, by their names in the form, as they stand on the page."""
    return {name_of(name, number): field_of(name, number) for name in NAMES}


def typed_of(step: Step, number: int) -> dict:
    """The fields as they would be typed for a step that is."""
    typed = {
        "first_day": step.start,
        "repeat": step.unit if step.unit == "once" else f"{step.unit}-{step.interval}",
        "nth": BY_DAY if step.monthday else str(step.nth or ""),
        "weekdays": list(step.weekdays),
        "monthday": step.monthday,
    }
    return {name_of(name, number): value for name, value in typed.items()}


def next_repeat(repeat: str) -> str:
    """What an escalating series comes to next: quarterly, monthly, weekly, daily."""
    unit, _dash, number = repeat.partition("-")
    if unit == "month":
        return "week-1" if number == "1" else "month-1"
    return "day-1" if repeat == "week-1" else "week-1"


@dataclass(frozen=True)
class Part:
    """The step with this number in a form of a rule: what a page shows of it, and what was typed into it."""

    form: forms.Form
    number: int

    def __getitem__(self, name: str):
        """Its bound field of this plain name; templates read {{ part.repeat }}."""
        if name not in NAMES:
            raise KeyError(name)
        return self.form[name_of(name, self.number)]

    @property
    def is_last(self) -> bool:
        return self.number == self.form.step_count

    @property
    def fields(self) -> list:
        return [self[name] for name in NAMES]

    def add_error(self, name: str, error) -> None:
        self.form.add_error(name_of(name, self.number), error)

    def read(self) -> Step | None:
        """The step as it was typed; None while any of its fields is wrong, and says so."""
        said = {name: self.form.cleaned_data.get(name_of(name, self.number)) for name in NAMES}
        if any(self.form.has_error(name_of(name, self.number)) for name in NAMES):
            return None
        unit, _dash, number = said["repeat"].partition("-")
        interval, first = int(number or 1), said["first_day"]
        if unit == "week":
            return Step("week", first, interval, tuple(said["weekdays"] or [first.weekday()]))
        if unit == "month":
            return self._monthly(first, interval, said)
        return Step(unit, first, interval)

    def _monthly(self, first, interval: int, said: dict) -> Step | None:
        if said["nth"] == BY_DAY:
            return Step("month", first, interval, monthday=said["monthday"] or first.day)
        weekdays = tuple(said["weekdays"] or [first.weekday()])
        if len(weekdays) > 1:
            self.add_error("weekdays", ValidationError(_("Choose one weekday: a month is met once."), code="weekdays"))
            return None
        if said["nth"]:
            return Step("month", first, interval, weekdays, nth=int(said["nth"]))
        if weekdays != (first.weekday(),):
            sentence = _("Say which %(weekday)s of the month: the first, second, third, fourth or last.")
            params = {"weekday": WEEKDAYS[weekdays[0]]}
            self.add_error("nth", ValidationError(sentence, code="which_weekday", params=params))
            return None
        nth = (first.day - 1) // 7 + 1
        return Step("month", first, interval, weekdays, nth=nth if nth < 5 else -1)

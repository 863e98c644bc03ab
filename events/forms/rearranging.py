"""A form whose steps are added and taken out by buttons of its own, so that it works without a script."""

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from events.forms.steps import NAMES, Part, fields_of, name_of, next_repeat
from events.recurrence.checks import MOST_STEPS

ADD = "add"


class Rearranging(forms.Form):
    """The steps of a rule after the first. A press on `step_button` re-renders what was typed with one more or less.

    Its value is "add", or the number of the step to take out. Such a form is not valid and names nothing as wrong.
    """

    steps = forms.IntegerField(
        label=_("Steps"), min_value=1, max_value=MOST_STEPS, required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.step_count = self._count()
        self.focused: int | str | None = None
        pressed = self.data.get(self.step_button) if self.is_bound else None
        self.is_rearranged = bool(pressed)
        if pressed == ADD and self.may_add:
            self._add()
        elif pressed in {str(number) for number in range(2, self.step_count + 1)}:
            self._take_out(int(pressed))
        self._make_fields()

    def full_clean(self):
        super().full_clean()
        if self.is_rearranged:
            self._errors = ErrorDict(renderer=self.renderer)

    def is_valid(self) -> bool:
        return super().is_valid() and not self.is_rearranged

    @property
    def step_button(self) -> str:
        """The name of the buttons."""
        return self.add_prefix("step")

    @property
    def parts(self) -> list[Part]:
        return [Part(self, number) for number in range(1, self.step_count + 1)]

    @property
    def may_add(self) -> bool:
        return self.step_count < MOST_STEPS

    def _count(self) -> int:
        said = str(self["steps"].value() or "")
        return int(said) if said in {str(number) for number in range(1, MOST_STEPS + 1)} else 1

    def _add(self) -> None:
        """One more, more often than the one before it and on the same days."""
        before, self.step_count = self.step_count, self.step_count + 1
        self.data = self.data.copy()
        self._put(self.step_count, {name: self._said(name, before) for name in ("nth", "weekdays", "monthday")})
        repeat = next_repeat((self._said("repeat", before) or ["week-1"])[-1])
        self._put(self.step_count, {"repeat": [repeat], "first_day": []})
        self.focused = self.step_count

    def _take_out(self, gone: int) -> None:
        """Each that follows takes the place of the one before it."""
        self.data = self.data.copy()
        for number in range(gone, self.step_count):
            self._put(number, {name: self._said(name, number + 1) for name in NAMES})
        self.step_count -= 1
        self.focused = ADD

    def _said(self, name: str, number: int) -> list[str]:
        return self.data.getlist(self.add_prefix(name_of(name, number)))

    def _put(self, number: int, said: dict[str, list[str]]) -> None:
        for name, values in said.items():
            self.data.setlist(self.add_prefix(name_of(name, number)), values)

    def _make_fields(self) -> None:
        """The later steps stand before the last day, as on the page."""
        fields = {}
        for name, field in self.fields.items():
            if name == "until":
                for number in range(2, self.step_count + 1):
                    fields |= fields_of(number)
            fields[name] = field
        self.fields = fields
        for part in self.parts:
            part["repeat"].field.offer(part["repeat"].value())
            for name in ("first_day", "repeat", "nth", "monthday"):
                part[name].field.widget.attrs["class"] = "input grow"
            if part.number == self.focused:
                part["first_day"].field.widget.attrs |= {"autofocus": True, "data-focus": True}

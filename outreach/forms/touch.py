"""Write down what was said to a group, and what comes next."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgs.forms.days import DayField
from orgs.models import User
from outreach.models import Prospect, Touch
from outreach.stages import Stage

FARTHEST = timedelta(days=366)


class NextStep(forms.Form):
    """What comes next, and by which day."""

    next_step = forms.CharField(
        label=_("Next step"), max_length=120, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    due_on = DayField(label=_("By"), required=False)

    def clean_due_on(self):
        day, today = self.cleaned_data["due_on"], timezone.localdate()
        if day and day != self.initial.get("due_on") and not today <= day <= today + FARTHEST:
            raise ValidationError(_("Choose a day from today on, within a year."), code="day")
        return day


class TouchForm(NextStep):
    """A call, a letter, a meeting, a message or a note; where the group stands now; and what comes next."""

    kind = forms.ChoiceField(
        label=_("What was it"),
        choices=[(kind, Touch.Kind(kind).label) for kind in Touch.BY_HAND],
        initial=Touch.Kind.CALL,
    )
    text = forms.CharField(
        label=_("What was said"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only those who see this board read it. It is erased with the contact."),
    )
    stage = forms.ChoiceField(
        label=_("Where it stands now"), choices=[("", _("As before")), *Stage.choices], required=False
    )
    field_order = ["kind", "text", "next_step", "due_on", "stage"]

    @classmethod
    def of(cls, prospect: Prospect) -> "TouchForm":
        return cls(initial={"next_step": prospect.next_step, "due_on": prospect.due_on})

    def save(self, prospect: Prospect, *, by: User) -> None:
        cleaned = dict(self.cleaned_data)
        stage = cleaned.pop("stage")
        prospect.touch(by=by, **cleaned)
        if stage:
            prospect.shift(stage, by=by)

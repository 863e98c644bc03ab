"""When and where the groups meet to plan."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from events.forms.fields import LENGTHS, HourInput
from events.models import Series
from orgs.forms.days import DayField
from orgs.models import User
from planning.models import Meeting

https_only = URLValidator(schemes=["https"], message=_("Enter a link that begins with https://."))


class MeetingForm(forms.ModelForm):
    """A day and an hour by the clocks of the series, and at least one way to be there."""

    day = DayField(label=_("Day"))
    start_time = forms.TimeField(label=_("Starts at"), widget=HourInput)
    minutes = forms.TypedChoiceField(label=_("Lasts"), choices=LENGTHS, coerce=int, initial=60)
    link = forms.CharField(
        label=_("Link to join"),
        max_length=300,
        required=False,
        validators=[https_only],
        widget=forms.URLInput,
        help_text=_("Only the groups that plan this read it."),
    )

    class Meta:
        model = Meeting
        fields = ["day", "start_time", "minutes", "place", "link", "dial_in", "agenda"]
        widgets = {"agenda": forms.Textarea(attrs={"rows": 6})}

    def __init__(self, *args, series: Series, **kwargs):
        super().__init__(*args, **kwargs)
        self.series = series
        self.fields["start_time"].help_text = series.clock

    def clean(self):
        typed = super().clean()
        ways = ("place", "link", "dial_in")
        if not self.errors and not any(typed.get(way) for way in ways):
            sentence = _("Say where it is, or give a link or a number to dial in.")
            self.add_error("place", ValidationError(sentence, code="nowhere"))
        return typed

    def save(self, *, by: User) -> Meeting:
        if self.instance.pk:
            self.instance.rearrange(by=by, **self.cleaned_data)
            return self.instance
        return Meeting.call(self.series, by=by, **self.cleaned_data)

    def _post_clean(self):
        """The verbs of the meeting set its fields, once all is right."""

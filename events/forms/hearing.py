"""A hearing or a vote that a body has set."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from demands.models import Demand
from demands.stages import Happened
from events.forms.fields import LENGTHS, HourInput
from events.models import Hearing
from events.recurrence import in_gap, starts
from orgs.forms.days import DayField
from places.forms import PlaceForm


class HearingWordsForm(forms.ModelForm):
    """How to speak at a hearing, and until when written comment is taken."""

    comment_until = DayField(
        label=_("Written comment until"), required=False, help_text=_("The last day on which the body takes it.")
    )

    class Meta:
        model = Hearing
        fields = ["how_to_speak", "comment_until"]
        labels = {"how_to_speak": _("How to speak")}
        help_texts = {"how_to_speak": _("Signing up, by when, and for how long.")}
        widgets = {"how_to_speak": forms.Textarea(attrs={"rows": 4})}

    def clean_comment_until(self):
        until, row = self.cleaned_data["comment_until"], self.instance.date
        if until and row and until > row.day:
            raise ValidationError(_("This is after the day itself."), code="after")
        return until

    def say(self, *, by) -> Hearing:
        hearing = Hearing.objects.get(pk=self.instance.pk)
        hearing.explain(by=by, **self.cleaned_data)
        return hearing


class HearingForm(PlaceForm):
    """By the clocks of the body's town; it begins with what is known of the body."""

    kind = forms.ChoiceField(
        label=_("What was set"),
        choices=[(Happened.HEARING_SET.value, _("A hearing")), (Happened.VOTE_SET.value, _("A vote"))],
        initial=Happened.HEARING_SET,
        widget=forms.RadioSelect,
    )
    day = DayField(label=_("Day"))
    start_time = forms.TimeField(label=_("Starts at"), widget=HourInput)
    minutes = forms.TypedChoiceField(label=_("Lasts"), choices=LENGTHS, coerce=int, initial=120)
    how_to_speak = forms.CharField(
        label=_("How to speak"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Signing up, by when, and for how long."),
    )
    comment_until = DayField(
        label=_("Written comment until"), required=False, help_text=_("The last day on which the body takes it.")
    )
    field_order = ["kind", "day", "start_time", "minutes", "venue", "street", "town", "spot"]

    def __init__(self, *args, demand: Demand, **kwargs):
        self.demand = demand
        known = {"how_to_speak": demand.body.how_to_speak}
        super().__init__(*args, place=demand.body.place, initial=known, **kwargs)

    def clean(self):
        cleaned = super().clean()
        spot, day, hour = (cleaned.get(name) for name in ("found_spot", "day", "start_time"))
        if spot and day and hour:
            self._refuse_hour(day, hour, spot.time_zone)
        if day and (until := cleaned.get("comment_until")) and until > day:
            self.add_error("comment_until", _("This is after the day itself."))
        return cleaned

    def save(self, *, by) -> Hearing:
        names = ("kind", "day", "start_time", "minutes", "how_to_speak", "comment_until")
        given = {name: self.cleaned_data[name] for name in names}
        return Hearing.arrange(self.demand, by=by, place=self.save_place(), **given)

    def _refuse_hour(self, day, hour, zone: str) -> None:
        if in_gap(day, hour, zone):
            sentence = _("On %(day)s the clocks go forward: this hour does not exist.")
            self.add_error("start_time", ValidationError(sentence, code="gap", params={"day": date_format(day)}))
        elif starts(day, hour, zone) <= timezone.now():
            self.add_error("day", ValidationError(_("This day and hour are in the past."), code="past"))

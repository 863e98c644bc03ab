"""What a seat has said, and who talks to it."""

from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from demands.models import Demand, Seat, SeatClaim, Stance
from demands.stances import Said
from orgs.forms.days import DayField
from orgs.models import Organization, User


class StanceForm(forms.Form):
    """How a seat stands, for everybody; where she talks to it, what is for the groups alone as well."""

    value = forms.ChoiceField(label=_("How does it stand?"), choices=Said, widget=forms.RadioSelect)
    on = DayField(label=_("On which day was it said?"))
    source = forms.CharField(
        label=_("How do we know?"),
        max_length=240,
        required=False,
        help_text=_("In a sentence that everybody may read: “At the meeting of 3 November.” Nothing private."),
    )
    source_url = forms.URLField(
        label=_("Where can one read or see it?"), max_length=500, required=False, assume_scheme="https"
    )
    corrects = forms.ModelChoiceField(
        label=_("Instead of an entry that was wrong"), queryset=None, required=False, empty_label=_("None was wrong")
    )
    note = forms.CharField(
        label=_("For us alone"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Read by the organizers who work on this demand; erased 90 days after it is over."),
    )

    def __init__(self, *args, demand: Demand, seat: Seat, talk: SeatClaim | None, **kwargs):
        super().__init__(*args, **kwargs)
        self.demand, self.seat, self.talk = demand, seat, talk
        self.fields["on"].initial = timezone.localdate(timezone=ZoneInfo(demand.body.time_zone))
        said = demand.stances.filter(seat=seat, corrections=None)
        self.fields["corrects"].queryset = said.order_by("-on", "-pk")
        self.fields["corrects"].label_from_instance = _told
        if talk:
            self.fields["value"].choices = [("", _("Nothing that everybody should read")), *Said.choices]
            self.fields["value"].required = self.fields["on"].required = False
        else:
            del self.fields["note"]
        if not said.exists():
            del self.fields["corrects"]

    def clean(self):
        cleaned = super().clean()
        value = cleaned.get("value")
        if value and not cleaned.get("on") and "on" not in self.errors:
            self.add_error("on", _("Say on which day it was said."))
        wants_source = value and value != Said.UNKNOWN and "source_url" not in self.errors
        if wants_source and not (cleaned.get("source") or cleaned.get("source_url")):
            self.add_error("source", _("Say how we know: a sentence, a link, or both."))
        return cleaned

    def save(self, *, by: User, group: Organization) -> None:
        """Write it down; where she talks to the seat, that talk is done."""
        cleaned = self.cleaned_data
        said = {name: cleaned[name] for name in ("value", "on", "source", "source_url")}
        said["corrects"] = cleaned.get("corrects")
        if self.talk:
            self.talk.note_talk(by=by, note=cleaned["note"], said=said if said["value"] else None)
        else:
            Stance.say(self.demand, self.seat, by=by, group=group, **said)


class TalkForm(forms.Form):
    """By when she talks to them; a week from now where nothing is said."""

    due_on = DayField(label=_("By which day?"), required=False)

    def save(self, demand: Demand, seat: Seat, *, by: User, group: Organization) -> SeatClaim:
        return SeatClaim.take_up(demand, seat, by=by, group=group, due_on=self.cleaned_data["due_on"])


def _told(stance: Stance) -> str:
    return f"{stance.get_value_display()}, {stance.on:%Y-%m-%d}"

"""What shows that something happened: a link that somebody has read, or a file."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from demands.forms.lines import LineField
from demands.models import Action, Demand, Evidence, EvidenceFile
from files.cleaning import Refused
from files.fields import CleanFileField
from orgs.forms.days import DayField
from orgs.models import Bucket, User

AN_HOUR = 20
AGAIN = _("The file itself is fine, but it was not kept: choose it again when you send the rest.")


class LookedForm(forms.Form):
    """What shows an entry, as it stood on the page of whoever confirms it."""

    seen = forms.CharField(max_length=400, required=False, widget=forms.HiddenInput)


class EvidenceForm(forms.Form):
    """One piece of evidence. Beside an entry it may stay empty; alone it may not."""

    kind = forms.ChoiceField(label=_("What shows it"), choices=Evidence.Kind, required=False)
    title = LineField(
        label=_("What it is called"), max_length=120, required=False, help_text=_("For example: minutes of 8 December.")
    )
    url = forms.URLField(label=_("Address of the page"), max_length=500, required=False, assume_scheme="https")
    file = CleanFileField(label=_("Or a file"), required=False)
    checked_on = DayField(
        label=_("Looked at on"), required=False, help_text=_("Pages change. Empty: you looked at it today.")
    )

    def __init__(self, *args, demand: Demand, by: User, is_needed: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.demand, self.by, self.is_needed = demand, by, is_needed
        self.fields["file"].before_opening = self._refuse_where_it_has_no_room

    def clean(self):
        said = super().clean()
        both = said.get("url"), said.get("file")
        if all(both) or (self.is_needed and not any(both) and not self.errors):
            self.add_error("url", _("Give the address of a page, or choose a file: one of both."))
        day = said.get("checked_on")
        if day and day > self.demand.today() + timedelta(days=1):
            self.add_error("checked_on", _("This day is still to come."))
        if self.errors:
            self.ask_for_file_again()
        return self.cleaned_data

    def ask_for_file_again(self) -> None:
        """A browser shows no file a second time: say so beside its field, where something else was wrong."""
        if self.cleaned_data.get("file"):
            self.add_error("file", ValidationError(AGAIN, code="again"))

    @property
    def evidence(self) -> dict:
        """As the verb takes it; empty where neither an address nor a file was given."""
        said = self.cleaned_data
        if not (said["url"] or said["file"]):
            return {}
        day = said["checked_on"] or self.demand.today()
        return said | {"kind": said["kind"] or Evidence.Kind.OTHER, "checked_on": day}

    def save(self, action: Action, *, by: User) -> Evidence:
        return Evidence.bring(action, by=by, **self.evidence)

    def _refuse_where_it_has_no_room(self) -> None:
        EvidenceFile.refuse_if_full(self.demand)
        if not Bucket.take("evidence-file", f"user:{self.by.pk}", limit=AN_HOUR, within=timedelta(hours=1)):
            raise Refused("often")


class TakingForm(forms.Form):
    """Why a piece of evidence goes; the record says it to everybody."""

    because = forms.ChoiceField(label=_("Why it goes"), choices=Evidence.Because, widget=forms.RadioSelect)

    def save(self, piece: Evidence, *, by: User) -> None:
        piece.take_away(by=by, because=self.cleaned_data["because"], group=piece.action.demand.lead_for(by))

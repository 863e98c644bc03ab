"""Offer the lead of a demand to another group."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from demands.models import Demand, DemandHandover
from orgs.forms.naming import GroupNameForm
from orgs.models import Organization


class LeadForm(GroupNameForm):
    """To one of the groups that endorse it, or to any other by its name; and what the lead that is leaves behind."""

    OWN = _("Your own group leads this demand.")

    to = forms.ModelChoiceField(
        label=_("A group that endorses it"),
        queryset=Organization.objects.none(),
        widget=forms.RadioSelect,
        required=False,
        blank=True,
        empty_label=_("Another group, named below"),
    )
    who = forms.CharField(label=_("Name of the group"), max_length=120, required=False)
    stays = forms.BooleanField(
        label=_("We stay beside it and endorse it"),
        required=False,
        initial=True,
        help_text=_("Otherwise your group is not named any more, and seats that your people talk to are free."),
    )
    with_notes = forms.BooleanField(
        label=_("The new lead may read what our people noted of their talks with seats"),
        required=False,
        help_text=_("Otherwise your notes are read in your group alone; where you do not stay, they are erased."),
    )

    def __init__(self, *args, demand: Demand, **kwargs):
        super().__init__(*args, own=demand.lead, **kwargs)
        self.demand = demand
        endorsing = demand.endorsements.accepted().values("organization")
        self.fields["to"].queryset = Organization.objects.listed().filter(pk__in=endorsing).order_by("name")
        if not self.has_choice:
            del self.fields["to"]

    @property
    def has_choice(self) -> bool:
        return "to" in self.fields and self.fields["to"].queryset.exists()

    def clean_who(self):
        name = " ".join(self.cleaned_data["who"].split())
        return self.named(name) if name else None

    def clean(self):
        cleaned = super().clean()
        if "who" in self.errors or "to" in self.errors:
            return cleaned
        chosen = {group for group in (cleaned.get("to"), cleaned.get("who")) if group}
        if not chosen:
            self.add_error("who", ValidationError(_("Choose the group that is to lead it."), code="required"))
        elif len(chosen) > 1:
            self.add_error("who", ValidationError(_("Choose one group: above, or by its name."), code="two"))
        else:
            cleaned["group"] = chosen.pop()
        return cleaned

    def save(self, *, by) -> DemandHandover:
        terms = {name: self.cleaned_data[name] for name in ("stays", "with_notes")}
        return DemandHandover.offer(self.demand, self.cleaned_data["group"], by=by, **terms)

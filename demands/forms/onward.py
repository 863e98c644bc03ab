"""What is next, after a win: one of the demands that her groups lead already."""

from django import forms
from django.utils.translation import gettext_lazy as _

from demands.models import Demand
from orgs.models import User

MOST = 50


class NextDemandForm(forms.Form):
    """One that is there already, a draft among them; none that stands in a ladder."""

    next = forms.ModelChoiceField(
        label=_("Which one"),
        queryset=Demand.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Choose the demand that comes next.")},
    )

    def __init__(self, *args, demand: Demand, by: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.demand, self.by = demand, by
        free = Demand.objects.editable_by(by).filter(after=None).exclude(state="closed")
        newest = free.exclude(pk__in=demand.rungs_below()).order_by("-created_at", "-pk").values("pk")[:MOST]
        self.fields["next"].queryset = Demand.objects.filter(pk__in=list(newest.values_list("pk", flat=True)))

    @property
    def has_choice(self) -> bool:
        return self.fields["next"].queryset.exists()

    def save(self) -> None:
        self.demand.name_next(self.cleaned_data["next"], by=self.by)

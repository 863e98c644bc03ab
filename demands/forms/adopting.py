"""A town takes a model demand up: for which group, before which body, and what only it can fill in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from demands.forms.body_field import BodyField
from demands.forms.demand import AfterForm
from demands.models import Demand, ModelDemand
from orgs.models import Organization, User


class AdoptForm(AfterForm):
    """Group, body and the blanks of the model; everything else is filled in and can be changed afterwards."""

    group = forms.ModelChoiceField(
        label=_("Which of your groups leads it"), queryset=Organization.objects.none(), empty_label=None
    )
    body = BodyField()

    def __init__(self, *args, model: ModelDemand, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.model, self.by = model, user
        self.fields["group"].queryset = Organization.objects.organized_by(user).order_by("name", "pk")
        for blank in model.text.blanks:
            hint = _("For example: %(example)s.") % {"example": blank["example"]} if blank.get("example") else ""
            self.fields[blank["name"]] = forms.CharField(label=blank["label"], max_length=100, help_text=hint)

    def save(self, *, by: User) -> Demand:
        cleaned = self.cleaned_data
        said = {blank["name"]: cleaned[blank["name"]] for blank in self.model.text.blanks}
        return self.model.adopt_for(
            group=cleaned["group"], body=cleaned["body"], said=said, by=by, after=cleaned["after"]
        )

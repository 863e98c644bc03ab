"""Finding a group."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orgs.models import Organization


class GroupSearchForm(forms.Form):
    """Find a group by a word of its name, its kind or its town."""

    q = forms.CharField(label=_("Name or town"), max_length=100, required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("Every kind")), *Organization.Kind.choices], required=False
    )
    page = forms.IntegerField(min_value=1, max_value=100, required=False, widget=forms.HiddenInput)

    def among(self, groups):
        for word in self.cleaned_data["q"].split()[:8]:
            groups = groups.filter(Q(name__icontains=word) | Q(place__locality__icontains=word))
        if kind := self.cleaned_data["kind"]:
            groups = groups.filter(kind=kind)
        return groups

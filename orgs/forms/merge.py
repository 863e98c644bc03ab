"""Which group another is made part of."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orgs.models import Merge, Organization, OrganizationName, User


class MergeForm(forms.Form):
    """Which group another is made part of: looked for by name, then chosen by its address."""

    q = forms.CharField(label=_("Name or town"), max_length=100, required=False)
    into = forms.SlugField(label=_("Group that stays"), max_length=80, required=False, widget=forms.HiddenInput)

    def __init__(self, *args, group: Organization, **kwargs):
        super().__init__(*args, **kwargs)
        self.group = group
        self.others = Organization.objects.listed().exclude(pk=group.pk).select_related("place")

    def clean_into(self) -> Organization | None:
        slug = self.cleaned_data["into"]
        found = self.others.filter(slug=slug).first() if slug else None
        if slug and found is None:
            raise ValidationError(_("Choose a group that is listed."), code="not_listed")
        return found

    @property
    def found(self) -> list[Organization]:
        """Groups to choose from: those that the words find, or without any those of a similar name."""
        words = self.cleaned_data.get("q", "").split()[:8]
        if not words:
            likely = OrganizationName.objects.like(self.group.name, self.group.place, of=self.others)
            return [name.organization for name in likely]
        found = self.others
        for word in words:
            found = found.filter(Q(names__name__icontains=word) | Q(place__locality__icontains=word))
        return list(found.distinct().order_by("name", "pk")[:20])

    def merge(self, *, by: User) -> Merge:
        if self.cleaned_data["into"] is None:
            raise ValidationError(_("Choose a group that is listed."), code="not_listed")
        return Merge.make(self.group, self.cleaned_data["into"], by=by)

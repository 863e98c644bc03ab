"""Registering a group."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from orgs.forms.details import DetailsForm
from orgs.models import Organization, OrganizationName, User


class GroupForm(DetailsForm):
    """Register a group: who you are and where.

    Where groups of a name like this are here already, or wait for review, the form is invalid and `likely` holds
    them. Posted again with `another`, the keys of all of them, it is valid: ours is another group.
    """

    name = forms.CharField(
        label=_("Name of your group"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "organization"})
    )
    another = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    field_order = [
        "name",
        "also_called",
        "kind",
        "town",
        "spot",
        "about",
        "contact_email",
        "contact_phone",
        "private_contact",
        "languages",
        "website",
        "stock",
        "another",
    ]

    def __init__(self, *args, by: User | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by
        self.likely: list[Organization] = []

    def clean(self):
        super().clean()
        if name := self.cleaned_data.get("name"):
            self._look_for_it(name)
        return self.cleaned_data

    @property
    def likely_keys(self) -> str:
        """What the tick "None of these" says: it holds for these groups and for no others."""
        return " ".join(str(group.pk) for group in self.likely)

    @property
    def own(self) -> set[int]:
        """Those of the likely ones that the person belongs to already."""
        if not self.by:
            return set()
        mine = Organization.objects.of_member(self.by).filter(pk__in=[group.pk for group in self.likely])
        return set(mine.values_list("pk", flat=True))

    def register(self, *, by: User) -> Organization:
        """The group, in review, with this person as its coordinator."""
        return Organization.register(name=self.cleaned_data["name"], by=by, **self.described())

    def _look_for_it(self, name: str) -> None:
        """Offer what is here already, by any of the names that were typed."""
        place = self.cleaned_data.get("found_spot")
        found = {}
        for each in [name, *self.cleaned_data.get("also_called", ())[:2]]:
            for row in OrganizationName.objects.like(each, place, of=Organization.objects.known()):
                found.setdefault(row.organization_id, row.organization)
        self.likely = list(found.values())[:5]
        if set(self.likely_keys.split()) - set(self.cleaned_data.get("another", "").split()):
            raise ValidationError(
                _("A group of a name like this is here already. Look whether it is yours."), code="known"
            )

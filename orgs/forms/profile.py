"""A group changes what is said of it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from orgs.forms.details import DetailsForm
from orgs.models import Organization, User


class ProfileForm(DetailsForm):
    """The words are every organizer's; kind, town, names and contacts are the coordinators'."""

    COORDINATED = ("also_called", "kind", "town", "spot", "contact_email", "contact_phone", "private_contact")
    field_order = [
        "about",
        "languages",
        "website",
        "stock",
        "also_called",
        "kind",
        "town",
        "spot",
        "contact_email",
        "contact_phone",
        "private_contact",
    ]

    def __init__(self, *args, group: Organization, coordinates: bool, **kwargs):
        self.group = group
        said = {name: getattr(group, name) for name in Organization.DESCRIBED}
        said["also_called"] = ", ".join(other.name for other in group.names.others())
        super().__init__(*args, place=group.place, initial=said, **kwargs)
        if not coordinates:
            for name in self.COORDINATED:
                del self.fields[name]

    def save(self, *, by: User) -> None:
        self.group.describe(by=by, **self.described())


class NameForm(forms.Form):
    """Another name for a group. Its present one takes a proposal back."""

    name = forms.CharField(
        label=_("Name of your group"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "organization"})
    )

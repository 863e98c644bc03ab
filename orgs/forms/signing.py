"""What any answer to an invitation asks whoever opens its link: who she is, and to whom it is passed on."""

from django import forms
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from orgs.models import User


class SignedAsForm(forms.Form):
    """Who signs, where we know her by her address alone."""

    signed_as = forms.CharField(
        label=_("Your name and role"),
        max_length=120,
        help_text=_("Seen by the organizers, never published."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class SignedByLinkForm(SignedAsForm):
    """Signing by a link that was passed on to whoever decides. `opened` and `terms()` are the subclass's."""

    def save(self) -> None:
        signed_as = self.cleaned_data["signed_as"]
        self.opened.signon.accept(by=None, forward=self.opened.forward, signed_as=signed_as, **self.terms())


class SignedAnewForm(SignedAsForm):
    """Signing for a group that is not on the site: it registers in the same sitting, with a `GroupForm`."""

    @transaction.atomic
    def save(self) -> None:
        """Register the group for whoever holds the address that was asked, and sign for it.

        The letter's link proves the address, so the account is made with it; it opens no session.
        """
        opened = self.opened
        user = User.of_confirmed_address(opened.address)
        group = self.register(by=user)
        signed_as = self.cleaned_data["signed_as"]
        opened.signon.accept(by=user, organization=group, forward=opened.forward, signed_as=signed_as, **self.terms())


class PassOnForm(forms.Form):
    """To whom an invitation is passed on."""

    address = forms.CharField(
        label=_("Email of whoever decides"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=_("We send the same invitation with a link of its own. Yours stays good."),
    )

    def clean_address(self):
        address = self.cleaned_data["address"].strip()
        validate_email(address)
        return address

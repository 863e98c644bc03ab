"""Somebody makes an account."""

from allauth.account.forms import SignupForm as AccountSignupForm
from django import forms
from django.utils.translation import gettext_lazy as _


class SignupForm(AccountSignupForm):
    """Registering takes an address and nothing else; the code in the letter does the rest."""

    for_whom = forms.ChoiceField(
        label=_("Who registers?"),
        choices=[
            ("group", _("A group: its page is made right after the code")),
            ("myself", _("Myself: to join a group, or to look around")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether you register a group or yourself.")},
    )
    field_order = ["for_whom", "email"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("password1", None)
        email = self.fields["email"]
        email.label = _("Email address")
        email.help_text = _("Only for signing in and for what concerns your groups. Never shown to anyone.")

"""What a lead does with newer words of the model that its demand was made from."""

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from demands.models import Adopted
from orgs.models import User


class OfferForm(forms.Form):
    """Take it, take part of it by writing, or leave it; the version says which words were looked at."""

    class Act(models.TextChoices):
        TAKE = "take", _("Take the new text")
        WRITE = "write", _("Save what I wrote")
        LEAVE = "leave", _("Leave ours as it is")

    act = forms.ChoiceField(choices=Act, error_messages={"required": _("Choose one of the buttons.")})
    version = forms.IntegerField(min_value=1, max_value=100_000, widget=forms.HiddenInput)
    about = forms.CharField(
        label=_("Your text"), max_length=20_000, required=False, widget=forms.Textarea(attrs={"rows": 20})
    )

    def __init__(self, *args, adopted: Adopted, **kwargs):
        self.adopted = adopted
        kwargs["initial"] = {"version": adopted.newest.number, "about": adopted.demand.about}
        super().__init__(*args, **kwargs)

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("act") == self.Act.WRITE and not cleaned.get("about") and "about" not in self.errors:
            self.add_error("about", forms.ValidationError(_("Write the text, or leave yours as it is."), code="empty"))
        return cleaned

    def save(self, *, by: User) -> str:
        """The sentence for the notice."""
        act, version = self.cleaned_data["act"], self.cleaned_data["version"]
        if act == self.Act.LEAVE:
            self.adopted.keep_own(version, by=by)
            return str(_("Your text stays as it is."))
        written = self.cleaned_data["about"] if act == self.Act.WRITE else self.adopted.proposed
        self.adopted.take_over(version, written, by=by)
        return str(_("Saved. Your demand says it now."))

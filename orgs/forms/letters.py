"""Whether a letter goes out in the name of a group, and what the group adds to it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from orgs.models import LetterSetting, Organization, User
from orgs.models.letter_setting import LONGEST

WORDS_HELP = _("Plain text, up to 500 characters. Left out of letters to addresses that have confirmed nothing.")


class LetterForm(forms.Form):
    """The setting of one kind of letter of one group. Each on the page has fields of its own, by its kind."""

    is_on = forms.BooleanField(label=_("This letter goes out"), required=False)
    words = forms.CharField(
        label=_("Your own words"),
        max_length=LONGEST,
        required=False,
        help_text=WORDS_HELP,
        widget=forms.Textarea({"rows": 4}),
    )

    def __init__(self, *args, group: Organization, kind: str, **kwargs):
        self.group, self.kind = group, kind
        super().__init__(*args, prefix=kind, **kwargs)
        self.echo = f"words-{kind}"
        self.fields["words"].widget.attrs |= {"data-echo": self.echo, "data-echo-empty": "…"}

    @property
    def shown_words(self) -> str:
        """As typed, or as they stand; what the preview shows in their place where there are none."""
        return self["words"].value() or "…"

    def save(self, *, by: User) -> None:
        cleaned = self.cleaned_data
        LetterSetting.put(self.group, self.kind, is_on=cleaned["is_on"], words=cleaned["words"], by=by)

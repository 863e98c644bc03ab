"""Notes, and files with what they are."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from events.models import Series
from orgs.models import Bucket, User
from planning.cleaning import Refused, cleaned
from planning.cleaning.refusal import MOST_BYTES
from planning.models import Note, PlanFile

REFUSALS = {
    "size": _("This file is larger than 5 MB. Make it smaller, or share a link in a note."),
    "pixels": _("This picture has more than 24 million pixels. Make it smaller first."),
    "kind": _("Choose a picture (JPEG, PNG or WebP) or a PDF."),
    "unreadable": _("This file cannot be read. Save it again in another program and choose it anew."),
    "locked": _("This PDF is locked by a password. Save it without one first."),
    "acts": _("This PDF has a script, a form or another file in it. Print it to a new PDF and choose that."),
    "picture": _("This PDF has a picture in JPEG 2000, which we cannot clean. Print it to a new PDF and choose that."),
    "busy": _("Other files are being read just now. Choose yours again in a moment."),
    "often": _("You have added many files within the hour. Try again in an hour."),
}
AN_HOUR = 20


class PageForm(forms.Form):
    """Which page of a long list."""

    page = forms.IntegerField(min_value=1, max_value=100, required=False)

    @property
    def number(self) -> int:
        return (self.is_valid() and self.cleaned_data["page"]) or 1


class NoteForm(forms.ModelForm):
    """A few paragraphs."""

    class Meta:
        model = Note
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 10})}
        help_texts = {"text": _("Your group’s name stands beside it. Empty lines make paragraphs, * makes lists.")}

    def __init__(self, *args, series: Series, **kwargs):
        super().__init__(*args, **kwargs)
        self.series = series

    def save(self, *, by: User) -> Note:
        if self.instance.pk:
            self.instance.change(by=by, text=self.cleaned_data["text"])
            return self.instance
        return Note.write(self.series, by=by, text=self.cleaned_data["text"])

    def _post_clean(self):
        """The verbs of the note set its fields, once all is right."""


class FileForm(forms.Form):
    """A file and what it is. It is opened and made anew as it is checked."""

    title = forms.CharField(label=_("What it is"), max_length=80, help_text=_("For example: flyer for print, A5."))
    file = forms.FileField(
        label=_("File"),
        help_text=_("A picture or a PDF of at most 5 MB. Where and with what it was made is taken out."),
        widget=forms.FileInput(attrs={"accept": ".jpg,.jpeg,.png,.webp,.pdf"}),
        allow_empty_file=True,
        max_length=300,
    )

    def __init__(self, *args, series: Series, by: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.series, self.by = series, by

    def clean_file(self):
        """What is made anew of the file, whatever its name and type say; not opened where it has no room."""
        file = self.cleaned_data["file"]
        PlanFile.refuse_if_full(self.series)
        try:
            if file.size > MOST_BYTES:
                raise Refused("size")
            if not Bucket.take("plan-file", f"user:{self.by.pk}", limit=AN_HOUR, within=timedelta(hours=1)):
                raise Refused("often")
            return cleaned(file.read())
        except Refused as refusal:
            raise ValidationError(REFUSALS[refusal.code], code=refusal.code) from None

    def save(self, *, by: User) -> PlanFile:
        return PlanFile.share(self.series, self.cleaned_data["file"], by=by, title=self.cleaned_data["title"])

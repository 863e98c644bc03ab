"""The field that takes a file: it is opened and made anew as it is checked."""

from collections.abc import Callable

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from files.cleaning import Cleaned, Refused, cleaned
from files.cleaning.refusal import MOST_BYTES

REFUSALS = {
    "size": _("This file is larger than 5 MB. Make it smaller, or share a link to it."),
    "pixels": _("This picture has more than 24 million pixels. Make it smaller first."),
    "kind": _("Choose a picture (JPEG, PNG or WebP) or a PDF."),
    "unreadable": _("This file cannot be read. Save it again in another program and choose it anew."),
    "locked": _("This PDF is locked by a password. Save it without one first."),
    "acts": _("This PDF has a script, a form or another file in it. Print it to a new PDF and choose that."),
    "picture": _("This PDF has a picture in JPEG 2000, which we cannot clean. Print it to a new PDF and choose that."),
    "busy": _("Other files are being read just now. Choose yours again in a moment."),
    "often": _("You have added many files within the hour. Try again in an hour."),
}


class CleanFileField(forms.FileField):
    """A picture or a PDF, whatever its name and type say; what comes of it is a `Cleaned`, or None where none was sent.

    A form sets `before_opening` to refuse by `Refused` or ValidationError before anything is read.
    """

    before_opening: Callable[[], None] | None = None
    widget = forms.FileInput(attrs={"accept": ".jpg,.jpeg,.png,.webp,.pdf"})

    def __init__(self, **kwargs):
        said = _("A picture or a PDF of at most 5 MB. Where and with what it was made is taken out.")
        super().__init__(
            **{"label": _("File"), "help_text": said, "max_length": 300, "allow_empty_file": True, **kwargs}
        )

    def clean(self, data, initial=None) -> Cleaned | None:
        file = super().clean(data, initial)
        if not file:
            return None
        try:
            if file.size > MOST_BYTES:
                raise Refused("size")
            if self.before_opening:
                self.before_opening()
            return cleaned(file.read())
        except Refused as refusal:
            raise ValidationError(REFUSALS[refusal.code], code=refusal.code) from None

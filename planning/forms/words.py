"""Notes, and files with what they are."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from events.models import Series
from files.cleaning import Refused
from files.fields import CleanFileField
from orgs.models import Bucket, User
from planning.models import Note, PlanFile

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
    file = CleanFileField()

    def __init__(self, *args, series: Series, by: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.series, self.by = series, by
        self.fields["file"].before_opening = self._refuse_where_it_has_no_room

    def _refuse_where_it_has_no_room(self) -> None:
        PlanFile.refuse_if_full(self.series)
        if not Bucket.take("plan-file", f"user:{self.by.pk}", limit=AN_HOUR, within=timedelta(hours=1)):
            raise Refused("often")

    def save(self, *, by: User) -> PlanFile:
        return PlanFile.share(self.series, self.cleaned_data["file"], by=by, title=self.cleaned_data["title"])

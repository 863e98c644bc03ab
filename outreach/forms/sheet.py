"""Groups from a spreadsheet: the file, and which of its rows come in."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from orgs.models import User
from outreach.models import Board, Sheet
from outreach.models.sheet import MOST_TICKS, Verdict
from outreach.rows import MOST_BYTES


class SheetForm(forms.Form):
    """A file, looked at before anything comes of it."""

    file = forms.FileField(
        label=_("A spreadsheet"),
        allow_empty_file=True,
        help_text=_("Saved as CSV, up to 256 KB and 300 rows. Its first line names the columns."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv", "class": "input"}),
    )

    def __init__(self, *args, board: Board, by: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.board, self.by = board, by
        self.kept: Sheet | None = None

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(_("The file is larger than 256 KB. Bring it in as several files."), code="too_big")
        self.kept = Sheet.keep(self.board, file.read(MOST_BYTES + 1), owner=self.by, name=file.name)
        return file


class RowsForm(forms.Form):
    """Which new rows stay out, and what those in doubt are. A row in doubt of which nothing is said stays out."""

    without = forms.TypedMultipleChoiceField(coerce=int, required=False)
    same = forms.TypedMultipleChoiceField(coerce=int, required=False)
    other = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, *args, sheet: Sheet, **kwargs):
        super().__init__(*args, **kwargs)
        self.sheet = sheet
        found = sheet.judged()
        self.of = {verdict.value: [one for one in found if one.verdict == verdict] for verdict in Verdict}
        for name, verdict in (("without", Verdict.NEW), ("same", Verdict.DOUBT), ("other", Verdict.DOUBT)):
            self.fields[name].choices = [(one.row.number, one.row.name) for one in self.of[verdict.value]]
        self.tickable = {one.row.number for one in (self.of["doubt"] + self.of["new"])[:MOST_TICKS]}
        self.is_beyond = len(self.of["doubt"]) + len(self.of["new"]) > MOST_TICKS
        self.most = MOST_TICKS

    def clean(self):
        cleaned = super().clean()
        if both := set(cleaned.get("same", [])) & set(cleaned.get("other", [])):
            said = _("Row %(row)d is either that group or another one.")
            raise ValidationError(said, code="both", params={"row": min(both)})
        return cleaned

    def save(self, *, by: User) -> int:
        cleaned = self.cleaned_data
        groups = {number: number for number in cleaned["same"]} | dict.fromkeys(cleaned["other"])
        return self.sheet.enter_all(by=by, without=cleaned["without"], groups=groups)

"""What moderators, those concerned and the public type about a case."""

from django import forms
from django.utils.translation import gettext_lazy as _

from orgs import reviewing
from orgs.models import Case, Report, User


class QueueForm(forms.Form):
    """Which kind of case, and which page of them."""

    kind = forms.ChoiceField(label=_("Kind"), required=False)
    page = forms.IntegerField(min_value=1, max_value=100, required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = [(kind.key, kind.title) for kind in reviewing.kinds()]
        self.fields["kind"].choices = [("", _("Every kind")), *kinds]

    def among(self, cases):
        """The chosen ones, and the number of the page; what was not understood chooses nothing."""
        if not self.is_valid():
            return cases, 1
        kind, page = self.cleaned_data["kind"], self.cleaned_data["page"] or 1
        return (cases.filter(kind=kind) if kind else cases), page


class DecisionForm(forms.Form):
    """What a moderator has looked at, and what she writes to those concerned."""

    checked = forms.MultipleChoiceField(
        label=_("What you have looked at"), required=False, widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(
        label=_("What you write to them"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("They read it word for word. Write something with a question and with a no; with a yes you may."),
    )

    seen = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)  # what her page showed

    def __init__(self, *args, case: Case, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["checked"].choices = case.check_labels
        if not case.check_labels:
            del self.fields["checked"]

    def words(self) -> dict:
        return {"note": self.cleaned_data["note"].strip(), "checked": self.cleaned_data.get("checked", [])}


class QuestionForm(DecisionForm):
    """The same fields; here the words are the question."""

    def clean_note(self):
        note = self.cleaned_data["note"].strip()
        if not note:
            raise forms.ValidationError(_("Write what you would like to know."), code="required")
        return note


class NoteForm(forms.Form):
    """A reason that people will read."""

    note = forms.CharField(
        label=_("The reason"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The coordinators read it word for word."),
    )


class WordsForm(forms.Form):
    """What those concerned say to the moderators."""

    text = forms.CharField(label=_("What you want to say"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 4}))


class ReportForm(forms.Form):
    """What is wrong with a page. Nothing about who reports is needed."""

    reason = forms.ChoiceField(
        label=_("What is wrong?"), choices=Report.Reason.choices, widget=forms.RadioSelect, required=True
    )
    text = forms.CharField(
        label=_("In your words"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Moderators alone read it; it is erased 30 days after the decision."),
    )
    contact = forms.EmailField(
        label=_("Email"),
        max_length=254,
        required=False,
        help_text=_("Only if you want to hear that somebody has looked. The group never sees it."),
    )

    def file(self, organization, *, path: str, by, subject: str = "") -> Report:
        return Report.file(
            organization, subject=subject, path=path, by=by if isinstance(by, User) else None, **self.cleaned_data
        )

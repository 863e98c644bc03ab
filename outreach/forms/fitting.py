"""Groups of this site that fit a board: which are looked for, and which one is put on it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from orgs.models import Organization, User
from outreach.fitting import KM, Fit, fitting
from outreach.models import Board, Prospect


class FittingForm(forms.Form):
    """Of which kind, and how near. By GET: what is odd counts as nothing."""

    KMS = [(str(km), _("%(km)d km") % {"km": km}) for km in (10, 25, 50, 100, 200)]

    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("Every kind")), *Organization.Kind.choices], required=False
    )
    km = forms.ChoiceField(label=_("Within"), choices=KMS, required=False, initial=str(KM))

    def __init__(self, data, **kwargs):
        super().__init__({"km": str(KM)} | dict(data.items()), **kwargs)

    def fits(self, board: Board) -> list[Fit]:
        self.full_clean()
        cleaned = self.cleaned_data
        return fitting(board, kind=cleaned.get("kind", ""), km=int(cleaned.get("km") or KM))


class ChosenForm(forms.Form):
    """Put one of them on the board, and perhaps look after it."""

    group = forms.ModelChoiceField(
        queryset=Organization.objects.listed(),
        to_field_name="slug",
        error_messages={
            "required": _("Choose a group."),
            "invalid_choice": _("This group is not listed any more."),
        },
    )
    takes = forms.BooleanField(required=False)

    def __init__(self, *args, board: Board, **kwargs):
        super().__init__(*args, **kwargs)
        self.board = board

    def clean_group(self):
        if self.cleaned_data["group"].pk == self.board.host.pk:
            raise ValidationError(_("That is your own group."), code="own")
        return self.cleaned_data["group"]

    def clean(self):
        self.board.refuse_if_closed()
        return super().clean()

    def enter(self, *, by: User) -> Prospect:
        return Prospect.enter(self.board, self.cleaned_data["group"], by=by, takes=self.cleaned_data["takes"])

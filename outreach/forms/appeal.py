"""One letter to several: to which groups, in which words, and for what."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from events.forms.signing import StretchForm
from events.models import Sponsorship
from orgs.models import User
from outreach import marks
from outreach.models import Appeal, Board, Prospect
from outreach.models.appeal import AT_ONCE
from outreach.models.recipients import candidates
from outreach.stages import Stage

Level = Sponsorship.Level


class TickForm(forms.Form):
    """Whether all that nobody has asked yet begin with a tick. By GET: what is odd counts as nothing."""

    all = forms.BooleanField(required=False)

    @property
    def wants_all(self) -> bool:
        self.full_clean()
        return bool(self.cleaned_data.get("all"))


class PickForm(forms.Form):
    """Which groups of a board. Those that cannot be written to are shown with the reason, and cannot be ticked."""

    prospects = forms.TypedMultipleChoiceField(
        label=_("To whom"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Tick at least one group."),
            "invalid_choice": _("One of them is not on the board any more, or cannot be written to now."),
        },
    )

    def __init__(self, data, *, board: Board, user: User, ticked=(), all_new: bool = False):
        super().__init__(data)
        self.board = board
        rows = candidates(board, user=user)
        self.free = [row for row in rows if not row.obstacle and not row.is_others]
        self.others = [row for row in rows if not row.obstacle and row.is_others]
        self.unreachable = [row for row in rows if row.obstacle]
        may = {row.pk: row for row in self.free + self.others}
        self.fields["prospects"].choices = [(pk, row.shown_name) for pk, row in may.items()]
        self._may = may
        for row in may.values():
            row.is_ticked = self._is_ticked(row, data, ticked, all_new)

    def clean_prospects(self):
        chosen = self.cleaned_data["prospects"]
        if len(chosen) > AT_ONCE:
            said = _("Fifty groups are the most for one letter. Take the tick from %(number)d.")
            raise ValidationError(said, code="number", params={"number": len(chosen) - AT_ONCE})
        return [self._may[pk] for pk in chosen]

    def begin(self, *, by: User) -> Appeal:
        return Appeal.begin(self.board, self.cleaned_data["prospects"], by=by)

    def save(self, appeal: Appeal, *, by: User) -> None:
        appeal.choose(self.cleaned_data["prospects"], by=by)

    def _is_ticked(self, row: Prospect, data, ticked, all_new: bool) -> bool:
        if data is not None:
            return str(row.pk) in data.getlist("prospects")
        new = all_new and row.stage == Stage.TO_CONTACT and not row.is_others
        return row.pk in ticked or new


class AppealForm(StretchForm):
    """The words, with marks for what differs from group to group; as what they are asked, and for which dates."""

    letter = forms.CharField(
        label=_("Letter"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("Your own words. When, where and what a yes means stand beside them already."),
    )
    level = forms.ChoiceField(
        label=_("As what"),
        choices=[
            (Level.CO_SPONSOR, _("Co-sponsor: they may also only endorse")),
            (Level.CO_HOST, _("Co-host: they may also only co-sponsor or endorse")),
            (Level.ENDORSE, _("Endorse only")),
        ],
    )
    field_order = ["letter", "level", "first_day", "last_day"]

    def __init__(self, data, *, appeal: Appeal, by: User):
        names = ("letter", "level", "first_day", "last_day")
        super().__init__(data, initial={name: getattr(appeal, name) for name in names})
        self.appeal, self.by = appeal, by
        if not appeal.series_id:
            for name in names[1:]:
                del self.fields[name]

    def clean_letter(self):
        letter = self.cleaned_data["letter"].replace("\r\n", "\n")
        if odd := marks.unknown(letter, self.appeal.marks):
            said = _("We cannot fill in %(odd)s. Choose from %(known)s.")
            known = ", ".join(self.appeal.marks)
            raise ValidationError(said, code="mark", params={"odd": ", ".join(odd[:5]), "known": known})
        self._refuse_too_long(letter)
        return letter

    def save(self) -> None:
        self.appeal.rewrite(by=self.by, **self.cleaned_data)

    def _refuse_too_long(self, letter: str) -> None:
        """With the names filled in it is as long as any letter may be."""
        draft = Appeal(**self.appeal.board.where, letter=letter)
        for row in self.appeal.addressees.for_page():
            beyond = len(draft.words_for(row.prospect, sender=self.by)) - 2_000
            if beyond > 0:
                said = _("With the name of %(group)s it is %(number)d characters too long.")
                names = {"group": row.prospect.shown_name, "number": beyond}
                raise ValidationError(said, code="too_long", params=names)

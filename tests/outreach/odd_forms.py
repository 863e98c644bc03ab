"""The forms of boards and letters to several, each with a valid filling, for `tests/test_odd_input.py`."""

from datetime import timedelta

from django.utils import timezone

from outreach import forms as outreach_forms
from outreach.models import Appeal, Board, Prospect, Sheet


class OutreachForms:
    """A form's page with a valid filling: (form, who posts, where to, what)."""

    def prospect(self):
        typed = {"who": "Harbor Choir", "town": "Akron", "why": "They sang", "address": "choir@example.org"}
        return outreach_forms.ProspectForm, self.ada, f"{self._board().get_absolute_url()}new/", typed

    def prospect_chosen(self):
        typed = {"group": self.partner.slug, "takes": "on"}
        return outreach_forms.ChosenForm, self.ada, f"{self._board().get_absolute_url()}fitting/", typed

    def prospect_corrected(self):
        typed = {"name": "Harbor Choir", "next_step": "Call", "due_on": timezone.localdate()}
        return outreach_forms.CorrectForm, self.ada, f"{self._prospect()}edit/", typed

    def prospect_moved(self):
        typed = {"stage": "not_now", "until": timezone.localdate() + timedelta(days=30)}
        return outreach_forms.MoveForm, self.ada, f"{self._prospect()}stage/", typed

    def touch(self):
        typed = {"kind": "call", "text": "They like it", "next_step": "Call", "due_on": timezone.localdate()}
        return outreach_forms.TouchForm, self.ada, f"{self._prospect()}touches/", typed

    def sheet(self):
        return outreach_forms.SheetForm, self.ada, f"{self._board().get_absolute_url()}sheet/", {"file": "no file"}

    def sheet_rows(self):
        kept = Sheet.keep(self._board(), b"name\nChoir\n", owner=self.ada, name="ours.csv")
        return outreach_forms.RowsForm, self.ada, kept.get_absolute_url(), {"without": [2]}

    def picked(self):
        Prospect.enter(self._board(), name="Choir", by=self.ada, address="choir@example.org")
        typed = {"prospects": [Prospect.objects.latest("pk").pk]}
        return outreach_forms.PickForm, self.ada, f"{self._board().get_absolute_url()}letters/new/", typed

    def appeal(self):
        row = Prospect.enter(self._board(), name="Choir", by=self.ada, address="choir@example.org")
        appeal = Appeal.begin(self._board(), [row], by=self.ada)
        typed = {"letter": "Dear {person}", "level": "endorse", "first_day": timezone.localdate()}
        return outreach_forms.AppealForm, self.ada, f"{appeal.get_absolute_url()}edit/", typed

    def _board(self):
        return Board(self.vigil)

    def _prospect(self):
        return Prospect.enter(self._board(), name="Choir", by=self.ada).get_absolute_url()

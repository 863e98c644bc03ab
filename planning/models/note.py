"""What the groups write down for each other."""

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import Series
from orgs.models import User
from planning.models import beside
from planning.models.in_plan import InPlan

MOST = 50


class Note(InPlan):
    """A short text in Markdown, under the name of the group that wrote it. Its author alone changes it."""

    REMOVED = "plan_note_removed"

    text = models.TextField(_("note"), max_length=5_000)
    changed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-written_at", "-pk"]

    def __str__(self) -> str:
        return f"note {self.pk}"

    # Verbs

    @classmethod
    @transaction.atomic
    def write(cls, series: Series, *, by: User, text: str) -> "Note":
        note = cls._begin(series, by=by, most=MOST, too_many=_("A plan has at most %(most)s notes."), text=text)
        note.save()
        return note

    @transaction.atomic
    def change(self, *, by: User, text: str) -> None:
        """Other words; the page says since when. The same words change nothing."""
        series = self.series.locked()
        beside.speaks_for(series, by)
        self._renew(series)
        if text != self.text:
            self.text, self.changed_at = text, timezone.now()
            self.save(update_fields=["text", "changed_at"])

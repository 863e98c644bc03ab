"""Which words a group has put its name under, and whether it was asked about newer ones."""

from datetime import timedelta

from django.db import models, transaction
from django.utils import timezone

from events.models import record
from orgs.models import User

SETTLES = timedelta(minutes=30)  # who corrects a text corrects it twice


class SignedText(models.Model):
    """The part of a sign-on that says what was signed; versions are those of `events/models/series_text.py`."""

    text_version = models.PositiveIntegerField(default=1, db_default=1, editable=False)
    # The newest version that it was asked about; greater than the one it signed while it has not answered.
    asked_version = models.PositiveIntegerField(default=1, db_default=1, editable=False)

    class Meta:
        abstract = True

    @transaction.atomic
    def reaffirm(self, *, by: User | None, version: int) -> None:
        """The group stands by the words of this version, which somebody has read. The second time nothing changes.

        Where the text went on meanwhile, what it is asked about stays open.
        """
        series = self.series.locked()
        standing = type(self).objects.accepted().filter(pk=self.pk, text_version__lt=version)
        if version <= series.text_version and standing.update(text_version=version):
            self.refresh_from_db()
            series.revise()
            record.note_by_group(self, "reaffirmed", by=by)

    def tell_of_text(self) -> None:
        """A letter to the group's organizers about words that changed; none where they are back to what it signed."""
        if self.is_asked_again:
            due_at = timezone.now() + SETTLES
            for person in self.organization.organizers():
                context = {"user": person.pk, "version": self.asked_version}
                self._write(
                    "text_changed", person.email, context, self.series.held_for, str(self.asked_version), due_at
                )

    @property
    def is_asked_again(self) -> bool:
        """Whether the text has become another one since it signed."""
        return self.is_accepted and self.text_version < self.asked_version

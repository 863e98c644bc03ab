"""By what calendars and caches know that something has changed."""

import uuid
from typing import Self

from django.db import models
from django.utils import timezone

from orgs.models.organization import Organization


class Revised(models.Model):
    """Something that feeds and pages show. Its name in calendars never changes; its numbers never fall.

    `sequence` rises with every change of time, place or state; `revision` with every change that could be seen.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True

    def revise(self, *, sequence: bool = False) -> None:
        """Note a change that pages and feeds show; `sequence` for one of time, place or state."""
        type(self).objects.filter(pk=self.pk).update(
            revision=models.F("revision") + 1,
            sequence=models.F("sequence") + (1 if sequence else 0),
            changed_at=timezone.now(),
        )
        self.refresh_from_db(fields=["revision", "sequence", "changed_at"])

    def locked(self) -> Self:
        """The row as it stands now, which nobody else changes until this transaction ends."""
        return type(self).objects.select_for_update().get(pk=self.pk)

    @classmethod
    def revise_all_with(cls, organization: Organization) -> None:
        """A group's name appeared or went, or it joined or left a coalition: what it shows has changed its places."""
        shown = list(cls.objects.shown_by(organization).values_list("pk", flat=True))
        cls.objects.filter(pk__in=shown).update(revision=models.F("revision") + 1, changed_at=timezone.now())

"""What was said to a group, and what became of it: written once, read as the history of a prospect."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgs.models import User
from outbox.contacts import EncryptedTextField
from outreach.stages import Stage


class TouchQuerySet(models.QuerySet):
    def for_page(self):
        return self.select_related("by").order_by("-at", "-pk")


class Touch(models.Model):
    """One thing that happened with a prospect: somebody spoke to the group, or moved its card."""

    class Kind(models.TextChoices):
        CALL = "call", _("Call")
        LETTER = "letter", _("Letter")
        MEETING = "meeting", _("Meeting")
        MESSAGE = "message", _("Message")
        NOTE = "note", _("Note")
        # What the board writes down by itself.
        ENTERED = "entered", _("Added")
        TAKEN = "taken", _("Taken")
        LET_GO = "let_go", _("Let go")
        FREED = "freed", _("Free again after two silent weeks")
        MOVED = "moved", _("Moved")
        ANSWERED = "answered", _("Answered")
        THANKED = "thanked", _("Thanked")

    BY_HAND = (Kind.CALL, Kind.LETTER, Kind.MEETING, Kind.MESSAGE, Kind.NOTE)
    REACHING = (Kind.CALL, Kind.LETTER, Kind.MEETING, Kind.MESSAGE)  # somebody spoke to the group

    prospect = models.ForeignKey("outreach.Prospect", on_delete=models.CASCADE, related_name="touches", editable=False)
    kind = models.CharField(max_length=10, choices=Kind)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    text = EncryptedTextField(blank=True, default="")
    stage = models.CharField(max_length=10, blank=True, default="")  # where the card went

    objects = TouchQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            # The history of one prospect, newest first.
            models.Index(fields=["prospect", "-at"], name="touches_of_prospect"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.prospect_id}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("What happened is not changed.")
        super().save(*args, **kwargs)

    @property
    def stage_label(self) -> str:
        return Stage(self.stage).label if self.stage else ""

    @property
    def is_by_hand(self) -> bool:
        return self.kind in self.BY_HAND

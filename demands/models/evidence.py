"""What shows that something happened: minutes, a signed copy, a recording."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from demands.models.action import Action
from orgs.models import AuditEntry, User

MOST = 10  # of one action


class Evidence(models.Model):
    """One piece of evidence for an action, as a link that somebody has looked at."""

    class Kind(models.TextChoices):
        MINUTES = "minutes", _("Minutes")
        COPY = "copy", _("Signed copy")
        RECORDING = "recording", _("Recording")
        PRESS = "press", _("Press report")
        AGENDA = "agenda", _("Agenda")
        OTHER = "other", _("Something else")

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="evidence", editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.MINUTES)
    title = models.CharField(_("what it is"), max_length=120, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    checked_on = models.DateField(_("looked at on"), default=timezone.localdate)
    added_at = models.DateTimeField(default=timezone.now, editable=False)
    added_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "evidence"

    def __str__(self) -> str:
        return self.title or self.get_kind_display()

    @classmethod
    @transaction.atomic
    def bring(cls, action: Action, *, by: User, **fields) -> "Evidence":
        """Put evidence beside an action, confirmed or not; of a confirmed win it counts at once."""
        action.demand.locked()
        if Action.objects.filter(pk=action.pk, dropped_at__isnull=False).exists():
            raise ValidationError(_("This entry was taken back."), code="dropped")
        if action.evidence.count() >= MOST:
            raise ValidationError(_("Ten pieces of evidence are enough."), code="too_many")
        piece = cls(action=action, added_by=by, **fields)
        piece.full_clean(exclude=["action", "added_by"])
        piece.save(force_insert=True)
        AuditEntry.record(action.demand.lead, "evidence_added", by=by, about=action.demand.title)
        action.demand.restage()
        return piece

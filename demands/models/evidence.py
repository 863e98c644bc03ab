"""What shows that something happened: minutes, a signed copy, a recording; as a link or as a file."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from demands.models.action import Action
from demands.models.evidence_file import EvidenceFile
from files.cleaning import Cleaned
from orgs.models import AuditEntry, User

MOST = 10  # of one action
A_DAY = timedelta(days=1)


class Evidence(models.Model):
    """One piece of evidence for an action: a link that somebody has looked at, or a file. It is not taken away."""

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
    url = models.URLField(_("address"), max_length=500, blank=True, validators=[URLValidator(["http", "https"])])
    file = models.OneToOneField(EvidenceFile, on_delete=models.CASCADE, null=True, related_name="+", editable=False)
    checked_on = models.DateField(_("looked at on"), default=timezone.localdate)
    added_at = models.DateTimeField(default=timezone.now, editable=False)
    added_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(url="", file__isnull=False) | (~models.Q(url="") & models.Q(file=None)),
                name="evidence_is_a_link_or_a_file",
                violation_error_message=_("Give the address of a page, or choose a file: one of both."),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.get_kind_display()

    # Verbs

    @classmethod
    @transaction.atomic
    def bring(cls, action: Action, *, by: User, file: Cleaned | None = None, **fields) -> "Evidence":
        """Put evidence beside an action, confirmed or not; `file` is what `files.cleaning` made of one."""
        action.demand.locked()
        if Action.objects.filter(pk=action.pk, dropped_at__isnull=False).exists():
            raise ValidationError(_("This entry was taken back."), code="dropped")
        if action.evidence.count() >= MOST:
            raise ValidationError(_("Ten pieces of evidence are enough."), code="too_many")
        piece = cls(action=action, added_by=by, **({"checked_on": action.demand.today()} | fields))
        if piece.checked_on > action.demand.today() + A_DAY:  # by the clock of whoever looked
            raise ValidationError({"checked_on": _("This day is still to come.")})
        if file:
            piece._keep(file)
        piece.full_clean(exclude=["action", "added_by", "file"])
        piece.save(force_insert=True)
        AuditEntry.record(action.demand.lead, "evidence_added", by=by, about=action.demand.title)
        action.demand.restage()
        return piece

    # Questions

    @property
    def address(self) -> str:
        """Where it is read: elsewhere, or our download."""
        return self.file.get_absolute_url() if self.file_id else self.url

    # Private steps

    def _keep(self, file: Cleaned) -> None:
        EvidenceFile.refuse_if_full(self.action.demand, len(file.content))
        kept = EvidenceFile(action=self.action, title=str(self))
        kept.hold(file)
        kept.save(force_insert=True)
        self.file = kept

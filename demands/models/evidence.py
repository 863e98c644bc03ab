"""What shows that something happened: minutes, a signed copy, a recording; as a link or as a file."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from demands.models.action import Action
from demands.models.evidence_file import EvidenceFile
from demands.models.second_person import ask_second_person, tell_who_stood_behind
from files.cleaning import Cleaned
from orgs.models import AuditEntry, Organization, User

MOST = 10  # of one action
MOST_EVER = 40  # with those that were taken away
GONE_BY_MODERATOR = _("%(what)s: taken away on %(day)s by a moderator of this site.")
GONE = {
    "private": _("It showed or named a private person."),
    "wrong": _("It was the wrong file or page."),
    "rights": _("It may not be shown here."),
}
A_DAY = timedelta(days=1)


class EvidenceQuerySet(models.QuerySet):
    def there(self):
        """Not taken away."""
        return self.filter(taken_at=None)


class Evidence(models.Model):
    """One piece of evidence for an action: a link that somebody has looked at, or a file.

    Where it is taken away its words and its file are gone for good, and the row says when, by whom and why.
    """

    class Kind(models.TextChoices):
        MINUTES = "minutes", _("Minutes")
        COPY = "copy", _("Signed copy")
        RECORDING = "recording", _("Recording")
        PRESS = "press", _("Press report")
        AGENDA = "agenda", _("Agenda")
        OTHER = "other", _("Something else")

    class Because(models.TextChoices):
        PRIVATE = "private", _("It shows or names a private person")
        WRONG = "wrong", _("It is the wrong file or page")
        RIGHTS = "rights", _("It may not be shown here")

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="evidence", editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.MINUTES)
    title = models.CharField(_("what it is"), max_length=120, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True, validators=[URLValidator(["http", "https"])])
    file = models.OneToOneField(EvidenceFile, on_delete=models.CASCADE, null=True, related_name="+", editable=False)
    checked_on = models.DateField(_("looked at on"), default=timezone.localdate)
    added_at = models.DateTimeField(default=timezone.now, editable=False)
    looked_at = models.DateTimeField(null=True, editable=False)  # by a second person, who confirmed what it shows
    added_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    taken_at = models.DateTimeField(null=True, editable=False)
    taken_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    # None: a moderator.
    taken_for = models.ForeignKey(Organization, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    taken_because = models.CharField(
        max_length=7, choices=Because, blank=True, default="", db_default="", editable=False
    )

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(taken_at__isnull=False, url="", title="", file=None)
                | models.Q(
                    models.Q(url="", file__isnull=False) | (~models.Q(url="") & models.Q(file=None)), taken_at=None
                ),
                name="evidence_is_a_link_or_a_file_or_gone",
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
        action.demand.locked_with_lead()
        if Action.objects.filter(pk=action.pk, dropped_at__isnull=False).exists():
            raise ValidationError(_("This entry was taken back."), code="dropped")
        if action.evidence.there().count() >= MOST or action.evidence.count() >= MOST_EVER:
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
        if action.is_confirmed:
            action.demand.revise()
        if Action.objects.unproven().filter(pk=action.pk).exists():
            ask_second_person(action, sequence=f"evidence:{piece.pk}")
        return piece

    @transaction.atomic
    def take_away(self, *, by: User, because: str, group: Organization | None = None) -> None:
        """Its words and its file are gone; that it was there stays on the record. The second time nothing changes.

        What was won by it counts for nothing until there is other evidence and another person has looked at it. Those
        who stand behind the entry are told. `group` is for which she acts; None for a moderator.
        """
        demand = self.action.demand
        demand.locked()
        self.refresh_from_db()
        if not self.is_there:
            return
        action = self.action
        file, self.file_id, self.url, self.title = self.file_id, None, "", ""
        self.taken_at, self.taken_by, self.taken_for = timezone.now(), by, group
        self.taken_because = self.Because(because)
        self.save()
        EvidenceFile.objects.filter(pk=file).delete()
        AuditEntry.record(demand.lead, "evidence_taken_away", by=by, about=demand.title)
        action.lose_proof()
        demand.restage()
        demand.revise()
        tell_who_stood_behind(self)

    # Questions

    @property
    def is_there(self) -> bool:
        return self.taken_at is None

    @property
    def address(self) -> str:
        """Where it is read: elsewhere, or our download; "" where it was taken away."""
        return self.file.get_absolute_url() if self.file_id else self.url

    @property
    def gone_words(self) -> str:
        """When it was taken away, by whom and why, in a sentence."""
        said = {"what": self.get_kind_display(), "day": date_format(self.taken_at, "j F Y"), "group": self.taken_for}
        who = _("%(what)s: taken away on %(day)s by %(group)s.") if self.taken_for else GONE_BY_MODERATOR
        return f"{who % said} {GONE[self.taken_because]}"

    # Private steps

    def _keep(self, file: Cleaned) -> None:
        EvidenceFile.refuse_if_full(self.action.demand, len(file.content))
        kept = EvidenceFile(action=self.action, title=str(self))
        kept.hold(file)
        kept.save(force_insert=True)
        self.file = kept

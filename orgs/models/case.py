"""A case: something about a group that waits for a moderator's decision."""

from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgs.models.user import User
from orgs.reviewing import kind_of


class CaseQuerySet(models.QuerySet):
    """Cases by where they stand."""

    def pending(self):
        """Not decided: waiting for a moderator, or for an answer to her question."""
        return self.filter(state__in=[Case.State.OPEN, Case.State.ASKED])


class Case(models.Model):
    """Opened by an act of a group, a person or the site; decided once by a moderator."""

    class State(models.TextChoices):
        OPEN = "open", _("Waiting")
        ASKED = "asked", _("Asked back")
        CONFIRMED = "confirmed", _("Confirmed")
        DECLINED = "declined", _("Declined")
        CLOSED = "closed", _("Closed without a decision")

    kind = models.CharField(max_length=20)
    organization = models.ForeignKey("orgs.Organization", on_delete=models.CASCADE, related_name="cases")
    subject = models.CharField(max_length=60, blank=True)  # "series:12"; "" is the group itself
    text = models.TextField(max_length=2_000, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    opened_at = models.DateTimeField(default=timezone.now)
    opened_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    reviewer = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    claimed_until = models.DateTimeField(null=True)
    note = models.TextField(max_length=2_000, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["opened_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "organization", "subject"],
                condition=models.Q(state__in=["open", "asked"]),
                name="one_pending_case_per_kind_and_subject",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["open", "asked"]) | models.Q(decided_at__isnull=False),
                name="case_decision_is_dated",
            ),
        ]
        indexes = [
            # The queue, oldest first.
            models.Index(fields=["state", "opened_at"], name="case_queue"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.organization_id}: {self.state}"

    @classmethod
    @transaction.atomic
    def open(cls, kind: str, organization, *, subject: str = "", by: User | None = None, text: str = "") -> "Case":
        """Put something before the moderators. Asked again while it waits it is the same case, unchanged."""
        kind_of(kind)
        same = cls.objects.pending().filter(kind=kind, organization=organization, subject=subject)
        if waiting := same.first():
            return waiting
        try:
            with transaction.atomic():
                return cls.objects.create(
                    kind=kind, organization=organization, subject=subject, opened_by=by, text=text
                )
        except IntegrityError:
            return same.get()  # somebody opened it in the same moment

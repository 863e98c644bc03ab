"""One act in a case: who did what, and in which words."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgs.models.user import User


class CaseAct(models.Model):
    """Each is written once and never changed: together they are the history of a case."""

    class Act(models.TextChoices):
        ASKED = "asked", _("Asked")
        ANSWERED = "answered", _("Answered")
        CONFIRMED = "confirmed", _("Confirmed")
        DECLINED = "declined", _("Declined")
        APPEALED = "appealed", _("Appealed")
        UNDONE = "undone", _("Taken back")
        LIFTED = "lifted", _("Lifted later")
        HIDDEN = "hidden", _("Hidden until somebody decides")

    DECISIONS = (Act.CONFIRMED, Act.DECLINED)
    OF_MODERATORS = (Act.ASKED, *DECISIONS, Act.UNDONE, Act.LIFTED, Act.HIDDEN)

    case = models.ForeignKey("orgs.Case", on_delete=models.CASCADE, related_name="acts")
    act = models.CharField(max_length=10, choices=Act)
    text = models.TextField(max_length=2_000, blank=True)
    checked = models.JSONField(default=list, blank=True)  # keys of the kind's checks
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")  # None: the site itself

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.act} in {self.case_id}"

"""Files that the groups share: few, small, and never the bytes that were sent."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from events.models import Series
from files.cleaning import Cleaned
from files.models import CleanFile
from orgs.models import AuditEntry, User
from planning.models.in_plan import InPlan, InPlanQuerySet

MOST = 20
MOST_BYTES = 50 * 1024 * 1024
TOO_MANY = _("A plan has at most %(most)s files. Delete one that is not needed any more.")
TOO_LARGE = _("All files of a plan together have at most 50 MB.")


class PlanFileQuerySet(InPlanQuerySet):
    """Files; lists leave what is in them in the database."""

    def for_lists(self):
        return self.defer("content").order_by("-written_at", "-pk")

    def bytes(self) -> int:
        return self.aggregate(sum=models.Sum("size"))["sum"] or 0


class PlanFile(CleanFile, InPlan):
    """A picture or a PDF that a group shares with those it plans with."""

    REMOVED = "plan_file_removed"

    title = models.CharField(_("what it is"), max_length=80)

    objects = PlanFileQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title

    # Verbs

    @classmethod
    @transaction.atomic
    def share(cls, series: Series, cleaned: Cleaned, *, by: User, title: str) -> "PlanFile":
        """Keep what was made anew from a file; `files.cleaning` made it."""
        found = cls._begin(series, by=by, most=MOST, too_many=TOO_MANY, title=title)
        found.hold(cleaned)
        if cls.objects.filter(series=found.series).bytes() + found.size > MOST_BYTES:
            raise ValidationError(TOO_LARGE, code="too_large")
        found.save()
        AuditEntry.record(found.organization, "plan_file_shared", by=by, about=series.title)
        return found

    @classmethod
    def refuse_if_full(cls, series: Series) -> None:
        """ValidationError where no file fits any more, before one is opened; `share` counts again under the lock."""
        files = cls.objects.filter(series=series)
        if files.count() >= MOST:
            raise ValidationError(TOO_MANY, code="too_many", params={"most": MOST})
        if files.bytes() >= MOST_BYTES:
            raise ValidationError(TOO_LARGE, code="too_large")

"""Files that the groups share: few, small, and never the bytes that were sent."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from events.models import Series
from orgs.models import AuditEntry, User
from planning.cleaning import Cleaned
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


class PlanFile(InPlan):
    """A picture or a PDF as it was made anew from what was sent. It lies in the database, so a backup has it and a
    deletion leaves nothing behind. It is called what people called it, and saved under a name of ours."""

    REMOVED = "plan_file_removed"

    class Kind(models.TextChoices):
        JPEG = "jpeg", _("Picture (JPEG)")
        PNG = "png", _("Picture (PNG)")
        WEBP = "webp", _("Picture (WebP)")
        PDF = "pdf", _("PDF")

    TYPES = {"jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp", "pdf": "application/pdf"}
    ENDINGS = {"jpeg": "jpg", "png": "png", "webp": "webp", "pdf": "pdf"}

    title = models.CharField(_("what it is"), max_length=80)
    kind = models.CharField(max_length=4, choices=Kind, editable=False)
    size = models.PositiveIntegerField(editable=False)  # bytes
    content = models.BinaryField(editable=False)

    objects = PlanFileQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title

    # Verbs

    @classmethod
    @transaction.atomic
    def share(cls, series: Series, cleaned: Cleaned, *, by: User, title: str) -> "PlanFile":
        """Keep what was made anew from a file; `planning.cleaning` made it."""
        found = cls._begin(series, by=by, most=MOST, too_many=TOO_MANY, title=title, kind=cleaned.kind)
        found.content, found.size = cleaned.content, len(cleaned.content)
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

    # Questions

    @property
    def content_type(self) -> str:
        return self.TYPES[self.kind]

    @property
    def file_name(self) -> str:
        """In plain letters and with the ending of what it is, whatever it is called."""
        return f"{slugify(self.title)[:60] or 'file'}.{self.ENDINGS[self.kind]}"

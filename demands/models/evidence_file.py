"""Files that show that something happened, under names that nobody guesses."""

from uuid import uuid4

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from demands.models.action import Action
from demands.models.demand import Demand
from files.models import CleanFile
from orgs.models import User

MOST_BYTES = 50 * 1024 * 1024  # of one demand
TOO_LARGE = _("All files of a demand together have at most 50 MB. Bring a link instead.")


class EvidenceFileQuerySet(models.QuerySet):
    """Files by who may fetch them; lists leave what is in them in the database."""

    def open_to(self, user: User | AnonymousUser):
        """Of what was confirmed, where the demand is public; all, to those who see what nobody has confirmed yet."""
        public = models.Q(
            action__in=Action.objects.confirmed().values("pk"), action__demand__in=Demand.objects.public().values("pk")
        )
        return self.filter(public | models.Q(action__in=Action.objects.read_inside_by(user).values("pk")))

    def bytes(self) -> int:
        return self.aggregate(sum=models.Sum("size"))["sum"] or 0


class EvidenceFile(CleanFile):
    """The file of one piece of evidence. It goes with its action."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="+", editable=False)
    name = models.UUIDField(default=uuid4, unique=True, editable=False)
    title = models.CharField(max_length=120, editable=False)

    objects = EvidenceFileQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("demands:evidence-file", args=[self.name])

    @classmethod
    def refuse_if_full(cls, demand: Demand, more: int = 0) -> None:
        """ValidationError where no file fits any more; asked before one is opened, and again under the lock."""
        if cls.objects.filter(action__demand=demand).bytes() + more >= MOST_BYTES:
            raise ValidationError(TOO_LARGE, code="too_large")

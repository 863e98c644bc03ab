"""What the parts of a plan have in common: whose series, which group wrote it, and who may read and delete it."""

from datetime import timedelta
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import Series
from orgs.models import AuditEntry, Organization, User
from planning.models import beside

KEPT = timedelta(days=90)  # after the series is over


class InPlanQuerySet(models.QuerySet):
    """Parts of plans by who may read, change and delete them."""

    def seen_by(self, user: User):
        """Everybody who belongs to one of the groups that plan the series."""
        return self.filter(series__in=Series.objects.seen_inside_by(user).values("pk"))

    def written_by_reader(self, user: User):
        """What she wrote herself, while she organizes one of the groups."""
        return self.filter(self._own(user))

    def removable_by(self, user: User):
        """Its author, and the organizers of the host."""
        return self.filter(self._own(user) | self._hosts(user))

    def long_over(self):
        """Of series that ended or were called off ninety days ago."""
        before = timezone.now() - KEPT
        over = Series.objects.over()
        turned = over.filter(models.Q(turned_at__lt=before) | models.Q(turned_at=None, last_day__lt=before.date()))
        return self.filter(series__in=turned.values("pk"))

    def with_removable(self, user: User):
        """Each with whether she may delete it, and whether she wrote it and may change it."""
        return self.annotate(
            is_removable=_said(self._own(user) | self._hosts(user)), is_own=_said(self._own(user))
        ).select_related("organization")

    def _own(self, user: User) -> models.Q:
        return models.Q(written_by=user.pk, series__in=Series.objects.planned_by(user).values("pk"))

    def _hosts(self, user: User) -> models.Q:
        return models.Q(series__host__in=Organization.objects.organized_by(user).values("pk"))


class InPlan(models.Model):
    """A part of the plan of a series. Others read the name of the group that wrote it, never of a person."""

    REMOVED = ""  # the verb of the record

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="+", editable=False)
    organization = models.ForeignKey(
        Organization, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    written_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    written_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = InPlanQuerySet.as_manager()

    class Meta:
        abstract = True

    # Verbs

    @transaction.atomic
    def remove(self, *, by: User) -> None:
        """Delete it for good. The second time nothing happens."""
        group = beside.speaks_for(self.series.locked(), by)
        if type(self).objects.filter(pk=self.pk).delete()[0]:
            AuditEntry.record(group, self.REMOVED, by=by, about=self.series.title)

    @classmethod
    def purge(cls) -> int:
        """Delete what belongs to series that are long over; how many. The second time none."""
        return cls.objects.long_over().delete()[0]

    # Private steps

    def _renew(self, series: Series) -> None:
        """Read it again under the lock of its series; ValidationError where somebody deleted it meanwhile."""
        try:
            self.refresh_from_db()
        except self.DoesNotExist:
            raise ValidationError(_("This was deleted meanwhile."), code="deleted") from None
        self.series = series

    @classmethod
    def _begin(cls, series: Series, *, by: User, most: int, too_many: str, **fields) -> Self:
        """A new part, checked and not saved yet; to be called in a transaction, which holds the series from then on."""
        series = series.locked()
        if cls.objects.filter(series=series).count() >= most:
            raise ValidationError(too_many, code="too_many", params={"most": most})
        return cls(series=series, organization=beside.speaks_for(series, by), written_by=by, **fields)


def _said(condition: models.Q) -> models.Expression:
    return models.ExpressionWrapper(condition, output_field=models.BooleanField())

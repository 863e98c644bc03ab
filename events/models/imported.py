"""An event of somebody else's calendar or sheet, and the series that it is here."""

from django.contrib.auth.models import AnonymousUser
from django.db import models, transaction
from django.utils import timezone

from events.models.calendar_source import CalendarSource
from events.models.series import Series
from orgs.models import Organization, User


class ImportedQuerySet(models.QuerySet):
    def editable_by(self, user: User | AnonymousUser):
        return self.at_home().filter(organization__in=Organization.objects.organized_by(user).values("pk"))

    def at_home(self):
        """Whose series is still hosted by the group that brought it in."""
        return self.filter(series__host=models.F("organization"))

    def vanished(self):
        """No longer in the calendar that they came from, while something of them is still to come here."""
        waiting = models.Q(series__state=Series.State.DRAFT) | models.Q(
            series__in=Series.objects.going_on().values("pk")
        )
        return self.at_home().filter(waiting, vanished_at__isnull=False, source__isnull=False)

    def for_cards(self):
        return self.select_related("series__place", "series__host", "source").order_by("series__first_day", "pk")

    @transaction.atomic
    def mark_vanished(self, source: CalendarSource, keys: set[str]) -> int:
        """Note which events of a source are not among these keys any more; how many are newly missed."""
        source.organization.locked()  # before what came from there, as whoever lets go of it does
        if not source.is_followed():
            return 0
        now = timezone.now()
        here = self.filter(organization=source.organization_id)
        here.filter(source=None, key__in=keys).update(source=source)
        known = here.filter(source=source)
        known.filter(key__in=keys).update(vanished_at=None, seen_at=now)
        return known.filter(vanished_at=None).exclude(key__in=keys).update(vanished_at=now)


class Imported(models.Model):
    """What a source said of an event when it was last brought in: by that its next change is told from ours.

    Where its series was thrown away here the row stays, so that the event does not come back by itself.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    source = models.ForeignKey(CalendarSource, on_delete=models.SET_NULL, null=True, related_name="imported")
    series = models.OneToOneField(Series, on_delete=models.SET_NULL, null=True, related_name="imported")
    key = models.CharField(max_length=80)
    said = models.JSONField(default=dict)
    seen_at = models.DateTimeField(default=timezone.now)
    vanished_at = models.DateTimeField(null=True)

    objects = ImportedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "key"], name="one_imported_per_organization_and_key")
        ]

    def __str__(self) -> str:
        return self.key

    def keep(self) -> None:
        """It still takes place, whatever its source says: it is ours alone from now on."""
        Imported.objects.filter(pk=self.pk).update(source=None, vanished_at=None)

"""What the site remembers of a group's standing, so that nobody is surprised by a lapse."""

from datetime import date
from itertools import batched

from django.db import models, transaction
from django.utils import timezone

from events.models import liveliness
from events.standing import WARNED, Standing
from orgs.models import Organization
from outbox.models import Message


class Watch(models.Model):
    """Since when a listed group's standing counts, when two people last organized it, which lapse it was told of."""

    organization = models.OneToOneField(Organization, on_delete=models.CASCADE, related_name="watch")
    begun_on = models.DateField()
    paired_on = models.DateField()
    warned_of = models.DateField(null=True)  # the lapse of the last warning
    told_of = models.DateField(null=True)  # the lapse that its people were told had come

    class Meta:
        verbose_name_plural = "watches"

    def __str__(self) -> str:
        return f"{self.organization_id} since {self.begun_on}"

    @classmethod
    def begin(cls, organization: Organization) -> None:
        """From its listing on a group's standing counts. The second time nothing changes."""
        if organization.is_listed:
            today = timezone.localdate()
            cls.objects.get_or_create(organization=organization, defaults={"begun_on": today, "paired_on": today})

    @classmethod
    def look_after_all(cls) -> int:
        """Note who has two organizers today, warn whose standing lapses within 14 days, tell whose has lapsed.

        How many groups were written to. The second time that day nobody is.
        """
        today = timezone.localdate()
        cls._begin_all(today)
        cls.objects.filter(organization__in=liveliness.paired()).exclude(paired_on=today).update(paired_on=today)
        late = liveliness.active_first(Organization.objects.listed().order_by("pk"), today + WARNED)
        written = 0
        for groups in batched(late.filter(is_active=False).iterator(chunk_size=500), 500):
            standings = liveliness.standings(groups, today)
            written += sum(cls._tell(group, standings[group.pk]) for group in groups)
        return written

    @classmethod
    def _begin_all(cls, today: date) -> None:
        """Nobody lapses by days that nobody counted: where a group is not watched yet, its days begin today."""
        unwatched = Organization.objects.listed().filter(watch=None).values_list("pk", flat=True)
        rows = [cls(organization_id=pk, begun_on=today, paired_on=today) for pk in unwatched.iterator(chunk_size=500)]
        cls.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)

    @classmethod
    @transaction.atomic
    def _tell(cls, group: Organization, standing: Standing) -> bool:
        """One letter a lapse to each organizer; whether they were written."""
        day = standing.lapses_on
        kind, column = ("standing_warning", "warned_of") if standing.is_active else ("standing_lapsed", "told_of")
        unwritten = cls.objects.filter(organization=group).exclude(**{column: day})
        if not unwritten.update(**{column: day}):
            return False
        for organizer in group.organizers():
            Message.write(
                kind=kind,
                about=f"organization:{group.pk}",
                to=organizer.email,
                context={"organization": group.pk, "user": organizer.pk, "day": day.isoformat()},
                sequence=day.isoformat(),
            )
        return True

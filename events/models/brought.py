"""What the link of a group brought to a date: a number that stays when the answers behind it are erased."""

from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import models, transaction
from django.utils import timezone

from events.models.attendance import Attendance
from events.models.occurrence import Occurrence
from events.models.series import Series
from orgs.models import Organization

LOOKS_BACK = timedelta(days=31)  # a clock that stood still for so long catches up
SIGNED = ("organization", "state", "decided_at")  # of a sign-on


class Brought(models.Model):
    """So many people came to one date by the link of one group: written once the date is over, for good."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+", editable=False)
    occurrence = models.ForeignKey(Occurrence, on_delete=models.CASCADE, related_name="brought", editable=False)
    people = models.PositiveIntegerField(editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["occurrence", "organization"], name="one_number_per_group_and_date"),
        ]

    def __str__(self) -> str:
        return f"{self.people} by group {self.organization_id} to {self.occurrence_id}"

    @classmethod
    def settle(cls, since: datetime | None = None) -> int:
        """Write down what was brought to the dates held lately; how many numbers are new. What stands stays.

        A group counts that stood under the series when the date was over: after its withdrawal nothing is added.
        """
        held = Occurrence.objects.filter(state=Occurrence.State.HELD, ends_at__gt=since or timezone.now() - LOOKS_BACK)
        came = Attendance.objects.filter(via__isnull=False)
        dates = list(held.filter(series__in=came.values("series")).exclude(brought__isnull=False))
        counts = people_by_group(dates)
        stood = _stood(dates)
        rows = [
            cls(organization_id=group, occurrence=date, people=people)
            for date in dates
            for group, people in counts.get(date.pk, {}).items()
            if stood(group, date)
        ]
        cls.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
        return len(rows)

    @classmethod
    @transaction.atomic
    def purge(cls) -> int:
        """By whose link somebody came is forgotten with the month in which the date was; the number stays."""
        cls.settle()
        late = timezone.now() - LOOKS_BACK
        later = Occurrence.objects.filter(series=models.OuterRef("series"), ends_at__gte=late)
        over = models.Q(occurrence__ends_at__lt=late) | (models.Q(occurrence=None) & ~models.Exists(later))
        over &= ~models.Q(series__state=Series.State.DRAFT)
        return Attendance.objects.filter(over, via__isnull=False).update(via=None)


def people_by_group(dates: list[Occurrence]) -> dict[int, Counter]:
    """How many people each group's link brings to each of some dates, "every date" included, in three queries."""
    came = Attendance.objects.filter(via__isnull=False).exclude(_of_earlier_times({date.series_id for date in dates}))
    once = came.filter(occurrence__in=[date.pk for date in dates]).values_list("occurrence", "via")
    found: dict[int, Counter] = {date.pk: Counter() for date in dates}
    for date, group, people in once.annotate(models.Sum("people")):
        found[date][group] += people
    standing = came.filter(occurrence=None, series__in={date.series_id for date in dates})
    every = defaultdict(list)
    for series, *answer in standing.values_list("series", "via", "created_at", "people"):
        every[series].append(answer)
    for date in dates:
        for group, since, people in every[date.series_id]:
            if since < date.ends_at:
                found[date.pk][group] += people
    return found


def _of_earlier_times(series: set[int]) -> models.Q:
    """The answers by the link of a group that left and signed on anew, from before it stood there again."""
    signed = Series.objects.filter(pk__in=series, sponsorships__state__in=["accepted", "withdrawn"])
    columns = ("pk", "host", *(f"sponsorships__{column}" for column in SIGNED))
    earlier, left = models.Q(pk=None), set()
    for pk, host, group, state, at in signed.order_by("sponsorships__decided_at").values_list(*columns):
        if state == "withdrawn":
            left.add((pk, group))
        elif (pk, group) in left and group != host:
            earlier |= models.Q(series=pk, via=group, created_at__lt=at)
    return earlier


def _stood(dates: list[Occurrence]) -> Callable[[int, Occurrence], bool]:
    """Asks whether a group called for a series, or stood beside it, when a date of it was over."""
    series = Series.objects.filter(pk__in={date.series_id for date in dates})
    hosts = dict(series.values_list("pk", "host"))
    signed = series.filter(sponsorships__state__in=["accepted", "withdrawn"]).order_by("sponsorships__decided_at")
    until = {}
    for pk, group, state, at in signed.values_list("pk", *(f"sponsorships__{column}" for column in SIGNED)):
        until[pk, group] = None if state == "accepted" else at

    def stood(group: int, date: Occurrence) -> bool:
        left = until.get((date.series_id, group), date.starts_at)
        return group == hosts[date.series_id] or left is None or left >= date.ends_at

    return stood

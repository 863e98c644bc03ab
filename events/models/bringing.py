"""What each group's link has brought and would bring, beside what the group hopes for: numbers, and nobody in them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import models
from django.db.models.functions import RowNumber

from events.models.brought import Brought, people_by_group
from events.models.occurrence import Occurrence
from orgs.models import Organization

HELD, AHEAD = 3, 1  # so many dates are shown, the last ones and the next


@dataclass
class Bringing:
    """What the link of one group brought to the dates of one series; where it stands no more, nothing lies ahead."""

    held: list[tuple[Occurrence, int]] = field(default_factory=list)  # the last dates, the latest first
    ahead: list[tuple[Occurrence, int]] = field(default_factory=list)  # the next dates, the nearest first
    total: int = 0  # to all dates that were held
    dates: int = 0  # how many of these it brought somebody to

    @property
    def shown(self) -> list[tuple[Occurrence, int]]:
        """Each date that is shown and the number to it, the latest first."""
        return self.ahead[::-1] + self.held

    @property
    def is_empty(self) -> bool:
        """Whether nobody came, or would come, by it."""
        return not (self.total or any(people for _date, people in self.ahead))


def bringings(standing: Iterable[tuple[int, int]], left: Iterable[tuple[int, int]] = ()) -> dict[tuple, Bringing]:
    """For each series and group, by their keys, in as many queries for one as for many.

    Of a group that has `left` what it brought stays; what people said by its link for later is not told any more.
    """
    standing, left = set(standing), set(left)
    found = {pair: Bringing() for pair in standing | left}
    series, groups = {pair[0] for pair in found}, {pair[1] for pair in found}
    _sum_up(found, series, groups)
    held, ahead = _dates_of(series)
    people = Brought.objects.filter(occurrence__in=[date.pk for date in held], organization__in=groups)
    numbers = people.values_list("occurrence", "organization", "people")
    brought = {(date, group): number for date, group, number in numbers}
    coming = people_by_group(ahead)
    for pair, bringing in found.items():
        mine = [date for date in held if date.series_id == pair[0]]
        bringing.held = [(date, brought.get((date.pk, pair[1]), 0)) for date in mine]
        if pair in standing:
            later = [date for date in ahead if date.series_id == pair[0]]
            bringing.ahead = [(date, coming[date.pk][pair[1]]) for date in later]
    return found


def _sum_up(found: dict[tuple, Bringing], series: set[int], groups: set[int]) -> None:
    rows = Brought.objects.filter(occurrence__series__in=series, organization__in=groups, people__gt=0)
    sums = rows.values_list("occurrence__series", "organization")
    for pk, group, people, dates in sums.annotate(models.Sum("people"), models.Count("pk")):
        if (pk, group) in found:
            found[pk, group].total, found[pk, group].dates = people, dates


def _dates_of(series: set[int]) -> tuple[list[Occurrence], list[Occurrence]]:
    """The last dates that were held and the next that go ahead, of each series."""
    rows = Occurrence.objects.filter(series__in=series).with_rules()
    held, ahead = rows.filter(state=Occurrence.State.HELD), rows.to_come().going_ahead()
    return _first_of_each(held, "-starts_at", HELD), _first_of_each(ahead, "starts_at", AHEAD)


def _first_of_each(dates, order: str, number: int) -> list[Occurrence]:
    place = models.Window(RowNumber(), partition_by="series", order_by=order)
    return list(dates.annotate(place_in_series=place).filter(place_in_series__lte=number).order_by(order, "pk"))


@dataclass
class Line:
    """One group under a series: what it hopes to bring to a date, and what its link brings."""

    organization: Organization
    bringing: Bringing
    pledge: int | None = None
    is_host: bool = False
    has_left: bool = False
    percent: int = 0  # of all that came by any link

    def to(self, date: Occurrence) -> int | None:
        """How many its link brings to a date; None where that is not told."""
        return {shown.pk: people for shown, people in self.bringing.shown}.get(date.pk)


def lines(series, signed: Iterable) -> list[Line]:
    """The host, who stands beside it, and who has left but brought somebody; `signed` are the sign-ons of the series.

    For the host's organizers alone.
    """
    standing = [row for row in signed if row.is_accepted]
    beside = {series.host_id, *(row.organization_id for row in standing)}
    left = {
        row.organization_id: row for row in signed if row.state == "withdrawn" and row.organization_id not in beside
    }
    found = bringings([(series.pk, group) for group in beside], [(series.pk, group) for group in left])
    listed = [Line(series.host, found[series.pk, series.host_id], is_host=True)]
    listed += [Line(row.organization, found[series.pk, row.organization_id], row.pledge) for row in standing]
    gone = [Line(row.organization, found[series.pk, group], has_left=True) for group, row in left.items()]
    listed += [line for line in gone if line.bringing.total]
    whole = sum(line.bringing.total for line in listed)
    for line in listed:
        line.percent = round(100 * line.bringing.total / whole) if whole else 0
    return listed

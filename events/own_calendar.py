"""What a calendar of somebody's own holds, found anew each time it is read."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from events import calendars, ical
from events.models import Attendance, Follow, Occurrence, PrivateCalendar, Series
from events.models.scopes import FEED_PAST
from events.vevent import Reader
from places.distance import box


@dataclass
class Contents:
    """Whole series, with what of each she said yes to, and the dates of others that she said yes to.

    `every` are those of which she comes to every date, `dates` her single ones by their series.
    """

    whole: dict[int, int] = field(default_factory=dict)  # the revision of each by its key
    every: set[int] = field(default_factory=set)
    dates: dict[int, list[Occurrence]] = field(default_factory=dict)
    more: list[ical.Block] = field(default_factory=list)  # what rooms above put beside them

    @property
    def singles(self) -> list[Occurrence]:
        return [row for pk, rows in sorted(self.dates.items()) if pk not in self.whole for row in rows]

    @property
    def busy(self) -> set[int]:
        """The whole series of which something is hers, so that they read otherwise than for everybody."""
        return set(self.whole) & (self.every | set(self.dates))

    def reader_of(self, pk: int, calendar: PrivateCalendar) -> Reader:
        """How she reads a whole series."""
        days = sorted(row.original_day for row in self.dates.get(pk, []))
        return Reader(calendar.with_cancelled, frozenset(days), every=pk in self.every)


Source = Callable[[PrivateCalendar, date], list[ical.Block]]
_sources: dict[str, Source] = {}


def register(name: str, source: Source) -> None:
    """Put more into private calendars, from AppConfig.ready: finished blocks, few, in a fixed number of queries.

    The feed changes its version with the bytes of each. The same name twice is once: the later one holds.
    """
    _sources[name] = source


def contents(calendar: PrivateCalendar, today: date) -> Contents:
    """What is in it now: what she does not see any more is not, whatever she said before."""
    found = Contents()
    wanted = Q(pk__in=())
    if calendar.with_answers:
        answers = Attendance.objects.confirmed().filter(contact_index__in=calendar.indexes)
        found.every = set(answers.filter(occurrence=None).values_list("series", flat=True))
        wanted |= Q(pk__in=found.every)
        rows = Occurrence.objects.public().filter(pk__in=answers.values("occurrence"), day__gte=today - FEED_PAST)
        for row in rows.for_cards():
            found.dates.setdefault(row.series_id, []).append(row)
    if calendar.with_follows:
        wanted |= _followed(calendar)
    series = Series.objects.public().filter(wanted)
    if calendar.with_groups and calendar.user:
        own = Series.objects.of_member(calendar.user).exclude(state=Series.State.DRAFT)
        series = Series.objects.filter(Q(pk__in=series.values("pk")) | Q(pk__in=own.values("pk")))
    found.whole = calendars.revisions_of(series.in_feed_window(today))
    found.more = [block for source in _sources.values() for block in source(calendar, today)]
    return found


def version(calendar: PrivateCalendar, found: Contents, about: ical.About, today: date) -> str:
    """The strong validator: it changes with what she chose, with what is in it and whenever one of these does."""
    single = [(row.pk, row.series.revision) for row in found.singles]
    hers = [(pk, found.reader_of(pk, calendar)) for pk in sorted(found.busy)]
    return calendars.etag_of(about, today, calendar.with_cancelled, single, *hers, *found.whole.items(), *found.more)


def feed(calendar: PrivateCalendar, found: Contents, about: ical.About, *, today: date) -> bytes:
    """All of it as one calendar."""
    alike = {pk: revision for pk, revision in found.whole.items() if pk not in found.busy}
    blocks = calendars.blocks(alike, Reader(with_cancelled=calendar.with_cancelled))
    blocks += calendars.blocks_for({pk: found.reader_of(pk, calendar) for pk in sorted(found.busy)})
    singles = [row for row in found.singles if calendar.with_cancelled or not row.is_off]
    blocks += calendars.date_blocks(singles, Reader(every=True))
    return ical.feed(about, blocks + found.more, today=today)


def _followed(calendar: PrivateCalendar) -> Q:
    """The series that she follows, that her groups show, or that take place around her towns."""
    wanted = Q(pk__in=())
    for follow in Follow.objects.confirmed().filter(follower__contact_index__in=calendar.indexes).for_cards():
        if follow.series_id:
            wanted |= Q(pk=follow.series_id)
        elif follow.organization_id:
            wanted |= Q(pk__in=Series.objects.public().shown_by(follow.organization).values("pk"))
        else:
            near = Occurrence.objects.public().inside(box(follow.latitude, follow.longitude, follow.km))
            rows = near.values_list("series_id", "latitude", "longitude", named=True).distinct()
            wanted |= Q(pk__in={row.series_id for row in rows if follow.reaches(row)})
    return wanted

"""How an announced series goes on: its dates become rows as time comes to them, until the last is over."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from events.models import record
from events.models.altering import DAYS_DECIDED_LATE
from events.models.occurrence import Occurrence
from events.models.ruled import Ruled
from orgs.models import User
from orgs.models.revised import Revised

ONE_DAY = timedelta(days=1)
HELD = "state cadence first_day last_day start_time minutes time_zone place_id rule_uid".split()


class Running(Ruled, Revised):
    """Something with a rule, whose `occurrences` are made a few weeks ahead while its state lets it go on."""

    class Meta:
        abstract = True

    # Verbs

    @transaction.atomic
    def roll(self) -> int:
        """Make the rows that the window has come to; answers how many were made.

        Rows are matched by their original day and never made anew: a moved, cancelled or removed
        date stays what it is. The second time nothing changes; a draft or what was called off gets none.
        """
        self._hold_rule()
        if self.state in (self.State.DRAFT, self.State.CANCELLED):
            return 0
        known = {day for days in self.occurrences.values_list("original_day", "ruled_day") for day in days}
        made = list(self._due(known))
        Occurrence.objects.bulk_create(made, ignore_conflicts=True)
        if _names_dates(made):
            self.revise()
        return len(made)

    @classmethod
    @transaction.atomic
    def roll_together(cls, keys: list[int]) -> int:
        """The same for several that are announced, in a few queries; what somebody changes just now waits for later."""
        rows = cls.objects.announced().filter(pk__in=keys).select_for_update(of=("self",), skip_locked=True)
        found = list(rows.select_related("place").prefetch_related("former_rules__place"))
        known = defaultdict(set)
        days = Occurrence.objects.filter(series__in=[series.pk for series in found])
        for pk, original_day, ruled_day in days.values_list("series", "original_day", "ruled_day"):
            known[pk] |= {original_day, ruled_day}
        made = {series.pk: list(series._due(known[series.pk])) for series in found}
        Occurrence.objects.bulk_create(chain(*made.values()), ignore_conflicts=True, batch_size=500)
        named = [pk for pk, dates in made.items() if _names_dates(dates)]
        cls.objects.filter(pk__in=named).update(revision=models.F("revision") + 1, changed_at=timezone.now())
        return sum(map(len, made.values()))

    @transaction.atomic
    def extend(self, until: date, *, by: User) -> int:
        """Let a running series go on to a later day, by the same rule; how many dates it has gained.

        The dates that were announced stay as they are. Refused for a day that adds none.
        """
        if not self.locked().is_announced:
            raise ValidationError(_("This series is not running."), code="not_running")
        self.refresh_from_db(fields=["cadence", "first_day", "last_day"])
        gained = self.prolong(until)
        if gained <= 0:
            raise ValidationError(
                _("The last date so far is %(day)s. Choose a day that adds one."),
                code="not_later",
                params={"day": date_format(self.last_day)},
            )
        self.open_ended = False
        self.turned_at = timezone.now()
        self.save(update_fields=["cadence", "first_day", "last_day", "open_ended", "turned_at"])
        self.roll()
        self.revise(sequence=True)
        record.note(self, "series_extended", by=by, day=self.last_day)
        return gained

    def prolong(self, until: date) -> int:
        """Let the rule that holds now say days up to a later one, not saved yet; how many more. What lies on them
        already takes their place."""
        first, last, before = self.first_day, self.last_day, self.cadence.count()
        self.set_rule(replace(self.cadence, until=until))
        self.first_day = min(first, self.first_day)
        self.refuse_impossible_hours()
        gained = self.cadence.count() - before
        if gained > 0:
            self._take_in(set(self.cadence.days(last + ONE_DAY)))
        return gained

    def rules(self) -> list:
        """All of its rules in order; the last one holds now and is the series itself."""
        return [*self.former_rules.all(), self]

    def rule_with(self, day: date) -> Ruled | None:
        """The rule that has a date on this day."""
        return next((rule for rule in self.rules() if any(rule.cadence.days(day, day + ONE_DAY))), None)

    def _ruled_days(self) -> Iterator[tuple[Ruled, date]]:
        """Every day of every rule, in order, with the rule."""
        return ((rule, day) for rule in self.rules() for day in rule.cadence.days())

    def all_dates(self, after: date, before: date, *, removed: bool = False) -> list[Occurrence]:
        """Every date from `after` up to the day before `before`, in order; not saved where no row was made yet.

        Dates that were taken out are left out, unless they are asked for.
        """
        rows = self.occurrences.all() if removed else self.occurrences.kept()
        rows = list(rows.with_rules().filter(day__gte=after, day__lt=before))
        known = {day for days in self.occurrences.values_list("original_day", "ruled_day") for day in days}
        for row in rows:
            row.series = self
        ahead = [each for each in self._ruled_days() if after <= each[1] < before and each[1] not in known]
        for rule, day in ahead:
            rows.append(Occurrence.of(self, day, rule))
            if self.state == self.State.CANCELLED:
                rows[-1].state = Occurrence.State.CANCELLED
        return sorted(rows, key=lambda row: (row.starts_at, row.original_day))

    @transaction.atomic
    def end_if_over(self) -> bool:
        """Close a series whose last date is past, and that owes nobody a new day. Whether it was closed now."""
        if self.last_day >= self.today():
            return False
        self.host.locked()  # before the series, as whoever decides on what waits does
        self._hold_rule()
        ahead = [Occurrence.State.PLANNED, Occurrence.State.POSTPONED]
        if self.last_day >= self.today() or self.occurrences.to_come().filter(state__in=ahead).exists():
            return False
        if self.occurrences.awaiting_a_day().filter(ends_at__gt=timezone.now() - DAYS_DECIDED_LATE).exists():
            return False
        announced = type(self).objects.announced().filter(pk=self.pk)
        ended = announced.update(state=self.State.ENDED, turned_at=timezone.now())
        if ended:
            self.forget_waiting()
            self.handovers.all().lose_point()
            self.revise()
        return bool(ended)

    # Private steps

    def _due(self, known: set[date | None]) -> Iterator[Occurrence]:
        """The dates that the window has come to and that are none of the days known, not saved yet."""
        today = self.today()
        horizon = today + timedelta(weeks=settings.OCCURRENCE_WEEKS_AHEAD)
        has_next = any(day and day >= today for day in known)
        for rule, day in self._ruled_days():
            if day > horizon and has_next:
                return
            has_next = has_next or day >= today
            if day not in known:
                yield Occurrence.of(self, day, rule)

    def _hold_rule(self) -> None:
        """Keep everybody else from changing it, and know its rule as it is now."""
        held = self.locked()
        for name in HELD:
            setattr(self, name, getattr(held, name))

    def _take_in(self, days: set[date]) -> None:
        """Dates that lie on days which the rule has from now on are those of these days, as they are; what nobody
        saw any more is seen again."""
        lying = self.occurrences.filter(day__in=days).exclude(ruled_day=models.F("day")).with_rules()
        for row in lying:
            row.series, rule = self, row.rule
            if row.is_removed and (row.changed_by_hand or row.original_day != row.day):
                continue
            if row.is_removed:
                row.state, row.start_time, row.minutes = row.State.PLANNED, self.start_time, self.minutes
                row.place, row.time_zone, row.sequence = None, "", row.sequence + 1
            else:
                row.stay_put(rule, self)
            row.ruled_day, row.former_rule, row.changed_by_hand = row.day, None, True
            row.derive()
            row.save()


def _names_dates(made: list[Occurrence]) -> bool:
    """Whether a feed names one of these dates by itself, so that it is told something new."""
    rules = {id(row.rule): row.rule for row in made}
    return not all(rule.is_one_rule for rule in rules.values())

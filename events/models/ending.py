"""How a running series comes to its end by the word of its people, and what stays of it."""

from datetime import date, timedelta
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Count, Max, Min
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import audience, record
from events.models.change import Change
from events.models.new_rule import call_off
from events.models.occurrence import Occurrence
from orgs.models import User

MOST_THANKS = 1000
AHEAD = [Occurrence.State.PLANNED, Occurrence.State.POSTPONED]


class History(NamedTuple):
    """What was held: how many dates, the first and the last of them, and their weekday where it is always the same."""

    number: int
    first: date | None
    last: date | None
    weekday: int | None


class Ending(models.Model):
    """Something that ends: after its last date by itself, or earlier where its people say so."""

    thanks = models.TextField(max_length=MOST_THANKS, blank=True, default="", db_default="")

    class Meta:
        abstract = True

    # Verbs

    @transaction.atomic
    def end(self, *, by: User, on: date | None = None, thanks: str = "") -> Change:
        """Let the date that is known by the day `on` be the last one; None: what has begun was the last.

        The dates after it are cancelled, and whoever comes to them is told once; those who follow hear of it when it
        has ended. Can be taken back within the hour. Refused where nothing would have been held: that is cancelled.
        """
        self.host.locked()  # before the series, as whoever decides on what waits does
        before = self._hold()
        if not before.is_announced:
            raise ValidationError(_("This series is not running."), code="not_running")
        self.occurrences.mark_held()
        last = self._last_to_be(on)
        self._make_what_is_called_off(last.day)
        change = Change.begin(before, by=by, act=Change.Act.ENDED)
        call_off(self, change, reason="", rows=self._called_off(last, now=on is None))
        self._cut_after(last, by=by, thanks=thanks)
        self.revise(sequence=True)
        record.note(self, "series_ended", by=by, day=last.day)
        audience.tell_of_end(change)
        return change

    # Questions

    def history(self) -> History:
        """What was held, in one query."""
        held = self.occurrences.filter(state=Occurrence.State.HELD).aggregate(
            number=Count("pk"),
            first=Min("day"),
            last=Max("day"),
            least=Min("day__iso_week_day"),
            most=Max("day__iso_week_day"),
        )
        weekday = held["least"] - 1 if held["least"] and held["least"] == held["most"] else None
        return History(held["number"], held["first"], held["last"], weekday)

    def may_end_on(self) -> list[Occurrence]:
        """The dates to come that may be the last one, in order; there is no such choice where one is left."""
        ahead = self.occurrences.to_come().filter(state=Occurrence.State.PLANNED)
        return list(ahead.order_by("starts_at")[:100])

    @property
    def has_begun(self) -> bool:
        """Whether something of it was held, or goes on now: else it is cancelled and does not end."""
        begun = models.Q(state=Occurrence.State.PLANNED, starts_at__lte=timezone.now())
        return self.occurrences.filter(begun | models.Q(state=Occurrence.State.HELD)).exists()

    # Private steps

    def _last_to_be(self, on: date | None) -> Occurrence:
        if on is not None:
            chosen = self.occurrences.to_come().filter(state=Occurrence.State.PLANNED, original_day=on).first()
            if chosen is None:
                raise ValidationError(_("Choose one of the dates that go ahead."), code="no_date")
            return chosen
        going = models.Q(state=Occurrence.State.PLANNED) | models.Q(state=Occurrence.State.HELD)
        last = self.occurrences.filter(going, starts_at__lte=timezone.now()).order_by("-starts_at").first()
        if last is None:
            raise ValidationError(
                _("No date of it has taken place yet. Cancel it: then everybody concerned reads why."),
                code="nothing_held",
            )
        return last

    def _make_what_is_called_off(self, day: date) -> None:
        """Each rule that goes on after this day needs a row to be cut at: a former one all, this one the first."""
        known = {day for days in self.occurrences.values_list("original_day", "ruled_day") for day in days}
        made = [
            Occurrence.of(self, ruled, rule)
            for rule, ruled in self._ruled_days()
            if ruled > day and ruled not in known and (rule is not self or ruled == self.cadence.first)
        ]
        Occurrence.objects.bulk_create(made)

    def _called_off(self, last: Occurrence, *, now: bool):
        """What begins after the last date; where it ends now, what waits for a new day too."""
        later = self.occurrences.to_come().filter(starts_at__gt=last.starts_at)
        return later | self.occurrences.awaiting_a_day() if now else later

    def _cut_after(self, last: Occurrence, *, by: User, thanks: str) -> None:
        """No date after those that are rows by now, the last one being this; over, where none is left."""
        now = timezone.now()
        self._end_rule()
        self.last_day = max(last.day, self.first_day)
        self.open_ended = False
        self.decided_by, self.decided_at = by, now
        self.thanks = thanks or self.thanks
        if not self.occurrences.to_come().filter(state__in=AHEAD).exists():
            self.state, self.turned_at = self.State.ENDED, now
            self.forget_waiting()
        self.save(
            update_fields="cadence first_day last_day open_ended decided_by decided_at thanks state turned_at".split()
        )

    def _end_rule(self) -> None:
        """The rule goes no further than its rows: those after the end stay in calendars, as cancelled."""
        known = self.occurrences.filter(former_rule=None, ruled_day__isnull=False).aggregate(last=Max("ruled_day"))
        if known["last"] and (cut := self.cadence.before(known["last"] + timedelta(days=1))):
            first = self.first_day
            self.set_rule(cut)
            self.first_day = first

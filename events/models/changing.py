"""How a running series changes: some of its dates, or its rule from a day on. What is past stays as it was."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from events.models import record
from events.models.change import Change
from events.models.former_rule import FormerRule
from events.models.new_rule import NewRule, put_under
from events.models.occurrence import Occurrence
from events.models.running import Running
from events.rule_plan import Planned, plan
from orgs.models import User
from places.models import Place

MOST_AT_ONCE = 400


@dataclass(frozen=True)
class Wish:
    """What is to become of the date that is known by a day: `act` is the name of a verb of dates, or "add"."""

    original_day: date
    act: str
    note: str = ""
    day: date | None = None
    start_time: time | None = None
    minutes: int = 0
    place: Place | None = None
    time_zone: str = ""


class Changing(Running):
    """Something that runs by a rule, and is changed while people come to it."""

    # The name of the rule that holds now in calendars; None while the first one does, whose name is `uid`.
    rule_uid = models.UUIDField(null=True, unique=True, editable=False)

    class Meta:
        abstract = True

    # Verbs

    @transaction.atomic
    def change_dates(self, wishes: Iterable[Wish], *, by: User) -> Change | None:
        """Do several things to dates with one press: one change, one letter to each person. None for no wish.

        Either all are done or none: a refusal names the day it is about, as {"2026-11-14": ...}.
        """
        self._hold()
        change, refusals = None, {}
        for wish in list(wishes)[:MOST_AT_ONCE]:
            change = change or Change.begin(self, by=by)
            try:
                with transaction.atomic():
                    self._grant(wish, by=by, within=change)
            except ValidationError as refusal:
                refusals[wish.original_day.isoformat()] = ValidationError(refusal.messages, code="refused")
        if refusals:
            raise ValidationError(refusals)
        if change and not change.dates.exists():
            change.delete()
            return None
        if change:
            change.finish()
        return change

    @transaction.atomic
    def add_date(
        self,
        day: date,
        *,
        by: User,
        start_time: time | None = None,
        minutes: int = 0,
        place: Place | None = None,
        time_zone: str = "",
        note: str = "",
        within: Change | None = None,
    ) -> Occurrence:
        """Add a date beside the rule; everyone who comes every time is told. Refused on a day that has one."""
        self._hold()
        hours = {"start_time": start_time or self.start_time, "minutes": minutes or self.minutes}
        row = Occurrence(series=self, original_day=day, day=day, place=place, time_zone=time_zone, note=note, **hours)
        row.former_rule = next((former for former in self.former_rules.all() if day <= former.last_day), None)
        row._refuse_hour(day, row.start_time, row.zone)
        row._refuse_taken(day)
        if self.occurrences.filter(original_day=day).exists():
            raise ValidationError(
                {
                    "day": ValidationError(
                        _("The date of this day was moved or taken out. Bring that one back."), code="known"
                    )
                }
            )
        row.changed_by_hand, row.changed_by, row.changed_at = True, by, timezone.now()
        row.derive()
        row.save()
        record.note(self, "date_added", by=by, day=day)
        change = within or Change.begin(self, by=by)
        change.add(row, "added", None)
        if within is None:
            change.finish()
        return row

    @transaction.atomic
    def change_rule(
        self, rule: NewRule, *, by: User, fates: Mapping[date, str] | None = None, note: str = ""
    ) -> Change:
        """Let another rule hold from a day on. Dates before it, and what has begun, stay as they are.

        Dates are matched to the new rule and never made anew (events.rule_plan); `fates` are what was chosen for
        those that were changed by hand or fit no more, by original day. `note` is read by those whose date is
        cancelled. One change, one letter to each person. Refused where nothing differs.
        """
        before = self._hold()
        if not before.is_announced:
            raise ValidationError(_("This series is not running."), code="not_running")
        rule = self.as_possible(rule)
        if rule.is_as_before(self):
            raise ValidationError(_("That is the rule as it is: nothing would change."), code="nothing_changes")
        planned = self.planned(rule, fates)
        change = Change.begin(self, by=by, act=Change.Act.RULE, from_day=rule.from_day)
        change.former_rule = self._leave_rule(before, rule)
        change.save(update_fields=["former_rule"])
        self._take_rule(rule)
        put_under(self, before, planned, change, note=note)
        self.roll()
        record.note(self, "series_rule_changed", by=by, day=rule.from_day, fields=rule.differing(before))
        change.finish()
        return change

    # Questions

    @property
    def calendar_uid(self):
        """Under which calendars know the rule that holds now."""
        return self.rule_uid or self.uid

    def planned(self, rule: NewRule, fates: Mapping[date, str] | None = None) -> list[Planned]:
        """What a new rule would make of each date from its first day on; the caller has asked `as_possible`."""
        rows, strays = self._rows_from(rule.from_day), self._strays_after(rule.from_day)
        return plan(rows, rule.cadence.days(), fates, strays=strays, occupied={row.day for row in strays})

    def as_possible(self, rule: NewRule) -> NewRule:
        """The rule from the first day on which it can still hold: not where a date has begun, nor in the past."""
        now = timezone.now()
        if self.former_rules.filter(last_day__gte=rule.from_day).exists():
            raise ValidationError(
                _("Another rule holds from %(day)s on already. Change it from that day on, or take it back."),
                code="rule_to_come",
                params={"day": date_format(self.cadence.first)},
            )
        begun = self.occurrences.filter(starts_at__lte=now).exclude(state=Occurrence.State.REMOVED)
        begun_on = begun.aggregate(ruled=models.Max("ruled_day"), lying=models.Max("day")).values()
        first = max([rule.from_day, self.today(), *(day + timedelta(days=1) for day in begun_on if day)])
        rule = rule.since(first)
        if rule is not None and rule.starts_on(rule.cadence.first) <= now:
            rule = rule.since(rule.cadence.first + timedelta(days=1))
        if rule is None:
            raise ValidationError(_("This rule has no date to come."), code="no_dates")
        rule.check()
        return rule

    # Private steps

    def _hold(self):
        """Keep everybody else from changing it, and know it as it is now; answers that."""
        held = self.locked()
        self.refresh_from_db()
        return held

    def _grant(self, wish: Wish, *, by: User, within: Change) -> None:
        hours = {"start_time": wish.start_time, "minutes": wish.minutes, "place": wish.place}
        if wish.act == "add":
            given = {name: value for name, value in hours.items() if value}
            self.add_date(
                wish.day or wish.original_day, by=by, note=wish.note, time_zone=wish.time_zone, within=within, **given
            )
            return
        date = self._date_on(wish.original_day)
        if wish.act == "move":
            hours["start_time"] = wish.start_time or date.start_time
            date.move(by=by, day=wish.day or date.day, note=wish.note, time_zone=wish.time_zone, within=within, **hours)
        elif wish.act == "cancel" and self.is_announced:
            date.cancel(by=by, reason=wish.note, within=within)
        elif wish.act in ("cancel", "remove"):  # of a draft nobody has read: it is left out
            date.remove(by=by, within=within)
        elif wish.act == "postpone":
            date.postpone(by=by, note=wish.note, within=within)
        elif wish.act == "restore":
            date.restore(by=by, note=wish.note, within=within)
        else:
            raise ValidationError(_("Choose what becomes of this date."), code="unknown_act")

    def _date_on(self, day: date) -> Occurrence:
        """The row that is known by a day; made where the window has not come to it yet."""
        found = self.occurrences.with_rules().filter(original_day=day).first()
        if found is None:
            rule = self.rule_with(day)
            if rule is None:
                raise ValidationError(
                    _("%(day)s is no date of this series."), code="no_date", params={"day": date_format(day)}
                )
            found = Occurrence.of(self, day, rule)
            found.save()
        found.series = self
        return found

    def _rows_from(self, day: date) -> list[Occurrence]:
        """The dates that a rule from this day on concerns, in order; what has begun is not among them."""
        by_rule = models.Q(ruled_day__gte=day) | models.Q(ruled_day=None, day__gte=day)
        return self._ordered(self.occurrences.filter(by_rule, former_rule=None))

    def _strays_after(self, day: date) -> list[Occurrence]:
        """Dates of the time before a day that were moved to it or later."""
        earlier = models.Q(ruled_day__lt=day) | models.Q(former_rule__isnull=False)
        return self._ordered(self.occurrences.kept().filter(earlier, day__gte=day))

    def _ordered(self, rows) -> list[Occurrence]:
        rows = list(rows.with_rules().order_by("day", "pk"))
        for row in rows:
            row.series = self
        return rows

    def _leave_rule(self, before, rule: NewRule) -> FormerRule | None:
        """Keep the rule that held for the days before; None where there are none, or where only its end changes."""
        past = before.cadence.before(rule.from_day)
        if past is None or rule.only_ends_otherwise(before):
            return None
        kept = {name: getattr(before, name) for name in ("start_time", "minutes", "time_zone", "place")}
        former = FormerRule(series=self, uid=before.calendar_uid, **kept)
        former.set_rule(past)
        former.save()
        earlier = models.Q(ruled_day__lt=rule.from_day) | models.Q(ruled_day=None, day__lt=rule.from_day)
        self.occurrences.filter(earlier, former_rule=None).update(former_rule=former)
        self.rule_uid = uuid4()
        return former

    def _take_rule(self, rule: NewRule) -> None:
        self.set_rule(rule.whole(self))
        self.start_time, self.minutes = rule.start_time, rule.minutes
        self.place, self.time_zone, self.open_ended = rule.place, rule.time_zone, rule.open_ended
        self.first_day = min([self.first_day, *self.former_rules.values_list("first_day", flat=True)])
        self.save()

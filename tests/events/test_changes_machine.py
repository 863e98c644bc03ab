"""Every order of changes to a series, of answers to it and of days that pass; what people see agrees after each."""

import random
from datetime import UTC, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from events.models import Attendance, Change, Occurrence, Series, audience
from events.models.changing import Wish
from events.models.new_rule import NewRule
from events.recurrence import Cadence, Step
from events.rule_plan import Fate
from outbox.models import Message
from tests import factories
from tests.depth import patience
from tests.events import seen
from tests.events.rhythms import BEGINNINGS, HOURS, MINUTES, ZONES, rhythms

RHYTHMS = rhythms()
NUMBER = st.integers(0, 30)
SMALL = st.integers(0, 3)


class Changes(RuleBasedStateMachine):
    """One series, its people, and what was known of it before each step."""

    def __init__(self):
        super().__init__()
        cache.clear()
        self.client = Client()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.clock = None

    def teardown(self):
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)
        if self.clock:
            self.clock.stop()

    @initialize(
        at=st.sampled_from(BEGINNINGS),
        zone=st.sampled_from(ZONES),
        hour=st.sampled_from(HOURS),
        minutes=st.sampled_from(MINUTES),
        rhythm=RHYTHMS,
    )
    def announce(self, at, zone, hour, minutes, rhythm):
        self.clock = time_machine.travel(at, tick=False)
        self.traveller = self.clock.start()
        self.ada = factories.person("ada")
        self.host = factories.group("Choir", coordinator=self.ada)
        self.series = None
        self.memory: dict[int, dict] = {}  # what a change found
        place = factories.town(time_zone=zone)
        given = {"cadence": rhythm(at.date() + timedelta(days=2)), "start_time": hour, "minutes": minutes}
        try:
            self.series = factories.series(self.host, by=self.ada, place=place, **given)
        except ValidationError:
            self.series = factories.series(self.host, by=self.ada, place=place, first=at.date() + timedelta(days=2))
        self.remember()

    # What is known

    def now(self) -> Series:
        return Series.objects.get(pk=self.series.pk)

    def rows(self) -> list[Occurrence]:
        rows = list(self.series.occurrences.with_rules().order_by("pk"))
        series = self.now()
        for row in rows:
            row.series = series
        return rows

    @staticmethod
    def facts(row: Occurrence) -> dict:
        """What people see of a date."""
        return {
            "day": row.day,
            "start": row.starts_at,
            "end": row.ends_at,
            "zone": row.zone,
            "where": row.where.pk,
            "state": row.state,
            "note": row.note,
        }

    def remember(self) -> None:
        rows = self.rows()
        now = timezone.now()
        self.known = {row.pk: (row.uid, row.original_day) for row in rows}
        self.over = {row.pk: self.facts(row) for row in rows if row.is_past and not row.is_postponed}
        self.sequences = {row.pk: row.sequence for row in rows}
        self.series_sequence = self.now().sequence
        self.people = dict(Attendance.objects.values_list("pk", "occurrence"))
        self.told = seen.told(seen.feed(self.now()))
        self.remembered_at = now

    def tries(self, verb) -> bool:
        """Whether it was done; a refusal changes nothing."""
        before, series = self.series_row(), self.now()
        rows = {row.pk: (row.ruled_day, row.former_rule_id, self.facts(row)) for row in self.rows()}
        newest, rules = Change.objects.order_by("pk").last(), self.formers()
        try:
            verb(series)
        except ValidationError as refusal:
            note(f"refused: {refusal}")
            assert self.series_row() == before
            after = {row.pk: (row.ruled_day, row.former_rule_id, self.facts(row)) for row in self.rows()}
            assert after == rows
            return False
        made = Change.objects.order_by("pk").last()
        if made != newest:
            self.memory[made.pk] = {"series": before, "rows": rows, "rules": rules}
        return True

    def series_row(self) -> dict:
        left_out = ("revision", "sequence", "changed_at", "alive_at", "asked_at", "unconfirmed_at")
        row = Series.objects.values().get(pk=self.series.pk)
        return {name: value for name, value in row.items() if name not in left_out}

    def formers(self) -> list[tuple]:
        return [(former.uid, former.cadence, former.start_time) for former in self.series.former_rules.all()]

    def date(self, number: int) -> Occurrence:
        rows = sorted(self.rows(), key=lambda row: (row.is_past, row.starts_at))
        return rows[number % len(rows)]

    # Some dates

    @rule(number=NUMBER, act=st.sampled_from(["cancel", "postpone", "restore", "remove"]))
    def alter(self, number, act):
        self.tries(lambda series: getattr(self.date(number), act)(by=self.ada))

    @rule(number=NUMBER, days=st.integers(-9, 9), hour=st.sampled_from([None, *HOURS]), away=st.booleans())
    def move(self, number, days, hour, away):
        row = self.date(number)
        place = factories.town(name="Grace Church", time_zone=row.zone) if away else None
        day = row.day + timedelta(days=days)
        self.tries(lambda series: row.move(by=self.ada, day=day, start_time=hour or row.start_time, place=place))

    @rule(days=st.integers(0, 60), hour=st.sampled_from(HOURS))
    def add(self, days, hour):
        self.tries(lambda series: series.add_date(series.today() + timedelta(days=days), by=self.ada, start_time=hour))

    @rule(
        wishes=st.lists(
            st.tuples(NUMBER, st.sampled_from(["cancel", "move", "postpone", "restore"]), st.integers(-4, 4)),
            min_size=2,
            max_size=4,
        )
    )
    def change_several(self, wishes):
        asked = {}
        for number, act, days in wishes:
            row = self.date(number)
            asked[row.original_day] = Wish(row.original_day, act, day=row.day + timedelta(days=days))
        self.tries(lambda series: series.change_dates(asked.values(), by=self.ada))

    # From a day on

    @rule(days=st.integers(-3, 40), hour=st.sampled_from(HOURS), minutes=st.sampled_from(MINUTES), luck=SMALL)
    def other_hours(self, days, hour, minutes, luck):
        self.change_rule(days, luck, start_time=hour, minutes=minutes)

    @rule(days=st.integers(-3, 40), rhythm=RHYTHMS, luck=NUMBER)
    def other_days(self, days, rhythm, luck):
        first = self.now().today() + timedelta(days=days)
        self.change_rule(days, luck, cadence=rhythm(first))

    @rule(days=st.integers(-3, 40), weekday=st.integers(0, 6), hour=st.sampled_from(HOURS), luck=NUMBER)
    def other_weekday(self, days, weekday, hour, luck):
        series = self.now()
        first = series.today() + timedelta(days=days)
        cadence = Cadence((Step("week", first, 1, (weekday,)),), max(series.cadence.until, first + timedelta(days=7)))
        self.change_rule(days, luck, cadence=cadence, start_time=hour)

    @rule(days=st.integers(-3, 40), zone=st.sampled_from(ZONES))
    def other_place(self, days, zone):
        self.change_rule(days, 0, place=factories.town(name="Plaza", time_zone=zone), time_zone=zone)

    @rule(days=st.integers(-3, 40), weeks=st.integers(-6, 6))
    def other_end(self, days, weeks):
        cadence = self.now().cadence
        self.change_rule(days, 0, cadence=Cadence(cadence.steps, cadence.until + timedelta(weeks=weeks)))

    @rule(weeks=st.integers(1, 5))
    def extend(self, weeks):
        self.tries(lambda series: series.extend(series.cadence.until + timedelta(weeks=weeks), by=self.ada))

    def change_rule(self, days: int, luck: int, **fields) -> None:
        chance = random.Random(luck)  # the same fates for the same number
        fates = {row.original_day: chance.choice(list(Fate)) for row in self.rows() if chance.random() < luck / 30}

        def verb(series):
            new = NewRule.of(series, series.today() + timedelta(days=days), **fields)
            series.change_rule(new, by=self.ada, fates=fates)

        self.tries(verb)

    # Taking back

    @rule()
    @precondition(lambda self: Change.objects.exists())
    def undo(self):
        change = Change.objects.standing().order_by("pk").last()
        if change is None:
            return
        was_told = audience.letters_of(change).filter(state="sent")
        told = set(was_told.values_list("recipient", flat=True))
        letters = set(Message.objects.values_list("pk", flat=True))
        since = {row.contact for row in Attendance.objects.confirmed().filter(created_at__gte=change.made_at)}
        if self.tries(lambda series: change.undo(by=self.ada)):
            new = Message.objects.exclude(pk__in=letters)
            written = set(new.values_list("recipient", flat=True))
            assert told <= written <= told | since
            assert not audience.letters_of(change).filter(state="waiting").exists()
            self.is_as_before(change)

    def is_as_before(self, change) -> None:
        before = self.memory[change.pk]
        if change.act != Change.Act.DATES:
            assert self.series_row() == before["series"]
        assert self.formers() == before["rules"]
        for row in self.rows():
            if row.pk in before["rows"] and row.pk not in self.over and not row.is_past:
                ruled_day, former, facts = before["rows"][row.pk]
                if facts["state"] != "removed" or not row.attendances.exists():
                    assert (ruled_day, former, facts) == (row.ruled_day, row.former_rule_id, self.facts(row))

    @rule(really=SMALL)
    def cancel_all(self, really):
        if really == 0:
            self.tries(lambda series: series.cancel(by=self.ada, reason="We give up."))

    @rule(number=SMALL)
    def end_all(self, number):
        ahead = self.now().may_end_on()
        if ahead:
            self.tries(lambda series: series.end(by=self.ada, on=ahead[number % len(ahead)].original_day))

    @rule(number=NUMBER, really=SMALL)
    def end(self, number, really):
        if really == 0:
            row = self.date(number)
            self.tries(lambda series: series.end(by=self.ada, on=row.original_day if number else None))

    # People, letters, days

    @rule(number=NUMBER, name=st.sampled_from(["june", "kim", "lou"]), every=SMALL)
    def come(self, number, name, every):
        row = self.date(number)
        self.tries(lambda series: factories.coming(series, *([row] if every else []), address=f"{name}@example.org"))

    @rule()
    def letters_go_out(self):
        Message.objects.filter(state="waiting").update(state="sent", finished_at=timezone.now())

    @rule(hours=st.sampled_from([0.1, 0.5, 5, 24, 24 * 3, 24 * 8]))
    def time_passes(self, hours):
        self.traveller.shift(timedelta(hours=hours))

    @rule(times=st.integers(1, 2))
    def a_day_is_looked_after(self, times):
        for _ in range(times):
            Occurrence.objects.mark_held()
            series = self.now()
            series.roll()
            series.end_if_over()
        rows = [(row.pk, self.facts(row)) for row in self.rows()]
        Occurrence.objects.mark_held()
        assert self.now().roll() == 0
        assert [(row.pk, self.facts(row)) for row in self.rows()] == rows

    # What must hold

    @invariant()
    def no_date_loses_its_identity(self):
        rows = {row.pk: (row.uid, row.original_day) for row in self.rows()}
        assert {pk: rows.get(pk) for pk in self.known} == self.known

    @invariant()
    def what_is_over_stays_as_it_was(self):
        for row in self.rows():
            if row.pk in self.over:
                before, after = self.over[row.pk], self.facts(row)
                if before["state"] == "planned" and after["state"] == "held":
                    before = before | {"state": "held"}
                assert after == before, row.original_day

    @invariant()
    def people_keep_their_dates(self):
        assert set(self.people.items()) <= set(Attendance.objects.values_list("pk", "occurrence"))
        assert not Occurrence.objects.filter(state="removed", attendances__isnull=False).exists()

    @invariant()
    def no_two_dates_are_on_one_day(self):
        days = [row.day for row in self.rows() if not row.is_removed]
        assert len(days) == len(set(days)), sorted(days)

    @invariant()
    def each_date_takes_a_day_of_its_rule(self):
        for row in self.rows():
            if row.ruled_day:
                assert row.ruled_day in set(row.rule.cadence.days()), (row.original_day, row.ruled_day)

    @invariant()
    def each_day_of_the_rules_in_the_window_has_its_date(self):
        series, rows = self.now(), self.rows()
        if series.is_cancelled:
            return
        with transaction.atomic():
            series.roll()
            rows = self.rows()
            transaction.set_rollback(True)
        known = {day for row in rows for day in (row.original_day, row.ruled_day)}
        horizon = series.today() + timedelta(weeks=3)
        assert [day for day in seen.ruled(series) if day <= horizon and day not in known] == []
        coming = [day for day in seen.ruled(series) if day >= series.today()]
        assert not coming or any(day and day >= series.today() for day in known)

    @invariant()
    def hours_are_those_of_the_rule(self):
        for row in self.rows():
            assert row.starts_at == seen.instant(row.day, row.start_time, row.zone)
            if not (row.is_exception or row.is_extra):
                assert (row.day, row.start_time, row.zone) == (row.ruled_day, row.rule.start_time, row.rule.time_zone)

    @invariant()
    def numbers_never_fall(self):
        assert self.now().sequence >= self.series_sequence
        sequences = {row.pk: row.sequence for row in self.rows()}
        assert all(sequences[pk] >= number for pk, number in self.sequences.items())

    @invariant()
    def page_data_and_calendar_agree(self):
        series, rows = self.now(), self.rows()
        by_rows = [row for row in rows if not row.is_past and not row.is_removed]
        page = seen.on_page(series)
        assert page == seen.Counter(seen.Seen(row.starts_at, row.ends_at, row.is_off) for row in by_rows)
        everything = seen.expected(series, rows)
        assert seen.by_all_dates(series) == everything
        assert seen.in_data(self.client, series) == everything
        ics = seen.feed(series)
        in_calendar, as_rows = seen.in_calendar(ics), seen.expected(series, rows, of_feed=True)
        assert as_rows - in_calendar == seen.Counter()
        left = in_calendar - as_rows
        gone = {self.as_ruled(row) for row in rows if row.is_exception}
        assert set(left) <= gone, left
        self.calendars_notice(seen.told(ics))
        self.remember()

    def calendars_notice(self, told: dict) -> None:
        """What differs from what a calendar was told under the same name has a higher number."""
        for key, (sequence, said) in told.items():
            before, was = self.told.get(key, (sequence, said))
            assert said == was or sequence > before, key

    @staticmethod
    def as_ruled(row) -> seen.Seen:
        start = row.ruled_start.astimezone(UTC)
        return seen.Seen(start, start + timedelta(minutes=row.rule.minutes), True)


@pytest.mark.django_db
def test_every_order_of_changes(settings):
    settings.OCCURRENCE_WEEKS_AHEAD = 3
    run_state_machine_as_test(Changes, settings=patience(6, deep=300, steps=20))

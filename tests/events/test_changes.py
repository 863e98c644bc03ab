"""Several dates, or the rule from a day on, changed with one press; told once; taken back within the hour."""

from datetime import date, time, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from events.models import Follow, Follower, Occurrence, Series
from events.models.changing import Wish
from events.models.new_rule import NewRule
from events.recurrence import Cadence, Step
from orgs.models import AuditEntry
from outbox.letters import NotYet, Unwanted
from outbox.models import Message
from tests import factories

pytestmark = pytest.mark.django_db

MONDAY = "2026-11-09 15:00:00+00:00"  # ten in the morning in Akron
FIRST = date(2026, 11, 14)


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY, tick=False) as clock:
        yield clock


@pytest.fixture
def vigil(host, ada) -> Series:
    """Saturdays at 12:00, from 14 November to 2 January."""
    return factories.series(host, by=ada, first=FIRST)


def week(number: int, **days: int) -> date:
    return FIRST + timedelta(weeks=number, **days)


def row(series: Series, day: date) -> Occurrence:
    return series.occurrences.get(original_day=day)


def days(series: Series) -> list[date]:
    """On which days something takes place."""
    return list(series.occurrences.going_ahead().order_by("day").values_list("day", flat=True))


def sundays(series: Series, from_day: date = FIRST, **fields) -> NewRule:
    first = from_day + timedelta(days=1)
    cadence = Cadence((Step("week", first, 1, (6,)),), series.cadence.until)
    return NewRule.of(series, from_day, cadence=cadence, **fields)


def refused(verb, *args, **kwargs) -> str:
    with pytest.raises(ValidationError) as refusal:
        verb(*args, **kwargs)
    return getattr(refusal.value, "code", None) or next(iter(refusal.value.error_dict))


def mail_to(address: str):
    [letter] = [letter for letter in factories.letters("date_changed") if letter.recipient == address]
    return factories.mail(letter)


def follows(series: Series, address: str) -> None:
    follower = Follower.held(address, time_zone=series.time_zone)
    Follow.objects.create(follower=follower, series=series, time_zone=series.time_zone, confirmed_at=timezone.now())


# Several dates at once


def test_three_dates_changed_with_one_press_are_one_letter(vigil, ada):
    factories.coming(vigil, address="june@example.org")
    factories.coming(vigil, row(vigil, week(1)), address="kim@example.org")

    vigil.change_dates(
        [
            Wish(week(0), "cancel", note="Storm warning."),
            Wish(week(1), "move", day=week(1, days=1), start_time=time(14)),
            Wish(week(2), "postpone", note="The hall is closed."),
        ],
        by=ada,
    )

    assert factories.recipients("date_changed") == ["june@example.org", "kim@example.org"]
    june, kim = mail_to("june@example.org"), mail_to("kim@example.org")
    assert june.subject == "Changed: Saturday vigil on 3 days"
    assert "Saturday 14 November, 12:00: cancelled\n  Storm warning." in june.body
    assert "Saturday 21 November, 12:00: now Sunday 22 November at 14:00, Oak Plaza" in june.body
    assert "Saturday 28 November, 12:00: postponed, the new day is still open" in june.body
    assert kim.subject == "Moved: Saturday vigil, now Sunday 22 November at 14:00"
    assert "cancelled" not in kim.body


def test_one_refusal_leaves_every_date_as_it_was_and_names_the_day(vigil, ada):
    wishes = [Wish(week(0), "cancel"), Wish(week(1), "move", day=week(2), start_time=time(12))]

    with pytest.raises(ValidationError) as refusal:
        vigil.change_dates(wishes, by=ada)

    assert list(refusal.value.message_dict) == ["2026-11-21"]
    assert len(days(vigil)) == 8
    assert (factories.letters("date_changed"), vigil.changes.count()) == ([], 0)


def test_wishes_that_change_nothing_are_no_change(vigil, ada):
    assert vigil.change_dates([], by=ada) is None
    assert vigil.change_dates([Wish(week(0), "move", start_time=time(12))], by=ada) is None
    assert vigil.changes.count() == 0


def test_a_date_beyond_the_window_can_be_cancelled(host, ada):
    long = factories.series(host, by=ada, first=FIRST, weeks=20)
    assert not long.occurrences.filter(original_day=week(15)).exists()

    long.change_dates([Wish(week(15), "cancel", note="Holiday.")], by=ada)
    long.roll()

    assert row(long, week(15)).is_cancelled
    assert long.occurrences.filter(original_day__gt=week(9)).count() == 1


def test_a_draft_keeps_its_exceptions_and_leaves_out_what_was_skipped(host, ada):
    draft = factories.series(host, by=ada, first=FIRST, announced=False)
    draft.change_dates([Wish(week(1), "cancel"), Wish(week(2), "move", day=week(2), start_time=time(15))], by=ada)

    draft.announce(by=ada)

    assert row(draft, week(1)).is_removed
    assert row(draft, week(2)).start_time == time(15)
    assert len(days(draft)) == 7
    assert factories.letters("date_changed") == []


# One date


def test_a_postponed_date_is_given_its_new_day_even_once_its_own_is_over(vigil, ada, monday):
    factories.coming(vigil, row(vigil, week(0)), address="june@example.org")
    row(vigil, week(0)).postpone(by=ada, note="We look for a day.")
    monday.move_to("2026-11-16 15:00:00+00:00")

    row(vigil, week(0)).move(by=ada, day=date(2026, 11, 17), start_time=time(18))

    date_ = row(vigil, week(0))
    assert (date_.is_planned, date_.day, date_.original_day) == (True, date(2026, 11, 17), week(0))
    assert factories.mail(factories.letters("date_changed")[-1]).subject.startswith("New day: Saturday vigil")


def test_a_date_that_is_over_is_not_postponed_or_taken_out(vigil, ada, monday):
    monday.move_to("2026-11-16 15:00:00+00:00")
    assert refused(row(vigil, week(0)).postpone, by=ada) == "changed_meanwhile"
    assert refused(row(vigil, week(0)).remove, by=ada) == "changed_meanwhile"


def test_what_is_taken_out_is_gone_for_everybody_and_does_not_come_back(vigil, ada, client):
    row(vigil, week(1)).remove(by=ada)
    vigil.roll()

    assert client.get(f"/events/{vigil.slug}/{week(1)}/").status_code == 404
    assert week(1) not in days(vigil)
    row(vigil, week(1)).restore(by=ada)
    assert week(1) in days(vigil)


def test_a_date_with_people_is_never_taken_out(vigil, ada):
    factories.coming(vigil, row(vigil, week(1)))
    assert refused(row(vigil, week(1)).remove, by=ada) == "people"


def test_an_extra_date_stands_beside_the_rule(vigil, ada):
    factories.coming(vigil, address="june@example.org")

    extra = vigil.add_date(date(2026, 11, 25), by=ada, start_time=time(18), note="The council votes.")

    assert (extra.is_extra, extra.is_moved, extra.starts_local.time()) == (True, False, time(18))
    assert mail_to("june@example.org").subject == "One more date: Saturday vigil on Wednesday 25 November"
    assert refused(vigil.add_date, date(2026, 11, 25), by=ada) == "day"
    assert refused(vigil.add_date, week(1), by=ada) == "day"


def test_an_extra_date_in_the_gap_of_a_moved_one_is_refused(vigil, ada):
    row(vigil, week(1)).move(by=ada, day=week(1, days=1), start_time=time(12))
    assert refused(vigil.add_date, week(1), by=ada) == "day"


# From a day on


def test_a_new_hour_from_a_day_on_leaves_the_dates_before(vigil, ada):
    known = {found.original_day: (found.pk, found.uid) for found in vigil.occurrences.all()}

    vigil.change_rule(NewRule.of(vigil, week(3), start_time=time(17)), by=ada)

    hours = list(vigil.occurrences.order_by("day").values_list("start_time", flat=True))
    assert hours == [time(12)] * 3 + [time(17)] * 5
    assert {found.original_day: (found.pk, found.uid) for found in vigil.occurrences.all()} == known
    [former] = vigil.former_rules.all()
    assert (former.uid, former.last_day, former.start_time) == (vigil.uid, week(2), time(12))
    assert vigil.calendar_uid not in (None, vigil.uid)
    assert not any(found.is_moved for found in vigil.occurrences.all())


def test_a_new_weekday_takes_people_along_and_keeps_their_address(vigil, ada, client):
    answer = factories.coming(vigil, row(vigil, week(2)), address="june@example.org")

    vigil.change_rule(sundays(vigil, week(1)), by=ada)

    assert days(vigil) == [week(0), *(week(number, days=1) for number in range(1, 7))]
    moved = row(vigil, week(2))
    assert (moved.day, moved.ruled_day) == (week(2, days=1), week(2, days=1))
    assert moved.attendances.get().answer == answer
    assert client.get(f"/events/{vigil.slug}/{week(2)}/").status_code == 200
    letter = mail_to("june@example.org")
    assert letter.subject == "Moved: Saturday vigil, now Sunday 29 November at 12:00"


def test_what_no_new_day_takes_is_cancelled_or_stays_as_was_chosen(vigil, ada):
    factories.coming(vigil, row(vigil, week(1)), address="june@example.org")
    fortnightly = Cadence((Step("week", week(0), 2, (5,)),), vigil.cadence.until)
    rule = NewRule.of(vigil, week(0), cadence=fortnightly)

    vigil.change_rule(rule, by=ada, fates={week(3): "extra"}, note="Every other week.")

    assert days(vigil) == [week(0), week(2), week(3), week(4), week(6)]
    assert row(vigil, week(1)).is_cancelled
    assert row(vigil, week(3)).is_extra
    assert "Every other week." in mail_to("june@example.org").body


def test_what_was_changed_by_hand_stays_so(vigil, ada):
    hall = factories.town(name="Grace Church")
    row(vigil, week(1)).cancel(by=ada, reason="Holiday.")
    row(vigil, week(2)).move(by=ada, day=week(2), start_time=time(15))
    row(vigil, week(3)).move(by=ada, day=week(3), start_time=time(12), place=hall)

    vigil.change_rule(NewRule.of(vigil, week(0), start_time=time(17)), by=ada)

    assert row(vigil, week(1)).is_cancelled
    assert row(vigil, week(2)).start_time == time(15)
    assert (row(vigil, week(3)).place, row(vigil, week(3)).start_time) == (hall, time(17))


def test_what_was_changed_by_hand_can_follow_the_new_rule(vigil, ada):
    row(vigil, week(2)).move(by=ada, day=week(2), start_time=time(15))
    vigil.change_rule(NewRule.of(vigil, week(0), start_time=time(17)), by=ada, fates={week(2): "follow"})
    assert row(vigil, week(2)).start_time == time(17)


def test_a_date_that_one_rule_cancelled_is_on_again_by_the_next(vigil, ada):
    saturdays = vigil.cadence
    fortnightly = Cadence((Step("week", week(0), 2, (5,)),), saturdays.until)
    vigil.change_rule(NewRule.of(vigil, week(0), cadence=fortnightly), by=ada)
    vigil.change_rule(NewRule.of(vigil, week(0), cadence=saturdays), by=ada)

    assert days(vigil) == [week(number) for number in range(8)]
    assert vigil.occurrences.count() == 8


def test_another_end_is_the_same_rule_to_calendars(vigil, ada):
    shorter = Cadence(vigil.cadence.steps, week(4))
    vigil.change_rule(NewRule.of(vigil, week(2), cadence=shorter), by=ada)

    assert (vigil.calendar_uid, vigil.former_rules.count()) == (vigil.uid, 0)
    assert (vigil.first_day, vigil.last_day, len(days(vigil))) == (week(0), week(4), 5)


def test_a_place_in_another_zone_is_read_on_its_own_clocks_from_that_day_on(vigil, ada):
    chicago = factories.town(name="Daley Plaza", locality="Chicago", time_zone="America/Chicago")
    rule = NewRule.of(vigil, week(2), place=chicago, time_zone="America/Chicago")

    vigil.change_rule(rule, by=ada)

    before, after = row(vigil, week(1)), row(vigil, week(2))
    assert (before.zone, before.starts_at.hour, before.where.locality) == ("America/New_York", 17, "Akron")
    assert (after.zone, after.starts_at.hour, after.where.locality) == ("America/Chicago", 18, "Chicago")
    assert after.latitude == chicago.latitude


def test_what_has_begun_stays_as_it_was(vigil, ada, monday):
    monday.move_to("2026-11-21 17:30:00+00:00")  # half past noon on the second Saturday

    vigil.change_rule(NewRule.of(vigil, week(0), start_time=time(17)), by=ada)

    hours = list(vigil.occurrences.order_by("day").values_list("start_time", flat=True))
    assert hours == [time(12)] * 2 + [time(17)] * 6


def test_a_rule_of_the_past_or_without_a_change_is_refused(vigil, ada):
    gone = Cadence((Step("week", date(2026, 9, 5), 1, (5,)),), date(2026, 10, 31))
    assert refused(vigil.change_rule, NewRule.of(vigil, FIRST, cadence=gone), by=ada) == "no_dates"
    assert refused(vigil.change_rule, NewRule.of(vigil, week(2)), by=ada) == "nothing_changes"


def test_a_rule_before_one_that_is_still_to_come_is_refused(vigil, ada):
    vigil.change_rule(NewRule.of(vigil, week(4), start_time=time(17)), by=ada)
    assert refused(vigil.change_rule, NewRule.of(vigil, week(2), start_time=time(9)), by=ada) == "rule_to_come"


def test_dates_of_a_rule_that_ends_later_are_made_as_time_comes_to_them(host, ada, monday):
    long = factories.series(host, by=ada, first=FIRST, weeks=30)
    long.change_rule(NewRule.of(long, week(20), start_time=time(17)), by=ada)
    monday.move_to("2027-02-15 15:00:00+00:00")

    Series.objects.get(pk=long.pk).roll()

    assert row(long, week(19)).start_time == time(12)
    assert row(long, week(20)).start_time == time(17)


# Taking back


def test_a_change_is_taken_back_and_who_was_told_is_told_so(vigil, ada):
    factories.coming(vigil, address="june@example.org")
    before = {found.original_day: (found.state, found.day) for found in vigil.occurrences.all()}
    change = vigil.change_dates([Wish(week(0), "cancel"), Wish(week(1), "move", day=week(1, days=1))], by=ada)
    Message.objects.update(state="sent", finished_at=timezone.now())

    change.undo(by=ada)

    assert {found.original_day: (found.state, found.day) for found in vigil.occurrences.all()} == before
    told = factories.mail(factories.letters("date_changed")[-1])
    assert told.subject == "Back as before: Saturday vigil"
    assert "Saturday 14 November at 12:00, Oak Plaza, Akron, OH: goes ahead" in told.body
    assert AuditEntry.objects.filter(verb="series_change_undone").exists()


def test_who_was_not_told_yet_hears_nothing(vigil, ada):
    factories.coming(vigil, address="june@example.org")
    change = vigil.change_dates([Wish(week(0), "cancel")], by=ada)

    change.undo(by=ada)

    assert [letter.state for letter in factories.letters("date_changed")] == ["dropped"]


def test_a_change_is_taken_back_once_and_within_the_hour(vigil, ada, monday):
    change = vigil.change_dates([Wish(week(0), "cancel")], by=ada)
    later = vigil.change_dates([Wish(week(1), "cancel")], by=ada)
    assert refused(change.undo, by=ada) == "too_late"
    later.undo(by=ada)
    assert refused(later.undo, by=ada) == "too_late"
    monday.shift(timedelta(minutes=61))
    assert refused(change.undo, by=ada) == "too_late"


def test_a_new_rule_is_taken_back_whole(vigil, ada):
    row(vigil, week(3)).move(by=ada, day=week(3), start_time=time(15))
    known = {found.pk: (found.day, found.ruled_day, found.start_time) for found in vigil.occurrences.all()}
    change = vigil.change_rule(sundays(vigil, week(1), start_time=time(9)), by=ada)

    change.undo(by=ada)

    vigil.refresh_from_db()
    assert {found.pk: (found.day, found.ruled_day, found.start_time) for found in vigil.occurrences.all()} == known
    assert (vigil.calendar_uid, vigil.former_rules.count(), vigil.start_time) == (vigil.uid, 0, time(12))
    assert all(found.former_rule_id is None for found in vigil.occurrences.all())


def test_a_cancelled_series_is_on_again(vigil, ada):
    vigil.cancel(by=ada, reason="We give up.")
    vigil.changes.get().undo(by=ada)

    vigil.refresh_from_db()
    assert (vigil.is_announced, vigil.state_note, len(days(vigil))) == (True, "", 8)


def test_a_date_that_only_the_change_had_brought_is_seen_no_more(vigil, ada):
    daily = Cadence((Step("day", week(0)),), vigil.cadence.until)
    change = vigil.change_rule(NewRule.of(vigil, week(0), cadence=daily), by=ada)
    factories.coming(vigil, row(vigil, week(0, days=2)))

    change.undo(by=ada)

    assert days(vigil) == [week(number) for number in range(8)]
    assert row(vigil, week(0, days=2)).is_cancelled
    assert row(vigil, week(0, days=3)).is_removed


# Letters


def test_nobody_is_woken_but_for_what_begins_soon(vigil, ada, monday):
    factories.coming(vigil, address="june@example.org")
    monday.move_to("2026-11-13 04:00:00+00:00")  # eleven at night in Akron, on the eve of the eve
    row(vigil, week(1)).cancel(by=ada)
    row(vigil, week(0)).cancel(by=ada)
    later, soon = factories.letters("date_changed")

    with pytest.raises(NotYet) as morning:
        factories.mail(later, now=True)
    assert morning.value.until.isoformat() == "2026-11-13T12:00:00+00:00"
    monday.move_to("2026-11-14 04:00:00+00:00")
    assert factories.mail(soon, now=True).subject == "Cancelled: Saturday vigil on Saturday 14 November"


def test_who_follows_and_comes_by_several_ways_reads_one_letter(vigil, ada, host, bo):
    factories.coming(vigil, address="june@example.org")
    factories.coming(vigil, row(vigil, week(0)), row(vigil, week(1)), address="june@example.org")
    follows(vigil, "june@example.org")
    follows(vigil, "kim@example.org")

    vigil.change_dates([Wish(week(0), "cancel"), Wish(week(1), "cancel")], by=ada)

    assert factories.recipients("date_changed") == ["june@example.org", "kim@example.org"]
    assert mail_to("kim@example.org").subject == "Cancelled: Saturday vigil on 2 days"


def test_a_letter_of_a_new_rule_says_it_and_what_becomes_of_the_dates(vigil, ada):
    factories.coming(vigil, address="june@example.org")
    vigil.change_rule(sundays(vigil, week(1), start_time=time(17)), by=ada)

    letter = mail_to("june@example.org")

    assert letter.subject == "From 21 November on: Saturday vigil has new days or hours"
    assert "From Saturday 21 November on: Every Sunday at 17:00, Oak Plaza" in letter.body
    assert "Saturday 21 November, 12:00: now Sunday 22 November at 17:00, Oak Plaza" in letter.body


def test_a_letter_passes_over_what_a_later_change_tells(vigil, ada):
    factories.coming(vigil, address="june@example.org")
    vigil.change_dates([Wish(week(0), "cancel"), Wish(week(1), "cancel")], by=ada)
    first = factories.letters("date_changed")[0]
    row(vigil, week(1)).restore(by=ada)

    assert factories.mail(first).subject == "Cancelled: Saturday vigil on Saturday 14 November"
    row(vigil, week(0)).restore(by=ada)
    with pytest.raises(Unwanted, match="overtaken"):
        factories.mail(first)

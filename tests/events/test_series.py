"""A series from its draft to its end: what it becomes, and what is refused."""

from datetime import date, timedelta
from datetime import time as clock

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from events.models import Occurrence, Series
from events.recurrence import Cadence, Step
from events.tasks import roll_dates
from tests import factories

pytestmark = pytest.mark.django_db


def refused(verb, *args, **kwargs) -> str:
    with pytest.raises(ValidationError) as refusal:
        verb(*args, **kwargs)
    return refusal.value.code


def days(series: Series) -> list[date]:
    return list(series.occurrences.order_by("original_day").values_list("original_day", flat=True))


def test_a_draft_has_no_dates_and_only_its_people_see_it(host, ada, cy, dee):
    draft = factories.series(host, by=ada, announced=False)

    assert days(draft) == []
    assert [draft in Series.objects.visible_to(user) for user in (ada, cy, dee)] == [True, True, False]
    assert draft not in Series.objects.public()


def test_announcing_makes_its_dates_and_shows_it(host, ada, vigil):
    series = factories.series(host, by=ada, announced=False)

    series.announce(by=ada)

    assert days(series) == list(series.cadence.days())
    assert (series.state, series.announced_by) == ("announced", ada)
    assert series in Series.objects.public()


def test_the_second_announcement_is_refused(vigil, ada):
    assert refused(vigil.announce, by=ada) == "announced"


def test_dates_begin_at_the_hour_of_the_place_on_both_sides_of_a_clock_change(host, ada):
    with time_machine.travel("2026-10-01 12:00Z"):
        series = factories.series(host, by=ada, first=date(2026, 10, 31), weeks=2)

    hours = [occurrence.starts_at.hour for occurrence in series.occurrences.order_by("day")]
    assert hours == [16, 17]  # noon in New York: UTC-4, then UTC-5
    assert [occurrence.begins for occurrence in series.occurrences.all()] == [clock(12), clock(12)]


def test_what_lies_in_the_past_is_refused(host, ada):
    series = factories.series(host, by=ada, first=date(2020, 1, 4), weeks=2, announced=False)

    assert refused(series.announce, by=ada) == "past"
    assert days(series) == []


def test_an_hour_that_the_clocks_skip_is_refused(host, ada):
    first = date(2027, 3, 14)
    series = factories.series(host, by=ada, first=first, weeks=1, start_time=clock(2, 30), announced=False)

    assert refused(series.announce, by=ada) == "time_does_not_exist"
    assert (series.state, days(series)) == ("draft", [])


@pytest.mark.parametrize(
    ("steps", "until", "code"),
    [
        ((Step("day", date(2027, 1, 1)),), date(2028, 1, 6), "too_many"),
        ((Step("day", date(2027, 1, 2)),), date(2027, 1, 1), "ends_before_start"),
        ((Step("week", date(2027, 1, 5), weekdays=(0,)),), date(2027, 1, 7), "ends_before_start"),
        ((Step("month", date(2027, 2, 1), monthday=31),), date(2027, 2, 28), "ends_before_start"),
        ((Step("month", date(2027, 2, 1), monthday=31), Step("day", date(2027, 2, 5))), date(2027, 3, 1), "no_dates"),
    ],
)
def test_a_rule_that_makes_no_series_is_refused(host, ada, steps, until, code):
    assert refused(factories.series, host, by=ada, cadence=Cadence(steps, until)) == code


def test_370_dates_are_not_too_many(host, ada):
    first = factories.next_weekday(0)

    series = factories.series(host, by=ada, cadence=Cadence((Step("day", first),), first + timedelta(days=369)))

    assert series.cadence.count() == 370


def test_an_announced_series_is_not_rewritten(vigil, ada):
    assert refused(vigil.rewrite, by=ada, cadence=vigil.cadence, place=vigil.place, title="Other") == "announced"


def test_a_draft_is_rewritten_with_its_place_and_zone(host, ada):
    draft = factories.series(host, by=ada, announced=False)
    phoenix = factories.town(locality="Phoenix", region="AZ", time_zone="America/Phoenix")

    draft.rewrite(by=ada, cadence=draft.cadence, place=phoenix, title="Evening vigil", start_time=clock(19))

    draft.refresh_from_db()
    assert (draft.title, draft.time_zone, draft.start_time, draft.revision) == (
        "Evening vigil",
        "America/Phoenix",
        clock(19),
        2,
    )


def test_rows_reach_eight_weeks_ahead(host, ada):
    series = factories.series(host, by=ada, weeks=20)

    assert days(series)[-1] <= series.today() + timedelta(weeks=8)
    assert len(days(series)) == 8


def test_the_next_date_is_there_however_far_it_is(host, ada):
    first = factories.next_weekday(5, weeks=15)

    series = factories.series(host, by=ada, first=first, weeks=4)

    assert days(series) == [first]


def test_rolling_twice_changes_nothing(vigil):
    before = list(Occurrence.objects.values_list())

    assert (vigil.roll(), vigil.roll()) == (0, 0)
    assert list(Occurrence.objects.values_list()) == before


def test_the_window_moves_with_the_days(host, ada):
    series = factories.series(host, by=ada, weeks=20)
    known = days(series)

    with time_machine.travel(factories.next_weekday(5, weeks=3)):
        roll_dates()

    assert days(series)[: len(known)] == known
    assert len(days(series)) == 11


def test_changed_dates_survive_the_roll(vigil, ada):
    moved, cancelled = vigil.occurrences.order_by("day")[:2]
    moved.move(by=ada, day=moved.day + timedelta(days=1), start_time=clock(15), note="Sunday this time")
    cancelled.cancel(by=ada, reason="Storm")
    before = list(Occurrence.objects.order_by("pk").values_list())

    vigil.roll()

    assert list(Occurrence.objects.order_by("pk").values_list()) == before


def test_dates_that_are_over_were_held_and_the_series_ends(vigil):
    with time_machine.travel(vigil.last_day + timedelta(days=2)):
        roll_dates()
        roll_dates()

    vigil.refresh_from_db()
    assert vigil.state == "ended"
    assert set(vigil.occurrences.values_list("state", flat=True)) == {"held"}


def test_a_series_goes_on_while_a_moved_date_is_to_come(vigil, ada):
    last = vigil.occurrences.order_by("day").last()
    last.move(by=ada, day=last.day + timedelta(days=10), start_time=last.start_time)

    with time_machine.travel(vigil.last_day + timedelta(days=2)):
        roll_dates()

    vigil.refresh_from_db()
    assert vigil.is_announced


def test_calling_off_cancels_what_is_to_come_and_tells_once(vigil, ada, bo):
    factories.coming(vigil, address="june@example.org")
    factories.coming(vigil, vigil.occurrences.first(), address="june@example.org")

    vigil.cancel(by=ada, reason="We won")

    assert set(vigil.occurrences.values_list("state", "note")) == {("cancelled", "We won")}
    assert (vigil.state, vigil.sequence) == ("cancelled", 1)
    assert factories.recipients("series_cancelled") == ["june@example.org"]
    assert refused(vigil.cancel, by=ada) == "not_running"


def test_what_was_held_stays_held_when_the_rest_is_called_off(vigil, ada):
    with time_machine.travel(factories.next_weekday(5, weeks=2)):
        roll_dates()
        vigil.refresh_from_db()
        vigil.cancel(by=ada)

    states = list(vigil.occurrences.order_by("day").values_list("state", flat=True))
    assert states[:2] == ["held", "held"]
    assert set(states[3:]) == {"cancelled"}


def test_two_of_one_title_have_addresses_of_their_own(host, ada):
    slugs = [factories.series(host, by=ada, announced=False, title="New").slug for _ in range(3)]

    assert slugs == ["new-2", "new-3", "new-4"]  # /desk/events/new/ is taken


def test_a_title_without_a_letter_of_the_alphabet_has_an_address(host, ada):
    assert factories.series(host, by=ada, announced=False, title="🕯🕯").slug == "event"


def test_history_comes_in_as_held(host, ada):
    series = factories.series(host, by=ada, first=date(2020, 1, 4), weeks=3, announced=False)

    series.record_history(by=ada)

    assert series.state == "ended"
    assert list(series.occurrences.values_list("state", flat=True)) == ["held"] * 3


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"last_day": date(2020, 1, 1)}, "series_does_not_end_before_it_starts"),
        ({"minutes": 4}, "series_lasts_five_minutes_to_a_day"),
        ({"announced_at": None}, "series_announcement_is_dated"),
    ],
)
def test_the_database_refuses_what_can_never_be(vigil, fields, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Series.objects.filter(pk=vigil.pk).update(**fields)


def test_nobody_edits_but_the_organizers_of_the_host(vigil, ada, bo, cy, dee, mo, partner):
    assert [vigil in Series.objects.editable_by(user) for user in (ada, bo, cy, dee, mo)] == [True] + [False] * 4


def test_a_series_of_a_group_in_review_is_seen_by_its_people_and_moderators(vigil, host, ada, bo, cy, mo):
    type(host).objects.filter(pk=host.pk).update(state="in_review")

    assert [vigil in Series.objects.visible_to(user) for user in (ada, bo, cy, mo)] == [True, False, True, True]
    assert vigil not in Series.objects.public()


def test_a_suspended_group_has_no_series_for_anyone_but_moderators(vigil, host, ada, cy, mo):
    type(host).objects.filter(pk=host.pk).update(state="suspended")

    seen = [vigil in Series.objects.visible_to(user) for user in (ada, cy, mo)]
    assert (seen, vigil in Series.objects.editable_by(ada)) == ([False, False, True], False)

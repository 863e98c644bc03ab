"""When people are reminded, by the clocks of the place, once, and of nothing that is off."""

from datetime import UTC, date, datetime, timedelta
from datetime import time as clock

import pytest
import time_machine

from events import reminders
from events.models import Attendance, Occurrence
from events.tasks import write_due_reminders
from outbox.letters import Unwanted
from tests import factories
from tests.races import at_once

pytestmark = pytest.mark.django_db

JUNE = "june@example.org"
# The clocks of New York go back in the night to 1 November 2026: a Sunday.
EVE = datetime(2026, 10, 31, 22, tzinfo=UTC)  # 18:00 in summer time
MORNING = datetime(2026, 11, 1, 13, tzinfo=UTC)  # 08:00 in winter time


@pytest.fixture
def sunday(host, ada) -> Occurrence:
    """A date on the day of a clock change, announced in September."""
    with time_machine.travel(datetime(2026, 9, 15, tzinfo=UTC)):
        series = factories.series(host, by=ada, first=date(2026, 11, 1), weeks=2)
        return series.occurrences.order_by("day").first()


def sweep(at: datetime) -> list[str]:
    """The rungs of all letters written once a sweep has run at the instant."""
    with time_machine.travel(at, tick=False):
        write_due_reminders()
    return [letter.context["rung"] for letter in factories.letters("reminder")]


def come(occurrence, at: datetime, address=JUNE):
    with time_machine.travel(at, tick=False):
        return factories.coming(occurrence.series, occurrence, address=address)


def test_rungs_are_local_hours_on_both_sides_of_a_clock_change(sunday):
    assert [reminders.due_at(sunday, rung) for rung in ("eve", "morning")] == [EVE, MORNING]


def test_each_rung_is_written_at_its_hour_and_once(sunday):
    come(sunday, EVE - timedelta(days=3))

    minute = timedelta(minutes=1)
    assert sweep(EVE - minute) == []
    assert sweep(EVE) == sweep(EVE + minute) == sweep(MORNING - minute) == ["eve"]
    assert sweep(MORNING) == sweep(MORNING + minute) == ["eve", "morning"]
    assert factories.recipients("reminder") == [JUNE, JUNE]


def test_who_asks_after_the_eve_gets_the_morning_alone(sunday):
    come(sunday, EVE + timedelta(seconds=1))

    assert sweep(EVE + timedelta(minutes=1)) == []
    assert sweep(MORNING) == ["morning"]


def test_who_asks_after_the_morning_gets_nothing(sunday):
    come(sunday, MORNING + timedelta(minutes=1))

    assert sweep(MORNING + timedelta(minutes=2)) == []


def test_after_a_standstill_over_night_one_letter_goes_out_and_not_two(sunday):
    come(sunday, EVE - timedelta(days=3))

    assert sweep(MORNING + timedelta(hours=1)) == ["morning"]


def test_after_a_short_standstill_the_eve_is_caught_up(sunday):
    come(sunday, EVE - timedelta(days=3))

    assert sweep(EVE + timedelta(hours=5)) == ["eve"]


def test_nothing_is_written_once_the_date_has_begun(sunday):
    come(sunday, EVE - timedelta(days=3))

    assert sweep(sunday.starts_at) == []


def test_a_date_before_eight_has_no_morning(host, ada):
    with time_machine.travel(datetime(2026, 9, 15, tzinfo=UTC)):
        early = factories.series(host, by=ada, first=date(2026, 11, 1), weeks=1, start_time=clock(7)).occurrences.get()
    come(early, EVE - timedelta(days=3))

    assert reminders.due_at(early, "morning") is None
    assert sweep(early.starts_at - timedelta(minutes=1)) == ["eve"]


def test_an_unconfirmed_address_is_not_reminded(sunday):
    with time_machine.travel(EVE - timedelta(hours=3)):
        factories.coming(sunday.series, sunday, address=JUNE, confirmed=False)

    assert sweep(EVE) == []


def test_every_date_is_reminded_of_each_and_once_beside_its_own_answer(sunday):
    come(sunday, EVE - timedelta(days=3))
    with time_machine.travel(EVE - timedelta(days=3)):
        factories.coming(sunday.series, address=JUNE)

    assert sweep(EVE) == ["eve"]
    assert sweep(EVE + timedelta(days=7, hours=1)) == ["eve", "eve"]


def test_a_cancelled_date_reminds_nobody(sunday, ada):
    come(sunday, EVE - timedelta(days=3))
    with time_machine.travel(EVE - timedelta(days=1)):
        sunday.cancel(by=ada)

    assert sweep(EVE) == []


def test_a_reminder_that_waits_is_dropped_where_the_date_was_cancelled(sunday, ada):
    come(sunday, EVE - timedelta(days=3))
    sweep(EVE)
    with time_machine.travel(EVE + timedelta(seconds=30)):
        sunday.refresh_from_db()
        sunday.cancel(by=ada)
        with pytest.raises(Unwanted, match="cancelled"):
            factories.mail(factories.letters("reminder")[0])


def test_a_moved_date_reminds_anew_and_the_old_letter_is_dropped(sunday, ada):
    come(sunday, EVE - timedelta(days=3))
    sweep(EVE)
    with time_machine.travel(EVE + timedelta(hours=1)):
        sunday.refresh_from_db()
        sunday.move(by=ada, day=date(2026, 11, 3), start_time=clock(12))
        with pytest.raises(Unwanted, match="moved"):
            factories.mail(factories.letters("reminder")[0])

    assert sweep(MORNING) == ["eve"]
    assert sweep(datetime(2026, 11, 2, 23, tzinfo=UTC)) == ["eve", "eve"]
    assert sweep(datetime(2026, 11, 3, 13, tzinfo=UTC)) == ["eve", "eve", "morning"]


def test_a_date_moved_to_this_very_day_reminds_in_one_letter(sunday, ada):
    come(sunday, EVE - timedelta(days=3))
    with time_machine.travel(EVE - timedelta(days=1)):
        sunday.move(by=ada, day=date(2026, 11, 20), start_time=clock(12))
    with time_machine.travel(MORNING + timedelta(hours=1)):
        sunday.move(by=ada, day=date(2026, 11, 1), start_time=clock(15))

    assert sweep(MORNING + timedelta(hours=1, minutes=1)) == ["morning"]


def test_a_draft_and_an_unlisted_group_remind_nobody(sunday):
    come(sunday, EVE - timedelta(days=3))
    type(sunday.series.host).objects.update(state="suspended")

    assert sweep(EVE) == []


def test_who_erased_her_answer_is_not_reminded(sunday):
    answer = come(sunday, EVE - timedelta(days=3))
    sweep(EVE)
    Attendance.forget(answer)

    with time_machine.travel(EVE), pytest.raises(Unwanted, match="answer"):
        factories.mail(factories.letters("reminder")[0])


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_write_once(sunday):
    for number in range(20):
        come(sunday, EVE - timedelta(days=3), address=f"person{number}@example.org")

    with time_machine.travel(EVE, tick=False):
        written = at_once(reminders.write_due, reminders.write_due)

    assert sorted(written) == [0, 20]
    assert len(factories.recipients("reminder")) == len(set(factories.recipients("reminder"))) == 20

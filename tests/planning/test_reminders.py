"""What plans want from a person, and the one letter the day before."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from orgs import needs, personal
from outbox import retention
from outbox.letters import NotYet, Unwanted
from planning import reminders
from planning.models import Note, PlanFile, Task
from tests import factories

MONDAY = datetime(2026, 11, 9, 15, tzinfo=UTC)  # 10:00 in Akron
TUESDAY = date(2026, 11, 10)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(MONDAY - timedelta(days=2), tick=False) as traveller:
        yield traveller


@pytest.fixture
def hers(sound, eve, partner) -> Task:
    """Eve has taken the sound, which is due on Tuesday."""
    sound.change(by=sound.written_by, due=TUESDAY)
    sound.take(by=eve, group=partner)
    return sound


def test_who_took_a_task_is_reminded_once_the_day_before(hers, clock, eve):
    early = reminders.write_due()
    clock.move_to(MONDAY)

    assert (early, reminders.write_due(), reminders.write_due()) == (0, 1, 0)
    assert factories.recipients("task_reminder") == [eve.email]
    assert factories.mail(*factories.letters("task_reminder")).subject == "Due tomorrow: Sound"


def test_before_nine_in_the_morning_nobody_is_reminded(hers, clock):
    clock.move_to(MONDAY - timedelta(hours=2))

    assert reminders.write_due() == 0


def test_who_takes_it_on_the_eve_knows_of_it(sound, clock, eve, partner):
    sound.change(by=sound.written_by, due=TUESDAY)
    clock.move_to(MONDAY)
    sound.take(by=eve, group=partner)

    assert reminders.write_due() == 0


def test_another_day_is_reminded_of_anew(hers, clock):
    clock.move_to(MONDAY)
    reminders.write_due()
    hers.change(by=hers.written_by, due=TUESDAY + timedelta(days=1))
    clock.shift(timedelta(days=1))

    assert reminders.write_due() == 1


@pytest.mark.parametrize("act", ["done", "given back", "another day"])
def test_a_reminder_that_was_overtaken_is_not_sent(hers, clock, eve, act):
    clock.move_to(MONDAY)
    reminders.write_due()
    if act == "done":
        hers.finish(by=eve)
    elif act == "given back":
        hers.give_back(by=eve)
    else:
        hers.change(by=eve, due=TUESDAY + timedelta(days=5))

    with pytest.raises(Unwanted):
        factories.mail(*factories.letters("task_reminder"))


def test_a_reminder_waits_for_the_morning(hers, clock):
    clock.move_to(MONDAY)
    reminders.write_due()
    clock.move_to(datetime(2026, 11, 10, 4, tzinfo=UTC))  # 23:00

    with pytest.raises(NotYet):
        factories.mail(*factories.letters("task_reminder"), now=True)


def test_the_reminder_goes_once_of_two_sweeps(hers, clock, monkeypatch):
    clock.move_to(MONDAY)
    task = Task.objects.select_related("series", "owner", "group").get(pk=hers.pk)

    assert (reminders._write(task, MONDAY), reminders._write(task, MONDAY)) == (1, 0)


# The desk


def keys(user) -> list[str]:
    return [need.key for need in needs.of(user) if need.key.startswith("task")]


def test_her_task_of_the_week_needs_her_until_it_is_done(hers, as_user, eve, ada):
    (need,) = [need for need in needs.of(eve) if need.key == f"task:{hers.pk}"]
    others = keys(ada)
    as_user(eve).post(need.acts[0].url)

    assert (need.headline, need.due, others, keys(eve)) == ("Sound", TUESDAY, [], [])
    assert needs.done_by(eve, MONDAY - timedelta(days=9)) == ["“Sound” for “Saturday vigil” is done."]


def test_what_a_group_was_given_needs_its_organizers(sound, as_user, ada, bo, eve, partner):
    sound.pass_to(partner, by=ada)
    (need,) = [need for need in needs.of(bo) if need.key.startswith("task-given")]
    of_member = keys(eve)
    as_user(bo).post(need.acts[0].url, need.acts[0].fields)

    sound.refresh_from_db()
    assert (need.headline, of_member) == ("Who of Riverside Tenants Union does “Sound”?", [])
    assert (sound.owner, keys(bo)) == (bo, [])


def test_what_a_group_is_asked_needs_its_organizers(sound, ada, bo, partner, host):
    sound.take(by=bo, group=partner)
    sound.pass_to(host, by=bo)

    assert keys(ada) == [f"task-given:{sound.pk}:{host.pk}"]


# What is kept


def test_a_plan_is_deleted_ninety_days_after_its_series(sound, vigil, ada, clock):
    Note.write(vigil, by=ada, text="We met.")
    PlanFile.objects.create(series=vigil, organization=vigil.host, title="x", kind="png", size=1, content=b"x")
    vigil.cancel(by=ada, reason="")
    clock.shift(timedelta(days=89))
    retention.purge()
    kept = Task.objects.count(), Note.objects.count(), PlanFile.objects.count()
    clock.shift(timedelta(days=2))
    retention.purge()

    assert kept == (1, 1, 1)
    assert (Task.objects.count(), Note.objects.count(), PlanFile.objects.count()) == (0, 0, 0)


def test_what_plans_keep_of_a_person_is_told_to_her_and_goes_with_her_account(hers, vigil, eve, bo):
    Note.write(vigil, by=bo, text="We met.")
    told = {str(part.name): part.export(eve) for part in personal.parts()}
    eve.erase()
    bo.erase()

    hers.refresh_from_db()
    assert [row["task"] for row in told["Tasks you wrote, took or finished"]] == ["Sound"]
    assert (hers.owner, hers.group is None) == (None, False)
    assert Note.objects.get().written_by is None

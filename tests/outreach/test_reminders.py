"""Whoever looks after a group is reminded on the day and once more; who was silent is told that it is free."""

from datetime import date, timedelta

import pytest
import time_machine

from orgs.models import LetterSetting
from outbox.letters import Unwanted
from outreach.models import Prospect
from outreach.tasks import free_silent_claims, remind_of_next_steps
from tests import factories

pytestmark = pytest.mark.django_db

DUE, FREED = "prospects_due", "claims_freed"


@pytest.fixture
def clock():
    """A Sunday at noon in Akron."""
    with time_machine.travel("2026-11-22T17:00:00Z", tick=False) as clock:
        yield clock


@pytest.fixture
def ringing(clock, ada, choir, tenants) -> Prospect:
    """Ada is to ring the choir on Tuesday, and the tenants on the same day."""
    type(ada).objects.filter(pk=ada.pk).update(time_zone="America/New_York")
    for row in (choir, tenants):
        row.take(by=ada)
        row.touch("note", by=ada, next_step="Ring", due_on=date(2026, 11, 24))
    return choir


def later(clock, **time) -> int:
    clock.shift(timedelta(**time))
    remind_of_next_steps()
    remind_of_next_steps()
    return len(factories.letters(DUE))


def dropped(letter) -> str:
    with pytest.raises(Unwanted) as reason:
        factories.mail(letter)
    return str(reason.value).split(":")[0]


def test_one_letter_on_the_day_and_one_three_days_later(clock, ringing, ada):
    numbers = [later(clock, days=days) for days in (1, 1, 1, 1, 1, 1, 7)]

    assert numbers == [0, 1, 1, 1, 2, 2, 2]
    assert set(factories.recipients(DUE)) == {ada.email}


def test_it_comes_from_eight_in_the_morning_by_her_own_clocks(clock, ringing):
    assert [later(clock, hours=hours) for hours in (43, 1)] == [0, 1]


def test_the_letter_names_each_group_and_no_contact(clock, ringing, settings):
    later(clock, days=2)
    mail = factories.mail(factories.letters(DUE)[0])

    assert mail.subject == "2 groups wait for you"
    assert "Harbor Choir: Ring: today" in mail.body
    assert f"{settings.SITE_URL}{ringing.get_absolute_url()}" in mail.body
    assert ("June" in mail.body, "choir@example.org" in mail.body) == (False, False)


def test_another_day_is_another_reminder(clock, ringing, tenants, ada):
    later(clock, days=2)
    for row in (ringing, tenants):
        row.touch("note", by=ada, next_step="Ring", due_on=date(2026, 11, 30))

    assert [later(clock, days=days) for days in (5, 1)] == [1, 2]


def test_what_was_done_meanwhile_drops_the_letter(clock, ringing, tenants, ada):
    later(clock, days=2)
    for row in (ringing, tenants):
        row.let_go(by=ada)

    assert dropped(factories.letters(DUE)[0]) == "overtaken"


def test_a_host_that_wants_no_reminders_sends_none(clock, ringing, host, ada):
    LetterSetting.put(host, DUE, is_on=False, words="", by=ada)

    assert later(clock, days=2) == 0


def test_who_was_silent_for_two_weeks_is_told_once(clock, choir, ada):
    choir.take(by=ada)
    clock.shift(timedelta(days=15))
    free_silent_claims()
    free_silent_claims()

    (letter,) = factories.letters(FREED)
    assert letter.recipient == ada.email
    assert factories.mail(letter).subject == "Harbor Choir is free for others again"


def test_what_somebody_took_meanwhile_is_not_told(clock, choir, ada):
    choir.take(by=ada)
    clock.shift(timedelta(days=15))
    free_silent_claims()
    choir.take(by=ada)

    assert dropped(factories.letters(FREED)[0]) == "overtaken"


def test_both_are_shown_before_they_go(as_user, clock, ringing, host, ada):
    page = as_user(ada).get(f"/desk/groups/{host.slug}/letters/").content.decode()

    assert "2 groups wait for you" in page
    assert "2 groups are free for others again" in page

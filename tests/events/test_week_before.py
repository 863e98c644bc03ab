"""A week before a date the groups beside it are told of it: of their first one, then where they took something on."""

from datetime import date, timedelta

import pytest
import time_machine

from events import taken_on
from events.models import Attendance, Occurrence, Sponsorship
from events.tasks import tell_groups_beside
from orgs.models import LetterSetting
from outbox.letters import Unwanted
from tests import factories

pytestmark = pytest.mark.django_db

KIND = "week_before"


@pytest.fixture
def clock():
    """The Friday eight days before the first Saturday, at noon in Akron."""
    with time_machine.travel("2026-11-20T17:00:00Z", tick=False) as clock:
        yield clock


@pytest.fixture
def signed(clock, host, partner, ada, bo) -> Sponsorship:
    """Bo's group takes on food and hopes for ten, every Saturday at noon from 28 November on."""
    vigil = factories.series(host, by=ada, first=date(2026, 11, 28))
    Sponsorship.invite(vigil, partner, by=ada).accept(by=bo, tasks=["food"], pledge=10)
    return Sponsorship.objects.select_related("series", "organization").get()


@pytest.fixture
def dates(signed) -> list[Occurrence]:
    return list(signed.series.occurrences.order_by("day"))


def days_later(clock, days: int) -> list:
    clock.shift(timedelta(days=days))
    tell_groups_beside()
    tell_groups_beside()
    return factories.letters(KIND)


def dropped(letter) -> str:
    with pytest.raises(Unwanted) as reason:
        factories.mail(letter)
    return str(reason.value).split(":")[0]


def test_they_are_told_a_week_before_and_once(clock, signed, bo):
    told = [len(days_later(clock, days)) for days in (0, 1, 1, 6, 7)]

    assert told == [0, 1, 1, 1, 1]
    assert factories.recipients(KIND) == [bo.email]


def test_the_letter_says_what_they_took_on_and_what_their_link_brings(clock, signed, partner, dates, settings):
    Attendance.come(signed.series, dates[:1], people=4, via=partner)
    mail = factories.mail(days_later(clock, 1)[0])

    assert mail.subject == "Saturday 28 November: Saturday vigil"
    assert (
        "You took on: Food or hot drinks. You hope to bring 10 people. 4 have said yes by your link so far."
        in mail.body
    )
    assert f"{settings.SITE_URL}/sponsorships/{signed.pk}/" in mail.body
    assert signed.own_link in mail.body


def test_of_later_dates_they_are_told_where_they_took_something_on(clock, signed, partner, dates, monkeypatch):
    monkeypatch.setitem(taken_on._sources, "test", lambda keys: [(dates[2].pk, partner.pk, "Bring the urn")])
    told = [len(days_later(clock, days)) for days in (1, 7, 7)]

    assert told == [1, 1, 2]
    assert "Food or hot drinks, Bring the urn." in factories.mail(factories.letters(KIND)[1]).body


def test_who_signs_within_the_week_is_told_at_once_but_not_on_the_eve(clock, host, ada, bo, dates, signed):
    late = factories.group("Choir", coordinator=bo)
    days_later(clock, 4)
    Sponsorship.invite(signed.series, late, by=ada).accept(by=bo)
    soon = len(days_later(clock, 0))
    eve = factories.group("Band", coordinator=bo)
    clock.shift(timedelta(days=3))
    Sponsorship.invite(signed.series, eve, by=ada).accept(by=bo)

    assert (soon, len(days_later(clock, 0))) == (2, 2)


@pytest.mark.parametrize(
    "change",
    [{"level": "endorse"}, {"state": "withdrawn"}, {"sits_out": ["2026-11-28"]}, {"first_day": "2026-12-12"}],
)
def test_only_those_beside_that_date_are_told(clock, signed, change):
    Sponsorship.objects.filter(pk=signed.pk).update(**change)

    assert days_later(clock, 1) == []


def test_a_group_that_is_not_listed_or_a_host_that_does_not_write_is_left_out(clock, signed, host, ada):
    LetterSetting.put(host, KIND, is_on=False, words="", by=ada)

    assert (days_later(clock, 1), Sponsorship.objects.get().foretold_day) == ([], None)


def test_what_has_changed_meanwhile_drops_the_letter(clock, signed, dates, partner, bo, ada):
    (letter,) = days_later(clock, 1)
    signed.withdraw(by=bo)
    gone = dropped(letter)
    Sponsorship.objects.filter(pk=signed.pk).update(state="accepted")
    dates[0].cancel(by=ada, reason="Storm")

    assert (gone, dropped(letter)) == ("gone", "moved")


def test_the_host_sees_the_letter_before_it_goes(as_user, clock, signed, host, ada):
    page = as_user(ada).get(f"/desk/groups/{host.slug}/letters/").content.decode()

    assert "Saturday 28 November: Saturday vigil" in page
    assert "You took on: Food or hot drinks." in page

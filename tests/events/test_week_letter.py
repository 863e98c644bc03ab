"""Three things before Saturday: one letter a week, on the day and at the hour that an organizer chose."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from events import beginnings, week_letters, week_writing
from events.models import PrivateCalendar, Sponsorship
from orgs import needs
from orgs.models import Organization, User
from orgs.needs import Act, Need
from outbox.contacts import contact_index
from outbox.letters import Unwanted
from outbox.models import Suppression
from tests import factories
from tests.events.test_desk import words
from tests.races import at_once

pytestmark = pytest.mark.django_db

# Akron is five hours behind UTC in November: 18:00 on Thursday the 19th is 23:00 UTC.
THURSDAY = datetime(2026, 11, 19, 23, tzinfo=UTC)
THINGS = [Need(f"thing:{number}", f"Thing {number}", text="A sentence.") for number in range(1, 6)]


@pytest.fixture
def things(monkeypatch) -> list[Need]:
    """What needs everybody; a test takes away what is ended."""
    given = list(THINGS)
    monkeypatch.setattr(needs, "_sources", {})
    needs.register("all", lambda _user: given)
    return given


def written() -> list:
    return factories.letters("your_week")


def at(moment: datetime):
    return time_machine.travel(moment, tick=False)


# When


def test_it_is_written_on_thursday_at_six_by_the_clocks_of_her_group(things, host, ada, cy):
    with at(THURSDAY - timedelta(minutes=1)):
        assert week_writing.write_due() == 0
    with at(THURSDAY):
        assert week_writing.write_due() == 1

    assert factories.recipients("your_week") == [ada.email]


def test_her_own_clock_comes_first(things, host, ada):
    ada.settle(name="Ada", time_zone="Europe/Berlin")

    with at(datetime(2026, 11, 19, 17, tzinfo=UTC)):
        assert week_writing.write_due() == 1


def test_her_own_day_and_hour_hold(things, host, ada):
    User.objects.filter(pk=ada.pk).update(week_day=0, week_hour=7)

    with at(datetime(2026, 11, 23, 12, tzinfo=UTC)):
        assert week_writing.write_due() == 1


def test_two_beats_and_a_late_one_write_one(things, host, ada):
    for late in (timedelta(0), timedelta(0), timedelta(minutes=15), timedelta(hours=30)):
        with at(THURSDAY + late):
            week_writing.write_due()

    assert len(written()) == 1


@pytest.mark.django_db(transaction=True)
def test_two_beats_at_the_same_moment_write_one(things, host, ada):
    with at(THURSDAY):
        assert sorted(at_once(week_writing.write_due, week_writing.write_due)) == [0, 1]

    assert len(written()) == 1


def test_the_next_week_has_its_own(things, host, ada):
    for weeks in (0, 1):
        with at(THURSDAY + timedelta(weeks=weeks)):
            week_writing.write_due()

    assert len(written()) == 2


@pytest.mark.parametrize(("late", "letters"), [(15, 1), (40, 1), (49, 0)])
def test_a_clock_that_stood_still_catches_up_for_two_days(things, host, ada, late, letters):
    with at(THURSDAY + timedelta(hours=late)):
        assert week_writing.write_due() == letters


def test_what_is_late_wakes_nobody(things, host, ada):
    with at(THURSDAY + timedelta(hours=8)):  # two in the morning
        assert week_writing.write_due() == 0


def test_a_chosen_hour_of_the_night_is_hers(things, host, ada):
    User.objects.filter(pk=ada.pk).update(week_hour=2)

    with at(datetime(2026, 11, 19, 7, tzinfo=UTC)):
        assert week_writing.write_due() == 1


def test_a_sunday_evening_belongs_to_its_own_week(things, host, ada):
    User.objects.filter(pk=ada.pk).update(week_day=6, week_hour=23)

    with at(datetime(2026, 11, 23, 4, tzinfo=UTC)):
        week_writing.write_due()

    ada.refresh_from_db()
    assert ada.week_told_on == date(2026, 11, 16)


@pytest.mark.parametrize(
    ("day", "instant"),
    [
        (date(2026, 3, 8), datetime(2026, 3, 8, 7, tzinfo=UTC)),  # 02:00 does not exist: 03:00 by the new clocks
        (date(2026, 11, 1), datetime(2026, 11, 1, 7, tzinfo=UTC)),  # 02:00 after the clocks went back
    ],
)
def test_the_clocks_may_change_that_night(day, instant):
    monday, found = week_writing.chosen(6, 2, "America/New_York", instant + timedelta(hours=2))

    assert (monday, found) == (day - timedelta(days=6), instant)


# To whom


def test_members_strangers_and_closed_accounts_get_none(things, host, ada, cy, dee):
    User.objects.filter(pk=ada.pk).update(is_active=False)

    with at(THURSDAY):
        assert week_writing.write_due() == 0


@pytest.mark.parametrize("state", ["suspended", "retired"])
def test_the_people_of_a_closed_group_get_none(things, host, ada, state):
    Organization.objects.filter(pk=host.pk).update(state=state)

    with at(THURSDAY):
        assert week_writing.write_due() == 0


def test_who_chose_never_gets_none(things, host, ada):
    ada.choose_week(day=None)

    with at(THURSDAY):
        assert week_writing.write_due() == 0


def test_where_nothing_needs_her_there_is_none_that_week(things, host, ada):
    given, things[:] = list(things), []
    with at(THURSDAY):
        assert week_writing.write_due() == 0

    things[:] = given
    with at(THURSDAY + timedelta(hours=12)):
        assert week_writing.write_due() == 0


def test_who_breaks_does_not_keep_the_others_from_theirs(things, host, partner, ada, bo, monkeypatch):
    def broken(user):
        if user == ada:
            raise ValueError("broken")
        return things

    needs.register("all", broken)
    with at(THURSDAY):
        week_writing.write_due()

    assert factories.recipients("your_week") == [bo.email]


# What it says


@pytest.fixture
def letter(things, host, ada):
    with at(THURSDAY):
        week_writing.write_due()
    return written()[0]


def test_it_lists_the_first_three_and_how_many_more(letter):
    with at(THURSDAY):
        mail = factories.mail(letter, now=True)

    assert mail.subject == "Five things this week"
    assert [f"Thing {number}" in mail.body for number in range(1, 6)] == [True, True, True, False, False]
    assert "And 2 more." in mail.body


def test_its_links_only_show(things, letter):
    things[:] = [Need("one:1", "One", acts=[Act("Do it", "/secret/press/", post=True)])]

    with at(THURSDAY):
        mail = factories.mail(letter, now=True)

    assert ("/desk/#one-1" in mail.body, "press" in mail.body) == (True, False)
    assert "List-Unsubscribe" in mail.extra_headers


def test_it_tells_the_next_date_in_a_line(things, host, ada):
    with at(THURSDAY):
        vigil = factories.series(host, by=ada)
        factories.coming(vigil, people=3)

        assert week_letters.of(ada)["numbers"] == "Saturday vigil on Saturday: 3 people said yes, 0 co-sponsors."
        assert week_letters.of(ada)["headline"] == "Five things before Saturday"


def test_it_is_dropped_where_nothing_needs_her_any_more(things, letter):
    things.clear()

    with at(THURSDAY), pytest.raises(Unwanted):
        factories.mail(letter, now=True)


@pytest.mark.parametrize("change", [{"week_day": None}, {"is_active": False}])
def test_it_is_dropped_where_she_is_gone_or_has_stopped_it(letter, ada, change):
    User.objects.filter(pk=ada.pk).update(**change)

    with at(THURSDAY), pytest.raises(Unwanted):
        factories.mail(letter, now=True)


# The setting


def test_she_chooses_day_and_hour_and_reads_what_it_would_say(as_user, things, host, ada):
    browser = as_user(ada)

    response = browser.post("/account/week/", {"day": "2", "hour": "7"}, follow=True)

    ada.refresh_from_db()
    assert (ada.week_day, ada.week_hour) == (2, 7)
    assert ("Saved." in words(response), "Thing 1" in words(response)) == (True, True)


def test_never_is_a_choice_too(as_user, things, host, ada):
    as_user(ada).post("/account/week/", {"day": "never", "hour": "18"})

    ada.refresh_from_db()
    assert ada.week_day is None


@pytest.mark.parametrize("data", [{"day": "7", "hour": "18"}, {"day": "1", "hour": "24"}, {"day": "x", "hour": ""}])
def test_what_is_no_day_or_hour_is_said_so(as_user, host, ada, data):
    response = as_user(ada).post("/account/week/", data)

    ada.refresh_from_db()
    assert (response.status_code, ada.week_day, ada.week_hour) == (422, 3, 18)


@pytest.mark.parametrize(("day", "letters"), [(2, 0), (4, 1)])
def test_an_hour_that_has_passed_this_week_begins_with_the_next(things, host, ada, day, letters):
    with at(THURSDAY):
        ada.choose_week(day=day, hour=12)
    with at(THURSDAY + timedelta(hours=18)):
        assert week_writing.write_due() == letters


def test_the_link_of_the_letter_ends_it_and_a_chosen_day_begins_it_anew(as_user, things, host, ada):
    Suppression.objects.add(contact_index(ada.email), kind="your_week", reason="asked")
    browser = as_user(ada)
    assert '<option value="never" selected>Never' in browser.get("/account/week/").content.decode()

    browser.post("/account/week/", {"day": "3", "hour": "18"})

    assert not Suppression.objects.exists()


def test_where_nothing_needs_her_the_page_says_so(as_user, host, ada):
    assert "Nothing needs you, so there would be no letter." in words(as_user(ada).get("/account/week/"))


# To begin


def ticks(user) -> list[bool]:
    return [step.is_done for step in beginnings.steps(user)]


def test_a_new_organizer_has_a_list_that_ticks_itself(host, partner, ada, cy):
    assert (ticks(ada), ticks(cy)) == ([False] * 4, [])

    Organization.objects.filter(pk=host.pk).update(about="We meet on Tuesdays.")
    series = factories.series(host, by=ada)
    Sponsorship.invite(series, partner, by=ada)

    assert ticks(ada) == [True, True, False, False]
    assert "1 so far" in beginnings.steps(ada)[2].label


def test_the_list_goes_when_all_is_done(host, ada):
    Organization.objects.filter(pk=host.pk).update(about="We meet on Tuesdays.")
    series = factories.series(host, by=ada)
    for number in range(3):
        Sponsorship.invite_address(series, f"group{number}@example.org", by=ada)
    PrivateCalendar.objects.create(user=ada, name="Mine", prefix="p", secret_hash="h")

    assert beginnings.steps(ada) == []


def test_the_list_is_put_away_with_one_press(as_user, host, ada):
    browser = as_user(ada)
    assert "Put this list away" in words(browser.get("/desk/"))

    browser.post("/desk/beginnings/dismissal/")

    assert "Put this list away" not in words(browser.get("/desk/"))


def test_who_has_organized_for_long_has_no_list(host, ada):
    host.memberships.update(joined_at=timezone.now() - timedelta(weeks=5))

    assert beginnings.steps(ada) == []

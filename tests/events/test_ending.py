"""A series ends by the word of its people, and its page says thank you and keeps what was."""

from datetime import date, time, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from events import farewell, following
from events.models import Change, Follow, Follower, Occurrence, Series, Sponsorship
from events.models.ending import History
from events.models.new_rule import NewRule
from events.tasks import roll_dates
from orgs.models import AuditEntry
from outbox.letters import Unwanted
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def noon():
    """A Sunday in November, noon in Akron."""
    with time_machine.travel("2026-11-22T17:00:00Z", tick=False) as clock:
        yield clock


@pytest.fixture
def vigil(noon, host, ada):
    """Saturdays: three were held, the next is on 28 November, and none is the last one yet."""
    series = factories.series(host, by=ada, announced=False, first=date(2026, 11, 7), weeks=30, open_ended=True)
    series.record_history(by=ada)
    return series


def day(month: int, number: int) -> date:
    return date(2026, month, number)


def states(series: Series) -> dict[date, str]:
    return dict(series.occurrences.order_by("day").values_list("day", "state"))


# Ending it


def test_dates_after_the_last_one_are_cancelled_and_those_up_to_it_stay(vigil, ada):
    vigil.end(by=ada, on=day(12, 12))

    found = states(vigil)
    assert [found[day(12, number)] for number in (5, 12, 19)] == ["planned", "planned", "cancelled"]
    assert found[day(11, 21)] == "held"
    assert (vigil.is_announced, vigil.last_day, vigil.open_ended) == (True, day(12, 12), False)


def test_no_date_comes_into_the_window_after_the_end(vigil, ada, noon):
    vigil.end(by=ada, on=day(12, 12))
    known = set(states(vigil))

    noon.shift(timedelta(days=14))
    roll_dates()

    assert set(states(vigil)) == known


def test_it_ends_after_its_last_date_although_cancelled_ones_would_follow(vigil, ada, noon):
    vigil.end(by=ada, on=day(12, 12))

    noon.move_to("2026-12-13T17:00:00Z")
    roll_dates()

    vigil.refresh_from_db()
    assert (vigil.is_over, vigil.turned_at.date()) == (True, day(12, 13))


def test_it_ends_at_once_where_nothing_more_is_to_come(vigil, ada):
    vigil.end(by=ada)

    assert (vigil.is_over, vigil.last_day) == (True, day(11, 21))
    assert set(states(vigil).values()) == {"held", "cancelled"}


def test_a_date_that_goes_on_right_now_is_the_last_one(vigil, ada, noon):
    noon.move_to("2026-11-28T17:30:00Z")

    vigil.end(by=ada)

    assert (vigil.is_announced, states(vigil)[day(11, 28)], vigil.last_day) == (True, "planned", day(11, 28))


def test_a_date_whose_new_day_was_still_open_gets_none(vigil, ada, noon):
    owed = vigil.occurrences.get(day=day(11, 28))
    owed.postpone(by=ada)
    noon.move_to("2026-12-06T17:00:00Z")

    vigil.end(by=ada)

    owed.refresh_from_db()
    assert (vigil.is_over, owed.state) == (True, "cancelled")


def test_what_never_took_place_is_cancelled_and_not_ended(noon, host, ada):
    fresh = factories.series(host, by=ada)

    with pytest.raises(ValidationError) as refusal:
        fresh.end(by=ada)

    assert refusal.value.code == "nothing_held"


def test_a_second_end_is_refused(vigil, ada):
    vigil.end(by=ada)

    with pytest.raises(ValidationError) as refusal:
        vigil.end(by=ada)

    assert refusal.value.code == "not_running"


def test_it_may_end_before_a_rule_that_was_to_come(vigil, ada):
    later = NewRule.of(vigil, date(2027, 2, 1), start_time=time(18))
    vigil.change_rule(later, by=ada)

    vigil.end(by=ada, on=day(12, 5))

    ahead = vigil.occurrences.filter(day__gt=day(12, 5))
    assert set(ahead.values_list("state", flat=True)) == {"cancelled"}
    assert all(row.state == "cancelled" for row in vigil.all_dates(day(12, 6), date(2028, 1, 1)))


def test_the_end_is_taken_back_within_the_hour(vigil, ada):
    until = vigil.cadence.until
    change = vigil.end(by=ada, thanks="Thank you all")

    change.undo(by=ada)

    vigil.refresh_from_db()
    assert (vigil.is_announced, vigil.cadence.until, vigil.open_ended) == (True, until, True)
    assert states(vigil)[day(11, 28)] == "planned"


def test_the_end_is_on_record(vigil, ada):
    vigil.end(by=ada, on=day(12, 12))

    assert AuditEntry.objects.get(verb="series_ended").day == day(12, 12)


# Who is told


def test_who_comes_later_is_told_once_and_who_comes_before_is_not(vigil, ada):
    before, after = (vigil.occurrences.get(day=day(12, number)) for number in (5, 19))
    factories.coming(vigil, before, address="before@example.org")
    factories.coming(vigil, after, address="after@example.org")
    factories.coming(vigil, address="always@example.org")

    vigil.end(by=ada, on=day(12, 12))

    assert factories.recipients("series_ended") == ["after@example.org", "always@example.org"]
    assert factories.letters("date_changed") == []


def test_the_letter_says_the_last_date_and_the_thanks(vigil, ada):
    factories.coming(vigil, address="always@example.org")
    vigil.end(by=ada, on=day(12, 12), thanks="You were wonderful.")

    letter = factories.mail(factories.letters("series_ended")[0])

    assert letter.subject == "Saturday vigil ends on 12 December"
    assert "Its last date is Saturday 12 December; none after it takes place." in letter.body
    assert "You were wonderful." in letter.body


def test_the_letter_is_dropped_where_the_end_was_taken_back(vigil, ada):
    factories.coming(vigil, address="always@example.org")
    change = vigil.end(by=ada)
    (letter,) = factories.letters("series_ended")

    Change.objects.get(pk=change.pk).undo(by=ada)

    letter.refresh_from_db()
    assert letter.state == "dropped"
    with pytest.raises(Unwanted):
        factories.mail(letter)


def follower(series: Series, address: str) -> None:
    Follow.ask(address, Follow.of_series(series), rhythm="announced")
    found = Follower.objects.of(address).get()
    found.confirm(found.follows.values_list("pk", flat=True))
    Follow.objects.update(began_at=timezone.now() - timedelta(days=2))


def write_news(clock, days: int) -> None:
    """The clockwork of so many days, each hour of them."""
    for _hour in range(24 * days):
        roll_dates()
        following.write_due()
        clock.shift(timedelta(hours=1))


def test_followers_are_told_once_when_it_has_ended(vigil, ada, noon):
    follower(vigil, "june@example.org")
    vigil.end(by=ada, on=day(11, 28))
    assert factories.recipients("follow_news") == []

    write_news(noon, days=10)

    assert factories.recipients("follow_news") == ["june@example.org"]


def test_who_comes_and_follows_is_told_once(vigil, ada, noon):
    follower(vigil, "june@example.org")
    factories.coming(vigil, address="june@example.org")
    vigil.end(by=ada)

    write_news(noon, days=3)

    assert (factories.recipients("series_ended"), factories.recipients("follow_news")) == (["june@example.org"], [])


def test_followers_are_told_once_when_it_goes_on(vigil, ada, noon):
    follower(vigil, "june@example.org")
    Series.objects.filter(pk=vigil.pk).update(
        cadence=factories.weekly(vigil.first_day, day(12, 5)), last_day=day(12, 5)
    )
    noon.shift(timedelta(hours=1))
    vigil.renew(by=ada)

    write_news(noon, days=3)

    assert factories.recipients("follow_news") == ["june@example.org"]


# The desk


def test_organizers_choose_the_last_date_at_their_desk(vigil, ada, as_user):
    browser = as_user(ada)
    page = browser.get(f"/desk/events/{vigil.slug}/ending/").content.decode()
    assert '<option value="2026-12-12">Saturday 12 December 2026</option>' in page

    browser.post(f"/desk/events/{vigil.slug}/ending/", {"on": "2026-12-12", "thanks": "Thank you"})

    vigil.refresh_from_db()
    assert (vigil.last_day, vigil.thanks) == (day(12, 12), "Thank you")


def test_a_date_that_cannot_be_the_last_is_said_beside_its_field(vigil, ada, as_user):
    answer = as_user(ada).post(f"/desk/events/{vigil.slug}/ending/", {"on": "2026-12-13", "thanks": "Kept"})

    assert answer.status_code == 422
    assert 'id="id_on_error"' in answer.content.decode()
    assert "Kept" in answer.content.decode()


def test_nothing_that_has_not_begun_is_offered_to_end_now(noon, host, ada, as_user):
    fresh = factories.series(host, by=ada)

    page = as_user(ada).get(f"/desk/events/{fresh.slug}/ending/").content.decode()

    assert "Now, without another date" not in page
    assert "Nothing of it has taken place yet." in page


# What stays


def test_the_page_says_thank_you_and_keeps_what_was(vigil, partner, ada, bo, client):
    Sponsorship.invite(vigil, partner, by=ada).accept(by=bo)
    vigil.end(by=ada, thanks="Every branch is open again.")

    page = client.get(vigil.get_absolute_url()).content.decode()

    assert "<span>3 Saturdays</span> <span>From 7 November 2026 to 21 November 2026.</span>" in page
    assert "2 groups stood together" in page
    assert "Every branch is open again." in page
    assert f'href="/events/{vigil.slug}/2026-11-07/"' in page
    assert "I’ll be there" not in page


def test_the_page_leads_to_what_the_host_does_next(vigil, host, ada, client):
    factories.series(host, by=ada, title="Sunday supper")
    vigil.end(by=ada)

    assert "Sunday supper" in client.get(vigil.get_absolute_url()).content.decode()


def test_one_date_alone_is_thanked_for_in_fitting_words(noon, host, ada, client):
    once = factories.series(host, by=ada, announced=False, first=day(11, 21), weeks=1)
    once.record_history(by=ada)

    page = client.get(once.get_absolute_url()).content.decode()

    assert "It took place on Saturday 21 November 2026." in page
    assert "Friends of Sanctuary Schools thanks everybody who came." in page
    assert "Every date" not in page


def test_the_dates_of_what_has_ended_keep_their_pages(vigil, ada, client):
    vigil.end(by=ada)

    page = client.get(f"/events/{vigil.slug}/2026-11-07/")

    assert (page.status_code, "This has ended" in page.content.decode()) == (200, True)


def test_its_calendar_stays_with_what_was_called_off(vigil, ada, client):
    vigil.end(by=ada, on=day(11, 28))

    feed = client.get(f"/events/{vigil.slug}.ics").content.decode()

    cancelled = vigil.occurrences.filter(state="cancelled").count()
    assert feed.count("STATUS:CANCELLED") == cancelled
    last = vigil.occurrences.order_by("-day").first().starts_at
    assert f"UNTIL={last:%Y%m%dT%H%M%SZ}" in feed


def test_thanks_are_written_later_too(vigil, ada, as_user, client):
    vigil.end(by=ada)

    as_user(ada).post(f"/desk/events/{vigil.slug}/thanks/", {"thanks": "<b>Thank you</b>"})

    assert "&lt;b&gt;Thank you&lt;/b&gt;" in client.get(vigil.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("history", "words"),
    [
        (History(38, date(2026, 3, 7), date(2026, 11, 21), 5), "38 Saturdays"),
        (History(1, date(2026, 3, 7), date(2026, 3, 7), 5), "1 Saturday"),
        (History(9, date(2026, 3, 7), date(2026, 11, 21), None), "9 gatherings"),
    ],
)
def test_what_was_held_is_counted_in_its_days(history, words):
    assert farewell.count(history) == words


def test_cancelled_dates_are_not_counted(vigil):
    vigil.occurrences.filter(day=day(11, 14)).update(state=Occurrence.State.CANCELLED)

    assert vigil.history() == History(2, day(11, 7), day(11, 21), 5)


# A rule that is full


def test_a_daily_series_of_a_year_goes_on_by_the_same_rule(noon, host, ada):
    daily = factories.series(host, by=ada, announced=False, open_ended=True)
    first = day(11, 1)
    daily.rewrite(by=ada, cadence=factories.daily(first, first + timedelta(days=360)), place=daily.place)
    daily.announce(by=ada)
    noon.move_to("2027-10-20T17:00:00Z")
    daily.roll()

    daily.renew(by=ada)

    daily.refresh_from_db()
    assert (daily.first_day, daily.last_day, daily.former_rules.count()) == (first, date(2028, 4, 27), 1)
    assert daily.occurrences.filter(day=date(2027, 11, 1)).count() == 1

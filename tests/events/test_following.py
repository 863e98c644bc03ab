"""What followers are told: once, at their own hours, one letter a day, and only what still stands."""

from datetime import UTC, date, datetime, timedelta
from unittest import mock

import pytest
import time_machine

from events import following
from events.models import Follow, Follower, Series, Sponsorship
from events.tasks import write_news
from orgs.models import Affiliation
from outbox.letters import NotYet, Unwanted
from outbox.models import Suppression
from tests import factories
from tests.races import at_once

pytestmark = pytest.mark.django_db

JUNE = "june@example.org"
ANNOUNCED, WEEKLY = Follow.Rhythm.ANNOUNCED, Follow.Rhythm.WEEKLY
# The clocks of New York go back in the night to Sunday, 1 November 2026.
MONDAY = datetime(2026, 10, 26, 14, tzinfo=UTC)  # 10:00 in summer time
THURSDAY_FIVE = datetime(2026, 10, 29, 21, tzinfo=UTC)  # 17:00 in summer time
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
AKRON = {
    "label": "Akron, OH",
    "latitude": 41.08,
    "longitude": -81.52,
    "km": 25,
    "time_zone": "America/New_York",
}


def at(instant: datetime, verb, *args, **kwargs):
    with time_machine.travel(instant, tick=False):
        return verb(*args, **kwargs)


def follow(target: dict, rhythm: str = ANNOUNCED, *, address: str = JUNE, since: datetime = MONDAY - DAY) -> Follower:
    def confirmed():
        Follow.ask(address, target, rhythm=rhythm)
        follower = Follower.objects.of(address).get()
        follower.confirm(follower.follows.values_list("pk", flat=True))
        return follower

    return at(since, confirmed)


def announced(host, instant: datetime, **fields) -> Series:
    """A series of Saturdays from 31 October on, announced at the instant."""
    return at(instant, factories.series, host, first=date(2026, 10, 31), **fields)


def sweep(instant: datetime, kind: str = "follow_news") -> int:
    """How many letters of the kind there are once the clockwork ran at the instant."""
    at(instant, write_news)
    return len(factories.letters(kind))


def told(instant: datetime, kind: str = "follow_news") -> str:
    """The text of the newest letter, sent at the instant."""
    return at(instant, factories.mail, factories.letters(kind)[-1], now=True).body


def unwanted(instant: datetime, kind: str = "follow_news") -> str:
    with pytest.raises(Unwanted) as lost:
        told(instant, kind)
    return str(lost.value).partition(":")[0]


# As announced


def test_a_follower_of_the_host_is_told_once(host):
    follow(Follow.of_group(host))
    announced(host, MONDAY)

    counts = [sweep(MONDAY + minutes * timedelta(minutes=15)) for minutes in range(1, 4)]
    counts.append(sweep(MONDAY + DAY))

    assert counts == [1, 1, 1, 1]
    assert "Saturday vigil" in told(MONDAY + HOUR)
    assert factories.recipients("follow_news") == [JUNE]


def test_host_series_and_town_make_one_letter_that_names_each_thing_once(host):
    known = announced(host, MONDAY - 2 * DAY, title="Known")
    for target in (Follow.of_group(host), AKRON, Follow.of_series(known)):
        follow(target)
    announced(host, MONDAY)

    assert sweep(MONDAY + HOUR) == 1
    assert told(MONDAY + HOUR).count("Saturday vigil\n") == 1
    assert "Known" not in told(MONDAY + HOUR)


@pytest.mark.parametrize(("including", "letters"), [(True, 1), (False, 0)])
def test_a_follower_of_a_coalition_is_told_what_its_page_shows(host, ada, including, letters):
    rivers = factories.group("Rivers", coordinator=ada, kind="coalition")
    Affiliation.request(rivers, host, by=ada).accept(by=ada)
    if including:
        rivers.include_members(by=ada)
    follow(Follow.of_group(rivers))
    vigil = announced(host, MONDAY)

    assert sweep(MONDAY + HOUR) == letters
    assert Follow.objects.confirmed().that_show(vigil).count() == letters


def test_what_was_public_before_is_not_new(host):
    announced(host, MONDAY - 3 * DAY)
    follow(Follow.of_group(host), since=MONDAY - 2 * DAY)

    assert sweep(MONDAY) == 0


def test_a_series_is_new_when_its_host_is_listed(host):
    type(host).objects.update(state="in_review")
    follow(AKRON)
    announced(host, MONDAY - HOUR)

    before = sweep(MONDAY)
    host.refresh_from_db()
    at(MONDAY + HOUR, host.enlist, by=None)

    assert (before, sweep(MONDAY + 2 * HOUR)) == (0, 1)


def test_two_things_of_one_day_are_two_letters_only_on_two_days(host):
    follow(Follow.of_group(host))
    announced(host, MONDAY, title="First")
    first = sweep(MONDAY + HOUR)
    announced(host, MONDAY + 2 * HOUR, title="Second")

    assert (first, sweep(MONDAY + 3 * HOUR), sweep(MONDAY + DAY)) == (1, 1, 2)
    body = told(MONDAY + DAY)
    assert ("First" in body, "Second" in body) == (False, True)


def test_a_town_hears_of_what_lies_within_its_kilometres(host):
    follow(AKRON)
    announced(host, MONDAY, place=factories.town(latitude=41.0814, longitude=-80.7))  # 69 km east

    assert sweep(MONDAY + HOUR) == 0


def test_a_corner_of_the_box_is_farther_than_the_circle(host):
    follow(AKRON)
    announced(host, MONDAY, place=factories.town(latitude=41.08 + 0.21, longitude=-81.52 + 0.28))  # 33 km

    assert sweep(MONDAY + HOUR) == 0


def test_a_follower_of_a_group_hears_of_what_it_stands_under(host, partner, ada, bo):
    follow(Follow.of_group(partner))
    series = announced(host, MONDAY)
    at(MONDAY, lambda: Sponsorship.invite(series, partner, by=ada).accept(by=bo))

    assert sweep(MONDAY + HOUR) == 1


def test_a_weekly_follower_is_not_told_of_the_new(host):
    follow(Follow.of_group(host), WEEKLY)
    announced(host, MONDAY)

    assert sweep(MONDAY + HOUR) == 0


def test_an_unconfirmed_address_is_told_nothing(host):
    at(MONDAY - HOUR, Follow.ask, JUNE, Follow.of_group(host), rhythm=ANNOUNCED)
    announced(host, MONDAY)

    assert sweep(MONDAY + HOUR) == 0


def test_a_new_rhythm_tells_nothing_of_before(host):
    follower = follow(Follow.of_group(host), WEEKLY)
    announced(host, MONDAY)
    at(MONDAY + HOUR, follower.follows.get().change, rhythm=ANNOUNCED)

    assert sweep(MONDAY + 2 * HOUR) == 0


# A followed series goes on or ends


def test_a_series_that_goes_on_is_told_once(host):
    series = announced(host, MONDAY - 2 * DAY)
    follow(Follow.of_series(series))
    at(MONDAY, series.extend, series.last_day + timedelta(weeks=2), by=None)

    assert (sweep(MONDAY + HOUR), sweep(MONDAY + DAY)) == (1, 1)
    assert "Saturday vigil goes on. Its last date is now Saturday 2 January 2027." in told(MONDAY + HOUR)


def test_a_cancelled_series_is_told_once_and_not_to_who_was_told_as_one_who_comes(host, ada):
    series = announced(host, MONDAY - 2 * DAY)
    for address in (JUNE, "july@example.org"):
        follow(Follow.of_series(series), address=address)
    at(MONDAY - HOUR, factories.coming, series, address=JUNE)
    at(MONDAY, series.cancel, by=ada, reason="Won.")

    assert sweep(MONDAY + HOUR) == 1
    assert factories.recipients("follow_news") == ["july@example.org"]
    assert factories.recipients("series_cancelled") == [JUNE]
    assert "has cancelled Saturday vigil" in told(MONDAY + HOUR)


def test_a_weekly_follower_of_a_series_hears_of_its_end_too(host):
    series = announced(host, MONDAY - 2 * DAY, weeks=2)
    follow(Follow.of_series(series), WEEKLY)
    over = datetime(2026, 11, 9, 15, tzinfo=UTC)

    at(over, series.end_if_over)

    assert sweep(over + HOUR) == 1
    assert "Saturday vigil has ended." in told(over + HOUR)


def test_that_a_single_date_is_past_is_no_news(host):
    series = announced(host, MONDAY - 2 * DAY, weeks=1)
    follow(Follow.of_series(series))
    over = datetime(2026, 11, 2, 15, tzinfo=UTC)

    assert (at(over, series.end_if_over), sweep(over + HOUR)) == (True, 0)


# Asked again at sending


def test_a_letter_whose_series_was_cancelled_meanwhile_is_dropped(host, ada):
    follow(Follow.of_group(host))
    series = announced(host, MONDAY)
    sweep(MONDAY + HOUR)
    at(MONDAY + HOUR, series.cancel, by=ada)

    assert unwanted(MONDAY + HOUR) == "over"


def test_a_letter_to_who_stopped_meanwhile_is_dropped(host):
    follower = follow(Follow.of_group(host))
    announced(host, MONDAY)
    sweep(MONDAY + HOUR)
    follower.stop()

    assert unwanted(MONDAY + HOUR) == "gone"


def test_a_letter_of_a_group_that_was_suspended_is_dropped(host):
    follow(Follow.of_group(host))
    announced(host, MONDAY)
    sweep(MONDAY + HOUR)
    type(host).objects.update(state="suspended")

    assert unwanted(MONDAY + HOUR) == "over"


def test_who_wants_no_such_letters_gets_none(host):
    follower = follow(Follow.of_group(host))
    announced(host, MONDAY)
    sweep(MONDAY + HOUR)
    Suppression.objects.add(follower.contact_index, kind="follow_news", reason=Suppression.ASKED)
    (message,) = factories.letters("follow_news")

    at(MONDAY + HOUR, message.deliver, mock.Mock())

    assert (message.state, message.reason) == ("dropped", "suppressed")


def test_who_stopped_such_letters_and_follows_anew_gets_them_again(host):
    follower = follow(Follow.of_group(host))
    for kind in ("follow_news", "reminder"):
        Suppression.objects.add(follower.contact_index, kind=kind, reason=Suppression.ASKED)

    follow(AKRON)

    assert [found.kind for found in Suppression.objects.all()] == ["reminder"]


# Quiet hours


@pytest.mark.parametrize(("hour", "letters"), [(1, 1), (2, 0), (8, 0), (10, 0), (11, 1)])
def test_nothing_is_written_from_ten_at_night_to_seven(host, hour, letters):
    follow(Follow.of_group(host))
    announced(host, MONDAY)

    night = datetime(2026, 10, 27, hour, 30, tzinfo=UTC)  # 21:30, 22:30, 04:30, 06:30 and 07:30 there
    assert sweep(night) == letters


def test_a_letter_that_comes_late_waits_for_the_morning(host):
    follow(Follow.of_group(host))
    announced(host, MONDAY)
    sweep(MONDAY + HOUR)

    with pytest.raises(NotYet) as early:
        told(datetime(2026, 11, 1, 3, tzinfo=UTC))  # 23:00, and the clocks go back before the morning
    assert early.value.until == datetime(2026, 11, 1, 12, tzinfo=UTC)
    with pytest.raises(NotYet) as early:
        told(datetime(2026, 11, 1, 6, tzinfo=UTC))  # 01:00, the second one of that night
    assert early.value.until == datetime(2026, 11, 1, 12, tzinfo=UTC)


# Weekly


def test_on_thursdays_at_five_comes_what_is_on_in_ten_days(host):
    follow(AKRON, WEEKLY)
    announced(host, MONDAY)

    minute = timedelta(minutes=1)
    counts = [sweep(THURSDAY_FIVE + wait, "follow_weekly") for wait in (-minute, 0 * minute, HOUR, DAY)]

    assert counts == [0, 1, 1, 1]
    body = told(THURSDAY_FIVE, "follow_weekly")
    assert ["31 October" in body, "7 November" in body, "14 November" in body] == [True, True, False]


def test_the_hour_stays_five_after_the_clocks_change(host):
    follow(AKRON, WEEKLY)
    announced(host, MONDAY)
    week_later = THURSDAY_FIVE + timedelta(weeks=1)  # 16:00 in winter time

    first = sweep(THURSDAY_FIVE, "follow_weekly")
    assert (first, sweep(week_later, "follow_weekly"), sweep(week_later + HOUR, "follow_weekly")) == (1, 1, 2)


def test_each_date_stands_in_the_weekly_letter_once(host):
    series = announced(host, MONDAY)
    for target in (AKRON, Follow.of_group(host), Follow.of_series(series)):
        follow(target, WEEKLY)

    sweep(THURSDAY_FIVE, "follow_weekly")

    assert told(THURSDAY_FIVE, "follow_weekly").count("Saturday vigil") == 2  # two Saturdays


def test_where_nothing_is_on_nothing_is_sent(host, ada):
    follow(AKRON, WEEKLY)
    series = announced(host, MONDAY)
    with time_machine.travel(MONDAY, tick=False):
        for day in series.occurrences.order_by("day")[:2]:
            day.series = series
            day.cancel(by=ada)
            series.refresh_from_db()
    sweep(THURSDAY_FIVE, "follow_weekly")

    assert unwanted(THURSDAY_FIVE, "follow_weekly") == "nothing on"


def test_a_clockwork_that_stood_still_catches_up_on_friday_and_no_later(host):
    for address in (JUNE, "july@example.org"):
        follow(AKRON, WEEKLY, address=address)
    announced(host, MONDAY)

    assert sweep(THURSDAY_FIVE + 16 * HOUR, "follow_weekly") == 2
    Follower.objects.update(written_on=None)
    assert sweep(THURSDAY_FIVE + 2 * DAY, "follow_weekly") == 2


def test_who_follows_after_five_waits_for_the_next_thursday(host):
    follow(AKRON, WEEKLY, since=THURSDAY_FIVE + timedelta(minutes=1))
    announced(host, MONDAY)

    assert sweep(THURSDAY_FIVE + HOUR, "follow_weekly") == 0


def test_both_rhythms_are_one_letter_a_day(host):
    follow(AKRON, WEEKLY)
    follow(Follow.of_group(host))
    announced(host, THURSDAY_FIVE - 5 * HOUR)

    noon = sweep(THURSDAY_FIVE - 4 * HOUR)
    assert (noon, sweep(THURSDAY_FIVE), sweep(THURSDAY_FIVE + HOUR)) == (0, 0, 0)
    assert len(factories.letters("follow_weekly")) == 1
    assert sweep(THURSDAY_FIVE + 15 * HOUR) == 1  # Friday, 08:00


# Once, whatever happens


def test_a_sweep_that_is_killed_half_way_writes_the_rest_and_nothing_twice(host, monkeypatch):
    monkeypatch.setattr(following, "BATCH", 2)
    for number in range(6):
        follow(Follow.of_group(host), address=f"person{number}@example.org")
    announced(host, MONDAY)
    written, true_context = [], following._context

    def killed(follower, until):
        written.append(follower)
        if len(written) == 4:
            raise SystemExit
        return true_context(follower, until)

    with mock.patch.object(following, "_context", killed), pytest.raises(SystemExit):
        sweep(MONDAY + HOUR)
    half = len(factories.letters("follow_news"))

    assert (half, sweep(MONDAY + HOUR)) == (2, 6)
    assert len(set(factories.recipients("follow_news"))) == 6


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_write_once(host):
    for number in range(20):
        follow(Follow.of_group(host), address=f"person{number}@example.org")
        follow(AKRON, address=f"person{number}@example.org")
    announced(host, MONDAY)

    with time_machine.travel(MONDAY + HOUR, tick=False):
        written = at_once(following.write_due, following.write_due)

    assert sum(written) == 20
    assert len(factories.recipients("follow_news")) == len(set(factories.recipients("follow_news"))) == 20


def test_followers_in_two_zones_are_written_to_on_their_own_days(host):
    follow(AKRON)
    follow(AKRON | {"time_zone": "Pacific/Auckland"}, address="july@example.org")
    announced(host, MONDAY)

    evening = datetime(2026, 10, 26, 22, tzinfo=UTC)  # 18:00 on Monday, 11:00 on Tuesday
    assert sweep(evening) == 2
    assert sorted(letter.key.rpartition(":")[2] for letter in factories.letters("follow_news")) == [
        "2026-10-26",
        "2026-10-27",
    ]


@pytest.mark.parametrize("number", [1, 30])
def test_the_clockwork_asks_as_often_for_many_followers_as_for_one(host, number, django_assert_max_num_queries):
    for one in range(number):
        follow(Follow.of_group(host), address=f"person{one}@example.org")
    announced(host, MONDAY)

    with django_assert_max_num_queries(14):
        assert sweep(MONDAY + HOUR) == number

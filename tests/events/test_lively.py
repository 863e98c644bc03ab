"""No zombies: signs of life, letters that ask, the word "unconfirmed", and how a series without a last day goes on."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from events.models import Series, Sponsorship
from events.models.renewing import months_after
from events.models.series_link import GOOD_FOR, RENEWAL, STILL_ON
from events.tasks import look_after_series, roll_dates
from orgs.models import AuditEntry
from outbox.letters import NotYet, Unwanted
from outbox.models import Message
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def noon():
    """A Sunday at noon in Akron: nobody sleeps."""
    with time_machine.travel("2026-11-22T17:00:00Z", tick=False) as clock:
        yield clock


@pytest.fixture
def vigil(noon, host, ada):
    """Every Saturday for half a year, with no last day yet."""
    return factories.series(host, by=ada, weeks=26, open_ended=True)


def silent(series: Series, **ago) -> Series:
    """Nobody was heard of for so long."""
    at = timezone.now() - timedelta(**ago)
    Series.objects.filter(pk=series.pk).update(alive_at=at, shown_at=at, asked_at=None, unconfirmed_at=None)
    series.refresh_from_db()
    return series


def unconfirmed(series: Series) -> Series:
    silent(series, weeks=5)
    look_after_series()
    series.refresh_from_db()
    return series


def runs_out(series: Series, day: date) -> Series:
    """Its last date so far is this one."""
    first = min(series.first_day, day - timedelta(weeks=9))
    Series.objects.filter(pk=series.pk).update(cadence=factories.weekly(first, day), first_day=first, last_day=day)
    series.refresh_from_db()
    return series


# Signs of life


def test_an_act_of_its_people_is_a_sign_of_life(vigil, ada):
    silent(vigil, days=20)

    vigil.describe(by=ada, summary="We stand here")

    assert vigil.alive_at == timezone.now()


def test_a_changed_date_is_a_sign_of_life(vigil, ada):
    silent(vigil, days=20)

    vigil.occurrences.first().cancel(by=ada)

    vigil.refresh_from_db()
    assert vigil.alive_at == timezone.now()


def test_a_sign_on_that_is_accepted_is_a_sign_of_life(vigil, partner, ada, bo):
    invitation = Sponsorship.invite(vigil, partner, by=ada)
    silent(vigil, days=20)
    invitation.series.refresh_from_db()

    invitation.accept(by=bo)

    vigil.refresh_from_db()
    assert vigil.alive_at == timezone.now()


def test_the_clockwork_gives_no_sign_of_life(vigil):
    silent(vigil, days=20)

    vigil.roll()
    Series.revise_all_with(vigil.host)

    vigil.refresh_from_db()
    assert vigil.silent_since == timezone.now() - timedelta(days=20)


# The letters that ask


def test_four_silent_weeks_are_asked_about_once(vigil):
    silent(vigil, weeks=4)

    look_after_series()
    look_after_series()

    assert factories.recipients("still_on") == ["ada@example.org"]
    vigil.refresh_from_db()
    assert (vigil.is_asked, vigil.is_unconfirmed) == (True, False)


def test_before_four_weeks_nobody_is_asked(vigil):
    silent(vigil, days=27)

    look_after_series()

    assert factories.letters("still_on") == []


def test_after_five_weeks_they_are_asked_once_more(vigil):
    silent(vigil, weeks=4)
    look_after_series()
    Series.objects.update(alive_at=timezone.now() - timedelta(weeks=5), shown_at=timezone.now() - timedelta(weeks=5))

    look_after_series()
    look_after_series()

    first, second = factories.letters("still_on")
    with pytest.raises(Unwanted):
        factories.mail(first)
    assert "say that it is unconfirmed" in factories.mail(second).body


def test_one_date_alone_is_never_asked_about(vigil, host, ada):
    once = silent(factories.series(host, by=ada, weeks=1), weeks=9)

    look_after_series()

    once.refresh_from_db()
    assert (once.is_unconfirmed, factories.letters("still_on")) == (False, [])


def test_what_the_public_does_not_see_is_not_asked_about(noon, ada):
    waiting = factories.group("Waiting", coordinator=ada, state="in_review")
    silent(factories.series(waiting, by=ada), weeks=9)

    look_after_series()

    assert factories.letters("still_on") == []


def test_silence_counts_from_the_day_it_is_seen(vigil):
    silent(vigil, weeks=9)
    Series.objects.update(shown_at=timezone.now() - timedelta(days=2))

    look_after_series()

    assert factories.letters("still_on") == []


def test_nobody_is_asked_at_night(vigil, noon):
    silent(vigil, weeks=4)
    look_after_series()
    (letter,) = factories.letters("still_on")
    noon.move_to("2026-11-23T04:00:00Z")  # 23:00 in Akron

    with pytest.raises(NotYet) as later:
        factories.mail(letter, now=True)

    assert later.value.until.isoformat() == "2026-11-23T12:00:00+00:00"


def test_the_letter_goes_to_no_one_who_left(vigil, cy):
    silent(vigil, weeks=4)
    place = factories.join(vigil.host, factories.person("eve"), "organizer")
    look_after_series()
    place.delete()

    left = Message.objects.to("eve@example.org").get(kind="still_on")
    with pytest.raises(Unwanted):
        factories.mail(left)


# What everybody reads


def test_five_silent_weeks_are_said_on_page_date_list_and_calendar(vigil, client):
    unconfirmed(vigil)
    first = vigil.occurrences.first()

    pages = [client.get(path).content.decode() for path in (vigil.get_absolute_url(), first.get_absolute_url())]

    assert all("Nobody of Friends of Sanctuary Schools has said since 18 October" in page for page in pages)
    assert '<span class="tag tag--wait">Unconfirmed</span>' in client.get("/events/?when=all").content.decode()
    feed = client.get(f"/events/{vigil.slug}.ics").content.decode().replace("\r\n ", "")
    assert "STATUS:TENTATIVE" in feed
    assert "DESCRIPTION:Unconfirmed: nobody of Friends of Sanctuary Schools has said" in feed


def test_a_feed_that_was_fetched_before_is_new_once_it_says_so(vigil, client):
    silent(vigil, weeks=4)
    before = client.get(f"/events/{vigil.slug}.ics").headers["ETag"]

    unconfirmed(vigil)

    after = client.get(f"/events/{vigil.slug}.ics", headers={"If-None-Match": before})
    assert (after.status_code, after.headers["ETag"] == before) == (200, False)


def test_the_word_goes_with_the_next_sign_of_life(vigil, ada, client):
    unconfirmed(vigil)
    told = vigil.revision

    vigil.confirm(by=ada)

    assert vigil.revision == told + 1
    assert "Unconfirmed" not in client.get(vigil.get_absolute_url()).content.decode()
    assert "STATUS:CONFIRMED" in client.get(f"/events/{vigil.slug}.ics").content.decode()


def test_what_was_called_off_is_not_unconfirmed(vigil, ada):
    unconfirmed(vigil)

    vigil.cancel(by=ada)

    assert not vigil.is_unconfirmed


# The tap


def test_the_page_of_the_letter_changes_nothing_by_itself(vigil, ada, client):
    unconfirmed(vigil)

    page = client.get(vigil.link(STILL_ON, ada))

    vigil.refresh_from_db()
    assert (page.status_code, vigil.is_unconfirmed) == (200, True)
    assert "Yes, it is still on" in page.content.decode()
    assert page.headers["Cache-Control"] == "no-store"


def test_its_button_confirms_and_is_on_record_as_by_letter(vigil, ada, client):
    unconfirmed(vigil)
    link = vigil.link(STILL_ON, ada)

    answer = client.post(link, follow=True)
    client.post(link)

    vigil.refresh_from_db()
    assert (vigil.is_unconfirmed, vigil.alive_at) == (False, timezone.now())
    assert "Confirmed on Sunday 22 November" in answer.content.decode()
    assert AuditEntry.objects.filter(verb="series_confirmed_by_letter", actor=ada).count() == 1


@pytest.mark.parametrize("question", [STILL_ON, RENEWAL])
def test_the_link_dies_with_the_role_of_its_person(vigil, ada, client, question):
    link = vigil.link(question, ada)

    vigil.host.memberships.filter(user=ada).update(role="member")

    assert client.get(link).status_code == 404
    assert client.post(link).status_code == 404


def test_a_link_opens_one_question_of_one_series_for_sixty_days(vigil, ada, client, noon, host):
    other = factories.series(host, by=ada, title="Other")
    token = vigil.link(STILL_ON, ada).split("/")[-2]

    assert client.get(f"/events/{vigil.slug}/renewal/{token}/").status_code == 404
    assert client.get(f"/events/{other.slug}/still-on/{token}/").status_code == 404
    noon.shift(GOOD_FOR + timedelta(minutes=1))
    assert client.get(f"/events/{vigil.slug}/still-on/{token}/").status_code == 404


def test_organizers_confirm_at_their_desk(vigil, ada, as_user):
    unconfirmed(vigil)
    browser = as_user(ada)
    assert "Is “Saturday vigil” still on?" in browser.get("/desk/").content.decode()

    browser.post(f"/desk/events/{vigil.slug}/confirmation/")

    assert "still on?" not in browser.get("/desk/").content.decode()
    assert AuditEntry.objects.filter(verb="series_confirmed", actor=ada).exists()


# Renewal


@pytest.mark.parametrize(("days", "letters"), [(15, 0), (14, 1), (8, 1), (7, 1), (0, 1), (-1, 0)])
def test_organizers_are_asked_within_two_weeks(vigil, days, letters):
    runs_out(vigil, vigil.today() + timedelta(days=days))

    look_after_series()
    look_after_series()

    assert len(factories.letters("renewal")) == letters


def test_they_are_asked_again_a_week_before(vigil, noon):
    runs_out(vigil, vigil.today() + timedelta(days=14))

    for _day in range(14):
        look_after_series()
        noon.shift(timedelta(days=1))

    assert len(factories.letters("renewal")) == 2


def test_a_letter_after_the_answer_is_dropped(vigil, ada):
    runs_out(vigil, vigil.today() + timedelta(days=13))
    look_after_series()
    (letter,) = factories.letters("renewal")
    assert "does it go on after 5 December?" in factories.mail(letter).subject

    vigil.renew(by=ada)

    with pytest.raises(Unwanted):
        factories.mail(letter)


def test_six_more_months_stay_open(vigil, ada, client):
    runs_out(vigil, vigil.today() + timedelta(days=13))

    client.post(vigil.link(RENEWAL, ada), {"how": "six-months"})

    vigil.refresh_from_db()
    assert (vigil.cadence.until, vigil.open_ended, vigil.last_day) == (date(2027, 6, 5), True, date(2027, 6, 5))
    assert AuditEntry.objects.get(verb="series_renewed").day == date(2027, 6, 5)


def test_a_second_press_adds_nothing(vigil, ada, client):
    runs_out(vigil, vigil.today() + timedelta(days=13))
    link = vigil.link(RENEWAL, ada)

    client.post(link, {"how": "six-months"})
    again = client.post(link, {"how": "six-months"})

    vigil.refresh_from_db()
    assert (again.status_code, vigil.last_day) == (422, date(2027, 6, 5))
    assert "The last date so far is" in again.content.decode()


def test_it_ends_that_day_where_they_say_so(vigil, ada, client):
    day = vigil.today() + timedelta(days=13)
    runs_out(vigil, day)

    client.post(vigil.link(RENEWAL, ada), {"how": "ends"})

    vigil.refresh_from_db()
    assert (vigil.open_ended, vigil.last_day) == (False, day)


def test_another_last_day_is_taken(vigil, ada, as_user):
    runs_out(vigil, vigil.today() + timedelta(days=13))

    answer = as_user(ada).post(f"/desk/events/{vigil.slug}/renewal/", {"how": "until", "until": "2027-01-09"})

    vigil.refresh_from_db()
    assert answer.headers["Location"] == f"/desk/events/{vigil.slug}/"
    assert (vigil.open_ended, vigil.last_day) == (False, date(2027, 1, 9))


@pytest.mark.parametrize("until", ["", "2026-11-30", "yesterday"])
def test_a_last_day_that_cannot_be_is_said_beside_its_field(vigil, ada, client, until):
    runs_out(vigil, vigil.today() + timedelta(days=13))

    answer = client.post(vigil.link(RENEWAL, ada), {"how": "until", "until": until})

    assert answer.status_code == 422
    assert 'id="id_until_error"' in answer.content.decode()


def test_what_ended_long_ago_is_not_renewed(vigil, ada):
    Series.objects.filter(pk=vigil.pk).update(state="ended")

    with pytest.raises(ValidationError) as refusal:
        vigil.renew(by=ada)

    assert refusal.value.code == "not_running"


def test_without_an_answer_there_are_no_dates_past_the_renewal_day(vigil, noon):
    day = vigil.today() + timedelta(days=13)
    runs_out(vigil, day)
    vigil.occurrences.filter(day__gt=day).delete()

    noon.shift(timedelta(days=15))
    roll_dates()

    vigil.refresh_from_db()
    assert vigil.is_over
    assert vigil.occurrences.order_by("-day").first().day <= day


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 5), 6, date(2027, 6, 5)),
        (date(2026, 6, 30), 6, date(2026, 12, 30)),
    ],
)
def test_six_months_later_is_the_same_day_or_the_last_of_its_month(day, months, later):
    assert months_after(day, months) == later


# Without a date


def test_a_series_that_goes_on_without_a_date_is_shown_to_its_organizers(vigil, ada, as_user):
    assert not Series.objects.without_dates().exists()
    vigil.occurrences.to_come().update(state="cancelled")

    assert list(Series.objects.without_dates()) == [vigil]
    assert "“Saturday vigil” has no date to come" in as_user(ada).get("/desk/").content.decode()

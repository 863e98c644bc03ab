"""Following a demand: told before it is decided, and what the result means, each once."""

from contextlib import suppress
from datetime import timedelta
from unittest.mock import patch

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from demands.models import Endorsement
from events import demand_following
from events.models import Follow, Follower, Hearing
from orgs.models import Organization
from outbox.letters import Unwanted
from outbox.models import Message
from tests import factories

pytestmark = pytest.mark.django_db
JUNE = "june@example.org"
NOON = "2027-03-01 18:00+00:00"  # in Ohio


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON) as traveller:
        yield traveller


@pytest.fixture
def demand(host, ada):
    return factories.demand(host, by=ada)


@pytest.fixture
def followed(demand):
    Follow.ask(JUNE, Follow.of_demand(demand), rhythm="announced")
    for follower in Follower.objects.of(JUNE):
        follower.confirm(follower.follows.values_list("pk", flat=True))
    return demand


def set_vote(demand, by, confirmed_by, days: int):
    today = timezone.localdate()
    fields = {"set_day": today + timedelta(days=days), "set_time": "19:00", "on": today - timedelta(days=3)}
    return factories.action(demand, "vote_set", by=by, confirmed_by=confirmed_by, **fields)


def test_nobody_is_sent_to_a_day_that_somebody_says_was_moved(followed, ada, bo):
    set_vote(followed, ada, bo, days=5)
    demand_following.write_ahead()
    factories.action(followed, "deferred", by=ada)

    with pytest.raises(Unwanted):
        factories.mail(factories.letters("demand_ahead")[0])
    assert demand_following.write_ahead() == 0


def test_she_is_told_a_week_and_two_days_before_once_each(followed, ada, bo, at_noon):
    set_vote(followed, ada, bo, days=8)
    counts = []
    for _day in range(9):
        demand_following.write_ahead()
        demand_following.write_ahead()
        counts.append(len(factories.letters("demand_ahead")))
        at_noon.shift(timedelta(days=1))

    assert counts == [0, 1, 1, 1, 1, 1, 2, 2, 2]


def test_the_letter_says_when_and_how_to_speak(followed, ada, bo):
    followed.body.how_to_speak = "Sign up by noon."
    followed.body.save()
    set_vote(followed, ada, bo, days=7)
    demand_following.write_ahead()

    mail = factories.mail(factories.letters("demand_ahead")[0])

    assert mail.subject == "Vote on Monday 8 March: Sanctuary schools"
    assert "Sign up by noon." in mail.body


def test_a_vote_that_was_put_off_meanwhile_brings_no_letter(followed, ada, bo):
    set_vote(followed, ada, bo, days=7)
    demand_following.write_ahead()
    factories.action(followed, "deferred", by=ada, confirmed_by=bo)

    with pytest.raises(Unwanted):
        factories.mail(factories.letters("demand_ahead")[0])


def test_the_result_is_told_once_with_what_it_means(followed, ada, bo):
    factories.action(followed, "introduced", by=ada, confirmed_by=bo)
    factories.action(followed, "adopted", by=ada, confirmed_by=bo)
    factories.action(followed, "reported", by=ada, confirmed_by=bo)

    (letter,) = factories.letters("demand_news")
    mail = factories.mail(letter)

    assert mail.subject == "Adopted: Sanctuary schools"
    assert "The body has said yes." in mail.body


def test_a_result_that_was_corrected_meanwhile_is_not_told(followed, ada, bo):
    adopted = factories.action(followed, "adopted", by=ada, confirmed_by=bo)
    factories.action(followed, "rejected", by=ada, confirmed_by=bo, corrects=adopted)

    adopted_letter, rejected_letter = factories.letters("demand_news")

    with pytest.raises(Unwanted):
        factories.mail(adopted_letter)
    assert factories.mail(rejected_letter).subject == "Voted down: Sanctuary schools"


def test_what_nobody_has_confirmed_is_told_to_nobody(followed, ada):
    factories.action(followed, "adopted", by=ada)

    assert factories.letters("demand_news") == []


def test_an_address_is_asked_first_and_the_page_says_the_same_for_all(client, demand):
    typed = {"follow-email": JUNE, "follow-rhythm": "announced"}

    answer = client.post(f"/demands/{demand.slug}/follow/", typed)

    assert answer.url == "/follows/asked/"
    assert [letter.kind for letter in factories.letters("follow_confirmation")] == ["follow_confirmation"]
    assert not Follow.objects.confirmed().exists()


def test_an_account_follows_with_one_press_and_twice_is_once(as_user, demand, dee):
    for _ in range(2):
        as_user(dee).post("/account/follows/", {"follow-demand": demand.slug, "follow-rhythm": "announced"})

    assert [follow.title for follow in Follow.objects.of_person(dee)] == [demand.title]
    assert as_user(dee).get(demand.get_absolute_url()).context["followed"]


def test_a_draft_cannot_be_followed(client, host, ada):
    draft = factories.demand(host, by=ada, put=False)

    assert client.post(f"/demands/{draft.slug}/follow/", {"follow-email": JUNE}).status_code == 404


def test_a_follow_has_one_target(demand, host, vigil):
    follower = Follower.held(JUNE, time_zone="UTC")
    both = Follow(follower=follower, demand=demand, series=vigil, time_zone="UTC")

    with pytest.raises(ValidationError):
        both.validate_constraints()


def test_organizers_of_groups_that_endorse_are_told_as_long_as_they_do(demand, partner, ada, bo):
    endorsement = Endorsement.invite(demand, partner, by=ada)
    endorsement.accept(by=bo)
    factories.action(demand, "adopted", by=ada, confirmed_by=bo)

    (letter,) = factories.letters("demand_news")
    mail = factories.mail(letter)
    endorsement.withdraw(by=bo)

    assert (letter.recipient, "because you organize a group" in mail.body) == (bo.email, True)
    with pytest.raises(Unwanted):
        factories.mail(letter)


def correct(demand, first, by, confirmed_by, days: int):
    day = timezone.localdate() + timedelta(days=days)
    fields = {"set_day": day, "set_time": "19:00", "corrects": first}
    return factories.action(demand, "vote_set", by=by, confirmed_by=confirmed_by, **fields)


def subjects(*kinds):
    return [factories.mail(letter).subject for kind in kinds for letter in factories.letters(kind)]


@pytest.mark.parametrize(("days", "letters"), [(1, [1, 1]), (2, [1, 1]), (3, [0, 1]), (4, [1, 1, 2]), (7, [1, 1])])
def test_what_is_entered_late_has_the_letters_that_are_still_of_use(followed, ada, bo, at_noon, days, letters):
    set_vote(followed, ada, bo, days=days)
    counts = []
    for _day in letters:
        demand_following.write_ahead()
        counts.append(len(factories.letters("demand_ahead")))
        at_noon.shift(timedelta(days=1))

    assert counts == letters


def test_on_the_day_itself_nobody_is_written_to(followed, ada, bo):
    set_vote(followed, ada, bo, days=0)

    assert demand_following.write_ahead() == 0


@pytest.mark.parametrize(("days", "letters"), [(6, 1), (9, 1), (14, 1), (1, 1)])
def test_moved_after_the_letter_she_is_told_of_the_new_day_once(followed, ada, bo, at_noon, days, letters):
    first = set_vote(followed, ada, bo, days=7)
    demand_following.write_ahead()
    at_noon.shift(timedelta(hours=3))
    correct(followed, first, ada, bo, days=days)

    for _sweep in range(3):
        demand_following.write_ahead()

    new = factories.letters("demand_ahead")[1:]
    assert len(new) == letters
    assert "It is not on Monday 8 March, as we wrote before." in factories.mail(new[0]).body


def test_moved_before_any_letter_only_the_new_day_is_told(followed, ada, bo):
    first = set_vote(followed, ada, bo, days=12)
    demand_following.write_ahead()
    correct(followed, first, ada, bo, days=7)

    demand_following.write_ahead()

    assert "as we wrote" not in factories.mail(factories.letters("demand_ahead")[0]).body


def test_called_off_by_its_host_after_the_letter_she_is_told_once(followed, ada, bo):
    set_vote(followed, ada, bo, days=7)
    demand_following.write_ahead()
    Hearing.objects.get().date.cancel(by=ada, reason="No quorum.")

    for _sweep in range(3):
        demand_following.write_ahead()

    assert subjects("demand_off") == ["Not on Monday 8 March: Sanctuary schools"]


def test_put_off_by_the_body_she_reads_what_that_means_and_nothing_twice(followed, ada, bo):
    set_vote(followed, ada, bo, days=7)
    demand_following.write_ahead()
    factories.action(followed, "deferred", by=ada, confirmed_by=bo)

    demand_following.write_ahead()

    assert (len(factories.letters("demand_news")), factories.letters("demand_off")) == (1, [])


def test_a_hearing_before_the_vote_has_letters_of_its_own(followed, ada, bo):
    set_vote(followed, ada, bo, days=7)
    fields = {"set_day": timezone.localdate() + timedelta(days=2), "set_time": "19:00"}
    factories.action(followed, "hearing_set", by=ada, confirmed_by=bo, **fields)

    demand_following.write_ahead()

    assert sorted(subjects("demand_ahead")) == [
        "Hearing on Wednesday 3 March: Sanctuary schools",
        "Vote on Monday 8 March: Sanctuary schools",
    ]


def test_broken_off_before_the_letters_it_is_told_the_next_time(followed, ada, bo):
    set_vote(followed, ada, bo, days=7)
    demand_following.write_ahead()
    Hearing.objects.get().date.cancel(by=ada, reason="No quorum.")
    with patch.object(Message, "write_many", side_effect=OSError), suppress(OSError):
        demand_following.write_ahead()

    demand_following.write_ahead()

    assert subjects("demand_off") == ["Not on Monday 8 March: Sanctuary schools"]


def test_of_a_demand_that_was_closed_after_the_letter_she_is_told_that_it_is_off(followed, ada, bo):
    set_vote(followed, ada, bo, days=7)
    demand_following.write_ahead()
    followed.refresh_from_db()
    followed.give_up(by=ada)

    for _sweep in range(2):
        demand_following.write_ahead()

    assert subjects("demand_off") == ["Not on Monday 8 March: Sanctuary schools"]


def suspend_lead(demand):
    Organization.objects.filter(pk=demand.lead_id).update(state="suspended")


@pytest.mark.parametrize("hide", [lambda demand: demand.withhold(by=None), suspend_lead])
def test_of_a_demand_that_nobody_sees_any_more_she_is_told_without_its_words(followed, ada, bo, hide):
    set_vote(followed, ada, bo, days=7)
    demand_following.write_ahead()
    followed.refresh_from_db()
    hide(followed)

    demand_following.write_ahead()

    mail = factories.mail(*factories.letters("demand_off"))
    assert mail.subject == f"Ask before you set out on Monday 8 March: {followed.body}"
    assert followed.title not in mail.body
    assert followed.slug not in mail.body

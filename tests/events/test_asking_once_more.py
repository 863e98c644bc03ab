"""A group that does not answer is asked once more after a week and after three, and then never again."""

from datetime import timedelta
from zoneinfo import ZoneInfo as zone

import pytest
import time_machine
from django.utils import timezone

from events.models import Series, Sponsorship
from events.tasks import remind_silent_groups
from orgs.models import LetterSetting
from outbox import unsubscribing
from outbox.letters import NotYet, Unwanted
from outbox.models import Message, Suppression
from tests import factories
from tests.races import at_once

pytestmark = pytest.mark.django_db

KIND = "sponsorship_reminder"
UNION = "union@example.org"


@pytest.fixture
def noon():
    """A Sunday at noon in Akron: nobody sleeps."""
    with time_machine.travel("2026-11-22T17:00:00Z", tick=False) as clock:
        yield clock


@pytest.fixture
def invited(noon, vigil, partner, ada) -> Sponsorship:
    """Bo's group was invited, and the letter went out."""
    sponsorship = Sponsorship.invite(vigil, partner, by=ada)
    went_out()
    return sponsorship


def went_out() -> None:
    """What was written so far is sent."""
    Message.objects.filter(state="waiting").update(state="sent", finished_at=timezone.now())


def days_later(clock, days: int) -> None:
    clock.shift(timedelta(days=days))
    remind_silent_groups()
    remind_silent_groups()


def reminder():
    return factories.mail(factories.letters(KIND)[-1], now=True)


def dropped() -> str:
    with pytest.raises(Unwanted) as reason:
        reminder()
    return str(reason.value).split(":")[0]


def test_it_is_asked_after_a_week_and_after_three_and_never_again(noon, invited, bo):
    numbers = []
    for days in (6, 1, 13, 1, 8):
        days_later(noon, days)
        numbers.append(len(factories.recipients(KIND)))

    assert numbers == [0, 1, 1, 2, 2]
    assert set(factories.recipients(KIND)) == {bo.email}


def test_the_letter_says_who_asks_since_when_and_has_the_link(noon, invited, vigil, bo, settings):
    days_later(noon, 7)

    mail = reminder()

    assert mail.subject == f"{vigil.host} asks once more: {vigil.title}"
    assert "On 22 November" in mail.body
    assert f"{settings.SITE_URL}{invited.link(bo)}" in mail.body
    assert "After a no we do not ask again." in mail.body


def test_the_last_one_says_that_it_is_the_last(noon, invited):
    days_later(noon, 7)
    days_later(noon, 14)

    assert "We do not ask again." in reminder().body


def test_whoever_was_asked_at_an_address_or_was_passed_the_link_is_asked_too(noon, vigil, invited, ada, bo):
    Sponsorship.invite_address(vigil, UNION, by=ada)
    invited.forward_to("board@example.org", by=bo)
    went_out()

    days_later(noon, 7)

    assert factories.recipients(KIND) == ["bo@example.org", "board@example.org", UNION]


@pytest.mark.parametrize("answer", ["accept", "decline", "revoke"])
def test_after_an_answer_nobody_is_asked(noon, invited, ada, bo, answer):
    getattr(invited, answer)(by=ada if answer == "revoke" else bo)

    days_later(noon, 7)

    assert factories.letters(KIND) == []


def test_an_answer_on_the_way_stops_the_letter(noon, invited, bo):
    days_later(noon, 7)
    invited.decline(by=bo)

    assert dropped() == "gone"


def test_who_ended_invitations_is_not_reminded_of_one(noon, invited):
    days_later(noon, 7)
    letter = factories.letters(KIND)[0]
    Suppression.objects.add(letter.recipient_index, kind="sponsorship_invitation", reason=Suppression.ASKED)

    assert dropped() == "stopped"


@pytest.mark.parametrize("ended_in", [KIND, "sponsorship_invitation"])
def test_who_ends_invitations_with_one_click_ends_all_of_them_and_takes_back_all(noon, invited, client, ended_in):
    days_later(noon, 7)
    written = factories.letters("sponsorship_invitation") + factories.letters(KIND)
    letter = factories.letters(ended_in)[0]
    address = unsubscribing.link(letter.recipient_index, letter.kind, letter.sender)

    stopped = []
    for said in ({"List-Unsubscribe": "One-Click"}, {"undo": "1"}):
        client.post(address, said)
        suppressed = Suppression.objects.among(written)
        stopped.append([Suppression.stands_against(one, suppressed) for one in written])

    assert stopped == [[True, True], [False, False]]


def test_what_never_went_out_is_not_repeated(noon, vigil, partner, ada):
    Sponsorship.invite(vigil, partner, by=ada)

    days_later(noon, 7)

    assert factories.letters(KIND) == []


@pytest.mark.parametrize("over", ["cancelled", "ended"])
def test_what_does_not_go_on_asks_nobody(noon, invited, vigil, over):
    Series.objects.filter(pk=vigil.pk).update(state=over)

    days_later(noon, 7)

    assert factories.letters(KIND) == []


def test_a_host_that_does_not_ask_twice_asks_once(noon, invited, host, ada):
    LetterSetting.put(host, KIND, is_on=False, words="", by=ada)

    days_later(noon, 7)

    assert (factories.letters(KIND), Sponsorship.objects.get().reminders_sent) == ([], 0)


def test_switched_off_it_holds_for_letters_that_wait(noon, invited, host, ada):
    days_later(noon, 7)
    LetterSetting.put(host, KIND, is_on=False, words="", by=ada)

    assert dropped() == "off"


def test_its_own_words_are_quoted_for_people_with_an_account_alone(noon, vigil, invited, host, ada):
    Sponsorship.invite_address(vigil, UNION, by=ada)
    went_out()
    LetterSetting.put(host, KIND, is_on=True, words="<b>Soup</b> & songs", by=ada)
    days_later(noon, 7)

    told = {letter.recipient: factories.mail(letter) for letter in factories.letters(KIND)}

    assert "“<b>Soup</b> & songs”" in told["bo@example.org"].body
    assert "&lt;b&gt;Soup&lt;/b&gt; &amp; songs" in told["bo@example.org"].alternatives[0].content
    assert "Soup" not in told[UNION].body


def test_nobody_is_woken(noon, invited):
    days_later(noon, 7)
    noon.shift(timedelta(hours=13))

    with pytest.raises(NotYet):
        reminder()


@pytest.mark.parametrize("again", [False, True])
def test_an_invitation_and_its_renewal_wait_for_the_morning(noon, invited, ada, again):
    noon.shift(timedelta(days=8 * again, hours=13))
    if again:
        invited.renew(by=ada)

    with pytest.raises(NotYet) as wait:
        factories.mail(factories.letters("sponsorship_invitation")[-1], now=True)

    assert timezone.localtime(wait.value.until, zone("America/New_York")).hour == 7


def test_what_one_of_the_group_passes_on_goes_at_once(noon, invited, bo):
    noon.shift(timedelta(hours=13))
    invited.forward_to("board@example.org", by=bo)

    mail = factories.mail(factories.letters("sponsorship_invitation")[-1], now=True)

    assert mail.to == ["board@example.org"]


@pytest.mark.django_db(transaction=True)
def test_of_two_sweeps_at_once_one_writes(invited, noon):
    noon.shift(timedelta(days=7))

    at_once(remind_silent_groups, remind_silent_groups)

    assert len(factories.letters(KIND)) == 1

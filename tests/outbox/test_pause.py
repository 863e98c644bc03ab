"""Letters of a sender wait where too many came back: from how many on, which of them, and how it ends."""

from datetime import timedelta

import pytest
import time_machine
from django.utils.timezone import now

from outbox import figures, postman
from outbox.letters import letter_of
from outbox.models import Bounce, Message, Pause
from outbox.states import SENT, WAITING
from tests.outbox.letters import write
from tests.races import at_once

pytestmark = pytest.mark.django_db
CHOIR, BAND = "choir:1", "choir:2"


def send(number: int, sender=CHOIR) -> list[Message]:
    letters = [write(to=f"p{n}@example.org", about=str(n), sender=sender) for n in range(number)]
    for some in range(0, number, 50):
        postman.deliver([letter.pk for letter in letters[some : some + 50]])
    return letters


def bring_back(letters, kind=Bounce.HARD, status="5.2.1") -> None:
    for letter in letters:
        Bounce.of(letter, kind, status)


def state(**letter) -> str:
    message = write(**letter)
    postman.deliver([message.pk])
    message.refresh_from_db()
    return message.state


@pytest.mark.parametrize(("sent", "bounced", "waits"), [(3, 3, 0), (60, 4, 0), (100, 5, 0), (99, 5, 1), (5, 5, 1)])
def test_five_in_a_hundred_are_too_many_and_one_of_three_says_nothing(sent, bounced, waits):
    letters = send(sent)

    bring_back(letters[:bounced])

    assert list(Pause.objects.open().values_list("sender", "letters", "returned")) == [(CHOIR, sent, bounced)] * waits


@pytest.mark.parametrize(("complained", "waits"), [(4, 0), (5, 1)])
def test_five_complaints_of_a_few_letters_are_too_many(complained, waits):
    letters = send(20)

    bring_back(letters[:complained], Bounce.COMPLAINT, "")

    assert Pause.objects.open().filter(reason="complained").count() == waits


@pytest.mark.parametrize(("kind", "status"), [(Bounce.COMPLAINT, ""), (Bounce.HARD, "5.2.1"), (Bounce.HARD, "5.1.1")])
def test_one_reader_stops_no_letters_to_others_whatever_she_says_of_hers(kind, status):
    letters = [write(to="june@example.org", about=str(n), sender=CHOIR) for n in range(6)]
    postman.deliver([letter.pk for letter in letters])

    bring_back(letters, kind, status)

    assert (Pause.objects.count(), state(sender=CHOIR, about="to others")) == (0, SENT)


def test_who_complained_and_has_letters_again_is_one_reader_still():
    letters = send(7)
    bring_back(letters[:4], Bounce.COMPLAINT, "")
    Bounce.forgive([letters[0].recipient_index])

    Bounce.of(write(to="p0@example.org", about="again", sender=CHOIR), Bounce.COMPLAINT)
    assert Pause.objects.count() == 0
    Bounce.of(letters[4], Bounce.COMPLAINT)

    assert Pause.objects.get().returned == 5


def test_what_is_full_for_a_while_counts_for_nobody():
    bring_back(send(10), Bounce.SOFT, "4.2.2")

    assert Pause.objects.count() == 0


def test_only_this_senders_letters_wait_and_urgent_ones_go(monkeypatch):
    bring_back(send(6))

    waiting = state(sender=CHOIR, about="more")
    others = [state(sender=BAND, about="another"), state(about="of the site")]
    monkeypatch.setattr(type(letter_of("plain")), "urgent", True)
    assert (waiting, others, state(sender=CHOIR, about="urgent")) == (WAITING, [SENT, SENT], SENT)


def test_after_a_week_they_go_and_what_came_back_before_counts_no_more():
    letters = send(20)
    bring_back(letters[:6])
    message = write(sender=CHOIR, about="more")
    postman.deliver([message.pk])

    with time_machine.travel(now() + timedelta(days=7, minutes=1)):
        postman.send_due()
        message.refresh_from_db()
        bring_back(letters[6:10])
        assert (message.state, Pause.objects.open().count()) == (SENT, 0)
        bring_back(letters[10:11])
        assert Pause.objects.open().count() == 1


def test_lifted_they_go_at_once():
    bring_back(send(6))
    message = write(sender=CHOIR, about="more")
    postman.deliver([message.pk])

    assert [Pause.lift(CHOIR), Pause.lift(CHOIR)] == [True, False]
    postman.send_due()

    message.refresh_from_db()
    assert message.state == SENT


@pytest.mark.django_db(transaction=True)
def test_two_reports_at_once_begin_one_pause():
    letters = send(8)
    bring_back(letters[:4])

    at_once(*(lambda letter=letter: Bounce.of(letter, Bounce.HARD, "5.2.1") for letter in letters[4:7]))

    assert Pause.objects.count() == 1


def test_the_operator_sees_what_came_back_and_whose_letters_wait():
    before = figures.returned_letters(), figures.paused_senders()
    bring_back(send(6))
    after = figures.returned_letters(), figures.paused_senders()

    assert [figure.is_well for figure in before + after] == [True, True, False, False]
    assert after[0].said.startswith("6 came back for good, 0 for now, 0 were reported, of 6")
    assert "example.org" not in after[0].said + after[1].said


def test_pauses_go_after_a_year():
    bring_back(send(6))

    with time_machine.travel(now() + timedelta(days=373)):
        assert (Pause.purge(), Pause.purge()) == (1, 0)

"""The right of reply of whoever holds a seat: asked for at an address, looked at by a moderator, kept by a link."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from demands.models import SeatReply
from demands.seating import Seating
from orgs.models import AuditEntry, Case
from outbox.letters import Unwanted
from tests import factories

pytestmark = pytest.mark.django_db


def row_of(seat, demand):
    return Seating(demand).row(seat.pk)


def case():
    return Case.objects.get(kind="seat_reply", state="open")


def accepted(reply, mo):
    case().confirm(by=mo)
    reply.refresh_from_db()
    return reply


def test_nobody_reads_it_before_the_address_is_confirmed_and_a_moderator_has_looked(demand, seat, reply, mo):
    assert row_of(seat, demand).reply is None
    reply.confirm_address()
    assert row_of(seat, demand).reply is None

    accepted(reply, mo)

    assert row_of(seat, demand).reply == reply


def test_letter_asks_the_address_and_holds_nothing_that_was_typed(reply):
    letter = factories.mail(*factories.letters("seat_reply"))

    assert letter.to == [reply.contact]
    assert reply.get_absolute_url() in letter.body
    assert reply.text not in letter.body + letter.alternatives[0].content


def test_confirmed_twice_it_is_one_case(reply):
    reply.confirm_address()
    reply.confirm_address()

    assert case().subject == reply.key


def test_what_nobody_confirmed_is_no_case_after_two_days_and_is_erased(reply):
    with time_machine.travel(timezone.now() + timedelta(hours=49)):
        reply.confirm_address()
        SeatReply.objects.purge()

    assert (Case.objects.count(), SeatReply.objects.count()) == (0, 0)


def test_she_and_the_lead_are_told_that_it_stands(reply, mo, ada, eve):
    reply.confirm_address()
    accepted(reply, mo)

    assert factories.recipients("seat_reply_news") == [reply.contact]
    assert factories.recipients("seat_reply_shown") == [ada.email, eve.email]
    assert "I asked what it costs." in factories.mail(factories.letters("seat_reply_shown")[0]).body
    assert AuditEntry.objects.get(verb="reply_shown").actor is None


def test_she_is_told_why_it_is_not_shown(reply, mo):
    reply.confirm_address()
    case().decline(by=mo, note="Write from an address of the council.")

    reply.refresh_from_db()
    assert reply.state == "declined"
    assert "Write from an address of the council." in factories.mail(*factories.letters("seat_reply_news")).body


def test_no_letter_says_what_was_taken_back(reply, mo):
    reply.confirm_address()
    accepted(reply, mo).withdraw_reply()

    for message in factories.letters("seat_reply_news") + factories.letters("seat_reply_shown"):
        with pytest.raises(Unwanted):
            factories.mail(message)


def test_nobody_can_be_asked_back(reply, mo):
    reply.confirm_address()

    with pytest.raises(ValidationError) as refusal:
        case().ask("Who are you?", by=mo)

    assert refusal.value.code == "nobody"


def test_what_stands_goes_on_until_newer_words_are_accepted(demand, seat, reply, mo):
    reply.confirm_address()
    accepted(reply, mo)

    newer = reply.write_anew("I will vote for it.", answers=None)
    assert row_of(seat, demand).reply == reply
    accepted(newer, mo)

    assert row_of(seat, demand).reply == newer
    reply.refresh_from_db()
    assert reply.state == "replaced"


def test_words_that_wait_give_way_to_newer_ones(reply):
    reply.confirm_address()
    newer = reply.write_anew("I will vote for it.", answers=None)

    assert case().subject == newer.key


def test_decision_taken_back_lets_the_earlier_words_stand_again(demand, seat, reply, mo):
    reply.confirm_address()
    accepted(reply, mo)
    newer = accepted(reply.write_anew("I will vote for it.", answers=None), mo)

    Case.objects.get(subject=newer.key).undo(by=mo)

    assert row_of(seat, demand).reply == reply
    assert case().subject == newer.key


def test_withdrawn_it_stands_no_more_and_leaves_no_case(demand, seat, reply, mo):
    reply.confirm_address()
    waiting = case()
    reply.withdraw_reply()

    waiting.refresh_from_db()
    assert (row_of(seat, demand).reply, waiting.state) == (None, "closed")
    with pytest.raises(ValidationError):
        reply.let_stand()


def test_unconfirmed_it_is_erased_at_once(reply):
    reply.withdraw_reply()

    assert not SeatReply.objects.exists()


def test_it_goes_with_the_one_who_wrote_it(demand, seat, reply, host, ada, mo):
    reply.confirm_address()
    accepted(reply, mo)

    demand.body.seat_somebody(seat, by=ada, group=host, holder="Somebody else", since=demand.today())

    assert row_of(seat, demand).reply is None
    assert row_of(seat, demand).holder == "Somebody else"


def test_newer_entry_says_that_it_answers_an_earlier_one(demand, seat, reply, ada, mo):
    reply.confirm_address()
    accepted(reply, mo)
    assert not row_of(seat, demand).answers_an_earlier_one

    factories.stance(demand, seat, "yes", by=ada)

    assert row_of(seat, demand).answers_an_earlier_one


def test_reported_and_taken_down_it_is_read_by_nobody(client, demand, seat, reply, mo):
    reply.confirm_address()
    accepted(reply, mo)
    client.post(reverse("demands:reply-report", args=[reply.pk]), {"reason": "exposes"})

    reported = Case.objects.get(kind="report")
    reported.confirm(by=mo, note="It names a neighbour.")

    assert reported.subject == reply.key
    assert row_of(seat, demand).reply is None


def test_withdrawn_and_declined_ones_are_erased_after_thirty_days(reply, mo):
    reply.confirm_address()
    accepted(reply, mo).withdraw_reply()

    with time_machine.travel(timezone.now() + timedelta(days=31)):
        SeatReply.objects.purge()

    assert not SeatReply.objects.exists()


def test_address_of_what_stands_is_forgotten_ninety_days_after_the_demand(demand, reply, ada, mo):
    reply.confirm_address()
    accepted(reply, mo)
    demand.give_up(by=ada, note="Enough.")

    with time_machine.travel(timezone.now() + timedelta(days=91)):
        SeatReply.objects.purge()
        reply.refresh_from_db()

    assert (reply.contact, reply.contact_index, reply.is_accepted) == ("", "", True)
    assert SeatReply.of_token(reply.token) == []


def test_a_term_beside_which_a_reply_stood_is_not_taken_out(demand, reply, host, ada, mo):
    reply.confirm_address()
    accepted(reply, mo)

    with pytest.raises(ValidationError) as refusal:
        demand.body.drop_term(reply.term, by=ada, group=host)

    assert refusal.value.code == "held"


def test_a_term_whose_reply_waits_is_not_taken_out(demand, reply, host, ada):
    reply.confirm_address()

    with pytest.raises(ValidationError) as refusal:
        demand.body.drop_term(reply.term, by=ada, group=host)

    assert (refusal.value.code, case().subject) == ("held", reply.key)
    assert SeatReply.objects.get().is_waiting


def test_words_that_nobody_confirmed_keep_no_term(demand, reply, host, ada):
    demand.body.drop_term(reply.term, by=ada, group=host)

    assert not SeatReply.objects.exists()


def test_nobody_who_types_her_address_removes_what_waits_for_her(demand, seat, reply):
    for number in range(4):
        factories.seat_reply(demand, seat, text=f"Junk {number}", address=reply.contact)

    assert list(SeatReply.objects.values_list("text", flat=True)) == [reply.text, "Junk 0", "Junk 1"]


def test_her_words_are_put_under_no_other_name(demand, reply, host, ada):
    reply.confirm_address()
    term = reply.term

    with pytest.raises(ValidationError):
        demand.body.correct_term(
            term, by=ada, group=host, holder="Somebody Else Entirely", since=term.since, until=term.until
        )

    assert str(SeatReply.objects.get().term) != "Somebody Else Entirely"

"""One letter to several: a draft, its preview, its test, and the sending."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from events.models import Sponsorship
from orgs.models import Affiliation, AuditEntry
from outbox import retention
from outbox.models import Message, Suppression
from outreach.models import Appeal, Board, Prospect, recipients
from outreach.stages import Stage
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def appeal(board, choir, tenants, ada) -> Appeal:
    made = Appeal.begin(board, [choir, tenants], by=ada)
    made.rewrite(by=ada, letter="Dear {person} of {group}, come to “{title}”. {sender}, {host}")
    return made


def obstacle(board, row, user) -> str:
    return recipients.mark(board, [row], user=user)[0].obstacle


def test_each_group_is_asked_by_a_letter_of_its_own(appeal, choir, tenants, ada, vigil):
    assert appeal.send_out(by=ada) == 2

    by_address, by_group = Sponsorship.objects.filter(series=vigil).order_by("pk")
    assert by_address.invited_address == "choir@example.org"
    assert by_address.words == f"Dear June of Harbor Choir, come to “{vigil.title}”. Ada, {vigil.host.name}"
    assert by_group.words.startswith("Dear Riverside Tenants Union of Riverside Tenants Union")
    assert {message.about for message in factories.letters("sponsorship_invitation")} == {
        f"sponsorship:{by_address.pk}",
        f"sponsorship:{by_group.pk}",
    }


def test_who_is_asked_is_contacted_with_a_touch(appeal, choir, ada):
    appeal.send_out(by=ada)

    choir.refresh_from_db()
    assert (choir.stage, choir.last_touch) == (Stage.CONTACTED, "letter")
    assert choir.sponsorship == appeal.addressees.get(prospect=choir).sponsorship


def test_whom_one_knows_there_is_not_kept_in_the_invitation(appeal, choir, ada):
    appeal.send_out(by=ada)
    asked = Sponsorship.objects.get(invited_address__isnull=False, organization=None)

    Prospect.objects.filter(pk=choir.pk).forget()

    assert "June" not in asked.letter
    assert Sponsorship.objects.get(pk=asked.pk).words.startswith("Dear Harbor Choir of")


def test_it_is_asked_for_what_was_chosen(appeal, vigil, ada):
    day = vigil.first_day
    appeal.rewrite(by=ada, level="endorse", first_day=day, last_day=day)

    appeal.send_out(by=ada)

    asked = Sponsorship.objects.filter(series=vigil).values_list("level", "first_day", "last_day")
    assert set(asked) == {("endorse", day, day)}


def test_pressed_twice_it_is_sent_once(appeal, ada):
    appeal.send_out(by=ada)

    with pytest.raises(ValidationError) as refusal:
        Appeal.objects.get(pk=appeal.pk).send_out(by=ada)

    assert refusal.value.code == "sent"
    assert Sponsorship.objects.count() == 2


def test_what_was_sent_is_not_changed(appeal, choir, ada):
    appeal.send_out(by=ada)

    for verb in (
        lambda: appeal.rewrite(by=ada, letter="Other"),
        lambda: appeal.choose([choir], by=ada),
        lambda: appeal.discard(by=ada),
    ):
        with pytest.raises(ValidationError) as refusal:
            verb()
        assert refusal.value.code == "sent"


def test_letters_go_some_seconds_apart_and_by_day(appeal, ada):
    with time_machine.travel("2026-11-23 03:00:00+00:00", tick=False):  # ten at night in Akron
        appeal.send_out(by=ada)

    due = sorted(letter.due_at for letter in factories.letters("sponsorship_invitation"))
    assert (due[0].isoformat(), due[1] - due[0]) == ("2026-11-23T12:00:00+00:00", timedelta(seconds=20))


def test_who_cannot_be_asked_is_left_out_with_the_reason(appeal, board, choir, tenants, ada, host):
    Suppression.objects.add(choir.address_index, sender=host.letters_key, reason="asked")

    appeal.send_out(by=ada)

    row = appeal.addressees.get(prospect=choir)
    assert (row.asked_at, row.why_not) == (None, "asked us not to write")
    assert appeal.addressees.get(prospect=tenants).asked_at


@pytest.mark.parametrize(
    ("stage", "said"), [(Stage.NOT_NOW, "rests until"), (Stage.DECLINED, "rests until"), (Stage.SIGNED, "said yes")]
)
def test_who_rests_or_has_signed_is_not_asked(board, choir, ada, stage, said):
    choir.shift(stage, by=ada)

    assert obstacle(board, choir, ada).startswith(said)


def test_who_was_asked_or_has_no_address_is_not_asked(board, choir, tenants, partner, vigil, ada):
    bare = Prospect.enter(board, name="Bare", by=ada)
    Sponsorship.invite(vigil, partner, by=ada)
    Sponsorship.invite_address(vigil, "choir@example.org", by=ada)

    assert obstacle(board, bare, ada) == "has no email address on its card"
    assert obstacle(board, tenants, ada).startswith("was asked on")
    assert obstacle(board, choir, ada).startswith("was asked on")


def test_a_no_holds_even_where_the_card_was_moved(board, tenants, partner, vigil, ada, bo):
    Sponsorship.invite(vigil, partner, by=ada).decline(by=bo)
    tenants.shift(Stage.TO_CONTACT, by=ada)

    assert obstacle(board, tenants, ada).startswith("said no on")


def test_whose_address_signed_for_a_group_is_not_asked_again(board, choir, vigil, ada, bo):
    choirs = factories.group("Choirs", coordinator=bo)
    Sponsorship.invite_address(vigil, "choir@example.org", by=ada).accept(by=bo, organization=choirs)
    choir.shift(Stage.TO_CONTACT, by=ada)

    choir.refresh_from_db()
    assert obstacle(board, choir, ada) == "said yes already"


def test_what_somebody_else_has_taken_since_is_left_out(appeal, choir, tenants, ada, bo):
    choir.take(by=bo)

    appeal.send_out(by=ada)

    assert appeal.addressees.get(prospect=choir).why_not.startswith("Bo looks after it")
    assert Sponsorship.objects.count() == 1


def test_chosen_although_somebody_else_looks_after_it_it_is_asked(board, choir, ada, bo):
    choir.take(by=bo)
    appeal = Appeal.begin(board, [choir], by=ada)

    assert appeal.send_out(by=ada) == 1


def test_what_did_not_fit_goes_on_later(appeal, board, ada, monkeypatch):
    monkeypatch.setattr("orgs.models.signon.OPEN_INVITATIONS", 1)
    first = appeal.send_out(by=ada)
    waiting = appeal.addressees.get(asked_at=None)
    monkeypatch.setattr("orgs.models.signon.OPEN_INVITATIONS", 50)

    later = appeal.go_on(by=ada)

    assert (first, later, appeal.go_on(by=ada)) == (1, 1, 0)
    assert waiting.why_not.startswith("Fifty groups have not answered yet.")


def test_a_coalition_asks_groups_to_join(ada, partner):
    union = Board(factories.group("Union", coordinator=ada, kind="coalition"))
    rows = [
        Prospect.enter(union, partner, by=ada),
        Prospect.enter(union, name="Choir", by=ada, address="c@example.org"),
    ]
    appeal = Appeal.begin(union, rows, by=ada)

    assert appeal.send_out(by=ada) == 1

    asked = Affiliation.objects.get()
    assert (asked.organization, asked.letter.startswith("Hello Riverside Tenants Union")) == (partner, True)
    assert "not on this site yet" in appeal.addressees.get(asked_at=None).why_not


def test_who_answered_what_is_read_afterwards(appeal, tenants, vigil, partner, ada, bo):
    appeal.send_out(by=ada)
    Sponsorship.objects.get(organization=partner).accept(by=bo)

    answers = [row.answer for row in appeal.addressees.for_page()]

    assert answers == ["No answer yet", "Said yes"]


def test_sending_is_on_the_record_of_the_host(appeal, host, ada):
    appeal.send_out(by=ada)

    assert AuditEntry.objects.filter(organization=host, verb="appeals_sent", actor=ada).count() == 1


def test_a_test_looks_like_the_letter_and_goes_to_oneself(appeal, vigil, ada):
    appeal.test(by=ada)

    letter = Message.objects.get(kind="appeal_test")
    mail = factories.mail(letter)
    assert (letter.recipient, mail.subject.startswith("Test: ")) == (ada.email, True)
    assert vigil.title in mail.subject
    assert "Dear June of Harbor Choir" in mail.body
    assert f"/desk/outreach/letters/{appeal.pk}/" in mail.body
    assert Sponsorship.objects.count() == 0


def test_a_test_for_a_coalition_holds_the_words(ada, partner):
    union = Board(factories.group("Union", coordinator=ada, kind="coalition"))
    appeal = Appeal.begin(union, [Prospect.enter(union, partner, by=ada)], by=ada)

    appeal.test(by=ada)

    mail = factories.mail(Message.objects.get(kind="appeal_test_of_coalition"))
    assert ("This is a test" in mail.body, "Hello Riverside Tenants Union" in mail.body) == (True, True)


def test_tests_are_limited(appeal, ada):
    for _number in range(10):
        appeal.test(by=ada)

    with pytest.raises(ValidationError) as refusal:
        appeal.test(by=ada)

    assert refusal.value.code == "too_often"


def test_a_letter_goes_with_its_board(appeal, vigil, ada):
    vigil.cancel(by=ada)
    with time_machine.travel(timezone.now() + timedelta(days=91)):
        retention.purge()

    assert Appeal.objects.count() == 0

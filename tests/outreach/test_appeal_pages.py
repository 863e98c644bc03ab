"""The pages of a letter to several, with names put in and without a script."""

import pytest

from events.models import Sponsorship
from outbox.models import Message
from outreach.models import Appeal, Board, Prospect
from tests import factories

pytestmark = pytest.mark.django_db

LETTER = "Dear {person}, come. {sender}"


def letters(board) -> str:
    return f"{board.get_absolute_url()}letters/"


@pytest.fixture
def appeal(board, choir, tenants, ada) -> Appeal:
    made = Appeal.begin(board, [choir, tenants], by=ada)
    made.rewrite(by=ada, letter=LETTER)
    return made


def test_from_a_tick_to_the_letter_that_went(as_user, ada, board, choir, tenants):
    browser = as_user(ada)
    made = browser.post(f"{letters(board)}new/", {"prospects": [choir.pk, tenants.pk]})
    browser.post(made.headers["Location"], {"letter": LETTER, "level": "co_sponsor"})
    appeal = Appeal.objects.get()
    shown = browser.get(appeal.get_absolute_url()).content.decode()

    browser.post(f"{appeal.get_absolute_url()}sending/")

    after = browser.get(appeal.get_absolute_url()).content.decode()
    assert ("Dear June, come. Ada" in shown, "Send 2 letters" in shown) == (True, True)
    assert ("2 groups asked" in after, "No answer yet" in after) == (True, True)
    assert Sponsorship.objects.count() == 2


def test_a_word_that_nobody_can_fill_in_is_said_beside_the_field(as_user, ada, appeal):
    typed = {"letter": "Dear {grop}", "level": "co_sponsor"}

    response = as_user(ada).post(f"{appeal.get_absolute_url()}edit/", typed)

    said = response.content.decode()
    assert (response.status_code, "Dear {grop}" in said) == (422, True)
    assert "We cannot fill in {grop}. Choose from {group}, {person}, {title}, {host}, {sender}." in said


def test_what_is_too_long_with_a_name_is_said(as_user, ada, appeal):
    typed = {"letter": "{group}" + "a" * 1_990, "level": "co_sponsor"}

    response = as_user(ada).post(f"{appeal.get_absolute_url()}edit/", typed)

    assert response.status_code == 422
    assert "With the name of Harbor Choir it is 2 characters too long." in response.content.decode()


def test_who_cannot_be_asked_is_shown_without_a_tick(as_user, ada, board, choir):
    Prospect.enter(board, name="Bare", by=ada)

    shown = as_user(ada).get(f"{letters(board)}new/").content.decode()

    assert (f'value="{choir.pk}"' in shown, "has no email address on its card" in shown) == (True, True)
    assert "One group cannot be written to now" in shown


def test_only_what_is_on_the_board_can_be_ticked(as_user, ada, bo, board, choir, partner):
    other = Prospect.enter(Board(factories.series(partner, by=bo)), name="Theirs", by=bo, address="t@example.org")

    response = as_user(ada).post(f"{letters(board)}new/", {"prospects": [choir.pk, other.pk]})

    assert (response.status_code, Appeal.objects.count()) == (422, 0)


def test_nothing_ticked_is_said(as_user, ada, board, choir):
    response = as_user(ada).post(f"{letters(board)}new/")

    assert (response.status_code, "Tick at least one group." in response.content.decode()) == (422, True)


def test_all_that_are_new_can_be_ticked_at_once(as_user, ada, bo, board, choir, tenants):
    tenants.take(by=bo)

    shown = as_user(ada).get(f"{letters(board)}new/?all=on").content.decode()

    assert f'value="{choir.pk}" checked' in shown
    assert f'value="{tenants.pk}" checked' not in shown


def test_other_groups_are_chosen_for_the_draft(as_user, ada, appeal, tenants):
    as_user(ada).post(f"{appeal.get_absolute_url()}groups/", {"prospects": [tenants.pk]})

    assert [row.prospect for row in appeal.addressees.all()] == [tenants]


def test_a_test_is_sent_to_oneself(as_user, ada, appeal):
    as_user(ada).post(f"{appeal.get_absolute_url()}test/")

    assert [message.recipient for message in Message.objects.filter(kind="appeal_test")] == [ada.email]


def test_a_draft_is_thrown_away(as_user, ada, appeal):
    as_user(ada).post(f"{appeal.get_absolute_url()}deletion/")

    assert Appeal.objects.count() == 0


def test_a_co_host_writes_and_only_who_may_invite_sends(as_user, ada, bo, vigil, partner, appeal):
    Sponsorship.invite(vigil, partner, by=ada, level="co_host").accept(by=bo)
    vigil.grant(["outreach"], by=ada)
    browser = as_user(bo)

    shown = browser.get(appeal.get_absolute_url())
    sent = browser.post(f"{appeal.get_absolute_url()}sending/")

    assert (shown.status_code, sent.status_code) == (200, 404)
    assert "they alone invite groups" in shown.content.decode()


def test_a_person_known_there_does_not_stand_on_the_page_of_others(client, as_user, ada, appeal, choir):
    as_user(ada).post(f"{appeal.get_absolute_url()}sending/")
    asked = appeal.addressees.get(prospect=choir).sponsorship

    shown = client.get(asked.link(None)).content.decode()

    assert "Dear June, come. Ada" in shown

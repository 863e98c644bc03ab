"""A board stays with the group that entered it, whoever hosts the series afterwards."""

import pytest
from django.core.exceptions import ValidationError

from events.models import Series, SeriesHandover, Sponsorship
from orgs import merging
from outreach.merging import move_kept
from outreach.models import Appeal, Board, Prospect
from outreach.stages import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(board, choir, ada) -> Appeal:
    return Appeal.begin(board, [choir], by=ada)


@pytest.fixture
def handed(vigil, partner, choir, letter, ada, bo) -> Series:
    """The series of the board, hosted by another group by now."""
    Sponsorship.invite(vigil, partner, by=ada).accept(by=bo)
    SeriesHandover.offer(vigil, partner, by=ada).accept(by=bo)
    return Series.objects.select_related("host").get(pk=vigil.pk)


def page(browser, url: str) -> str:
    return browser.get(url).content.decode()


def test_the_new_host_begins_an_empty_board(handed, as_user, choir, letter, bo):
    browser = as_user(bo)

    assert not Prospect.objects.editable_by(bo).exists()
    assert not Appeal.objects.editable_by(bo).exists()
    assert {browser.get(row.get_absolute_url()).status_code for row in (choir, letter)} == {404}
    assert "Nobody on it yet" in page(browser, Board(handed).get_absolute_url())
    assert browser.get(f"/desk/outreach/kept/{handed.slug}/").status_code == 404


def test_both_may_have_the_same_group_and_neither_sees_the_others(handed, choir, ada, bo):
    theirs = Prospect.enter(Board(handed), name="Harbor Choir", address="choir@example.org", by=bo)

    assert list(Prospect.objects.editable_by(bo)) == [theirs]
    assert list(Prospect.objects.editable_by(ada)) == [choir]


def test_who_entered_it_reads_and_clears_it_and_adds_nobody(handed, host, as_user, choir, ada):
    board, browser = Board(handed, host), as_user(ada)

    assert "Harbor Choir" in page(browser, board.get_absolute_url())
    assert board.get_absolute_url() in page(browser, "/desk/outreach/")
    with pytest.raises(ValidationError):
        Prospect.enter(board, name="Late", by=ada)
    browser.post(f"{choir.get_absolute_url()}deletion/")
    assert not Prospect.objects.exists()


def test_no_letter_goes_out_from_a_board_that_was_kept(handed, as_user, letter, ada):
    assert as_user(ada).post(f"{letter.get_absolute_url()}sending/").status_code == 404


def test_a_co_host_who_may_works_on_the_board_of_the_host_of_now(handed, choir, ada, bo):
    handed.grant(["outreach"], by=bo)
    theirs = Prospect.enter(Board(handed), name="Rowers", by=bo)

    assert set(Prospect.objects.editable_by(ada)) == {choir, theirs}
    assert list(Prospect.objects.of(Board(handed))) == [theirs]


def test_what_was_kept_hears_no_answers_and_is_due_no_more(handed, partner, choir, ada, bo):
    choir.take(by=ada)
    Prospect.objects.filter(pk=choir.pk).update(due_on="2020-01-01")

    Sponsorship.invite_address(handed, "choir@example.org", by=bo)

    choir.refresh_from_db()
    assert choir.stage == Stage.TO_CONTACT
    assert not Prospect.objects.to_remind_of().exists()


def test_given_back_the_series_has_its_board_again(handed, host, choir, ada, bo):
    SeriesHandover.offer(handed, host, by=bo).accept(by=ada)

    assert list(Prospect.objects.of(Board(Series.objects.get(pk=handed.pk)))) == [choir]


def test_the_offer_says_what_becomes_of_the_board(vigil, partner, as_user, ada, bo):
    Sponsorship.invite(vigil, partner, by=ada).accept(by=bo)
    offer = SeriesHandover.offer(vigil, partner, by=ada)

    for browser, url in [
        (as_user(bo), offer.get_absolute_url()),
        (as_user(ada), f"/desk/events/{vigil.slug}/hosting/"),
    ]:
        assert "board" in page(browser, url).split("<main")[1]


def test_two_groups_that_become_one_have_one_board(handed, host, partner, choir, ada, bo):
    theirs = Prospect.enter(Board(handed), name="Rowers", by=bo)
    Prospect.enter(Board(handed), name="Choir", address="choir@example.org", by=bo)
    journal = merging.Journal()

    move_kept(journal, host, partner)

    choir.refresh_from_db()
    assert choir.kept_by == host  # it is on both
    assert theirs in Prospect.objects.of(Board(handed))
    assert sum(journal.left.values()) == 1

"""Several people at the same moment upon one card, each with a connection of her own."""

import pytest
from django.db import connection

from events.models import Sponsorship
from outreach.models import Appeal, Board, Prospect, Sheet
from outreach.stages import Stage
from tests import factories
from tests.races import at_once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time."),
]


def anew(prospect: Prospect) -> Prospect:
    """As somebody else has read it."""
    return Prospect.objects.for_page().get(pk=prospect.pk)


def test_of_many_who_take_it_one_has_it(choir):
    people = [factories.person(f"p{number}") for number in range(6)]

    said = at_once(*(lambda by=one: anew(choir).take(by=by) for one in people))

    assert sorted(map(str, said)) == ["None"] + ["taken"] * 5
    assert choir.touches.filter(kind="taken").count() == 1


def test_an_address_added_at_once_is_there_once(board, ada):
    add = {"name": "Choir", "address": "choir@example.org", "by": ada}

    rows = at_once(*(lambda: Prospect.enter(board, **add).pk for _ in range(5)))

    assert (len(set(rows)), Prospect.objects.count()) == (1, 1)


def test_a_group_added_at_once_is_there_once(board, partner, ada):
    rows = at_once(*(lambda: Prospect.enter(Board(board.target), partner, by=ada).pk for _ in range(5)))

    assert (len(set(rows)), Prospect.objects.count()) == (1, 1)


def test_a_yes_while_the_card_is_moved_ends_without_a_deadlock(vigil, tenants, partner, ada, bo):
    asked = Sponsorship.invite(vigil, partner, by=ada)

    said = at_once(
        lambda: asked.accept(by=bo),
        lambda: anew(tenants).shift(Stage.NOT_NOW, by=ada),
        lambda: anew(tenants).touch("call", by=ada, text="They will"),
    )

    tenants.refresh_from_db()
    assert (said[0], tenants.stage in {Stage.SIGNED, Stage.NOT_NOW}) == (None, True)
    assert tenants.touches.count() >= 4


def test_freeing_and_letting_go_at_once_frees_once(choir, ada):
    choir.take(by=ada)

    at_once(lambda: anew(choir).let_go(by=ada), lambda: anew(choir).let_go(by=ada))

    assert choir.touches.filter(kind="let_go").count() == 1


def test_a_letter_to_several_sent_by_many_at_once_goes_once(board, choir, tenants, ada):
    appeal = Appeal.begin(board, [choir, tenants], by=ada)

    said = at_once(*(lambda: Appeal.objects.get(pk=appeal.pk).send_out(by=ada) for _ in range(5)))

    assert sorted(map(str, said)) == ["2"] + ["sent"] * 4
    assert (Sponsorship.objects.count(), choir.touches.filter(kind="letter").count()) == (2, 1)


def test_going_on_by_many_at_once_asks_each_once(board, choir, tenants, ada):
    appeal = Appeal.begin(board, [choir, tenants], by=ada)
    appeal.send_out(by=ada)
    appeal.addressees.update(asked_at=None, sponsorship=None)
    Sponsorship.objects.all().delete()

    said = at_once(*(lambda: Appeal.objects.get(pk=appeal.pk).go_on(by=ada) for _ in range(4)))

    assert (sum(said), Sponsorship.objects.count()) == (2, 2)


def test_two_letters_to_the_same_group_at_once_ask_it_once(board, choir, ada):
    pair = [Appeal.begin(board, [choir], by=ada) for _ in range(2)]

    at_once(*(lambda one=one: one.send_out(by=ada) for one in pair))

    assert Sponsorship.objects.count() == 1


def test_what_is_heard_several_times_at_once_moves_every_card(vigil, choir, tenants, partner, ada, bo):
    asked = Sponsorship.invite(vigil, partner, by=ada)
    Prospect.objects.filter(pk=choir.pk).update(sponsorship=asked, touched_at=None)
    asked.state = "accepted"

    said = at_once(*(lambda: Prospect.hear(asked) for _ in range(6)))

    assert said == [None] * 6
    assert {anew(row).stage for row in (choir, tenants)} == {Stage.SIGNED}


def test_a_sheet_taken_by_many_presses_at_once_comes_once(board, ada):
    sheet = Sheet.keep(board, b"name\nChoir\nBand\n", owner=ada, name="ours.csv")

    copies = [Sheet.objects.get(pk=sheet.pk) for _ in range(4)]

    said = at_once(*(lambda one=one: one.enter_all(by=ada, groups={}) for one in copies))

    assert (sorted(map(str, said)), Prospect.objects.count()) == (["2"] + ["taken"] * 3, 2)

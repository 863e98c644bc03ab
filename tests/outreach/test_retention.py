"""Contacts and notes of prospects go after their time, on their own or because somebody asked."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from orgs.models import Merge
from outbox import retention
from outbox.models import Suppression
from outreach.models import Board, Prospect, Touch
from tests import factories

pytestmark = pytest.mark.django_db


def later(days: int):
    return time_machine.travel(timezone.now() + timedelta(days=days))


def test_ninety_days_after_its_board_closed_a_prospect_goes(vigil, ada, choir):
    vigil.cancel(by=ada)
    with later(89):
        retention.purge()
        kept = Prospect.objects.count()

    with later(91):
        retention.purge()

    assert (kept, Prospect.objects.count(), Touch.objects.count()) == (1, 0, 0)


def test_after_a_year_without_a_word_a_prospect_goes(ada):
    union = Board(factories.group("Union", coordinator=ada, kind="coalition"))
    Prospect.enter(union, name="Choir", by=ada)

    with later(364):
        retention.purge()
        kept = Prospect.objects.count()
    with later(366):
        retention.purge()

    assert (kept, Prospect.objects.count()) == (1, 0)


def test_who_asks_not_to_be_written_to_is_forgotten_and_the_card_says_so(host, choir, ada):
    choir.touch("call", by=ada, text="June said no")
    Suppression.objects.add(choir.address_index, sender=host.letters_key, reason=Suppression.ASKED)

    retention.purge()

    choir.refresh_from_db()
    choir.board.mark_refusals([choir])
    assert (choir.has_contact, choir.touches.count(), choir.is_refused) == (False, 0, True)


def test_what_another_group_may_not_write_to_is_kept(partner, choir):
    Suppression.objects.add(choir.address_index, sender=partner.letters_key, reason=Suppression.ASKED)

    retention.purge()

    choir.refresh_from_db()
    assert choir.has_contact


def test_with_an_account_goes_its_contact_and_the_work_stays(board, ada, bo):
    row = Prospect.enter(board, name="Tenants", by=ada, address=bo.email, person="Bo")
    other = Prospect.enter(board, name="Choir", by=ada)
    other.take(by=ada)

    bo.erase()

    row.refresh_from_db()
    assert (row.has_contact, row.address_index, row.name) == (False, "", "Tenants")


def test_two_groups_that_are_one_are_on_a_board_once(board, partner, ada, mo):
    twin = factories.group("Tenants of Riverside")
    Prospect.enter(board, twin, by=ada)
    Prospect.enter(board, partner, by=ada)
    alone = Prospect.enter(Board(factories.group("Union", coordinator=ada, kind="coalition")), twin, by=ada)

    Merge.make(twin, partner, by=mo)

    alone.refresh_from_db()
    assert alone.organization == partner
    assert Prospect.objects.of(board).filter(organization=partner).count() == 1


def test_two_coalitions_that_are_one_have_one_board(partner, ada, mo):
    one, other = (factories.group(name, coordinator=ada, kind="coalition") for name in ("One", "Other"))
    for union in (one, other):
        Prospect.enter(Board(union), partner, by=ada)
        Prospect.enter(Board(union), name=f"Choir of {union}", by=ada)

    Merge.make(one, other, by=mo)

    names = sorted(row.shown_name for row in Prospect.objects.of(Board(other)))
    assert names == ["Choir of One", "Choir of Other", "Riverside Tenants Union"]

"""What a group answers elsewhere moves its card by itself."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from events.models import Sponsorship
from orgs.models import Affiliation
from outreach.models import Board, Prospect
from outreach.stages import Stage
from tests import factories

pytestmark = pytest.mark.django_db


def stage(prospect) -> str:
    prospect.refresh_from_db()
    return prospect.stage


def test_asked_elsewhere_it_is_contacted(vigil, partner, tenants, ada):
    asked = Sponsorship.invite(vigil, partner, by=ada)

    assert stage(tenants) == Stage.CONTACTED
    assert (tenants.sponsorship, tenants.last_touch) == (asked, "letter")


def test_a_yes_moves_it(vigil, partner, tenants, ada, bo):
    Sponsorship.invite(vigil, partner, by=ada).accept(by=bo)

    assert stage(tenants) == Stage.SIGNED


def test_who_signs_without_being_asked_moves_too(vigil, partner, tenants, ada, bo):
    asked = Sponsorship.request(vigil, partner, by=bo)
    before = stage(tenants)
    asked.accept(by=ada)

    assert (before, stage(tenants)) == (Stage.TALKING, Stage.SIGNED)


def test_a_yes_by_letter_moves_what_stands_there_by_address(vigil, choir, ada, bo):
    asked = Sponsorship.invite_address(vigil, "choir@example.org", by=ada)
    group = factories.group("Harbor Choir", coordinator=bo)

    asked.accept(by=bo, organization=group)

    assert (stage(choir), choir.sponsorship) == (Stage.SIGNED, asked)


def test_a_no_rests_for_ninety_days_and_is_thanked(vigil, partner, tenants, ada, bo):
    Sponsorship.invite(vigil, partner, by=ada).decline(by=bo)

    assert stage(tenants) == Stage.DECLINED
    assert tenants.sleeps_until == timezone.localdate() + timedelta(days=90)
    assert tenants.thanked_at is not None


def test_our_own_no_to_a_request_moves_nothing(vigil, partner, tenants, ada, bo):
    Sponsorship.request(vigil, partner, by=bo).decline(by=ada)

    assert stage(tenants) == Stage.TALKING


def test_who_leaves_is_spoken_with(vigil, partner, tenants, ada, bo):
    asked = Sponsorship.invite(vigil, partner, by=ada)
    asked.accept(by=bo)

    asked.withdraw(by=bo)

    assert stage(tenants) == Stage.TALKING


def test_who_does_not_answer_in_time_is_looked_at_again(vigil, partner, tenants, ada):
    Sponsorship.invite(vigil, partner, by=ada)

    with time_machine.travel(timezone.now() + timedelta(days=31)):
        Sponsorship.expire()
        assert stage(tenants) == Stage.CONTACTED
        assert tenants.is_due


def test_on_other_boards_nothing_moves(vigil, partner, host, ada, bo):
    other = Prospect.enter(Board(factories.series(host, by=ada, title="Other")), partner, by=ada)

    Sponsorship.invite(vigil, partner, by=ada).accept(by=bo)

    assert stage(other) == Stage.TO_CONTACT


def test_what_stands_already_begins_there(vigil, partner, ada, bo):
    Sponsorship.invite(vigil, partner, by=ada).accept(by=bo)

    assert Prospect.enter(Board(vigil), partner, by=ada).stage == Stage.SIGNED


def test_who_joins_a_coalition_moves_on_its_board(partner, ada, bo):
    union = factories.group("Union", coordinator=ada, kind="coalition")
    row = Prospect.enter(Board(union), partner, by=ada)
    asked = Affiliation.invite(union, partner, by=ada)
    invited = stage(row)

    asked.accept(by=bo)

    assert (invited, stage(row)) == (Stage.CONTACTED, Stage.SIGNED)


def test_a_yes_that_was_given_elsewhere_and_brought_in_moves_it(vigil, partner, tenants, ada):
    Sponsorship.record(vigil, partner, by=ada, signed_as="Bo")

    assert stage(tenants) == Stage.SIGNED


def test_who_was_kept_beside_a_draft_is_contacted_when_it_is_announced(host, partner, ada):
    draft = factories.series(host, by=ada, title="Draft", announced=False)
    Sponsorship.foresee(draft, partner, by=ada)
    row = Prospect.enter(Board(draft), partner, by=ada)
    before = stage(row)

    draft.announce(by=ada)

    assert (before, stage(row)) == (Stage.TO_CONTACT, Stage.CONTACTED)

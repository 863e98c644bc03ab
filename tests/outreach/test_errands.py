"""What the desk says of a person's own prospects."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.models import Sponsorship
from orgs import needs
from outreach import errands

pytestmark = pytest.mark.django_db


def test_what_she_took_and_is_due_needs_her(choir, ada):
    choir.take(by=ada)
    choir.touch("call", by=ada, next_step="Call back", due_on=timezone.localdate() - timedelta(days=1))

    [need] = errands.of(ada)

    assert (need.headline, need.is_late) == ("Harbor Choir: Call back", True)
    assert need in needs.of(ada)


def test_what_nobody_took_and_what_is_for_later_needs_nobody(choir, tenants, ada):
    choir.touch("note", by=ada, next_step="Call back", due_on=timezone.localdate())
    tenants.take(by=ada)
    tenants.touch("note", by=ada, next_step="Call", due_on=timezone.localdate() + timedelta(days=2))

    assert errands.of(ada) == []


def test_who_organizes_no_more_is_not_asked(choir, ada, host):
    choir.take(by=ada)
    choir.touch("note", by=ada, next_step="Call", due_on=timezone.localdate())

    host.memberships.filter(user=ada).delete()

    assert errands.of(ada) == []


def test_with_whom_she_spoke_is_told_in_a_sentence(choir, tenants, ada):
    since = timezone.now()
    choir.touch("call", by=ada)
    choir.touch("letter", by=ada)
    tenants.touch("note", by=ada)

    assert errands.done(ada, since) == ["You were in touch with 1 group."]


def test_the_desk_of_a_series_leads_to_its_board(as_user, ada, vigil, board):
    assert board.get_absolute_url() in as_user(ada).get(f"/desk/events/{vigil.slug}/").content.decode()


@pytest.mark.parametrize(("right", "shown"), [("outreach", True), ("dates", False)])
def test_a_co_host_finds_the_board_where_it_may(as_user, ada, bo, vigil, partner, board, right, shown):
    Sponsorship.invite(vigil, partner, by=ada, level="co_host").accept(by=bo)
    vigil.grant({right, "text"}, by=ada)

    for path in ("/desk/", f"/desk/events/{vigil.slug}/"):
        assert (board.get_absolute_url() in as_user(bo).get(path).content.decode()) is shown

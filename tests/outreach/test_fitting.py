"""Groups of the site that may fit a board."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from events.models import Series, Sponsorship
from orgs.models import Affiliation, Organization
from outreach.fitting import fitting
from outreach.models import Board, Prospect
from tests import factories

pytestmark = pytest.mark.django_db

CLEVELAND = {"name": "Cleveland", "locality": "Cleveland", "latitude": 41.4993, "longitude": -81.6944}
DENVER = {"name": "Denver", "locality": "Denver", "region": "CO", "latitude": 39.7392, "longitude": -104.9903}


def named(board, **wanted) -> list[str]:
    return [fit.organization.name for fit in fitting(board, **wanted)]


def group(name: str, where: dict | None = None, **fields):
    made = factories.group(name, **fields)
    if where:
        Organization.objects.filter(pk=made.pk).update(place=factories.town(**where))
    return made


def test_who_is_near_fits_the_nearer_the_better(board):
    group("Across the street", kind="peace")
    group("In the next city", CLEVELAND, kind="peace")
    group("Far away", DENVER, kind="peace")

    assert named(board) == ["Across the street", "In the next city"]
    assert named(board, km=10) == ["Across the street"]


def test_the_reason_is_said(board):
    group("In the next city", CLEVELAND)

    assert fitting(board)[0].reasons == ["In Cleveland, 49 km away", "Tenants’ union"]


def test_the_host_and_who_nobody_listed_do_not_fit(board):
    group("New", state="in_review")

    assert named(board) == []


def test_who_stood_with_the_host_before_fits_from_afar(board, host, ada, bo):
    far = group("Far away", DENVER, coordinator=bo)
    march = factories.series(host, by=ada, title="March")
    Sponsorship.invite(march, far, by=ada).accept(by=bo)

    assert [fit.reasons[0] for fit in fitting(board)] == ["Stood with you at “March”"]


def test_who_stood_with_a_group_that_has_signed_fits(board, vigil, partner, ada, bo):
    Sponsorship.invite(vigil, partner, by=ada).accept(by=bo)
    far = group("Far away", DENVER, coordinator=bo)
    rally = factories.series(far, by=bo, title="Rally")
    Sponsorship.invite(rally, partner, by=bo).accept(by=bo)

    assert [fit.reasons[0] for fit in fitting(board)] == ["Stood with Riverside Tenants Union at “Rally”"]


def test_a_series_that_nobody_sees_is_not_named(board, host, ada, bo):
    far = group("Far away", DENVER, coordinator=bo)
    inside = factories.series(host, by=ada, title="Inside")
    Sponsorship.invite(inside, far, by=ada).accept(by=bo)
    Series.objects.filter(pk=inside.pk).update(shown_at=None)

    assert named(board) == []


def test_who_is_on_the_board_or_was_asked_does_not_fit(board, vigil, partner, ada):
    Prospect.enter(board, group("On the board"), by=ada)
    Sponsorship.invite(vigil, partner, by=ada)

    assert named(board) == []


def test_who_said_no_fits_again_after_ninety_days(board, vigil, partner, ada, bo):
    Sponsorship.invite(vigil, partner, by=ada).decline(by=bo)
    now = named(board)

    with time_machine.travel(timezone.now() + timedelta(days=91)):
        assert (now, named(board)) == ([], [partner.name])


def test_only_a_kind_that_is_wanted(board, partner):
    group("Choir", kind="culture")

    assert named(board, kind="culture") == ["Choir"]


def test_who_belongs_to_a_coalition_does_not_fit_its_board(partner, ada, bo):
    union = group("Union", coordinator=ada, kind="coalition")
    before = named(Board(union))
    Affiliation.invite(union, partner, by=ada).accept(by=bo)

    assert (before, named(Board(union))) == ([partner.name], [])


def test_no_more_than_twenty_and_always_in_one_order(board):
    for number in range(25):
        group(f"Group {number:02}")

    assert named(board) == [f"Group {number:02}" for number in range(20)]


def test_the_queries_do_not_grow(board, host, ada, bo, django_assert_max_num_queries):
    for number in range(4):
        near = group(f"Near {number}", coordinator=bo)
        march = factories.series(host, by=ada, title=f"March {number}")
        Sponsorship.invite(march, near, by=ada).accept(by=bo)

    with django_assert_max_num_queries(5):
        assert len(fitting(board)) == 4


def test_one_press_puts_it_on_the_board(as_user, ada, board, partner):
    path = f"{board.get_absolute_url()}fitting/"

    as_user(ada).post(path, {"group": partner.slug, "takes": "on"})

    row = Prospect.objects.get()
    assert (row.organization, row.claimed_by) == (partner, ada)
    assert partner.name not in as_user(ada).get(path).content.decode().partition("<form")[2]


def test_odd_filters_count_as_nothing(as_user, ada, board, partner):
    path = f"{board.get_absolute_url()}fitting/?kind=%00&km=9999999999999999"

    assert partner.name in as_user(ada).get(path).content.decode()

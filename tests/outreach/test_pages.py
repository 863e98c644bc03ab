"""Boards, and the page of a prospect: who sees them, what they say, what a press does."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.models import Sponsorship
from orgs.models import AuditEntry
from outbox.models import Suppression
from outreach.models import Board, Prospect
from outreach.stages import Stage
from tests import factories

pytestmark = pytest.mark.django_db


def page(browser, path) -> str:
    response = browser.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_a_board_shows_its_lanes_with_why_and_whose(as_user, ada, choir, board):
    shown = page(as_user(ada), board.get_absolute_url())

    assert "Harbor Choir" in shown
    assert "They sang" in shown
    assert "Nobody yet" in shown


def test_a_board_holds_no_contact(as_user, ada, choir, board):
    shown = page(as_user(ada), board.get_absolute_url())

    assert ("choir@example.org" in shown, "June" in shown) == (False, False)


@pytest.mark.parametrize("who", ["bo", "cy", "dee"])
def test_outside_the_hosts_organizers_there_is_no_board(as_user, request, choir, board, who):
    browser = as_user(request.getfixturevalue(who))

    assert browser.get(board.get_absolute_url()).status_code == 404
    assert browser.get(choir.get_absolute_url()).status_code == 404


def test_a_coalition_has_a_board_of_its_own(as_user, ada):
    union = factories.group("Union of unions", coordinator=ada, kind="coalition")
    Prospect.enter(Board(union), name="Choir", by=ada)

    assert "Choir" in page(as_user(ada), "/desk/outreach/groups/union-of-unions/")
    assert "Union of unions" in page(as_user(ada), "/desk/outreach/")


def test_a_group_that_is_no_coalition_has_none(as_user, ada, host):
    assert as_user(ada).get(f"/desk/outreach/groups/{host.slug}/").status_code == 404


def test_mine_and_due_narrow_the_board(as_user, ada, choir, tenants, board):
    tenants.take(by=ada)
    choir.touch("note", by=ada, next_step="Call", due_on=timezone.localdate())

    mine = page(as_user(ada), board.get_absolute_url() + "?who=mine")
    due = page(as_user(ada), board.get_absolute_url() + "?who=due")

    assert ("Riverside Tenants" in mine, "Harbor Choir" in mine) == (True, False)
    assert ("Riverside Tenants" in due, "Harbor Choir" in due) == (False, True)


def test_a_long_lane_begins_with_thirty_and_shows_all_when_asked(as_user, ada, board):
    for number in range(33):
        Prospect.enter(board, name=f"Choir {number}", by=ada)

    first = page(as_user(ada), board.get_absolute_url())
    whole = page(as_user(ada), board.get_absolute_url() + "?all=to-contact")

    assert (first.count('class="contact"'), "3 more" in first) == (30, True)
    assert whole.count('class="contact"') == 33
    assert "All lanes" in whole


def add(browser, board, **typed):
    return browser.post(f"{board.get_absolute_url()}new/", {"who": "Harbor Choir"} | typed)


def test_a_name_that_is_not_here_is_added_with_its_contact(as_user, ada, board):
    response = add(as_user(ada), board, town="Akron", address="choir@example.org", takes="on")

    row = Prospect.objects.get()
    assert response.status_code == 302
    assert (row.name, row.organization, row.address, row.claimed_by) == ("Harbor Choir", None, "choir@example.org", ada)


def test_a_group_of_this_site_is_added_by_its_name(as_user, ada, board, partner):
    add(as_user(ada), board, who=partner.name.upper())

    assert Prospect.objects.get().organization == partner


def test_a_name_that_may_mean_a_group_here_is_asked_back(as_user, ada, board, partner):
    doubtful = add(as_user(ada), board, who="Tenants Union")
    add(as_user(ada), board, who="Tenants Union", another="on")

    assert (doubtful.status_code, partner.name in doubtful.content.decode()) == (422, True)
    assert Prospect.objects.get().name == "Tenants Union"


def test_a_name_that_is_on_the_board_is_asked_back(as_user, ada, board, choir):
    again = add(as_user(ada), board, who="harbor  CHOIR", town="akron")
    kept = add(as_user(ada), board, who="harbor  CHOIR", town="akron", another="on")

    assert (again.status_code, kept.status_code, Prospect.objects.count()) == (422, 302, 2)


def test_an_address_that_is_on_the_board_is_not_added_twice(as_user, ada, board, choir):
    response = add(as_user(ada), board, who="Other", address="CHOIR@example.org")

    assert (response.status_code, Prospect.objects.count()) == (422, 1)
    assert "Harbor Choir is on this board already." in response.content.decode()


def test_a_card_is_taken_and_moved_from_the_board(as_user, ada, board, choir):
    browser, back = as_user(ada), f"http://testserver{board.get_absolute_url()}?who=mine"
    browser.post(f"/desk/outreach/{choir.pk}/claim/")

    moved = browser.post(f"/desk/outreach/{choir.pk}/stage/", {"stage": "talking"}, headers={"referer": back})

    choir.refresh_from_db()
    assert (choir.claimed_by, choir.stage) == (ada, Stage.TALKING)
    assert moved.headers["Location"] == f"{board.get_absolute_url()}?who=mine#prospect-{choir.pk}"


def test_what_was_said_is_noted_with_the_next_step(as_user, ada, choir):
    day = timezone.localdate() + timedelta(days=3)
    typed = {"kind": "call", "text": "They like it", "next_step": "Send the song", "due_on": day, "stage": "talking"}

    as_user(ada).post(f"/desk/outreach/{choir.pk}/touches/", typed)

    shown = page(as_user(ada), choir.get_absolute_url())
    choir.refresh_from_db()
    assert (choir.stage, choir.due_on) == (Stage.TALKING, day)
    assert ("They like it" in shown, "Send the song" in shown, "choir@example.org" in shown) == (True, True, True)


def test_a_day_that_is_past_is_refused_and_nothing_is_lost(as_user, ada, choir):
    typed = {"kind": "call", "text": "They like it", "due_on": "2001-01-01"}

    response = as_user(ada).post(f"/desk/outreach/{choir.pk}/touches/", typed)

    assert (response.status_code, "They like it" in response.content.decode()) == (422, True)
    assert choir.touches.count() == 1


def test_the_card_is_corrected(as_user, ada, choir):
    typed = {"name": "Harbor Singers", "town": "Akron", "address": "singers@example.org", "why": "New name"}

    as_user(ada).post(f"/desk/outreach/{choir.pk}/edit/", typed)

    choir.refresh_from_db()
    assert (choir.name, choir.address, choir.why, choir.person) == (
        "Harbor Singers",
        "singers@example.org",
        "New name",
        "",
    )


def test_an_address_of_another_on_the_board_is_refused(as_user, ada, board, choir):
    other = Prospect.enter(board, name="Other", by=ada)

    response = as_user(ada).post(f"/desk/outreach/{other.pk}/edit/", {"name": "Other", "address": "choir@example.org"})

    assert response.status_code == 422


@pytest.mark.parametrize(("reason", "said"), [("asked", "Asked us not to write"), ("bounced", "Letters come back")])
def test_an_address_that_takes_no_letters_is_told_on_the_card(as_user, ada, host, board, choir, reason, said):
    Suppression.objects.add(choir.address_index, sender=host.letters_key, reason=reason)

    assert said in page(as_user(ada), board.get_absolute_url())
    assert said in page(as_user(ada), choir.get_absolute_url())


def test_removing_it_asks_for_a_press(as_user, ada, board, choir):
    browser = as_user(ada)
    assert browser.get(f"/desk/outreach/{choir.pk}/deletion/").status_code in {302, 405}

    browser.post(f"/desk/outreach/{choir.pk}/deletion/")

    assert Prospect.objects.count() == 0


def test_a_co_host_to_whom_it_is_granted_shares_the_board(as_user, ada, bo, vigil, partner, host, board, choir):
    Sponsorship.invite(vigil, partner, by=ada, level="co_host").accept(by=bo)
    before = as_user(bo).get(board.get_absolute_url()).status_code
    vigil.grant({"outreach"}, by=ada)

    add(as_user(bo), board, who="Brass Band")

    assert (before, as_user(bo).get(choir.get_absolute_url()).status_code) == (404, 200)
    entry = AuditEntry.objects.get(organization=host, verb="prospects_entered_beside")
    assert (entry.actor, entry.party) == (None, partner.name)

"""The pages of a group's people: who sees what, and what a press does."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.utils import timezone

from orgs.models import CoordinatorChange, Handover, Invitation, JoinRequest, Organization
from tests import factories
from tests.orgs.test_invitation import link_to
from tests.orgs.test_membership import place

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(host) -> str:
    return f"/desk/groups/{host.slug}/people/"


@pytest.fixture
def fresh(monkeypatch):
    monkeypatch.setattr("orgs.fresh.is_fresh", lambda request: True)


def text(response) -> str:
    return " ".join(re.sub("<[^>]*>", " ", response.content.decode()).split())


def test_members_see_names_and_roles_and_coordinators_a_part_of_the_address(as_user, desk, ada, cy):
    member, coordinator = (text(as_user(user).get(desk)) for user in (cy, ada))

    assert ("Ada" in member, "Coordinator" in member, "@example.org" in member) == (True, True, False)
    assert ("c…@example.org" in coordinator, cy.email in coordinator) == (True, False)


def test_a_member_is_shown_nothing_that_waits(as_user, desk, host, ada, cy, dee):
    Invitation.invite(host, "june@example.org", role="member", by=ada)
    JoinRequest.ask(host, by=dee, word="We met on Saturday")

    page = text(as_user(cy).get(desk))

    assert [word for word in ("june", "Saturday", "Invite", "Change") if word in page] == []


def test_the_public_page_names_who_chose_it_and_nobody_else(as_user, host, cy, desk):
    before = text(as_user(None).get(host.get_absolute_url()))
    as_user(cy).post(f"{desk}name/", {"is_named": "on", "public_name": "Cy of Elm Street"})
    after = text(as_user(None).get(host.get_absolute_url()))

    assert ("Cy" in before, "Ada" in after, "Cy of Elm Street" in after) == (False, False, True)


def test_several_are_invited_at_once_and_a_wrong_line_is_pointed_out(as_user, desk, ada):
    wrong = as_user(ada).post(f"{desk}invitations/", {"addresses": "june@example.org\nnobody", "role": "member"})
    right = as_user(ada).post(
        f"{desk}invitations/", {"addresses": "june@example.org, july@example.org\nJUNE@example.org", "role": "member"}
    )

    assert (wrong.status_code, "This is no email address: nobody" in text(wrong)) == (422, True)
    assert right.status_code == 302
    assert factories.recipients("person_invitation") == ["july@example.org", "june@example.org"]


def test_one_that_is_refused_stays_in_the_field_and_the_others_go(as_user, desk, host, ada, monkeypatch):
    monkeypatch.setattr("orgs.models.invitation.OPEN_INVITATIONS", 1)

    response = as_user(ada).post(
        f"{desk}invitations/", {"addresses": "june@example.org july@example.org", "role": "member"}
    )

    assert response.status_code == 422
    assert ">\njuly@example.org</textarea>" in response.content.decode()
    assert factories.recipients("person_invitation") == ["june@example.org"]


def test_twenty_at_once_are_the_most(as_user, desk, ada):
    addresses = "\n".join(f"person{number}@example.org" for number in range(21))

    response = as_user(ada).post(f"{desk}invitations/", {"addresses": addresses, "role": "member"})

    assert (response.status_code, factories.letters("person_invitation")) == (422, [])


# The page of an invitation


@pytest.fixture
def link(host, ada, dee) -> str:
    Invitation.invite(host, dee.email, role="organizer", by=ada)
    return link_to(dee.email)


def without_secrets(response) -> str:
    page = re.sub(r"/invitations/[^/]+/", "", response.content.decode())
    return re.sub(r"%2Finvitations%2F[^\"]+", "", page)


def test_the_page_is_alike_whether_or_not_the_address_has_an_account(client, link, host, ada):
    Invitation.invite(host, "doe@example.org", role="organizer", by=ada)
    known, unknown = client.get(link), client.get(link_to("doe@example.org"))

    assert without_secrets(known) == without_secrets(unknown)
    assert known.headers["Referrer-Policy"] == "no-referrer"
    assert "csrf" not in known.cookies


def test_a_yes_needs_the_account_of_the_address(as_user, link, host, bo, dee):
    for user in (None, bo):
        as_user(user).post(f"{link}acceptance/")
    before = host.memberships.count()
    response = as_user(dee).post(f"{link}acceptance/")

    assert (before, response.headers["Location"]) == (2, f"/desk/groups/{host.slug}/people/")
    assert place(host, dee).role == "organizer"


def test_who_signs_in_with_another_address_is_told_what_to_do(as_user, link, bo):
    page = text(as_user(bo).get(link))

    assert "This invitation is for another address than yours" in page
    assert "dee@example.org" not in page


def test_a_no_needs_the_link_alone(client, link):
    response = client.post(f"{link}refusal/")

    assert "Your address is erased" in text(response)
    assert client.get(link).status_code == 404
    assert Invitation.objects.get().address == ""


def test_looking_changes_nothing(as_user, link, dee):
    for _ in range(3):
        as_user(dee).get(link)
        as_user(None).get(link)

    assert Invitation.objects.get().is_open


def test_an_account_made_after_the_letter_can_say_yes(client, host, ada):
    Invitation.invite(host, "new@example.org", role="member", by=ada)
    link = link_to("new@example.org")
    newcomer = factories.person("new")
    client.force_login(newcomer)

    client.post(f"{link}acceptance/")

    assert place(host, newcomer).role == "member"


def test_an_unconfirmed_address_says_nothing(as_user, link, dee):
    EmailAddress.objects.filter(user=dee).update(verified=False)

    assert "Join</button>" not in as_user(dee).get(link).content.decode()


def test_an_invitation_stands_on_the_desk_of_its_address_and_is_answered_there(as_user, link, host, dee):
    page = as_user(dee).get("/desk/").content.decode()
    (path,) = re.findall(r'action="(/desk/invitations/\d+/acceptance/)"', page)

    as_user(dee).post(path)

    assert place(host, dee).role == "organizer"


# Asking to join


def test_a_person_asks_and_a_coordinator_lets_her_in(as_user, host, desk, ada, dee):
    as_user(dee).post(f"{host.get_absolute_url()}join/", {"word": "We met on Saturday"})
    page = as_user(ada).get(desk).content.decode()
    (path, *_) = re.findall(r'action="(\S+/acceptance/)"', page)
    as_user(ada).post(path, {"role": "organizer"})

    assert "We met on Saturday" in page
    assert "Dee would like to join" in text(as_user(ada).get("/desk/")) or place(host, dee).role == "organizer"


def test_who_has_asked_reads_that_she_has_and_can_take_it_back(as_user, host, dee):
    address = f"{host.get_absolute_url()}join/"
    as_user(dee).post(address, {"word": ""})

    assert "Take it back" in text(as_user(dee).get(address))
    as_user(dee).post(f"{address}withdrawal/")
    assert JoinRequest.objects.get().state == "withdrawn"


def test_a_group_that_nobody_coordinates_shows_how_to_take_over(as_user, host, ada, cy, dee, desk):
    ada.delete()

    for user, page in [(None, host.get_absolute_url()), (cy, desk), (dee, f"{host.get_absolute_url()}join/")]:
        assert f"{host.get_absolute_url()}claim/" in as_user(user).get(page).content.decode()


# Who coordinates


@pytest.mark.usefixtures("fresh")
def test_a_change_of_coordinators_is_announced_and_stopped_by_a_button(as_user, host, desk, ada, bo):
    second = factories.join(host, bo, "coordinator")
    shown = as_user(ada).post(f"{desk}{second.pk}/coordination/", {"act": "remove"}).headers["Location"]

    assert "Bo is to be removed" in text(as_user(bo).get("/desk/"))
    assert "Stop this" in text(as_user(bo).get(shown))
    as_user(bo).post(f"{shown}stop/")
    assert "Bo stopped it" in text(as_user(ada).get(shown))


@pytest.mark.parametrize("page", ["{pk}/coordination/", "handover/"])
def test_who_coordinates_is_changed_after_a_fresh_sign_in_alone(client, host, desk, ada, cy, page):
    client.post("/account/login/", {"login": ada.email, "password": "ada-has-a-password"})
    address = f"{desk}{page.format(pk=place(host, cy).pk)}"
    at_once = client.get(address)

    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        later = client.post(address, {"act": "promote", "place": place(host, cy).pk, "afterwards": "gone"})

    assert (at_once.status_code, later.status_code) == (200, 302)
    assert "reauthenticate" in later.headers["Location"]
    assert not CoordinatorChange.objects.exists()
    assert not Handover.objects.exists()


@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize("page", ["{pk}/coordination/", "handover/"])
@pytest.mark.parametrize("name", ["bo", "cy", "dee"])
def test_nobody_but_a_coordinator_comes_to_these_pages(as_user, request, host, desk, cy, page, name):
    browser, address = as_user(request.getfixturevalue(name)), f"{desk}{page.format(pk=place(host, cy).pk)}"

    assert [ask(address).status_code for ask in (browser.get, browser.post)] == [404, 404]


@pytest.mark.usefixtures("fresh")
def test_a_place_is_handed_over(as_user, host, desk, ada, cy):
    as_user(ada).post(f"{desk}handover/", {"place": place(host, cy).pk, "afterwards": "gone"})
    page = as_user(cy).get("/desk/").content.decode()
    (offer,) = re.findall(r'href="(/handovers/\d+/)"', page)
    as_user(cy).post(f"{offer}acceptance/")

    assert list(host.coordinators()) == [cy]
    assert not Organization.objects.of_member(ada).exists()


def test_the_last_coordinator_is_led_to_hand_over(as_user, desk, ada):
    page = text(as_user(ada).get(f"{desk}departure/"))
    response = as_user(ada).post(f"{desk}departure/", follow=True)

    assert "Hand over" in page
    assert "Nobody else coordinates this group" in text(response)


def test_a_member_leaves_with_one_press(as_user, desk, host, cy):
    as_user(cy).post(f"{desk}departure/")

    assert not host.memberships.filter(user=cy).exists()
    assert as_user(cy).get(desk).status_code == 404


@pytest.mark.parametrize("number", [1, 50])
def test_the_page_asks_as_often_for_fifty_people(as_user, host, desk, ada, django_assert_max_num_queries, number):
    for one in range(number):
        factories.join(host, factories.person(f"person{one}"), "member")
    browser = as_user(ada)
    browser.get(desk)

    with django_assert_max_num_queries(10):
        browser.get(desk)


def test_who_belongs_to_a_group_is_not_asked_on_her_desk_to_join_it(as_user, host, ada, cy):
    Invitation.invite(host, cy.email, role="organizer", by=ada)

    assert "invites you" not in text(as_user(cy).get("/desk/"))


def test_who_comes_by_an_invitation_registers_for_herself(client, link):
    page = client.get(f"/account/signup/?next={link}").text

    assert re.search(r'value="myself"[^>]* checked', page)

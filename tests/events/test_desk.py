"""The desk and the signature page, read as the person who comes to them."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from events.models import Series, Sponsorship
from tests import factories
from tests.events.test_flows import text

pytestmark = pytest.mark.django_db

YES = {"level": "co_sponsor", "authority": "officer", "may_sign": "on"}


def words(response) -> str:
    """What is read in the page's main part, on one line."""
    main = text(response).partition('<main id="main">')[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


@pytest.fixture
def eve(partner):
    """A second organizer of the partner."""
    user = factories.person("eve")
    factories.join(partner, user, "organizer")
    return user


@pytest.fixture
def invitation(vigil, partner, ada, bo) -> Sponsorship:
    return Sponsorship.invite(vigil, partner, by=ada)


# Two people, one invitation


def test_a_no_after_another_s_yes_is_said_not_to_be_taken(client, invitation, bo, eve):
    invitation.accept(by=bo)

    response = client.post(f"{invitation.link(eve)}refusal/")

    invitation.refresh_from_db()
    assert (response.status_code, invitation.state) == (409, "accepted")
    assert "Bo of your group has signed on already. Your no was not taken" in words(response)
    assert "You signed on" not in words(response)


def test_a_yes_after_another_s_no_is_said_not_to_be_taken(client, invitation, bo, eve):
    invitation.decline(by=bo)

    response = client.post(invitation.link(eve), YES)

    invitation.refresh_from_db()
    assert (response.status_code, invitation.state) == (409, "declined")
    assert "Bo of your group has answered “Not this time” already. Your yes was not taken" in words(response)


def test_a_second_yes_says_who_signed(client, invitation, bo, eve):
    invitation.accept(by=bo)

    response = client.post(invitation.link(eve), YES)

    assert response.status_code == 409
    assert "Bo of your group has signed on already. There is nothing left to do." in words(response)


def test_the_same_yes_twice_is_one(client, invitation, bo):
    answers = [client.post(invitation.link(bo), YES).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert "You signed on" in words(client.get(invitation.link(bo)))


def test_whoever_else_opens_the_link_reads_who_signed(client, invitation, bo, eve):
    invitation.accept(by=bo)

    page = words(client.get(invitation.link(eve)))

    assert ("Your group has signed on" in page, "Signed by Bo." in page) == (True, True)


# Withdrawing by the link


def test_who_signed_withdraws_by_the_same_link(client, invitation, bo, vigil, partner):
    link = invitation.link(bo)
    client.post(link, YES)
    assert f'action="{link}withdrawal/"' in text(client.get(link))

    response = client.post(f"{link}withdrawal/")

    invitation.refresh_from_db()
    assert (response.status_code, invitation.state, invitation.decided_by) == (302, "withdrawn", bo)
    assert "Your group is no longer named" in words(client.get(link))
    assert partner.name not in words(client.get(vigil.get_absolute_url()))


def test_a_group_asked_at_an_address_withdraws_by_its_letter(client, vigil, partner, ada, bo):
    asked = Sponsorship.invite_address(vigil, "union@example.org", by=ada)
    asked.accept(by=bo, organization=partner)

    client.post(f"{asked.link(None)}withdrawal/")

    asked.refresh_from_db()
    assert (asked.state, asked.decided_by) == ("withdrawn", bo)


def test_what_was_not_signed_is_not_withdrawn(client, invitation, bo):
    response = client.post(f"{invitation.link(bo)}withdrawal/")

    invitation.refresh_from_db()
    assert (response.status_code, invitation.state) == (302, "pending")


# What no longer runs


@pytest.mark.parametrize(("state", "heading"), [("cancelled", "This was called off"), ("ended", "This is over")])
def test_an_invitation_to_what_no_longer_runs_says_so(client, as_user, invitation, vigil, ada, bo, state, heading):
    Series.objects.filter(pk=vigil.pk).update(state=state)

    page = words(client.get(invitation.link(bo)))
    desk = words(as_user(bo).get("/desk/"))

    assert (heading in page, "What a yes means" in page, "Nothing needs you" in desk) == (True, False, True)
    assert "there is nothing to answer any more" in words(as_user(bo).get(f"/sponsorships/{invitation.pk}/"))


def test_the_desk_links_what_was_run(as_user, vigil, ada):
    vigil.cancel(by=ada)

    page = text(as_user(ada).get("/desk/"))

    assert f'href="/desk/events/{vigil.slug}/"' in page.partition("What you ran")[2]


def test_an_invitation_to_a_draft_is_nobody_s_yet(as_user, host, partner, ada, bo):
    draft = factories.series(host, by=ada, announced=False)
    kept = Sponsorship.foresee(draft, partner, by=ada)

    assert as_user(bo).get(f"/sponsorships/{kept.pk}/").status_code == 404
    assert "Nothing needs you" in words(as_user(bo).get("/desk/"))


# Inviting


@pytest.mark.parametrize("who", ["Riverside Tenants Union", "june@example.org"])
def test_who_is_invited_twice_is_said_to_be_invited_already(as_user, vigil, partner, ada, who):
    browser, path = as_user(ada), f"/desk/events/{vigil.slug}/sponsorships/"
    browser.post(path, {"who": who})

    response = browser.post(path, {"who": who, "letter": "Once more"})

    assert (response.status_code, len(factories.letters("sponsorship_invitation"))) == (422, 1)
    assert f"{who} is invited already." in words(response)
    assert "Once more" in text(response)


def test_who_stands_or_asks_already_is_said_so(as_user, vigil, partner, ada, bo):
    browser, path = as_user(ada), f"/desk/events/{vigil.slug}/sponsorships/"
    asked = Sponsorship.request(vigil, partner, by=bo)

    first = words(browser.post(path, {"who": partner.name}))
    asked.accept(by=ada)
    second = words(browser.post(path, {"who": partner.name}))

    assert f"{partner.name} has asked to join." in first
    assert f"{partner.name} stands with you already." in second


def test_a_group_in_review_is_told_that_it_is_the_host(as_user, ada, bo):
    own = factories.group("Harbour Choir", coordinator=ada, state="in_review")
    series = factories.series(own, by=ada)

    response = as_user(ada).post(f"/desk/events/{series.slug}/sponsorships/", {"who": "harbour choir"})

    assert "Your own group is the host." in words(response)


def test_name_and_town_of_a_choice_stand_apart(as_user, vigil, partner, ada):
    response = as_user(ada).post(f"/desk/events/{vigil.slug}/sponsorships/", {"who": "Riverside"})

    assert "Riverside Tenants Union Akron, OH" in words(response)


def test_the_first_invitation_is_the_next_step_until_it_is_made(as_user, vigil, partner, ada):
    path, step = f"/desk/events/{vigil.slug}/", "Now invite the groups that stand with you"
    before = text(as_user(ada).get(path))
    Sponsorship.invite(vigil, partner, by=ada)
    after = text(as_user(ada).get(path))

    assert (step in before.partition("The dates")[0], 'id="invite"' in before, step in after) == (True, True, False)


# Who reads the desk


def test_a_member_reads_the_dates_of_her_group_without_buttons(as_user, vigil, cy):
    page = text(as_user(cy).get("/desk/"))

    assert vigil.occurrences.order_by("day").first().get_absolute_url() in page
    assert ("Move or cancel" in page, "Announce something" in page, "said yes" in page) == (False, False, False)


def test_a_member_is_sent_to_her_organizers(as_user, host, cy):
    response = as_user(cy).get("/desk/events/new/", follow=True)

    assert response.redirect_chain == [("/desk/", 302)]
    assert "Ask the organizers of your group" in words(response)


def test_dates_that_a_group_co_sponsors_are_read_but_not_moved(as_user, vigil, invitation, bo):
    invitation.accept(by=bo)

    page = text(as_user(bo).get("/desk/"))

    assert vigil.occurrences.order_by("day").first().get_absolute_url() in page
    assert "Move or cancel" not in page


def test_a_date_of_a_group_that_was_suspended_is_not_read_any_more(as_user, host, vigil, invitation, bo):
    invitation.accept(by=bo)
    type(host).objects.filter(pk=host.pk).update(state="suspended")

    assert "No dates ahead." in words(as_user(bo).get("/desk/"))


def test_a_cancelled_date_is_offered_to_go_ahead(as_user, host, ada):
    once = factories.series(host, by=ada, weeks=1)
    once.occurrences.get().cancel(by=ada)

    page = words(as_user(ada).get("/desk/"))

    assert ("Let it go ahead" in page, "Move or cancel" in page) == (True, False)


def test_what_moved_names_the_place_only_where_that_changed(as_user, vigil, ada):
    first, second = vigil.occurrences.order_by("day")[:2]
    first.move(by=ada, day=first.day + timedelta(days=1), start_time=first.start_time)
    second.move(by=ada, day=second.day, start_time=second.start_time, place=factories.town(name="Pier 4"))

    page = words(as_user(ada).get(f"/desk/events/{vigil.slug}/"))

    assert ("Moved Oak Plaza" in page, "Moved Pier 4." in page) == (False, True)
    assert re.search(rf"Moved \w+ {first.day.day} \w+, ", page)


def test_series_of_one_title_are_told_apart_by_host_and_town(as_user, vigil, ada):
    other = factories.group("Harbour Choir", coordinator=ada)
    factories.series(other, by=ada, title=vigil.title, place=factories.town(locality="Canton"))

    page = words(as_user(ada).get("/desk/"))

    assert ("Friends of Sanctuary Schools, Akron, OH" in page, "Harbour Choir, Canton, OH" in page) == (True, True)


def test_what_was_asked_just_now_is_said_so(as_user, invitation, bo):
    assert "Asked just now." in words(as_user(bo).get("/desk/"))

    Sponsorship.objects.filter(pk=invitation.pk).update(asked_at=timezone.now() - timedelta(minutes=5))
    assert "Asked 5 minutes ago." in words(as_user(bo).get("/desk/")).replace("\xa0", " ")


# Drafts


def test_a_draft_is_thrown_away(as_user, host, ada):
    draft = factories.series(host, by=ada, announced=False)
    assert "Throw this draft away" in words(as_user(ada).get(f"/desk/events/{draft.slug}/"))

    response = as_user(ada).post(f"/desk/events/{draft.slug}/deletion/", follow=True)

    assert response.redirect_chain == [("/desk/", 302)]
    assert Series.objects.count() == 0


def test_what_was_announced_is_not_thrown_away(as_user, vigil, ada):
    response = as_user(ada).post(f"/desk/events/{vigil.slug}/deletion/", follow=True)

    assert "This series was already announced." in words(response)
    assert Series.objects.get() == vigil


@pytest.mark.parametrize("name", ["bo", "cy", "dee"])
def test_nobody_else_throws_a_draft_away(as_user, host, partner, ada, name, request):
    draft = factories.series(host, by=ada, announced=False)

    assert as_user(request.getfixturevalue(name)).post(f"/desk/events/{draft.slug}/deletion/").status_code == 404
    assert Series.objects.get() == draft

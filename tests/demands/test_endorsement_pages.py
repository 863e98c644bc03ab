"""The pages on which a group endorses a demand, and those on which its lead sees who does."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from demands.models import Demand, Endorsement
from tests import factories

pytestmark = pytest.mark.django_db

ENDORSES = {"authority": "officer", "may_sign": "on"}


@pytest.fixture
def demand(host, ada) -> Demand:
    return factories.demand(host, by=ada, about="Every school, every day.")


@pytest.fixture
def invited(demand, partner, ada) -> Endorsement:
    return Endorsement.invite(demand, partner, by=ada, letter="You teach there")


def test_a_group_reads_why_it_is_asked_and_endorses(as_user, demand, invited, bo):
    page = as_user(bo).get(invited.get_absolute_url()).content.decode()
    typed = ENDORSES | {"authority": "vote", "voted_on": timezone.localdate(), "version": demand.text_version}
    answer = as_user(bo).post(f"{invited.get_absolute_url()}acceptance/", typed)

    invited.refresh_from_db()
    assert "You teach there" in page
    assert "Every school, every day." in page
    assert (answer.status_code, invited.state, invited.authority) == (302, "accepted", "vote")


@pytest.mark.parametrize(
    "wrong", [{"may_sign": ""}, {"authority": "vote"}, {"authority": "vote", "voted_on": "2999-01-01"}]
)
def test_what_is_missing_is_said_beside_its_field(as_user, invited, bo, wrong):
    answer = as_user(bo).post(f"{invited.get_absolute_url()}acceptance/", ENDORSES | {"note": "We teach"} | wrong)

    invited.refresh_from_db()
    assert (answer.status_code, invited.state) == (422, "pending")
    assert "We teach" in answer.content.decode()


def test_the_lead_asks_a_group_by_its_name(as_user, demand, partner, ada):
    desk = f"/desk/demands/{demand.slug}/endorsements/"

    answer = as_user(ada).post(desk, {"who": partner.name})

    assert (answer.status_code, Endorsement.objects.get().organization) == (302, partner)
    assert partner.name in as_user(ada).get(desk).content.decode()


def test_a_group_asks_and_the_lead_welcomes_it_with_one_press(as_user, demand, partner, ada, bo):
    as_user(bo).post(f"/demands/{demand.slug}/endorse/", ENDORSES | {"organization": partner.pk})
    request = Endorsement.objects.get()

    as_user(ada).post(f"{request.get_absolute_url()}acceptance/")

    request.refresh_from_db()
    assert request.is_accepted


def test_a_group_leaves_and_says_why(as_user, invited, bo):
    invited.accept(by=bo)

    as_user(bo).post(f"{invited.get_absolute_url()}withdrawal/", {"note": "We voted anew"})

    invited.refresh_from_db()
    assert (invited.state, invited.parting_note) == ("withdrawn", "We voted anew")


def test_the_words_that_changed_are_shown_and_signed_with_one_press(as_user, demand, invited, ada, bo):
    invited.accept(by=bo)
    demand.describe(by=ada, summary="Name no school a protected place.")

    page = as_user(bo).get(invited.get_absolute_url()).content.decode()
    as_user(bo).post(f"{invited.get_absolute_url()}text/", {"version": demand.text_version})

    invited.refresh_from_db()
    assert ("<ins>no</ins>" in page, invited.is_asked_again) == (True, False)


def test_everybody_reads_every_version_and_what_changed(client, demand, invited, ada):
    first = client.get(f"/demands/{demand.slug}/text/").content.decode()
    demand.describe(by=ada, summary="Name no school a protected place.")

    page = client.get(f"/demands/{demand.slug}/text/").content.decode()
    assert "Version 1, since" in first
    assert "<del>every</del>" in page


@pytest.mark.parametrize(("who", "status"), [("ada", 302), ("mo", 302), ("dee", 404), ("bo", 404)])
def test_words_that_should_not_have_stood_there_are_taken_out(as_user, request, demand, invited, ada, who, status):
    demand.describe(by=ada, summary="Call Elm Street 12")
    demand.describe(by=ada, summary="Call us")
    number = demand.texts.get(summary="Call Elm Street 12").number

    person = request.getfixturevalue(who)
    answer = as_user(person).post(f"/desk/demands/{demand.slug}/texts/{number}/blanking/")

    assert answer.status_code == status
    assert ("Elm" in as_user(None).get(f"/demands/{demand.slug}/text/").content.decode()) == (status == 404)


def test_the_lead_changes_the_words_of_what_it_has_put(as_user, demand, invited, ada, bo):
    invited.accept(by=bo)
    typed = {"title": demand.title, "summary": "Name some schools a protected place.", "about": "", "components": "One"}

    as_user(ada).post(f"/desk/demands/{demand.slug}/text/", typed)

    invited.refresh_from_db()
    assert invited.is_asked_again
    assert [str(part) for part in demand.components.current()] == ["One"]


def test_the_page_names_who_backs_a_demand_and_what_they_say(client, demand, invited, bo):
    invited.accept(by=bo, note="We teach there")

    page = client.get(demand.get_absolute_url()).content.decode()
    assert "Backed by 2 groups" in page
    assert "We teach there" in page


def test_who_belongs_to_no_group_is_asked_for_one_first(as_user, demand, dee):
    answer = as_user(dee).get(f"/demands/{demand.slug}/endorse/")

    assert answer.headers["Location"].startswith("/groups/new/?next=")


def test_strangers_see_no_desk_of_a_demand(as_user, demand, invited, dee):
    assert as_user(dee).get(f"/desk/demands/{demand.slug}/endorsements/").status_code == 404
    assert as_user(dee).get(invited.get_absolute_url()).status_code == 404


def test_what_was_taken_down_is_shown_to_no_group_that_was_asked(as_user, demand, invited, bo):
    demand.withhold(by=None)

    assert as_user(bo).get(invited.get_absolute_url()).status_code == 404
    assert demand.title not in as_user(bo).get("/desk/").content.decode()


def test_what_was_taken_down_is_neither_read_nor_signed_by_whom_was_invited(as_user, demand, partner, ada, bo, mo):
    asked = Endorsement.invite(demand, partner, by=ada)
    demand.withhold(by=mo)

    for typed in ({}, {"authority": "officer", "may_sign": "on"}):
        assert as_user(bo).post(f"/endorsements/{asked.pk}/acceptance/", typed).status_code == 404
    with pytest.raises(ValidationError):
        asked.accept(by=bo)

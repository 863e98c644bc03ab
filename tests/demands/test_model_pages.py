"""The pages of model demands: what everybody reads, what a town finds, and how a group takes one up."""

import pytest
from django.urls import reverse

from demands.library import entries
from demands.models import Demand, ModelDemand
from tests import factories

pytestmark = pytest.mark.django_db

ADOPTION = "/desk/demands/models/sanctuary-city/adopt/"


@pytest.fixture(autouse=True)
def library():
    factories.postcode()
    ModelDemand.objects.load(entry for entry in entries() if entry.slug in ("sanctuary-city", "non-cooperation"))


def adopt(host, ada, *, won=False, **fields):
    model = ModelDemand.objects.get(slug="sanctuary-city")
    demand = model.adopt_for(group=host, body=factories.body(host, **fields), said={}, by=ada)
    Demand.objects.filter(pk=demand.pk).update(state="put", put_at=demand.created_at, shown_at=demand.created_at)
    if won:
        Demand.objects.filter(pk=demand.pk).update(outcome="won", stage="adopted")
    return demand


def door(client, near="44308"):
    page = client.get("/demands/near/", {"near": near})
    return {door.model.slug: door.kind for door in page.context["doors"]}["sanctuary-city"]


def test_the_list_says_how_often_each_was_won(client, host, ada):
    adopt(host, ada, won=True)

    page = client.get("/demands/models/").content.decode()

    assert "Won 1 time" in page
    assert "our town" in page


def test_the_page_of_a_model_says_who_has_taken_it_up(client, host, ada):
    demand = adopt(host, ada)

    page = client.get("/demands/models/sanctuary-city/")

    assert list(page.context["adopted"]) == [demand]
    assert b"{" not in page.content.split(b"<article")[1].split(b"</article")[0]


@pytest.mark.parametrize(("won", "kind"), [(None, "nobody"), (False, "under_way"), (True, "won")])
def test_a_town_finds_one_of_three_doors(client, host, ada, won, kind):
    if won is not None:
        adopt(host, ada, won=won)

    assert door(client) == kind


def test_behind_a_door_that_is_won_stands_what_comes_next(client, host, ada):
    adopt(host, ada, won=True)

    page = client.get("/demands/near/", {"near": "44308"}).content.decode()

    assert "What often comes next" in page


def test_the_page_of_a_demand_names_its_model(client, host, ada):
    demand = adopt(host, ada)

    assert "/demands/models/sanctuary-city/" in client.get(demand.get_absolute_url()).content.decode()


def test_what_is_asked_far_away_opens_no_door(client, host, ada):
    adopt(host, ada, place=factories.town(latitude=39.96, longitude=-83.0, locality="Columbus"))

    assert door(client) == "nobody"


def test_what_a_legislature_decides_counts_in_its_whole_state(client, host, ada):
    columbus = factories.town(latitude=39.96, longitude=-83.0, locality="Columbus")
    adopt(host, ada, place=columbus, kind="state_legislature")

    assert door(client) == "under_way"


def test_what_the_country_is_asked_hides_nothing_that_the_town_has_won(client, host, ada, monkeypatch):
    monkeypatch.setattr("demands.doors.MOST", 1)
    adopt(host, ada, won=True)
    adopt(host, ada, name="Board of Health")
    washington = factories.town(latitude=38.9, longitude=-77.0, locality="Washington")
    adopt(host, ada, name="Congress", place=washington, kind="congress")

    assert door(client) == "won"


def test_a_draft_opens_no_door(client, host, ada):
    demand = adopt(host, ada)
    Demand.objects.filter(pk=demand.pk).update(state="draft", shown_at=None)

    assert door(client) == "nobody"


def test_a_town_that_is_not_known_is_said_so(client):
    page = client.get("/demands/near/", {"near": "Xyzzyville"})

    assert page.status_code == 200
    assert page.context["form"].errors


def test_an_organizer_takes_one_up(as_user, host, ada):
    body = factories.body(host)

    answer = as_user(ada).post(ADOPTION, {"group": host.pk, "body": body.name})

    demand = Demand.objects.get()
    assert (answer.status_code, demand.lead, demand.body, demand.state) == (302, host, body, "draft")


def test_nobody_takes_one_up_for_a_group_of_others(as_user, host, bo):
    body = factories.body(host)

    answer = as_user(bo).post(ADOPTION, {"group": host.pk, "body": body.name})

    assert answer.status_code == 422
    assert not Demand.objects.exists()


def test_what_only_the_town_knows_is_asked_for(as_user, host, ada):
    body = factories.body(host)
    address = reverse("demands:model-adoption", args=["non-cooperation"])

    refused = as_user(ada).post(address, {"group": host.pk, "body": body.name})
    as_user(ada).post(address, {"group": host.pk, "body": body.name, "agency": "the Bureau of Maps"})

    assert "agency" in refused.context["form"].errors
    assert Demand.objects.get().title == "No help from Akron for the Bureau of Maps"


def test_bodies_of_her_town_are_offered(as_user, host, ada):
    body = factories.body(host)

    page = as_user(ada).get(ADOPTION, {"body": body.slug})

    assert page.context["chosen"] == body


def test_a_proposed_model_is_not_taken_up(as_user, host, ada):
    model = factories.model_demand(host, by=ada, shown=False)

    assert as_user(ada).get(model.get_absolute_url()).status_code == 200
    assert as_user(ada).get(reverse("demands:model-adoption", args=[model.slug])).status_code == 404


def test_a_demand_leads_to_no_model_of_a_group_that_is_suspended(client, host, partner, ada, bo):
    model = factories.model_demand(partner, by=bo)
    demand = model.adopt_for(group=host, body=factories.body(host), said={}, by=ada)
    Demand.objects.filter(pk=demand.pk).update(state="put", put_at=demand.created_at, shown_at=demand.created_at)
    assert model.get_absolute_url() in client.get(demand.get_absolute_url()).content.decode()

    type(partner).objects.filter(pk=partner.pk).update(state="suspended")

    assert model.get_absolute_url() not in client.get(demand.get_absolute_url()).content.decode()


def test_a_town_reads_what_else_is_under_way_there(client, host, ada):
    council = factories.body(host)
    factories.demand(host, by=ada, body=council, title="Keep the night bus")

    page = client.get("/demands/near/", {"near": "44308"})

    assert [demand.title for demand in page.context["others"]] == ["Keep the night bus"]
    assert "could ask" in page.content.decode()


def test_a_newcomer_is_told_what_she_will_find(client):
    assert "Say where you live" in client.get("/demands/near/").content.decode()

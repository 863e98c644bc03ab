"""A series and the demands it is held for."""

import json
import re

import pytest

from demands.models import Demand
from orgs.models import AuditEntry
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def demand(host, ada):
    return factories.demand(host, by=ada)


@pytest.fixture
def held(vigil, demand, ada):
    vigil.stand_for([demand], by=ada)
    return vigil


def test_saying_it_twice_changes_nothing(held, demand, ada):
    held.refresh_from_db()
    before = (held.revision, AuditEntry.objects.count())

    held.stand_for([demand], by=ada)
    held.refresh_from_db()

    assert (held.revision, AuditEntry.objects.count()) == before


def test_both_pages_name_the_demand_and_its_page_the_next_date(client, held, demand):
    date = held.occurrences.to_come().first()

    assert client.get(held.get_absolute_url()).context["what_for"] == [demand]
    assert client.get(date.get_absolute_url()).context["what_for"] == [demand]
    assert [row.series for row in client.get(demand.get_absolute_url()).context["gatherings"]] == [held]


def test_a_demand_that_nobody_sees_is_named_nowhere(client, vigil, host, ada):
    draft = factories.demand(host, by=ada, put=False)
    vigil.stand_for([draft], by=ada)

    assert client.get(vigil.get_absolute_url()).context["what_for"] == []
    assert client.get(f"/events/{vigil.slug}.json").json()["demands"] == []
    assert list(client.get("/events/", {"when": "all", "demand": draft.slug}).context["days"]) == []


def test_the_list_its_calendar_and_its_data_are_narrowed_to_a_demand(client, held, demand, host, ada):
    factories.series(host, by=ada, title="Another")
    asked = {"when": "all", "demand": demand.slug}

    listed = client.get("/events/", asked).context["days"]
    data = client.get("/events.json", asked).json()["dates"]
    calendar = client.get("/events.ics", asked).content.decode()

    assert {row.series for _day, rows in listed for row in rows} == {held}
    assert {row["title"] for row in data} == {held.title}
    assert set(re.findall(r"SUMMARY:(.*)\r", calendar)) == {held.title}


def test_data_and_search_engines_read_what_a_date_is_for(client, held, demand):
    date = held.occurrences.to_come().first()

    data = client.get(f"{date.get_absolute_url().rstrip('/')}.json").json()
    page = client.get(date.get_absolute_url()).content.decode()
    told = json.loads(re.search(r'ld\+json">(.*?)</script>', page)[1])

    assert [one["title"] for one in data["demands"]] == [demand.title]
    assert [one["name"] for one in told["about"]] == [demand.title]


def test_an_organizer_chooses_among_public_ones_around_and_her_own(as_user, vigil, demand, partner, ada, bo):
    theirs = factories.demand(partner, by=bo, body=demand.body, title="Theirs")
    factories.demand(partner, by=bo, body=demand.body, title="Their draft", put=False)
    own = factories.demand(vigil.host, by=ada, body=demand.body, title="Own draft", put=False)
    address = f"/desk/events/{vigil.slug}/demands/"

    offered = as_user(ada).get(address).context["form"].fields["demands"].choices
    as_user(ada).post(address, {"demands": [theirs.pk, own.pk]})

    assert {int(key) for key, _label in offered} == {demand.pk, theirs.pk, own.pk}
    assert set(vigil.demands.all()) == {theirs, own}


def test_a_draft_of_another_group_cannot_be_chosen(as_user, vigil, demand, partner, ada, bo):
    secret = factories.demand(partner, by=bo, body=demand.body, title="Their draft", put=False)

    answer = as_user(ada).post(f"/desk/events/{vigil.slug}/demands/", {"demands": [secret.pk]})

    assert (answer.status_code, vigil.demands.count()) == (422, 0)


def test_the_page_of_a_group_lists_the_demands_it_leads(client, demand, host, ada):
    factories.demand(host, by=ada, body=demand.body, title="Draft", put=False)

    assert client.get(host.get_absolute_url()).context["demands"] == [demand]
    assert Demand.objects.count() == 2

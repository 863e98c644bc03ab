"""The public list of demands: what it shows, in which order, and what all of them come to in words."""

from datetime import timedelta

import pytest
from django.utils import timezone

from demands.models import Demand
from demands.tally import Tally
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def council(host):
    return factories.body(host)


@pytest.fixture
def make(host, council, ada):
    def demand(title, **columns):
        made = factories.demand(host, by=ada, body=columns.pop("body", council), title=title)
        Demand.objects.filter(pk=made.pk).update(**columns)
        return made

    return demand


def titles(response) -> list[str]:
    return [demand.title for demand in response.context["demands"]]


def test_what_is_decided_next_comes_first_and_what_is_over_last(client, make):
    today = timezone.localdate()
    make("Lost", outcome="lost", stage="failed", stage_since=today)
    make("Won", outcome="won", degree="fully", stage="adopted", stage_since=today)
    make("Under way", stage="asked", stage_since=today)
    make("Vote", stage="vote_scheduled", decision_on=today + timedelta(days=9))
    make("Hearing", stage="hearing", decision_on=today + timedelta(days=2))

    assert titles(client.get("/demands/")) == ["Hearing", "Vote", "Under way", "Won", "Lost"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("stage=won", ["Won", "In part"]),
        ("stage=partly", ["In part"]),
        ("stage=open", ["Asked"]),
        ("stage=asked", ["Asked"]),
        ("stage=reversed", []),
        ("topic=schools", ["Won"]),
        ("kind=policy", ["In part"]),
        ("body=mayor", []),
        ("q=asked+akron", ["Asked"]),
        ("near=44308&km=10", ["Asked", "Won", "In part"]),
        ("near=Seattle,+WA", []),
    ],
)
def test_each_filter_finds_what_it_names(client, akron, make, asked, found):
    make("In part", outcome="won", degree="partly", stage="adopted", kind="policy")
    make("Won", outcome="won", degree="fully", stage="adopted", topic="schools")
    make("Asked", stage="asked")

    assert titles(client.get(f"/demands/?{asked}")) == found


def test_drafts_and_what_waits_are_not_listed(client, host, council, ada):
    factories.demand(host, by=ada, body=council, put=False)
    factories.demand(host, by=ada, body=council, shown=False)

    assert titles(client.get("/demands/")) == []


def test_what_was_not_heard_of_for_a_year_is_said_to_be_unconfirmed(client, make):
    make("Old", stage="asked", stage_since=timezone.localdate() - timedelta(days=400))
    soon = timezone.localdate() + timedelta(days=4)
    make("Slow", stage="hearing", stage_since=timezone.localdate() - timedelta(days=400), decision_on=soon)

    response = client.get("/demands/")

    page = response.content.decode()
    assert titles(client.get("/demands/?stage=unheard")) == ["Old"]
    assert page.count("Not heard of since") == 1


def test_the_question_of_the_list_and_of_one_demand_is_the_same(make):
    for days, state in [(364, "put"), (366, "put"), (400, "closed")]:
        make(f"{days}", state=state, stage_since=timezone.localdate() - timedelta(days=days))

    unheard = {demand.title for demand in Demand.objects.all() if demand.is_unheard}
    assert unheard == {demand.title for demand in Demand.objects.unheard()} == {"366"}


def test_the_tally_says_in_words_what_is_known_and_what_is_not(client, make, host, akron):
    year_ago = timezone.localdate() - timedelta(days=370)
    elsewhere = factories.body(host, "Kent City Council", place=factories.town(locality="Kent"))
    make("One", outcome="won", degree="fully")
    make("Two", outcome="won", degree="partly", body=elsewhere)
    make("Three", stage_since=year_ago)
    make("Four")
    make("Five", outcome="reversed")

    assert client.get("/demands/").context["tally"].sentences == [
        "In 2 towns: 2 won, one of them in part; 1 under way; 1 won and then taken back; "
        "of one we have not heard for a year.",
        "So 2 to 3 are won.",
    ]


def test_nothing_is_said_of_nothing():
    assert Tally().sentences == []


def test_each_town_has_its_own_tally_with_the_unknown_as_a_range(client, make, host, akron):
    elsewhere = factories.body(host, "Kent City Council", place=factories.town(locality="Kent"))
    make("One", outcome="won", degree="fully")
    make("Two", stage_since=timezone.localdate() - timedelta(days=370))
    make("Three", body=elsewhere)

    towns = client.get("/demands/towns/").context["towns"]
    ranges = {town["name"].partition(",")[0]: town["tally"].won_range for town in towns}
    assert ranges == {"Akron": "1–2", "Kent": "0"}


def test_a_page_keeps_its_filter(client, make, monkeypatch):
    monkeypatch.setattr("demands.views.browse.PAGE", 1)
    make("One", topic="schools")
    make("Two", topic="schools")

    page = client.get("/demands/?topic=schools").content.decode()

    assert "?topic=schools&amp;page=2" in page


def test_a_town_that_is_not_known_is_said_beside_the_field(client, make):
    make("One")

    page = client.get("/demands/?near=Nowhereville").content.decode()

    assert "We do not know a town called “Nowhereville”" in page


def test_the_same_list_as_data(client, make):
    made = make("One", topic="schools")
    make("Two")

    answer = client.get("/demands.json?topic=schools")

    assert [row["uid"] for row in answer.json()["demands"]] == [str(made.uid)]
    again = client.get("/demands.json?topic=schools", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    assert client.get("/demands.json?topic=cheese").status_code == 400


def test_a_card_names_the_day_of_a_vote_that_is_ahead(client, make):
    day = timezone.localdate() + timedelta(days=9)
    make("Longer hours", stage="vote_scheduled", decision_on=day)

    assert f"On {day:%A} {day.day} {day:%B}" in client.get("/demands/").content.decode()


@pytest.mark.parametrize("words", ["Cuyahoga Falls", "library", "file 12-7", "council of akron"])
def test_words_find_a_demand_by_its_town_its_lead_its_number_and_its_body(client, host, council, make, words):
    type(host).objects.filter(pk=host.pk).update(name="Friends of the Library")
    council.place.__class__.objects.filter(pk=council.place_id).update(locality="Cuyahoga Falls")
    type(council).objects.filter(pk=council.pk).update(name="Council of Akron")
    make("Longer hours", identifier="File 12-77")

    assert titles(client.get("/demands/", {"q": words})) == ["Longer hours"]


def test_who_decides_and_models_are_found_by_the_same_words(client, host, ada, council):
    factories.model_demand(host, by=ada)

    page = client.get("/demands/?q=benches").content.decode()
    of_body = client.get("/demands/", {"q": council.name}).content.decode()

    assert '<a href="/demands/models/benches/">Benches</a>' in page
    assert f'<a href="{council.get_absolute_url()}">' in of_body


def test_around_a_town_the_nearest_come_first_where_that_was_chosen_and_each_says_how_far(client, akron, host, make):
    kent = factories.body(
        host, "Kent City Council", place=factories.town(name="Kent", latitude=41.15, longitude=-81.36)
    )
    make("In Kent", body=kent, stage="vote_scheduled", decision_on=timezone.localdate() + timedelta(days=5))
    make("In Akron")

    by_decision, by_distance = (client.get(f"/demands/?near=44308&km=50{order}") for order in ("", "&order=near"))

    assert (titles(by_decision), titles(by_distance)) == (["In Kent", "In Akron"], ["In Akron", "In Kent"])
    assert [demand.km_away for demand in by_distance.context["demands"]] == [0, 15]
    assert "15 km away" in by_distance.content.decode()


def test_without_a_town_nothing_is_nearest(client, make):
    make("Later", stage="vote_scheduled", decision_on=timezone.localdate() + timedelta(days=9))
    make("Sooner", stage="vote_scheduled", decision_on=timezone.localdate() + timedelta(days=5))

    assert titles(client.get("/demands/?order=near")) == ["Sooner", "Later"]
    assert "km away" not in client.get("/demands/?order=near").content.decode()

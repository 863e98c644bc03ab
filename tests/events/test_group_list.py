"""The list of groups: found however spelled, near a town, each with its next date."""

import pytest
from django.utils.formats import date_format

from events.models import Sponsorship
from tests import factories
from tests.events.test_flows import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def groups(akron):
    factories.group("Party for Socialism and Liberation", also_called=["Red Evenings"])
    factories.group("Akron Tenants’ Union")
    factories.group("Été sans fin")
    factories.group("Choir in Review", state="in_review")
    far = factories.group("Boise Singers")
    far.describe(
        by=factories.person("june"),
        place=factories.town(locality="Boise", region="ID", latitude=43.6, longitude=-116.2),
    )


def found(client, address: str) -> list[str]:
    return [group.name for group in client.get(f"/groups/?{address}").context["groups"]]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("psl", "Party for Socialism and Liberation"),
        ("red evening", "Party for Socialism and Liberation"),
        ("socialsm", "Party for Socialism and Liberation"),
        ("tenants union akron", "Akron Tenants’ Union"),
        ("tenant", "Akron Tenants’ Union"),
        ("ETE", "Été sans fin"),
        ("Tеnаnts", "Akron Tenants’ Union"),
        ("boise", "Boise Singers"),
        ("singers idaho", "Boise Singers"),
        ("bose", "Boise Singers"),
    ],
)
def test_a_group_is_found_however_it_is_spelled(client, groups, typed, name):
    assert name in found(client, f"q={typed}")


def test_a_town_finds_its_groups_and_what_fits_best_stands_first(client, groups):
    assert found(client, "q=akron tenants union")[0] == "Akron Tenants’ Union"
    assert "Boise Singers" not in found(client, "q=akron")


def test_nothing_is_found_by_words_of_nothing(client, groups):
    response = client.get("/groups/?q=zebra")

    assert (list(response.context["groups"]), "No group like that is listed" in text(response)) == ([], True)


def test_a_group_that_is_not_listed_is_not_found(client, groups):
    assert found(client, "q=Choir in Review") == []


def test_near_a_town_the_nearest_comes_first_and_far_ones_not_at_all(client, groups):
    near = factories.group("Valley Choir")
    near.describe(by=None, place=factories.town(locality="Kent", latitude=41.15, longitude=-81.36))

    names = found(client, "near=44308&km=25")
    assert (names[-1], "Boise Singers" in names, len(names)) == ("Valley Choir", False, 4)


def test_an_unknown_town_is_said_so_and_lists_nothing(client, groups):
    response = client.get("/groups/?near=Nowhereville")

    assert (list(response.context["groups"]), "Nowhereville" in text(response)) == ([], True)


def test_kind_and_words_and_town_work_together(client, groups):
    assert found(client, "q=psl&kind=culture&near=44308") == []
    assert found(client, "q=psl&kind=tenants&near=44308") == ["Party for Socialism and Liberation"]


def test_each_card_says_its_next_date_or_that_it_is_quiet(client, ada, bo, host, partner, vigil):
    Sponsorship.request(vigil, partner, by=bo).accept(by=ada)
    factories.group("Quiet Choir")
    cards = {group.name: group.next_day for group in client.get("/groups/").context["groups"]}
    day = vigil.occurrences.order_by("day").first().day

    assert cards == {host.name: day, partner.name: day, "Quiet Choir": None}
    assert f"Next on {date_format(day, 'l j F')}" in text(client.get("/groups/"))


def test_the_card_of_a_coalition_says_that_it_shows_its_members(client, ada):
    factories.group("Rivers", coordinator=ada, kind="coalition").include_members(by=ada)

    assert "Shows what its members host" in client.get("/groups/").content.decode()


def test_pages_keep_the_filters(client, akron):
    for number in range(26):
        factories.group(f"Choir {'abcdefghijklmnopqrstuvwxyz'[number] * 3}")

    second = client.get("/groups/?q=choir&kind=tenants&page=2")
    assert len(second.context["groups"]) == 2
    assert "?q=choir&amp;kind=tenants&amp;page=1" in second.content.decode()

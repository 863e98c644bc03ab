"""What a coalition shows of its members: on its page, in its calendar and under the filter by its name, all alike."""

from datetime import timedelta

import icalendar
import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.models import Series, Sponsorship
from orgs.models import Affiliation, Organization
from tests import factories

pytestmark = pytest.mark.django_db


class Tree:
    """Coalitions and groups, each hosting one series that bears its name; Ada coordinates them all."""

    def __init__(self, ada):
        self.ada = ada
        self.groups: dict[str, Organization] = {}

    def grow(self, umbrella: str, *members: str, including: bool = True) -> None:
        """The umbrella with these members; who is not there yet is made, in capitals a coalition."""
        above = self._group(umbrella)
        for name in members:
            self.join(self._group(name), above)
        if including:
            above.include_members(by=self.ada)

    def join(self, member: Organization, above: Organization) -> Affiliation:
        affiliation = Affiliation.request(above, member, by=self.ada)
        affiliation.accept(by=self.ada)
        return affiliation

    def _group(self, name: str) -> Organization:
        if name not in self.groups:
            kind = "coalition" if name.isupper() else "tenants"
            self.groups[name] = factories.group(name, coordinator=self.ada, kind=kind)
            factories.series(self.groups[name], by=self.ada, title=f"By {name}", weeks=2)
        return self.groups[name]

    def __getitem__(self, name: str) -> Organization:
        return self.groups[name]


@pytest.fixture
def tree(ada) -> Tree:
    return Tree(ada)


def in_page(client, group) -> set[str]:
    page = client.get(group.get_absolute_url())
    dates = [(date.series.title, date.day) for date in page.context["dates"]]
    assert len(dates) == len(set(dates))
    return {title.removeprefix("By ") for title, _day in dates}


def in_feed(client, path: str) -> list[str]:
    events = icalendar.Calendar.from_ical(client.get(path).content).walk("VEVENT")
    return sorted(str(event["SUMMARY"]).removeprefix("By ") for event in events if "RECURRENCE-ID" not in event)


def in_list(client, group) -> set[str]:
    days = client.get("/", {"when": "all", "group": group.slug}).context["days"]
    return {row.series.title.removeprefix("By ") for _day, rows in days for row in rows}


def shown(client, group) -> set[str]:
    """What page, calendar and list say, which is one."""
    page, feed = in_page(client, group), in_feed(client, f"/groups/{group.slug}.ics")
    assert feed == sorted(page)
    assert in_feed(client, f"/events.ics?group={group.slug}") == feed
    assert in_list(client, group) == page
    return page


def test_a_coalition_shows_what_its_members_host_only_if_it_says_so(tree, client, ada):
    tree.grow("CITY", "tenants", "nurses", including=False)
    before = shown(client, tree["CITY"])

    tree["CITY"].include_members(by=ada)
    during = shown(client, tree["CITY"])
    tree["CITY"].leave_members_out(by=ada)

    assert (before, during) == ({"CITY"}, {"CITY", "tenants", "nurses"})
    assert shown(client, tree["CITY"]) == {"CITY"}


def test_what_a_member_signs_is_not_shown_only_what_it_hosts(tree, client, ada, host):
    tree.grow("CITY", "tenants")
    elsewhere = factories.series(host, by=ada, title="By others")
    Sponsorship.invite(elsewhere, tree["tenants"], by=ada).accept(by=ada)

    assert shown(client, tree["CITY"]) == {"CITY", "tenants"}
    assert shown(client, tree["tenants"]) == {"tenants", "others"}


def test_a_coalition_is_not_said_to_stand_with_what_it_never_signed(tree, client):
    tree.grow("UNION", "tenants")

    page = client.get(tree["UNION"].get_absolute_url()).text

    assert ("tenants calls it" in page, "we stand with them" in page) == (True, False)


def test_page_feed_and_list_are_alike_in_a_tree_that_overlaps(tree, client, ada):
    tree.grow("CITY", "tenants", "nurses")
    tree.grow("EAST", "nurses", "bus riders")
    tree.grow("SILENT", "choir", including=False)
    tree.grow("COUNTY", "CITY", "EAST", "SILENT", "tenants")
    tree.grow("STATE", "COUNTY")
    tree.grow("COUNTRY", "STATE", "nurses")
    Sponsorship.invite(Series.objects.get(title="By nurses"), tree["COUNTY"], by=ada).accept(by=ada)

    county = {"COUNTY", "CITY", "EAST", "SILENT", "tenants", "nurses", "bus riders"}
    assert shown(client, tree["COUNTY"]) == county
    assert shown(client, tree["STATE"]) == county | {"STATE"}
    assert shown(client, tree["COUNTRY"]) == {
        "COUNTRY",
        "STATE",
        "COUNTY",
        "CITY",
        "EAST",
        "SILENT",
        "tenants",
        "nurses",
    }
    assert shown(client, tree["SILENT"]) == {"SILENT"}


def test_what_a_member_hides_is_not_shown(tree, client, ada):
    tree.grow("CITY", "tenants")
    factories.series(tree["tenants"], by=ada, title="By draft", announced=False)
    Series.objects.get(title="By tenants").withhold(by=ada)

    assert shown(client, tree["CITY"]) == {"CITY"}
    page = client.get(tree["CITY"].get_absolute_url()).content.decode()
    assert "By draft" not in page


@pytest.mark.parametrize("state", ["suspended", "retired", "in_review"])
def test_below_a_group_that_is_not_listed_nothing_is_shown(tree, client, state):
    tree.grow("CITY", "tenants")
    tree.grow("COUNTY", "CITY", "nurses")
    Organization.objects.filter(pk=tree["CITY"].pk).update(state=state)

    assert shown(client, tree["COUNTY"]) == {"COUNTY", "nurses"}


def test_who_asks_or_has_left_is_not_shown(tree, client, ada):
    tree.grow("CITY", "tenants", "nurses")
    tree.grow("CHOIRS", "choir")
    Affiliation.request(tree["CITY"], tree["CHOIRS"], by=ada)
    Affiliation.objects.get(organization=tree["nurses"]).withdraw(by=ada)

    assert shown(client, tree["CITY"]) == {"CITY", "tenants"}


def acts(tree: Tree, ada) -> dict:
    """What changes the calendar of COUNTY, which shows CITY, which shows its members."""
    silent = tree["SILENT"]
    return {
        "a member joins below": lambda: tree.join(tree["choir"], tree["CITY"]),
        "a coalition that hosts nothing itself joins": lambda: tree.join(tree["EMPTY"], tree["COUNTY"]),
        "a member leaves below": lambda: Affiliation.objects.get(organization=tree["tenants"]).withdraw(by=ada),
        "a member is parted with": lambda: Affiliation.objects.get(organization=tree["CITY"]).end(by=ada),
        "a coalition below includes": lambda: silent.include_members(by=ada),
        "a coalition below leaves out": lambda: tree["CITY"].leave_members_out(by=ada),
        "it leaves out": lambda: tree["COUNTY"].leave_members_out(by=ada),
        "a member is suspended": lambda: suspend(tree["tenants"]),
        "a coalition below is suspended": lambda: suspend(tree["EMPTY BELOW"]),
    }


def suspend(group: Organization) -> None:
    Organization.objects.filter(pk=group.pk).update(state="suspended")
    group.refresh_from_db()
    group.reveal()


@pytest.fixture
def county(tree, ada) -> Tree:
    """Everything was said and done two days ago."""
    with time_machine.travel(timezone.now() - timedelta(days=2), tick=False):
        tree.grow("CITY", "tenants")
        tree.grow("SILENT", "nurses", including=False)
        tree.grow("EMPTY", "bus riders")
        tree.grow("EMPTY BELOW", "cooks")
        Series.objects.filter(host__name__startswith="EMPTY").delete()
        tree.grow("COUNTY", "CITY", "SILENT", "EMPTY BELOW")
        tree.grow("CHOIRS", "choir")
    return tree


@pytest.mark.parametrize("number", range(9))
def test_whatever_changes_what_a_coalition_shows_changes_both_validators(county, client, ada, number):
    name, act = list(acts(county, ada).items())[number]
    path = f"/groups/{county['COUNTY'].slug}.ics"
    midnight = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    with time_machine.travel(midnight + timedelta(minutes=1), tick=False):
        before = client.get(path)
    with time_machine.travel(midnight + timedelta(minutes=2), tick=False):
        act()
    cache.clear()
    with time_machine.travel(midnight + timedelta(minutes=3), tick=False):
        by_tag = client.get(path, headers={"If-None-Match": before.headers["ETag"]})
        by_time = client.get(path, headers={"If-Modified-Since": before.headers["Last-Modified"]})

    assert (by_tag.status_code, by_time.status_code) == (200, 200), name
    assert by_tag.content != before.content


def test_an_ask_changes_no_validator(county, client, ada):
    path = f"/groups/{county['COUNTY'].slug}.ics"
    before = client.get(path)

    Affiliation.invite(county["COUNTY"], county["choir"], by=ada).decline(by=ada)

    assert client.get(path, headers={"If-None-Match": before.headers["ETag"]}).status_code == 304


def test_a_member_more_is_no_query_more(tree, client):
    tree.grow("CITY", "tenants")
    tree.grow("COUNTY", "CITY")

    def counts() -> list[int]:
        found = []
        for path in (tree["COUNTY"].get_absolute_url(), f"/groups/{tree['COUNTY'].slug}.ics"):
            client.get(path)
            with CaptureQueriesContext(connection) as asked:
                client.get(path)
            found.append(len(asked))
        return found

    few = counts()
    tree.grow("CITY", "nurses", "choir", "cooks")
    tree.grow("COUNTY", "bus riders", "EAST")

    assert counts() == few


# The pages


def test_both_pages_name_the_other_once_both_have_acted(tree, client, ada):
    tree.grow("CITY", "tenants", including=False)
    tree.grow("COUNTY")
    Affiliation.invite(tree["COUNTY"], tree["tenants"], by=ada)

    city, tenants = (client.get(tree[name].get_absolute_url()) for name in ("CITY", "tenants"))
    assert ([str(one) for one in city.context["members"]], city.context["part_of"]) == (["tenants"], [])
    assert [str(one) for one in tenants.context["part_of"]] == ["CITY"]
    assert "COUNTY" not in tenants.content.decode()


@pytest.mark.parametrize("state", ["suspended", "in_review"])
def test_who_is_not_listed_is_named_on_no_page(tree, client, as_user, ada, state):
    tree.grow("CITY", "tenants")
    Organization.objects.filter(pk=tree["tenants"].pk).update(state=state)

    assert client.get(tree["CITY"].get_absolute_url()).context["members"] == []
    assert as_user(ada).get(tree["CITY"].get_absolute_url()).context["members"] == []


def test_an_ask_stands_among_the_answers_to_give(tree, as_user, ada, bo, partner):
    tree.grow("CITY")
    Affiliation.invite(tree["CITY"], partner, by=ada)

    desk = as_user(bo).get("/desk/").content.decode()

    assert "One thing this week" in desk
    assert f'href="/desk/groups/{partner.slug}/coalitions/"' in desk

"""Demands in calendars, in Atom and as plain data."""

import json
import re
from datetime import time, timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from events.models import Hearing
from tests import factories

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
ADDRESSES = ["/demands.ics", "/demands/{}.ics", "/demands.atom", "/demands/{}.atom", "/demands/{}.json"]


@pytest.fixture
def demand(vigil, ada):
    return factories.demand(vigil.host, by=ada, title="Schools & <homes>")


@pytest.fixture
def vote(demand, ada):
    day = timezone.localdate() + timedelta(days=20)
    given = {"kind": "vote_set", "day": day, "start_time": time(19), "minutes": 60, "place": demand.body.place}
    return Hearing.arrange(demand, by=ada, **given)


def entries(client, address: str) -> list:
    return ElementTree.fromstring(client.get(address).content).findall(f"{ATOM}entry")


def titles(calendar: bytes) -> list[str]:
    return re.findall(r"SUMMARY:(.*)\r", calendar.decode())


def test_the_calendar_of_a_demand_has_its_votes_and_what_is_held_for_it(client, demand, vote, vigil, ada):
    vigil.stand_for([demand], by=ada)

    own, hearings = (client.get(address).content for address in (f"/demands/{demand.slug}.ics", "/demands.ics"))

    assert sorted(titles(own)) == [vigil.title, "Vote: Schools & <homes>"]
    assert titles(hearings) == ["Vote: Schools & <homes>"]


@pytest.mark.parametrize(("asked", "number"), [("city_council", 1), ("school_board", 0)])
def test_hearings_and_news_are_narrowed_as_the_list_is(client, demand, vote, bo, asked, number):
    vote.action.confirm(by=bo)

    assert len(titles(client.get("/demands.ics", {"body": asked}).content)) == number
    assert len(entries(client, f"/demands.atom?body={asked}")) == number


def test_a_filter_that_is_not_understood_is_refused_in_words(client):
    answer = client.get("/demands.atom", {"kind": "wish"})

    assert (answer.status_code, answer["Content-Type"]) == (400, "text/plain; charset=utf-8")


def test_atom_tells_what_was_confirmed_under_ids_that_stay(client, demand, ada, bo):
    factories.action(demand, "introduced", by=ada, confirmed_by=bo, note="Filed <b>late</b> & read.")
    factories.action(demand, "heard", by=ada)

    (first,), (again,) = entries(client, f"/demands/{demand.slug}.atom"), entries(client, "/demands.atom")

    assert first.find(f"{ATOM}title").text == "Schools & <homes>: Introduced, or filed under a number"
    assert "Filed &lt;b&gt;late" in first.find(f"{ATOM}summary").text
    assert first.find(f"{ATOM}id").text == again.find(f"{ATOM}id").text
    assert first.find(f"{ATOM}author/{ATOM}name").text == demand.lead.name


def test_no_person_is_named_and_no_character_breaks_the_feed(client, demand, ada, bo):
    factories.action(demand, "introduced", by=ada, confirmed_by=bo, note="A bell \x07 rang.")

    (entry,) = entries(client, "/demands.atom")

    assert "A bell  rang." in entry.find(f"{ATOM}summary").text
    assert ada.name not in ElementTree.tostring(entry, encoding="unicode")


def test_data_says_what_the_page_says(client, demand, ada, bo):
    factories.action(demand, "adopted", by=ada, confirmed_by=bo, votes_for=6, votes_against=3)

    data = client.get(f"/demands/{demand.slug}.json").json()

    assert (data["outcome"], data["stage"], data["body"]["name"]) == ("won", "adopted", demand.body.name)
    assert [(action["kind"], action["votes_for"]) for action in data["actions"]] == [("adopted", 6)]


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_has_not_changed_is_not_sent_again(client, demand, vote, bo, address):
    path = address.format(demand.slug)
    first = client.get(path)

    again = client.get(path, headers={"If-None-Match": first["ETag"]})

    assert (first.status_code, again.status_code, first.cookies) == (200, 304, {})


@pytest.mark.parametrize("address", [address for address in ADDRESSES if "{}" in address])
def test_a_draft_has_no_feed(client, host, ada, address):
    draft = factories.demand(host, by=ada, put=False)

    assert client.get(address.format(draft.slug)).status_code == 404


def test_search_engines_read_a_work_and_no_law(client, demand):
    page = client.get(demand.get_absolute_url()).content.decode()

    told = json.loads(re.search(r'ld\+json">(.*?)</script>', page)[1])

    assert (told["@type"], told["name"], told["creativeWorkStatus"]) == ("CreativeWork", demand.title, "Drafting")

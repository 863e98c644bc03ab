"""What is on: the search that is not understood, the chips, and how far a robot is led."""

import re
from html import unescape

import pytest

from tests.places.conftest import gazetteer  # noqa: F401 - a fixture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gazetteer")]


def page(client, query: str) -> str:
    return unescape(client.get(f"/{query}").content.decode())


def heading(words: str) -> str:
    return re.search(r"<h1[^>]*>(.*?)</h1>", words)[1]


def offered(words: str) -> list[str]:
    chips = re.search(r'<nav class="chips" aria-label="Which place\?">(.*?)</nav>', words)
    return re.findall(r">([^<]+)</a>", chips[1]) if chips else []


@pytest.mark.parametrize(
    ("typed", "head", "problem", "choices"),
    [
        ("Akorn", "We do not know “Akorn”", "We do not know a town called “Akorn”. Did you mean one of these?", 2),
        ("44399", "We do not know “44399”", "We do not know a postcode 44399. Try the name of the town.", 0),
        ("Springfield", "Which place?", "There are several places called “Springfield”. Choose one.", 3),
    ],
)
def test_a_place_in_doubt_is_asked_for_without_a_list(client, vigil, typed, head, problem, choices):
    words = page(client, f"?near={typed}&when=all")

    assert heading(words) == head
    assert re.findall(r'href="#id_near">([^<]+)<', words) == [problem]
    assert len(offered(words)) == choices
    assert "Saturday vigil" not in words


def test_each_place_that_is_offered_is_understood(client, vigil):
    for typed in ("Springfield", "Akorn", "Saint Paul, TX"):
        links = re.findall(r'href="(\?[^"]*near=[^"]*)">', page(client, f"?near={typed}"))
        assert [page(client, link).count('id="problems"') for link in links if "kind=" not in link] == [0] * len(
            offered(page(client, f"?near={typed}"))
        )


def test_the_heading_says_which_town_of_that_name(client, vigil):
    assert heading(page(client, "?near=44308&when=all")) == "8 gatherings near Akron, OH"
    assert heading(page(client, "?near=Munich")) == "Nothing near Munich, Bavaria yet"


def test_a_rare_kind_stands_among_the_kinds_once_it_is_chosen(client, vigil):
    assert 'id="kind-hearing"' not in page(client, "")
    assert re.search(r'id="kind-hearing"[^>]*aria-current="true"', page(client, "?kind=hearing"))


def test_a_robot_is_not_led_beyond_a_year(client, host, ada):
    links, query = [], "?when=month"
    while link := re.search(r'rel="nofollow" href="(\?[^"]*since=[^"]*)"', page(client, query)):
        query = link[1]
        links.append(query)

    assert len(links) == 11  # windows of 31 days


def test_a_visitor_is_told_what_this_is_and_where_to_start(client):
    words = page(client, "")

    assert "Local groups announce their demonstrations here" in words
    assert '<a class="btn btn--line" href="/desk/events/new/">Start a gathering</a>' in words

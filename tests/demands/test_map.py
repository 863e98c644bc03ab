"""The demands of a list on a map: the same ones, numbered alike, and complete without the drawing."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from demands.models import Demand
from demands.on_map import shape
from places.models import Place
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def make(host, ada):
    def demand(title, body, **columns):
        made = factories.demand(host, by=ada, body=body, title=title)
        Demand.objects.filter(pk=made.pk).update(**columns)
        return made

    return demand


@pytest.fixture
def council(host):
    return factories.body(host)


@pytest.fixture
def far(host):
    body = factories.body(host, "Council far away")
    there = Place.objects.create(
        name="Hall",
        locality="Seattle",
        region="WA",
        country="US",
        latitude=47.6,
        longitude=-122.3,
        time_zone="America/Los_Angeles",
    )
    type(body).objects.filter(pk=body.pk).update(place=there)
    return body


def test_pins_bear_the_numbers_of_the_list(client, make, council, far):
    make("Longer hours", council)
    make("Safe streets", far)

    page = client.get("/demands/?view=map").content.decode()

    pins = re.findall(r'href="#p(\d+)"', page)
    assert sorted(pins) == re.findall(r'<li id="p(\d+)">', page) == ["1", "2"]
    assert page.index("Safe streets</a>") < page.index("Longer hours</a>")


def test_a_town_with_several_demands_has_one_pin_that_says_how_they_stand(client, make, council):
    make("Longer hours", council, outcome="won", stage="adopted")
    make("Safe streets", council, stage="asked")

    pins = client.get("/demands/?view=map").context["map"].pins

    assert [pin.title for pin in pins] == ["Akron, OH. 2 demands. Under way: 1; Won: 1"]


@pytest.mark.parametrize(
    ("columns", "shaped"),
    [
        ({"stage": "asked"}, "round"),
        ({"stage": "hearing", "decision_on": timezone.localdate() + timedelta(days=9)}, "double"),
        ({"outcome": "won", "stage": "adopted"}, "square"),
        ({"outcome": "lost", "stage": "failed"}, "diamond"),
        ({"outcome": "reversed", "stage": "rescinded"}, "diamond"),
        ({"state": "closed"}, "diamond"),
        ({"stage": "asked", "stage_since": timezone.localdate() - timedelta(days=500)}, "dashed"),
    ],
)
def test_the_shape_says_how_it_stands(make, council, columns, shaped):
    made = make("Longer hours", council, **columns)

    assert shape(Demand.objects.get(pk=made.pk)) == shaped


def test_filters_are_kept_and_narrow_the_map(client, akron, make, council, far):
    make("Longer hours", council)
    make("Safe streets", far)

    page = client.get("/demands/?view=map&near=44308&km=50")

    assert [row.title for pin in page.context["map"].pins for row in pin.rows] == ["Longer hours"]
    assert '<input type="hidden" name="view" value="map">' in page.content.decode()
    assert "/demands/?view=map&amp;near=44308&amp;km=50" in page.content.decode()
    assert 'href="/demands/towns/?near=44308&amp;km=50"' in page.content.decode()


def test_it_says_what_is_left_out(client, make, council, monkeypatch):
    monkeypatch.setattr("demands.views.browse.PAGE_OF_MAP", 2)
    for number in range(3):
        make(f"Demand {number}", council)

    page = client.get("/demands/?view=map")

    assert "The map shows demands 1 to 2 of 3" in page.content.decode()
    assert [len(pin.rows) for pin in page.context["map"].pins] == [2]


def test_an_unknown_town_is_said_on_the_map_too(client, akron):
    page = client.get("/demands/?view=map&near=Nowhereville")

    assert "We do not know" in page.content.decode()
    assert page.templates[0].name == "demands/map.html"

"""A demand's own way, in a real browser without JavaScript: taken from a model, put to a body, found on the map."""

import pytest

from demands.library import entries
from demands.models import Demand, ModelDemand
from orgs.models import Organization, User
from tests import factories
from tests.test_walk import person, town  # noqa: F401 - the fixtures of the main walk

pytest_plugins = ["tests.browser"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_demand_from_its_model_to_the_map(person):  # noqa: F811 - as above
    group, user = Organization.objects.get(slug="riverside-tenants-union"), User.objects.get(email="bo@example.org")
    council = factories.body(group, "Harbor Council")
    factories.demand(group, by=user, body=council, title="Longer hours")
    ModelDemand.objects.load(entry for entry in entries() if entry.slug == "sanctuary-city")
    bo, anybody = person("bo"), person()

    bo.opens("/demands/models/sanctuary-city/")
    bo.presses("Take it up for your town")
    bo.presses("Make the draft")
    bo.fills(body="Harbor Council")
    bo.presses("Make the draft")
    bo.presses("Put it to the body")
    made = Demand.objects.latest("pk")
    anybody.opens("/demands/")
    anybody.fills(q="Harbor")
    anybody.presses("Show")
    anybody.presses("Map")
    anybody.sees(made.title, "Longer hours", "Numbers match the list.")
    anybody.presses(made.title)
    anybody.sees(made.summary)

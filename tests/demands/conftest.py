"""A demand that Ada's group leads, and Eve, who organizes there with her and looks at what she entered."""

import pytest

from demands.models import Demand
from orgs.models import User
from tests import factories


@pytest.fixture
def demand(host, ada) -> Demand:
    return factories.demand(host, by=ada, components=["Schools"])


@pytest.fixture
def eve(host) -> User:
    eve = factories.person("eve")
    factories.join(host, eve, "organizer")
    return eve

"""A demand that Ada's group leads, and Eve, who organizes there with her and looks at what she entered."""

import pytest

from demands.models import Demand, Platform, PlatformSignature
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


@pytest.fixture
def platform(host, ada) -> Platform:
    """Two planks that nothing carries, for groups to sign."""
    return factories.platform(host, by=ada)


@pytest.fixture
def under_it(platform, partner, ada, bo) -> PlatformSignature:
    """Bo's group under both planks of Ada's platform."""
    asked = PlatformSignature.request(platform, partner, by=bo, planks=factories.planks_of(platform))
    asked.accept(by=ada)
    return asked

"""A demand that Ada's group leads, and Eve, who organizes there with her and looks at what she entered."""

from datetime import timedelta

import pytest

from demands.models import Demand, Platform, PlatformSignature, Seat, SeatReply, Stance
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


@pytest.fixture
def seat(demand, host, ada) -> Seat:
    """The first of three; somebody holds it, and is said to be against."""
    demand.body.add_seats(["Ward 1", "Ward 2", "Ward 3"], by=ada, group=host)
    seat = demand.body.seats.first()
    since = demand.today() - timedelta(days=300)
    demand.body.seat_somebody(seat, by=ada, group=host, holder="Member for Ward 1", since=since)
    return seat


@pytest.fixture
def stance(demand, seat, ada) -> Stance:
    return factories.stance(demand, seat, "no", by=ada, on=demand.today() - timedelta(days=3))


@pytest.fixture
def reply(demand, seat, stance) -> SeatReply:
    """Typed for whoever holds the seat; nobody has confirmed the address."""
    words = "I asked what it costs. I have not said no."
    return factories.seat_reply(demand, seat, text=words, address="ward1@akron.example.org")

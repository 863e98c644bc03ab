"""A plan between two groups: Ada and Cy are of the host, Bo and Eve of a group that co-sponsors, Dee of neither."""

import pytest

from events.models import Sponsorship
from planning.models import Task
from tests import factories


@pytest.fixture
def eve(partner):
    """A member of the partner."""
    user = factories.person("eve")
    factories.join(partner, user, "member")
    return user


@pytest.fixture
def signed(vigil, partner, ada, bo) -> Sponsorship:
    sponsorship = Sponsorship.invite(vigil, partner, by=ada)
    sponsorship.accept(by=bo, level="co_sponsor")
    return sponsorship


@pytest.fixture
def sound(signed, vigil, ada) -> Task:
    """A task that nobody has yet."""
    return Task.add(vigil, by=ada, title="Sound")


@pytest.fixture
def plan(vigil) -> str:
    return f"/desk/events/{vigil.slug}/plan/"

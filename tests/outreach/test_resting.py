"""Who rests on the board of a series is not invited from its desk before the day."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.models import Sponsorship
from outreach.models import Prospect
from outreach.stages import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def resting(board, partner, ada) -> Prospect:
    prospect = Prospect.enter(board, partner, by=ada)
    prospect.shift(Stage.DECLINED, by=ada, until=timezone.localdate() + timedelta(days=200))
    return prospect


def test_the_desk_names_the_day_and_keeps_what_was_typed(as_user, vigil, partner, resting, ada):
    page = as_user(ada).post(f"/desk/events/{vigil.slug}/sponsorships/", {"who": partner.name, "letter": "Please"})

    assert page.status_code == 422
    assert "is not to be asked before" in page.content.decode()
    assert not Sponsorship.objects.exists()


def test_woken_it_is_invited(as_user, vigil, partner, resting, ada):
    resting.shift(Stage.TO_CONTACT, by=ada)

    as_user(ada).post(f"/desk/events/{vigil.slug}/sponsorships/", {"who": partner.name})

    assert Sponsorship.objects.get().organization == partner

"""Letters of a series go on its host's behalf, so that one press ends all of a group's letters."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.models import Sponsorship
from orgs.models import Organization
from outbox import senders
from outbox.letters import urgent_kinds
from outbox.models import Message
from tests import factories

pytestmark = pytest.mark.django_db


def test_every_letter_about_a_series_names_its_host(vigil, host, partner, ada, bo):
    date = vigil.occurrences.order_by("day").first()
    factories.coming(vigil, date, address="june@example.org")
    Sponsorship.invite(vigil, partner, by=ada).accept(by=bo)
    Sponsorship.request(vigil, factories.group("Others", coordinator=bo), by=bo)
    date.cancel(by=ada, reason="Storm")
    vigil.cancel(by=ada)

    kinds = set(Message.objects.filter(sender=host.letters_key).values_list("kind", flat=True))
    assert kinds == {
        "answer_confirmation",
        "date_changed",
        "series_cancelled",
        "sponsorship_answered",
        "sponsorship_invitation",
        "sponsorship_request",
    }
    assert set(Message.objects.exclude(sender=host.letters_key).values_list("kind", flat=True)) <= {"group_listed"}


def test_where_and_when_people_meet_is_never_held_by_a_limit():
    assert set(urgent_kinds()) >= {"reminder", "date_changed", "series_cancelled", "answer_confirmation"}
    assert not set(urgent_kinds()) & {"sponsorship_invitation", "sponsorship_request"}


def test_a_group_may_send_a_thousand_letters_a_day_until_it_is_trusted(host):
    new = senders.daily_limit(host.letters_key)
    Organization.objects.update(listed_at=timezone.now() - timedelta(days=31))

    assert (new, senders.daily_limit(host.letters_key)) == (1000, None)
    assert (senders.name_of(host.letters_key), senders.name_of("organization:0")) == (host.name, "")

"""Whoever may confirm an entry is asked: at her desk and by one letter, by day."""

import pytest

from demands.models import Endorsement
from demands.waiting import entries_to_confirm
from outbox.letters import Unwanted
from tests import factories

pytestmark = pytest.mark.django_db


def test_the_other_organizers_of_the_lead_are_asked(demand, ada, eve, cy):
    entry = factories.action(demand, "adopted", by=ada)

    assert factories.recipients("action_entered") == ["eve@example.org"]
    assert [need.key for need in entries_to_confirm(eve)] == [f"action:{entry.pk}"]
    assert entries_to_confirm(ada) == entries_to_confirm(cy) == []


def test_the_letter_leads_to_the_entry(demand, ada, eve):
    entry = factories.action(demand, "adopted", by=ada)
    letter = factories.mail(factories.letters("action_entered")[0])

    assert entry.get_absolute_url() in letter.body
    assert "Sanctuary schools" in letter.body


def test_once_it_is_settled_nobody_is_asked(demand, ada, eve):
    entry = factories.action(demand, "adopted", by=ada, confirmed_by=eve)

    assert entries_to_confirm(eve) == []
    with pytest.raises(Unwanted):
        factories.mail(factories.letters("action_entered")[0])
    assert entry.is_confirmed


def test_who_is_alone_in_the_lead_is_looked_at_by_groups_beside_her(demand, ada, bo, partner):
    Endorsement.request(demand, partner, by=bo).accept(by=ada)
    entry = factories.action(demand, "adopted", by=ada)

    assert factories.recipients("action_entered") == ["bo@example.org"]
    entry.confirm(by=bo, group=demand.group_confirming(bo))
    assert entry.confirmed_for == partner


def test_moderators_come_last(demand, ada, mo):
    entry = factories.action(demand, "adopted", by=ada)
    assert entries_to_confirm(mo) == []

    type(entry).objects.update(entered_at="2026-11-01T00:00Z")
    assert [need.key for need in entries_to_confirm(mo)] == [f"action:{entry.pk}"]

"""A demand from its draft to its end, and who sees it."""

import pytest
from django.core.exceptions import ValidationError

from demands.models import Body, Demand
from orgs.models import Case, Organization
from tests import factories

pytestmark = pytest.mark.django_db


def test_the_first_of_a_listed_group_waits_for_a_moderator(host, ada, mo):
    demand = factories.demand(host, by=ada, shown=False)

    assert not Demand.objects.public().exists()
    Case.objects.get(subject=demand.letters_key).confirm(by=mo, checked=["body", "lead", "purpose"])
    assert list(Demand.objects.public()) == [demand]


def test_the_next_one_of_a_group_with_a_clean_record_is_shown_at_once(host, ada):
    factories.demand(host, by=ada)

    second = Demand.draft(lead=host, body=Body.objects.get(), by=ada, title="Second", summary="Again.")
    second.put(by=ada)

    assert second.is_public


def test_a_group_that_is_listed_shows_what_it_has_put_by_then(ada):
    waiting = factories.group("Waiting", coordinator=ada, state="in_review")
    demand = factories.demand(waiting, by=ada, shown=False)

    waiting.enlist(by=None)

    demand.refresh_from_db()
    assert demand.is_public


def test_a_draft_is_seen_by_its_own_people_alone(host, ada, cy, dee, mo):
    demand = factories.demand(host, by=ada, put=False)

    seen = [demand in Demand.objects.visible_to(user) for user in (ada, cy, dee, mo)]
    assert seen == [True, True, False, False]


def test_what_was_put_is_not_written_anew(host, ada):
    demand = factories.demand(host, by=ada)

    with pytest.raises(ValidationError) as refusal:
        demand.rewrite(by=ada, title="Another")

    assert refusal.value.code == "put"


def test_components_keep_their_rows_where_their_words_stay(host, ada):
    demand = factories.demand(host, by=ada, put=False, components=["Schools", "Libraries"])
    schools = demand.components.get(text="Schools")

    demand.rewrite(by=ada, components=["Parks", "Schools"])

    assert [row.text for row in demand.components.current()] == ["Parks", "Schools"]
    assert demand.components.get(text="Schools") == schools


def test_it_is_closed_and_taken_up_again(host, ada):
    demand = factories.demand(host, by=ada)

    demand.give_up(by=ada, note="The board resigned.")
    assert demand.is_closed
    demand.resume(by=ada)

    assert (demand.is_announced, demand.closed_note) == (True, "")


def test_a_group_that_leads_a_demand_does_not_end(host, ada):
    factories.demand(host, by=ada)

    with pytest.raises(ValidationError) as refusal:
        Organization.objects.get(pk=host.pk).retire(by=ada)

    assert refusal.value.code == "leading"


def test_one_body_of_a_name_and_kind_is_enough(host):
    body = factories.body(host)

    with pytest.raises(ValidationError):
        factories.body(host, body.name.upper())


def test_the_page_of_a_demand_is_found(client, host, ada):
    demand = factories.demand(host, by=ada)

    assert client.get(demand.get_absolute_url()).status_code == 200

"""The page of a demand: where it stands, what is next, and what became of each part."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from demands.models import Endorsement
from events.models import Occurrence
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def demand(host, ada):
    return factories.demand(host, by=ada, components=["One", "Two"])


def page(client, demand) -> dict:
    return client.get(demand.get_absolute_url()).context


def test_a_vote_ahead_is_on_the_card_with_its_hour_and_place(client, demand, ada, bo):
    day = timezone.localdate() + timedelta(days=20)
    factories.action(demand, "vote_set", by=ada, confirmed_by=bo, set_day=day, set_time="19:00")

    decision = page(client, demand)["decision"]

    assert (decision.is_vote, decision.day, str(decision.hour), decision.where) == (
        True,
        day,
        "19:00:00",
        demand.body.place.one_line(),
    )


def test_what_nobody_has_confirmed_is_on_no_card_and_in_no_log(client, demand, ada):
    day = timezone.localdate() + timedelta(days=20)
    factories.action(demand, "vote_set", by=ada, set_day=day)

    context = page(client, demand)

    assert (context["decision"], context["log"]) == (None, [])


def test_a_day_that_is_over_is_on_no_card(client, demand, ada, bo):
    day = timezone.localdate() - timedelta(days=3)
    factories.action(demand, "vote_set", by=ada, confirmed_by=bo, set_day=day, on=day - timedelta(days=9))

    assert page(client, demand)["decision"] is None


def test_each_part_says_what_became_of_it(client, demand, ada, bo):
    one, two = demand.components.current()
    factories.action(demand, "adopted", by=ada, confirmed_by=bo, results={one.pk: "obtained", two.pk: "refused"})

    context = page(client, demand)

    assert [str(part.label) for part in context["parts"]] == ["Obtained", "Not obtained"]
    assert str(context["outcome"]) == "Won in part"


def test_what_was_corrected_is_told_struck_with_what_took_its_place(client, demand, ada, bo):
    wrong = factories.action(demand, "adopted", by=ada, confirmed_by=bo)
    right = factories.action(demand, "rejected", by=ada, confirmed_by=bo, corrects=wrong)

    assert [(told.action, told.correction) for told in page(client, demand)["log"]] == [(right, None), (wrong, right)]


@pytest.mark.parametrize("entries", [1, 4])
def test_a_long_history_costs_no_more_questions(client, demand, ada, bo, entries, django_assert_max_num_queries):
    for _ in range(entries):
        factories.action(demand, "heard", by=ada, confirmed_by=bo)

    with django_assert_max_num_queries(17):
        client.get(demand.get_absolute_url())


def test_dates_are_of_the_groups_that_ask_for_it(client, demand, host, partner, ada, bo):
    for group, by in [(host, ada), (partner, bo)]:
        factories.series(group, by=by).stand_for([demand], by=by)

    strangers = client.get(demand.get_absolute_url()).context["gatherings"]
    Endorsement.request(demand, partner, by=bo).accept(by=ada)
    backers = client.get(demand.get_absolute_url()).context["gatherings"]

    assert [row.series.host for row in strangers] == [host]
    assert {row.series.host for row in backers} == {host, partner}


def test_hearings_are_not_among_the_dates_held_and_nobody_has_counted_who_came(client, demand, vigil, ada, bo):
    vigil.stand_for([demand], by=ada)
    ahead = {"set_day": timezone.localdate() + timedelta(days=20), "set_time": time(19)}
    factories.action(demand, "hearing_set", by=ada, confirmed_by=bo, on=demand.today() - timedelta(days=3), **ahead)
    Occurrence.objects.filter(series__kind="hearing").update(state="held")
    Occurrence.objects.filter(pk=vigil.occurrences.first().pk).update(state="held")

    answer = client.get(demand.get_absolute_url())

    assert len(answer.context["pressure"].held) == 1
    assert "not counted" in answer.content.decode()


def test_what_is_decided_next_is_not_among_the_gatherings_too(client, demand, vigil, ada, bo):
    ahead = {"set_day": timezone.localdate() + timedelta(days=20), "set_time": time(19)}
    factories.action(demand, "vote_set", by=ada, confirmed_by=bo, on=demand.today() - timedelta(days=3), **ahead)

    context = page(client, demand)

    assert (context["decision"].row.day, context["gatherings"]) == (ahead["set_day"], [])

"""What is next, from a platform: after a win its lead is offered what its town does not ask for yet."""

import pytest

from demands import lead_letters
from demands.models import PlatformSignature
from demands.next_planks import next_planks
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def models(host, ada):
    return [factories.model_demand(host, by=ada, name=name) for name in ("Benches", "Trees", "Shade")]


@pytest.fixture
def platform(host, ada, models):
    """A plank for each model, in their order."""
    bundle = factories.platform(host, by=ada, planks=0, put=False)
    for model in models:
        bundle.add_plank(by=ada, title=model.name, text=f"{model.name} in every town.", model=model)
    return factories.show(bundle, by=ada)


@pytest.fixture
def won(platform, models, partner, ada, bo):
    """Bo's group has signed, and its town has won the first plank."""
    asked = PlatformSignature.request(platform, partner, by=bo, planks=factories.planks_of(platform))
    asked.accept(by=ada)
    body = factories.body(partner)
    demand = factories.show(models[0].adopt_for(group=partner, body=body, said={}, by=bo), by=bo)
    factories.action(demand, "adopted", by=bo, confirmed_by=ada)
    return demand


def titles(demand) -> list[str]:
    return [plank.title for plank in next_planks(demand)]


def test_the_other_planks_are_next_in_their_order(won):
    assert titles(won) == ["Trees", "Shade"]


def test_what_the_town_asks_already_is_not_offered(won, models, host, ada):
    factories.show(models[1].adopt_for(group=host, body=won.body, said={}, by=ada), by=ada)

    assert titles(won) == ["Shade"]


def test_a_draft_of_ones_own_counts_and_one_of_others_tells_nothing(won, models, host, partner, ada, bo):
    models[1].adopt_for(group=partner, body=won.body, said={}, by=bo)
    models[2].adopt_for(group=host, body=won.body, said={}, by=ada)

    assert titles(won) == ["Shade"]


def test_another_town_is_another_matter(won, models, host, ada):
    body = factories.body(host, "Kent Council", place=factories.town(locality="Kent"))
    factories.show(models[1].adopt_for(group=host, body=body, said={}, by=ada), by=ada)

    assert titles(won) == ["Trees", "Shade"]


def test_who_has_left_is_offered_nothing_more(won, platform, partner, bo):
    PlatformSignature.objects.get(organization=partner).withdraw(by=bo)

    assert titles(won) == []


def test_a_closed_platform_offers_nothing(won, platform, ada):
    platform.give_up(by=ada)

    assert titles(won) == []


def test_the_question_and_its_letter_name_them(won, as_user, bo):
    page = as_user(bo).get(f"/desk/demands/{won.slug}/onward/").content.decode()
    lead_letters.write_due()

    letter = next(one for one in factories.letters("demand_question") if one.context["question"] == "next")
    assert f"after={won.slug}" in page
    assert "“Homes first” asks this too: Trees." in factories.mail(letter).body


def test_the_keeper_sees_what_was_won_and_has_nothing_after_it(won, platform, as_user, ada):
    desk = as_user(ada).get(f"/desk/platforms/{platform.slug}/")

    assert desk.context["without_next"] == [won]

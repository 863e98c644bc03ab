"""What is next, after a win: made, named, or nothing for now; and nobody asks twice."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from demands import lead_letters
from demands.models import Demand
from orgs import needs
from outbox.letters import Unwanted
from tests import factories
from tests.events.test_record import newest

pytestmark = pytest.mark.django_db


@pytest.fixture
def won(host, ada) -> Demand:
    demand = factories.demand(host, by=ada)
    Demand.objects.filter(pk=demand.pk).update(
        stage="adopted", outcome="won", degree="fully", stage_since=timezone.localdate()
    )
    demand.refresh_from_db()
    return demand


@pytest.fixture
def other(host, ada, won) -> Demand:
    return factories.demand(host, by=ada, body=won.body, title="A fund for it")


def refused(verb, *args, **kwargs) -> str:
    with pytest.raises(ValidationError) as refusal:
        verb(*args, **kwargs)
    return refusal.value.code


def is_asked(user) -> bool:
    return any(need.key.startswith("demand-next:") for need in needs.of(user))


def test_nothing_for_now_is_pressed_once_and_nobody_asks_again(won, host, ada):
    lead_letters.write_due()
    [letter] = factories.letters("demand_question")
    assert is_asked(ada)

    won.leave_at_that(by=ada)
    said = won.nothing_next_at
    won.leave_at_that(by=ada)

    assert not is_asked(ada)
    assert won.nothing_next_at == said
    assert newest(host) == "Ada said that nothing comes after “Sanctuary schools” for now"
    with pytest.raises(Unwanted):
        factories.mail(letter)


def test_one_that_is_there_already_is_named(won, other, host, ada):
    won.name_next(other, by=ada)
    won.name_next(other, by=ada)

    other.refresh_from_db()
    assert other.after == won
    assert not is_asked(ada)
    assert newest(host) == "Ada said that “A fund for it” comes after “Sanctuary schools”"


def test_the_record_of_another_group_does_not_name_a_draft(won, host, partner, ada):
    factories.join(partner, ada, "organizer")
    draft = factories.demand(partner, by=ada, body=won.body, title="Unheard of", put=False)

    won.name_next(draft, by=ada)

    assert newest(host) == f"Ada said that “{partner.name}” comes after “Sanctuary schools”"


def test_a_ladder_goes_one_way(won, other, host, ada):
    third = factories.demand(host, by=ada, body=won.body, title="Third", after=other)
    won.name_next(other, by=ada)
    Demand.objects.update(outcome="won")

    assert refused(Demand.objects.get(pk=third.pk).name_next, won, by=ada) == "in_ladder"
    assert refused(won.name_next, won, by=ada) == "in_ladder"
    assert refused(won.name_next, third, by=ada) == "in_ladder"


def test_only_after_a_win(other, won, ada):
    assert refused(other.name_next, won, by=ada) == "not_won"
    assert refused(other.leave_at_that, by=ada) == "not_won"


def test_what_was_named_by_mistake_is_taken_out(won, other, ada):
    won.name_next(other, by=ada)
    other.refresh_from_db()

    other.step_off(by=ada)
    other.step_off(by=ada)

    assert other.after is None
    assert is_asked(ada)


def test_a_win_that_was_lost_and_won_again_is_asked_about_anew(host, ada, bo):
    demand = factories.demand(host, by=ada)
    factories.join(host, bo, "organizer")
    factories.action(demand, "adopted", by=ada, confirmed_by=bo)
    demand.leave_at_that(by=ada)

    factories.action(demand, "repealed", by=ada, confirmed_by=bo)

    demand.refresh_from_db()
    assert (demand.is_won, demand.nothing_next_at) == (False, None)


# Pages


def test_the_three_answers_stand_on_one_page(as_user, won, other, ada):
    path = f"/desk/demands/{won.slug}/onward/"
    page = as_user(ada).get(path).content.decode()
    assert f"/desk/demands/new/?after={won.slug}" in page
    assert "A fund for it" in page

    as_user(ada).post(path, {"next": other.pk})

    other.refresh_from_db()
    assert other.after == won
    assert "It does not come after that" in as_user(ada).get(f"/desk/demands/{other.slug}/").content.decode()


def test_nothing_for_now_by_its_button(as_user, won, ada):
    as_user(ada).post(f"/desk/demands/{won.slug}/onward/rest/")

    assert "you said: nothing for now." in as_user(ada).get(f"/desk/demands/{won.slug}/").content.decode()
    assert "Nobody asks you again." in as_user(ada).get(f"/desk/demands/{won.slug}/onward/").content.decode()


def test_what_often_follows_its_model_is_suggested_and_comes_after_it(as_user, host, ada):
    first = factories.model_demand(host, by=ada)
    following = factories.model_demand(host, by=ada, name="What follows")
    first.texts.update(next=[following.slug])
    body = factories.body(host)
    demand = first.adopt_for(group=host, body=body, said={}, by=ada)
    Demand.objects.filter(pk=demand.pk).update(state="put", put_at=timezone.now(), outcome="won", stage="adopted")

    page = as_user(ada).get(f"/desk/demands/{demand.slug}/onward/").content.decode()
    path = f"/desk/demands/models/{following.slug}/adopt/?after={demand.slug}"
    form = as_user(ada).get(path).content.decode()
    as_user(ada).post(path, {"group": host.pk, "body": body.name, "after": demand.slug})

    assert following.slug in page
    assert f'name="after" value="{demand.slug}"' in form
    assert Demand.objects.filter(after=demand).exists()


def test_what_is_not_won_asks_nothing(as_user, other, ada):
    assert as_user(ada).get(f"/desk/demands/{other.slug}/onward/").status_code == 302


@pytest.mark.parametrize("act", ["", "rest/", "removal/"])
@pytest.mark.parametrize("who", ["bo", "cy", "dee"])
def test_nobody_else_answers(as_user, won, who, act, request):
    path = f"/desk/demands/{won.slug}/onward/{act}"

    assert as_user(request.getfixturevalue(who)).post(path).status_code == 404

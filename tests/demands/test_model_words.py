"""A group writes its own model anew: judged first, then offered to the towns that took it up, and forced on none."""

import pytest
from django.core.exceptions import ValidationError

from demands.models import Adopted, Demand, ModelDemand
from demands.models.rewording import FIRST, NEWER
from orgs.models import Case
from tests import factories

pytestmark = pytest.mark.django_db

NEW = "Section 1. {town} puts up benches. Section 2. Each has a back."
FORM = {
    "title": "Benches for {town}",
    "kind": "resolution",
    "ask": "We ask the {body} to put up benches.",
    "text": NEW,
    "components": "Ten benches",
    "evidence": "Minutes of the vote.",
    "review_after": "90",
    "body_1": "city_council",
    "says_1": "It can buy benches.",
}


@pytest.fixture
def model(host, ada):
    return factories.model_demand(host, by=ada)


@pytest.fixture
def edit(model):
    return f"/desk/demands/models/{model.slug}/edit/"


def case(kind=NEWER):
    return Case.objects.pending().get(kind=kind)


def fresh() -> ModelDemand:
    return ModelDemand.objects.get()


def test_what_holds_stays_until_a_moderator_has_looked(client, model, ada):
    model.propose_words(by=ada, text=NEW)

    page = client.get(model.get_absolute_url()).content.decode()
    assert (fresh().text.number, fresh().waiting_words.text) == (1, NEW)
    assert "Each has a back" not in page


def test_confirmed_they_hold_and_towns_are_offered_them(model, host, ada, mo):
    demand = model.adopt_for(group=host, body=factories.body(host), said={}, by=ada)
    before = demand.about
    model.propose_words(by=ada, text=NEW)

    case().confirm(by=mo)

    assert fresh().text.text == NEW
    assert Adopted.objects.offered().get().demand == demand
    assert Demand.objects.get().about == before
    assert len(factories.letters("model_changed")) == 1


def test_declined_the_earlier_words_stay_and_it_may_be_written_anew(model, ada, mo):
    model.propose_words(by=ada, text=NEW)
    case().decline(by=mo, note="Say who pays.")

    fresh().propose_words(by=ada, text=f"{NEW} The town pays.")
    case().confirm(by=mo)

    assert [text.number for text in fresh().texts.all()] == [2, 1]
    assert fresh().text.text.endswith("The town pays.")


def test_a_decision_that_is_undone_lets_the_earlier_words_hold_again(model, ada, mo):
    model.propose_words(by=ada, text=NEW)
    waiting = case()
    waiting.confirm(by=mo)

    waiting.undo(by=mo)

    assert (fresh().version, fresh().waiting_words.text) == (1, NEW)
    assert not Adopted.objects.offered().exists()


def test_what_was_declined_is_never_shown_as_an_earlier_version(client, host, ada, mo):
    model = factories.model_demand(host, by=ada, shown=False, text="Section 1. Kim Doe is a thief.")
    case(FIRST).decline(by=mo, note="It names somebody.")
    fresh().propose_words(by=ada, text=NEW)
    case(FIRST).confirm(by=mo)

    page = client.get(model.get_absolute_url()).content.decode()

    assert "Each has a back" in page
    assert "Kim Doe" not in page


def test_words_that_are_undone_hold_no_more_though_newer_ones_were_confirmed(client, model, ada, mo):
    model.propose_words(by=ada, text="Section 1. Kim Doe is a thief.")
    judged = case()
    judged.confirm(by=mo)
    fresh().propose_words(by=ada, text=NEW)
    case().confirm(by=mo)

    judged.undo(by=mo)

    assert (fresh().version, fresh().waiting_words.text) == (1, NEW)
    case().confirm(by=mo)
    page = client.get(model.get_absolute_url()).content.decode()
    assert ("Each has a back" in page, "Kim Doe" in page) == (True, False)


def test_newer_words_that_wait_do_not_keep_a_decision_from_being_undone(client, model, ada, mo):
    model.propose_words(by=ada, text="Section 1. Kim Doe is a thief.")
    judged = case()
    judged.confirm(by=mo)
    fresh().propose_words(by=ada, text=NEW)

    judged.undo(by=mo)

    assert (fresh().version, fresh().waiting_words.text, case()) == (1, NEW, judged)
    assert "Kim Doe" not in client.get(model.get_absolute_url()).content.decode()


def test_a_model_that_is_undone_and_written_anew_shows_its_first_words_to_nobody(client, host, ada, mo):
    model = factories.model_demand(host, by=ada, shown=False, text="Section 1. Kim Doe is a thief.")
    judged = case(FIRST)
    judged.confirm(by=mo)
    judged.undo(by=mo)
    fresh().propose_words(by=ada, text=NEW)
    case(FIRST).confirm(by=mo)

    assert "Kim Doe" not in client.get(model.get_absolute_url()).content.decode()


def test_written_once_more_it_takes_the_place_of_what_waits(model, ada, mo):
    model.propose_words(by=ada, text="Section 1. Chairs.")
    seen = case().as_it_is
    model.propose_words(by=ada, text=NEW)

    with pytest.raises(ValidationError) as refusal:
        case().confirm(by=mo, seen=seen)

    assert refusal.value.code == "changed"
    assert fresh().waiting_words.text == NEW


def test_a_proposal_is_changed_before_anybody_has_looked(host, ada, mo):
    model = factories.model_demand(host, by=ada, shown=False)

    model.propose_words(by=ada, text=NEW)
    case(FIRST).confirm(by=mo)

    assert (fresh().is_public, fresh().text.text) == (True, NEW)


def test_the_same_words_are_no_version(model, ada):
    with pytest.raises(ValidationError) as refusal:
        model.propose_words(by=ada, **model.text.words)

    assert refusal.value.code == "same"


def test_newer_words_are_taken_back(model, ada):
    model.propose_words(by=ada, text=NEW)

    model.withdraw_words(by=ada)
    model.withdraw_words(by=ada)

    assert fresh().waiting_words is None
    assert not Case.objects.pending().filter(kind=NEWER).exists()


def test_taken_off_it_is_offered_to_nobody_and_its_demands_stay(client, model, host, ada):
    demand = model.adopt_for(group=host, body=factories.body(host), said={}, by=ada)
    model.propose_words(by=ada, text=NEW)

    model.take_off(by=ada)

    assert client.get(model.get_absolute_url()).status_code == 404
    assert not Case.objects.pending().exists()
    assert Demand.objects.get().about == demand.about


def test_proposed_again_it_waits_for_a_moderator(model, ada, mo):
    model.take_off(by=ada)

    fresh().put_forward_again(by=ada)

    assert not fresh().is_public
    case(FIRST).confirm(by=mo)
    assert fresh().is_public


def test_its_page_shows_its_own_people_what_is_different(as_user, model, edit, ada, bo):
    as_user(ada).post(edit, FORM)

    assert "Each has a back" in as_user(ada).get(model.get_absolute_url()).content.decode()
    assert "Each has a back" not in as_user(bo).get(model.get_absolute_url()).content.decode()


def test_a_moderator_reads_the_difference(as_user, model, ada, mo, settings):
    settings.MODERATORS_NEED_SECOND_FACTOR = False
    model.propose_words(by=ada, text=NEW, components=["Ten benches", "Shade"])

    page = as_user(mo).get(f"/review/{case().pk}/").content.decode()

    assert "<ins>" in page
    assert "Shade</ins>" in page


def test_what_was_typed_is_kept_where_something_is_missing(as_user, edit, ada):
    answer = as_user(ada).post(edit, FORM | {"evidence": ""})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["evidence"])
    assert "Each has a back" in answer.content.decode()


@pytest.mark.parametrize("act", ["edit", "words", "withdrawal", "resumption"])
def test_others_cannot_touch_it(as_user, model, bo, act):
    assert as_user(bo).post(f"/desk/demands/models/{model.slug}/{act}/", FORM).status_code == 404


def test_buttons_say_what_came_of_it(as_user, model, ada):
    path = f"/desk/demands/models/{model.slug}/"

    taken = as_user(ada).post(f"{path}withdrawal/", follow=True).content.decode()
    again = as_user(ada).post(f"{path}withdrawal/", follow=True).content.decode()
    back = as_user(ada).post(f"{path}resumption/", follow=True).content.decode()

    assert "Taken off" in taken
    assert "This model is not offered." in again
    assert "A person looks at it" in back

"""Model demands: loaded, proposed, adopted, and offered anew when their words change."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from demands.library import entries
from demands.models import Adopted, Demand, ModelDemand, ModelText
from orgs.models import Case
from tests import factories

pytestmark = pytest.mark.django_db

ENTRY = next(entry for entry in entries() if entry.slug == "sanctuary-city")


@pytest.fixture
def model():
    ModelDemand.objects.load([ENTRY])
    return ModelDemand.objects.get()


def propose(host, ada, **words):
    return factories.model_demand(host, by=ada, shown=False, **words)


def adopt(model, host, ada, **said):
    return model.adopt_for(group=host, body=factories.body(host), said=said, by=ada)


def change(words="Everybody is told of it in her own language."):
    ModelDemand.objects.load([replace(ENTRY, text=f"{ENTRY.text}\n\n{words}")])


def test_the_library_is_taken_up_once():
    call_command("load_models", verbosity=0)
    call_command("load_models", verbosity=0)

    assert ModelDemand.objects.public().count() == ModelText.objects.count() == 12


def test_a_file_that_says_something_else_is_another_version(model):
    change()

    model.refresh_from_db()
    assert model.version == 2
    assert [text.number for text in model.texts.all()] == [2, 1]
    assert model.texts.get(number=1).text == ENTRY.text.strip()


def test_what_a_group_proposed_is_not_taken_over_by_the_library(host, ada):
    model = propose(host, ada)

    ModelDemand.objects.load([replace(ENTRY, slug=model.slug)])

    model.refresh_from_db()
    assert (model.name, model.version) == ("Benches", 1)


def test_a_town_adopts_one_with_everything_filled_in(model, host, ada):
    demand = adopt(model, host, ada)

    assert (demand.state, demand.kind, demand.topic) == ("draft", "ordinance", "sanctuary")
    assert demand.title == "Make Akron a sanctuary city"
    assert "the Akron City Council decides" in demand.about
    assert "{" not in demand.about
    assert [part.text for part in demand.components.current()] == ENTRY.components


def test_adopted_twice_it_is_the_same_draft(model, host, ada):
    demand = adopt(model, host, ada)

    again = model.adopt_for(group=host, body=demand.body, said={}, by=ada)

    assert again == demand
    assert Demand.objects.count() == 1


def test_a_newer_version_is_offered_and_changes_nothing_by_itself(model, host, ada):
    demand = adopt(model, host, ada)
    change()

    adopted = Adopted.objects.offered().get()
    assert "her own language" not in Demand.objects.get().about
    assert any(piece.kind == "added" and "language" in piece.text for piece in adopted.changes())
    assert adopted.demand == demand


def test_taken_over_the_demand_says_it(model, host, ada):
    demand = adopt(model, host, ada)
    change()

    demand.adopted.take_over(2, demand.adopted.proposed, by=ada)

    demand.refresh_from_db()
    assert demand.about.endswith("her own language.")
    assert not Adopted.objects.offered().exists()


def test_left_as_it_is_it_is_not_offered_again(model, host, ada):
    demand = adopt(model, host, ada)
    change()

    demand.adopted.keep_own(2, by=ada)

    assert not Adopted.objects.offered().exists()
    change("And in sign language.")
    assert Adopted.objects.offered().exists()


def test_of_two_answers_the_first_is_heard(model, host, ada, bo):
    demand = adopt(model, host, ada)
    change()
    demand.adopted.keep_own(2, by=ada)

    with pytest.raises(ValidationError) as refusal:
        demand.adopted.take_over(2, "Other words.", by=bo)

    assert refusal.value.code == "answered"
    assert Demand.objects.get().about == demand.about


def test_what_is_public_is_changed_as_its_text_always_is(model, host, ada):
    demand = adopt(model, host, ada)
    Demand.objects.filter(pk=demand.pk).update(state="put", put_at=demand.created_at, shown_at=demand.created_at)
    change()

    adopted = Adopted.objects.for_pages().get()
    adopted.take_over(2, adopted.proposed, by=ada)

    assert Demand.objects.get().about.endswith("her own language.")


def test_an_answer_to_a_version_that_was_overtaken_is_refused(model, host, ada):
    demand = adopt(model, host, ada)
    change()
    change("And in sign language.")

    with pytest.raises(ValidationError) as refusal:
        demand.adopted.keep_own(2, by=ada)

    assert refusal.value.code == "overtaken"


def test_what_a_group_proposes_waits_for_a_moderator(host, ada, mo, dee):
    model = propose(host, ada)
    assert not ModelDemand.objects.public().exists()
    assert [model in ModelDemand.objects.visible_to(user) for user in (ada, dee, mo)] == [True, False, True]

    Case.objects.get(subject=model.case_subject).confirm(by=mo, checked=["words", "bodies", "purpose"])

    assert list(ModelDemand.objects.public()) == [model]


def test_declined_it_is_seen_by_its_group_alone(host, ada, mo):
    model = propose(host, ada)

    Case.objects.get(subject=model.case_subject).decline(by=mo, note="It names a person.")

    assert not ModelDemand.objects.public().exists()
    assert model in ModelDemand.objects.visible_to(ada)


def test_a_blank_that_nobody_asks_for_is_refused(host, ada):
    with pytest.raises(ValidationError) as refusal:
        propose(host, ada, text="Section 1. {weather} is nice.")

    assert list(refusal.value.message_dict) == ["text"]


def test_a_body_with_a_long_name_still_gets_its_sentence(model, host, ada):
    body = factories.body(host, "Board of " + "x" * 110)

    demand = model.adopt_for(group=host, body=body, said={}, by=ada)

    assert len(demand.summary) <= 240
    assert len(demand.title) <= 120


def test_a_text_that_grows_too_long_as_it_is_filled_in_is_refused(host, ada):
    model = propose(host, ada, text="{body} " * 1_400)

    with pytest.raises(ValidationError) as refusal:
        model.adopt_for(group=host, body=factories.body(host), said={}, by=ada)

    assert refusal.value.code == "too_long"
    assert not Demand.objects.exists()

"""Newer words of a model are offered with one letter and one need, and proposals of groups go before a moderator."""

from dataclasses import replace

import pytest

from demands.library import entries
from demands.models import Adopted, Demand, ModelDemand
from orgs import needs
from orgs.models import Case
from outbox.letters import Unwanted
from tests import factories

pytestmark = pytest.mark.django_db

ENTRY = next(entry for entry in entries() if entry.slug == "sanctuary-city")
PROPOSAL = {
    "name": "Benches",
    "topic": "other",
    "title": "Benches for {town}",
    "kind": "resolution",
    "ask": "We ask the {body} to put up benches.",
    "text": "**Section 1.** {town} puts up benches.",
    "components": "Ten benches\nShade above them",
    "evidence": "Minutes of the vote.",
    "review_after": "90",
    "body_1": "city_council",
    "says_1": "It can buy benches.",
}


@pytest.fixture
def demand(host, ada):
    ModelDemand.objects.load([ENTRY])
    return ModelDemand.objects.get().adopt_for(group=host, body=factories.body(host), said={}, by=ada)


@pytest.fixture
def path(demand):
    ModelDemand.objects.load([replace(ENTRY, text=f"{ENTRY.text}\n\nAlso in sign language.")])
    return f"/desk/demands/{demand.slug}/model/"


def keys(user):
    return [need.key for need in needs.of(user) if need.key.startswith("model:")]


def test_its_organizers_are_told_once(path, demand, ada):
    ModelDemand.objects.load([replace(ENTRY, text=f"{ENTRY.text}\n\nAlso in sign language.")])

    (letter,) = factories.letters("model_changed")
    assert letter.recipient == ada.email
    mail = factories.mail(letter)
    assert "Also in sign language." in mail.body
    assert path in mail.body


def test_who_has_answered_gets_no_letter(path, demand, ada):
    Adopted.objects.get().keep_own(2, by=ada)

    (letter,) = factories.letters("model_changed")
    with pytest.raises(Unwanted):
        factories.mail(letter)


def test_it_is_a_need_until_somebody_answers(path, demand, ada, bo, as_user):
    assert (keys(ada), keys(bo)) == ([f"model:{demand.pk}:2"], [])

    as_user(ada).post(path, {"act": "leave", "version": "2"})

    assert keys(ada) == []


def test_the_new_text_is_taken_with_one_press(path, demand, ada, as_user):
    as_user(ada).post(path, {"act": "take", "version": "2", "about": "ignored"})

    assert Demand.objects.get().about.endswith("Also in sign language.")


def test_part_of_it_is_taken_by_writing(path, demand, ada, as_user):
    as_user(ada).post(path, {"act": "write", "version": "2", "about": "Our own words."})

    assert Demand.objects.get().about == "Our own words."
    assert keys(ada) == []


def test_left_alone_the_demand_stays_as_it_is(path, demand, ada, as_user):
    page = as_user(ada).get(path)

    assert "Also in sign language." in page.content.decode()
    assert Demand.objects.get().about == demand.about


def test_what_was_looked_at_is_what_is_answered(path, demand, ada, as_user):
    ModelDemand.objects.load([replace(ENTRY, text="Something else.")])

    answer = as_user(ada).post(path, {"act": "take", "version": "2"})

    assert answer.status_code == 422
    assert Demand.objects.get().about == demand.about


def test_nobody_else_sees_the_offer(path, bo, as_user):
    assert as_user(bo).get(path).status_code == 404


def test_a_listed_group_proposes_a_model(host, ada, as_user):
    as_user(ada).post("/desk/demands/models/new/", PROPOSAL | {"group": host.pk})

    model = ModelDemand.objects.get()
    assert (model.state, model.proposed_by, model.text.components[1]) == ("proposed", host, "Shade above them")
    assert model.text.bodies == {"city_council": {"kind": "resolution", "says": "It can buy benches."}}
    assert Case.objects.get().kind == "model_demand"


def test_a_moderator_reads_the_proposal(host, ada, mo, as_user, settings):
    settings.MODERATORS_NEED_SECOND_FACTOR = False
    model = factories.model_demand(host, by=ada, shown=False)
    case = Case.objects.get(subject=model.case_subject)

    page = as_user(mo).get(f"/review/{case.pk}/")

    assert "We ask the {body} to put up benches." in page.content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [("text", "{weather}"), ("components", "\n".join("abcdefghi")), ("says_1", ""), ("review_after", "1")],
)
def test_a_proposal_that_lacks_something_is_kept(host, ada, as_user, field, value):
    answer = as_user(ada).post("/desk/demands/models/new/", PROPOSAL | {"group": host.pk, field: value})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not ModelDemand.objects.exists()


def test_a_group_in_review_proposes_nothing(ada, as_user):
    waiting = factories.group("Waiting", coordinator=ada, state="in_review")

    answer = as_user(ada).post("/desk/demands/models/new/", PROPOSAL | {"group": waiting.pk})

    assert answer.status_code == 422

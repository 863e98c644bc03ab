"""What the lead of a demand is asked: at its desk and by letter, once, and not when it has lost its point."""

from datetime import timedelta

import pytest
from django.utils import timezone

from demands import lead_letters
from demands.models import Demand
from orgs import needs
from outbox.letters import Unwanted
from outbox.models import Message
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(host, ada):
    return factories.demand(host, by=ada)


def delivered(demand, days: int):
    day = timezone.localdate() - timedelta(days=days)
    Demand.objects.filter(pk=demand.pk).update(stage="asked", stage_since=day)
    demand.refresh_from_db()


def won(demand, days: int = 1):
    day = timezone.localdate() - timedelta(days=days)
    Demand.objects.filter(pk=demand.pk).update(stage="adopted", outcome="won", degree="fully", stage_since=day)
    demand.refresh_from_db()


def keys(user) -> list[str]:
    return [need.key.partition(":")[0] for need in needs.of(user) if need.key.startswith("demand")]


@pytest.mark.parametrize(("days", "letters"), [(13, 0), (14, 1), (28, 1), (90, 0)])
def test_a_body_that_is_silent_for_two_weeks_is_a_question_to_its_lead(asked, ada, days, letters):
    delivered(asked, days)

    lead_letters.write_due()
    lead_letters.write_due()

    assert len(factories.letters("demand_question")) == letters
    assert keys(ada) == (["demand-silence"] if days >= 14 else [])


def test_after_four_weeks_the_lead_is_asked_once_more(asked, ada):
    delivered(asked, 20)
    lead_letters.write_due()
    Demand.objects.update(stage_since=asked.stage_since)
    day = timezone.now() + timedelta(days=9)

    with_clock = pytest.MonkeyPatch()
    with_clock.setattr(timezone, "localdate", lambda *args, **kwargs: day.date())
    lead_letters.write_due()
    with_clock.undo()

    assert len(factories.letters("demand_question")) == 2


def test_a_letter_about_silence_is_dropped_once_the_body_was_asked_again(asked, ada):
    delivered(asked, 15)
    lead_letters.write_due()
    (letter,) = factories.letters("demand_question")
    assert "No answer of" in factories.mail(letter).subject

    asked.ask_again(by=ada)

    with pytest.raises(Unwanted):
        factories.mail(letter)
    assert keys(ada) == []


def test_a_win_asks_what_is_next_until_there_is_a_next_demand(asked, host, ada):
    won(asked)
    lead_letters.write_due()
    (letter,) = factories.letters("demand_question")
    assert "What is next?" in factories.mail(letter).subject
    assert keys(ada) == ["demand-next"]

    factories.demand(host, by=ada, put=False, after=asked, body=asked.body, title="The next one")

    assert keys(ada) == []
    with pytest.raises(Unwanted):
        factories.mail(letter)


def test_a_win_is_looked_back_at_on_its_day(asked, ada):
    won(asked, days=90)
    Demand.objects.update(review_on=timezone.localdate())
    lead_letters.write_due()

    (letter,) = factories.letters("demand_question")
    assert "/review/" in factories.mail(letter).body
    assert keys(ada) == ["demand-review"]


@pytest.mark.parametrize(("days", "letters", "late"), [(3, 0, False), (1, 1, False), (-2, 1, True)])
def test_who_took_the_next_step_is_reminded_on_its_eve_and_when_it_is_late(asked, ada, days, letters, late):
    asked.plan_next(by=ada, step="Call the clerk", on=timezone.localdate() + timedelta(days=days), who=ada)

    lead_letters.write_due()

    assert len(factories.letters("demand_step")) == letters
    (need,) = [need for need in needs.of(ada) if need.key.startswith("demand-step")]
    assert (need.headline, need.is_late) == ("Call the clerk", late)


def test_a_step_that_somebody_else_has_now_reminds_nobody_of_before(asked, ada):
    asked.plan_next(by=ada, step="Call the clerk", on=timezone.localdate(), who=ada)
    lead_letters.write_due()
    asked.plan_next(by=ada, step="Call the clerk", on=timezone.localdate(), who=None)

    with pytest.raises(Unwanted):
        factories.mail(factories.letters("demand_step")[0])


def test_letters_of_a_group_in_review_are_held(ada):
    quiet = factories.group("Quiet", coordinator=ada, state="in_review")
    waiting = factories.demand(quiet, by=ada, shown=False)
    waiting.plan_next(by=ada, step="Call the clerk", on=timezone.localdate(), who=ada)

    lead_letters.write_due()

    (letter,) = factories.letters("demand_step")
    assert letter.held_for == waiting.held_for != ""


def test_what_is_asked_is_asked_of_the_lead_alone(asked, bo, cy):
    delivered(asked, 15)

    assert keys(bo) == keys(cy) == []


def test_letters_held_for_a_demand_go_once_it_is_shown(host, ada):
    waiting = factories.demand(host, by=ada, shown=False)
    Message.write(kind="demand_question", about="demand:1", to="june@example.org", held_for=waiting.letters_key)
    Demand.objects.update(shown_at=timezone.now())

    assert Demand.release_letters_of_shown() == 1


def test_a_win_is_looked_at_when_its_model_says(host, ada, eve, as_user):
    model = factories.model_demand(host, by=ada, review_after=30)
    made = model.adopt_for(group=host, body=factories.body(host), said={}, by=ada)
    Demand.objects.filter(pk=made.pk).update(state="put", put_at=timezone.now(), shown_at=timezone.now())
    made.refresh_from_db()

    factories.action(made, "adopted", by=ada, confirmed_by=eve)

    assert made.review_on == made.today() + timedelta(days=30)
    assert "Minutes of the vote." in as_user(ada).get(f"/desk/demands/{made.slug}/review/").content.decode()


def test_what_somebody_found_done_is_confirmed_and_not_asked_for_twice(asked, ada, eve, as_user):
    entry = factories.action(asked, "implementing", by=eve)
    won(asked)

    page = as_user(ada).get(f"/desk/demands/{asked.slug}/review/").content.decode()

    assert entry.get_absolute_url() in page
    assert "Was it done?" in page

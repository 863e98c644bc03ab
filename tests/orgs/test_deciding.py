"""What moderators do with a case, and what those concerned may say."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from orgs.models import AuditEntry, Case, Organization
from outbox.letters import Unwanted
from tests import factories
from tests.races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def choir(ada) -> Organization:
    return factories.group("Harbour Choir", coordinator=ada, state="in_review")


@pytest.fixture
def case(choir) -> Case:
    return Case.objects.get()


@pytest.fixture
def may(db):
    return factories.person("may", is_moderator=True)


def refused(verb, *args, **kwargs) -> str:
    with pytest.raises(ValidationError) as refusal:
        verb(*args, **kwargs)
    return refusal.value.code


def later(**kwargs):
    return time_machine.travel(timezone.now() + timedelta(**kwargs))


# Every verb in every state


def brought(case: Case, state: str, mo, ada) -> Case:
    if state == "asked":
        case.ask("Who are you?", by=mo)
    if state in ("confirmed", "appealed and confirmed"):
        case.confirm(by=mo)
    if state in ("declined", "appealed"):
        case.decline(by=mo, note="The name is another group's.")
    if state == "appealed":
        case.appeal("It is ours.", by=ada)
    if state == "closed":
        Case.drop(case.kind, case.organization)
    return Case.objects.get(pk=case.pk)


VERBS = {
    "claim": lambda case, mo, ada: case.claim(by=mo),
    "ask": lambda case, mo, ada: case.ask("Who are you?", by=mo),
    "answer": lambda case, mo, ada: case.answer("We sing.", by=ada),
    "confirm": lambda case, mo, ada: case.confirm(by=mo),
    "decline": lambda case, mo, ada: case.decline(by=mo, note="No purpose."),
    "appeal": lambda case, mo, ada: case.appeal("It is ours.", by=ada),
    "undo": lambda case, mo, ada: case.undo(by=mo),
    "lift": lambda case, mo, ada: case.lift(by=mo, note="A mistake."),
}
MAY = {
    #             claim  ask  answer confirm decline appeal undo lift
    "open": [None, None, "not_asked", None, None, "not_appealable", "too_late", "not_confirmed"],
    "asked": [None, "asked", None, None, None, "not_appealable", "too_late", "not_confirmed"],
    "confirmed": ["decided"] * 5 + ["not_appealable", None, "not_confirmed"],
    "declined": ["decided"] * 5 + [None, None, "not_confirmed"],
    "appealed": [None, None, "not_asked", None, None, "not_appealable", "too_late", "not_confirmed"],
    "closed": ["decided"] * 5 + ["not_appealable", "too_late", "not_confirmed"],
}


@pytest.mark.parametrize("state", MAY)
@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_in_each_state(case, state, verb, ada, mo):
    case = brought(case, state, mo, ada)
    code = MAY[state][list(VERBS).index(verb)]

    if code is None:
        VERBS[verb](case, mo, ada)
    else:
        assert refused(VERBS[verb], case, mo, ada) == code
        assert Case.objects.get(pk=case.pk).state == case.state


# One at a time


def test_for_half_an_hour_one_moderator_has_it(case, mo, may):
    case.claim(by=mo)

    assert refused(case.claim, by=may) == refused(case.confirm, by=may) == "taken"
    with later(minutes=31):
        case.claim(by=may)
    assert case.reviewer == may


def test_acting_keeps_it_and_letting_go_frees_it(case, mo, may):
    case.claim(by=mo)
    since = case.claimed_at
    with later(minutes=20):
        case.claim(by=mo)
    assert (case.claimed_at, case.claimed_until - since > timedelta(minutes=45)) == (since, True)

    case.release(by=may)
    assert case.reviewer == mo
    case.release(by=mo)
    case.claim(by=may)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_claim_at_once_one_has_it(case, mo, may):
    answers = at_once(*[lambda by=by: Case.objects.get().claim(by=by) for by in (mo, may)])

    assert sorted(answers, key=str) == [None, "taken"]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_the_first_decides(case, mo, may):
    acts = [
        lambda: Case.objects.get().confirm(by=mo),
        lambda: Case.objects.get().decline(by=may, note="No purpose."),
    ]

    answers = at_once(*acts)

    decided = Case.objects.get()
    assert answers.count(None) == 1
    assert (decided.state, decided.organization.state) in {("confirmed", "listed"), ("declined", "draft")}
    assert decided.acts.count() == 1


# Words


def test_a_no_needs_a_reason(case, mo):
    assert refused(case.decline, by=mo, note=" ") == "no_reason"
    assert Case.objects.get().is_open


def test_the_group_reads_the_reason_and_how_to_appeal(case, mo, ada):
    case.decline(by=mo, note="There is a Harbour Choir already.\n\nPlease choose another name.")

    [letter] = factories.letters("case")
    mail = factories.mail(letter)
    assert (letter.recipient, mail.subject) == (ada.email, "Harbour Choir is not listed yet")
    assert "There is a Harbour Choir already.\n\nPlease choose another name." in mail.body
    assert "say so once" in mail.body
    assert f"/desk/cases/{case.pk}/" in mail.body
    assert "mo@" not in mail.body
    assert "Mo" not in mail.body.split()


def test_a_question_comes_back_with_the_answer(case, mo, ada):
    case.ask("Where do you sing?", by=mo)
    [letter] = factories.letters("case")
    assert "Where do you sing?" in factories.mail(letter).body

    case.answer("At pier 4.", by=ada)

    assert case.is_open
    assert list(case.acts.values_list("act", "text")) == [("asked", "Where do you sing?"), ("answered", "At pier 4.")]


def test_a_letter_that_was_overtaken_is_not_sent(case, mo, ada):
    case.decline(by=mo, note="No purpose.")
    case.undo(by=mo)

    decided, undone = factories.letters("case")
    with pytest.raises(Unwanted):
        factories.mail(decided)
    assert "taken back" in factories.mail(undone).subject


def test_listed_its_people_read_the_note_in_the_letter_they_get_anyway(case, mo):
    case.confirm(by=mo, note="Welcome here.")

    assert factories.letters("case") == []
    assert "Welcome here." in factories.mail(factories.letters("group_listed")[0]).body


# Appeal and taking back


def test_an_appeal_is_heard_by_another_moderator_where_there_is_one(case, mo, may, ada):
    case.decline(by=mo, note="No purpose.")
    case.appeal("We sing.", by=ada)
    assert case.organization.is_in_review

    assert refused(case.confirm, by=mo) == "own_appeal"
    case.confirm(by=may)

    assert case.organization.is_listed


def test_alone_a_moderator_hears_the_appeal_herself_and_no_second_one(case, mo, ada):
    case.decline(by=mo, note="No purpose.")
    case.appeal("We sing.", by=ada)
    case.decline(by=mo, note="Still none.")

    assert refused(case.appeal, "Again.", by=ada) == "not_appealable"


def test_a_listing_taken_back_hides_the_group_at_once(case, choir, mo, client):
    case.confirm(by=mo)
    shown = client.get(choir.get_absolute_url()).status_code

    case.undo(by=mo)

    choir.refresh_from_db()
    assert (shown, client.get(choir.get_absolute_url()).status_code) == (200, 404)
    assert (choir.state, case.state, choir.listed_at) == ("in_review", "open", None)


def test_listed_anew_its_people_are_told_anew(case, mo):
    case.confirm(by=mo)
    case.undo(by=mo)
    with later(minutes=1):
        case.confirm(by=mo)

    assert len(factories.letters("group_listed")) == 2


def test_after_a_day_a_decision_stands(case, mo):
    case.confirm(by=mo)

    with later(hours=24, minutes=1):
        assert refused(case.undo, by=mo) == "too_late"
    assert case not in Case.objects.none()


def test_sent_in_anew_the_old_decision_is_not_taken_back(case, choir, mo, ada):
    case.decline(by=mo, note="No purpose.")
    choir.refresh_from_db()
    choir.submit(by=ada)

    assert refused(case.undo, by=mo) == refused(case.appeal, "We sing.", by=ada) == "opened_anew"
    assert Case.objects.pending().count() == 1


# Who


def test_a_moderator_does_not_see_the_cases_of_her_own_group(case, choir, mo, may):
    factories.join(choir, mo, "member")

    assert list(Case.objects.seen_by(mo)) == list(Case.objects.reviewable_by(mo)) == []
    assert list(Case.objects.reviewable_by(may)) == [case]


@pytest.mark.parametrize("state", ["in_review", "draft", "suspended", "retired"])
def test_coordinators_answer_for_their_group_whatever_its_state(case, choir, ada, bo, cy, state):
    factories.join(choir, bo, "organizer")
    factories.join(choir, cy, "member")
    Organization.objects.filter(pk=choir.pk).update(state=state)

    assert [case in Case.objects.concerning(user) for user in (ada, bo, cy)] == [True, False, False]


# What is kept


def test_who_did_what_stands_on_the_record(case, choir, mo, ada):
    case.ask("Who?", by=mo)
    case.answer("We.", by=ada)
    case.decline(by=mo, note="No purpose.")
    case.appeal("We sing.", by=ada)

    verbs = [entry.verb for entry in AuditEntry.objects.filter(organization=choir).order_by("pk")]
    assert verbs == ["review_asked", "review_answered", "group_sent_back", "group_submitted", "review_appealed"]
    assert {entry.about for entry in AuditEntry.objects.filter(verb__startswith="review")} == {"Harbour Choir"}


def test_a_decision_is_kept_for_a_year_and_what_waits_for_ever(case, mo, ada):
    waiting = factories.group("Band", coordinator=ada, state="in_review").cases.get()
    case.decline(by=mo, note="No purpose.")

    with later(days=364):
        assert Case.objects.purge() == 0
    with later(days=366):
        Case.objects.purge()
    assert list(Case.objects.all()) == [waiting]


# The moderators' letter


@pytest.fixture
def noon(case):
    with time_machine.travel(timezone.now().replace(hour=17, minute=0)):  # noon in Akron
        Case.objects.update(opened_at=timezone.now())
        yield timezone.now()


def test_moderators_hear_once_a_day_that_something_waits(noon, case, mo):
    assert [Case.tell_moderators() for _ in range(2)] == [1, 0]
    assert factories.recipients("cases_waiting") == [mo.email]
    assert factories.mail(factories.letters("cases_waiting")[0]).subject == "One thing waits for review"

    with time_machine.travel(noon + timedelta(days=1)):
        assert Case.tell_moderators() == 1


def test_at_night_nobody_is_woken(noon, case, mo):
    with time_machine.travel(noon + timedelta(hours=10)):
        assert Case.tell_moderators() == 0


def test_what_was_decided_meanwhile_is_no_letter(noon, case, mo):
    Case.tell_moderators()
    case.confirm(by=mo)

    with pytest.raises(Unwanted):
        factories.mail(factories.letters("cases_waiting")[0])
    with time_machine.travel(noon + timedelta(days=1)):
        assert Case.tell_moderators() == 0

"""What happened is entered by one person and confirmed by another."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from demands.models import Action, Demand, Endorsement
from demands.stages import Outcome, Stage
from tests import factories

pytestmark = pytest.mark.django_db


def test_an_entry_counts_once_another_has_confirmed_it(demand, ada, eve):
    action = factories.action(demand, "introduced", by=ada)
    demand.refresh_from_db()
    assert demand.stage == Stage.DRAFTING

    action.confirm(by=eve)

    demand.refresh_from_db()
    assert (demand.stage, demand.stage_since) == (Stage.FILED, action.on)


def test_nobody_confirms_what_she_entered(demand, ada):
    action = factories.action(demand, "introduced", by=ada)

    with pytest.raises(ValidationError) as refusal:
        action.confirm(by=ada)

    assert refusal.value.code == "own"


def test_not_even_past_the_verb(demand, ada):
    action = factories.action(demand, "introduced", by=ada)

    with pytest.raises(IntegrityError), transaction.atomic():
        Action.objects.filter(pk=action.pk).update(confirmed_by=ada)


def test_a_win_without_evidence_is_not_confirmed(demand, ada, eve):
    action = factories.action(demand, "adopted", by=ada, evidence=False)

    with pytest.raises(ValidationError) as refusal:
        action.confirm(by=eve)

    assert refusal.value.code == "no_evidence"


def test_a_win_is_counted_by_what_was_obtained(demand, ada, eve):
    schools = demand.components.get()

    factories.action(demand, "adopted", by=ada, confirmed_by=eve, results={schools.pk: "partly"})

    assert (demand.outcome, demand.degree) == (Outcome.WON, "partly")
    assert list(Demand.objects.won()) == [demand]


def test_a_repealed_win_leaves_the_tally(demand, ada, eve):
    week_ago = timezone.localdate() - timedelta(days=7)
    factories.action(demand, "adopted", by=ada, confirmed_by=eve, on=week_ago)

    factories.action(demand, "repealed", by=eve, confirmed_by=ada)

    assert demand.outcome == Outcome.REVERSED
    assert not Demand.objects.won().exists()


def test_a_correction_counts_once_it_is_confirmed(demand, ada, eve):
    vote = factories.action(demand, "adopted", by=ada, confirmed_by=eve)
    correction = factories.action(demand, "rejected", by=eve, corrects=vote)
    demand.refresh_from_db()
    assert demand.stage == Stage.ADOPTED

    correction.confirm(by=ada)

    demand.refresh_from_db()
    assert demand.stage == Stage.FAILED


def test_what_nobody_confirmed_is_not_corrected(demand, ada, eve):
    vote = factories.action(demand, "adopted", by=ada)

    with pytest.raises(ValidationError) as refusal:
        factories.action(demand, "rejected", by=eve, corrects=vote)

    assert refusal.value.code == "not_confirmed"


def test_an_entry_is_corrected_once(demand, ada, eve):
    vote = factories.action(demand, "adopted", by=ada, confirmed_by=eve)
    factories.action(demand, "rejected", by=eve, corrects=vote)

    with pytest.raises(ValidationError):
        factories.action(demand, "withdrawn", by=ada, corrects=vote)


def test_who_erases_her_account_and_comes_back_confirms_nothing_of_her_own(demand, host, ada, eve):
    vote = factories.action(demand, "adopted", by=eve)
    eve.erase()
    again = factories.person("eve")
    factories.join(host, again, "organizer")

    vote.refresh_from_db()
    assert vote.dropped_at
    assert not Action.objects.confirmable_by(again).exists()


def test_an_entry_that_names_nobody_is_not_confirmed(demand, ada, eve):
    vote = factories.action(demand, "adopted", by=ada)
    Action.objects.update(entered_by=None)

    assert not Action.objects.confirmable_by(eve).exists()
    with pytest.raises(ValidationError) as refusal:
        vote.confirm(by=eve)
    assert refusal.value.code == "left"


def test_parts_that_were_refused_are_not_struck_out_to_win(as_user, demand, ada, eve):
    (schools,) = demand.components.current()
    factories.action(demand, "adopted", by=ada, confirmed_by=eve, results={schools.pk: "refused"})
    typed = {"title": demand.title, "summary": demand.summary, "about": "Why", "components": ""}
    browser, path = as_user(ada), f"/desk/demands/{demand.slug}/text/"

    page = browser.post(path, typed)
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["components"])
    assert browser.post(path, typed | {"components": " Schools "}).status_code == 302

    demand.refresh_from_db()
    assert (demand.about, demand.standing.outcome) == ("Why", Outcome.LOST)


def test_parts_stay_as_they_are_while_what_became_of_them_waits(demand, ada):
    (schools,) = demand.components.current()
    entry = factories.action(demand, "heard", by=ada, results={schools.pk: "obtained"})
    with pytest.raises(ValidationError) as refusal:
        demand.describe(by=ada, components=["Schools", "Clinics"])

    entry.retract(by=ada)
    demand.describe(by=ada, components=["Schools", "Clinics"])

    assert list(refusal.value.message_dict) == ["components"]
    assert [str(part) for part in demand.components.current()] == ["Schools", "Clinics"]


def test_what_became_of_a_part_that_is_asked_no_more_is_refused(demand, ada):
    (schools,) = demand.components.current()
    demand.describe(by=ada, components=["Clinics"])

    with pytest.raises(ValidationError) as refusal:
        factories.action(demand, "adopted", by=ada, results={schools.pk: "obtained"})

    assert (refusal.value.code, Action.objects.count()) == ("parts", 0)


def test_parts_change_while_nothing_is_known_of_them(demand, ada, eve):
    factories.action(demand, "introduced", by=ada, confirmed_by=eve)

    demand.describe(by=ada, components=["Clinics"])

    assert [str(part) for part in demand.components.current()] == ["Clinics"]


def test_what_was_confirmed_is_not_taken_back(demand, ada, eve):
    vote = factories.action(demand, "introduced", by=ada, confirmed_by=eve)

    with pytest.raises(ValidationError) as refusal:
        vote.retract(by=ada)

    assert refusal.value.code == "confirmed"


def test_nothing_happens_tomorrow(demand, ada):
    with pytest.raises(ValidationError) as refusal:
        factories.action(demand, "introduced", by=ada, on=timezone.localdate() + timedelta(days=2))

    assert list(refusal.value.message_dict) == ["on"]


def test_a_vote_that_is_set_has_a_day(demand, ada):
    with pytest.raises(ValidationError):
        factories.action(demand, "vote_set", by=ada)


def test_who_else_organizes_may_confirm(demand, ada, eve, bo, mo):
    action = factories.action(demand, "introduced", by=ada)

    may = [action in Action.objects.confirmable_by(user) for user in (ada, eve, bo, mo)]
    assert may == [False, True, False, True]


def test_an_endorser_proves_what_waits_and_the_lead_alone_what_counts(demand, ada, eve, partner, bo):
    Endorsement.request(demand, partner, by=bo).accept(by=ada)
    action = factories.action(demand, "introduced", by=ada)
    before = [action in Action.objects.provable_by(user) for user in (eve, bo)]

    action.confirm(by=eve)

    after = [action in Action.objects.provable_by(user) for user in (eve, bo)]
    assert (before, after) == ([True, True], [True, False])


def test_an_endorser_reads_no_entries_of_what_was_taken_down(demand, ada, partner, bo):
    Endorsement.request(demand, partner, by=bo).accept(by=ada)
    before = demand in Demand.objects.watched_by(bo)

    demand.withhold(by=None)

    assert (before, demand in Demand.objects.watched_by(bo)) == (True, False)

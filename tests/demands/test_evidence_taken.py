"""A piece of evidence is taken away: what it said is gone, and what it alone showed counts no more."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from demands.entry_notes import note_of
from demands.models import Action, Demand, Endorsement, Evidence, EvidenceFile
from demands.stages import Stage
from demands.timeline import told
from orgs.models import AuditEntry
from outbox.letters import Unwanted
from tests import factories
from tests.files import files

pytestmark = pytest.mark.django_db


@pytest.fixture
def won(demand, ada, eve) -> Action:
    return factories.action(demand, "adopted", by=ada, confirmed_by=eve)


def take(action, *, by, because="private", group=None) -> Evidence:
    piece = action.evidence.there().get()
    piece.take_away(by=by, because=because, group=group)
    action.refresh_from_db()
    return piece


def bring(action, *, by) -> Evidence:
    return Evidence.bring(action, by=by, url="https://minutes.example.org/again")


def test_the_file_is_gone_and_the_row_says_when_by_whom_and_why(as_user, demand, host, ada, eve):
    entry = factories.action(demand, "heard", by=ada, confirmed_by=eve, evidence=False)
    file = SimpleUploadedFile("minutes.jpg", files.picture())
    typed = {"evidence-kind": "copy", "evidence-title": "Kim at home", "evidence-file": file}
    as_user(ada).post(f"/desk/demands/{demand.slug}/actions/{entry.pk}/evidence/", typed)
    address = entry.evidence.get().address
    assert as_user(None).get(address).status_code == 200

    piece = take(entry, by=ada, group=host)

    assert (as_user(None).get(address).status_code, EvidenceFile.objects.count()) == (404, 0)
    assert (piece.title, piece.url, piece.file, piece.address) == ("", "", None, "")
    assert piece.gone_words.endswith(f"by {host}. It showed or named a private person.")
    assert AuditEntry.objects.get(verb="evidence_taken_away").actor == ada


def test_what_it_alone_showed_to_be_won_is_won_no_more(demand, ada, won):
    take(won, by=ada)

    demand.refresh_from_db()
    assert (demand.stage, won.is_confirmed, won.is_unproven) == (Stage.DRAFTING, True, True)
    assert not Demand.objects.won().exists()


def test_other_evidence_that_the_second_person_saw_leaves_it_won(demand, ada, eve):
    entry = factories.action(demand, "adopted", by=ada)
    first = entry.evidence.get()
    bring(entry, by=ada)
    entry.confirm(by=eve)

    first.take_away(by=ada, because="wrong")

    assert Demand.objects.won().exists()


def test_evidence_that_nobody_else_has_seen_does_not_leave_it_won(demand, ada, eve, won):
    first = won.evidence.get()
    bring(won, by=ada)

    first.take_away(by=ada, because="wrong")

    assert not Demand.objects.won().exists()
    assert list(Action.objects.confirmable_by(eve)) == [won]


def test_what_was_changed_after_the_look_is_looked_at_again(as_user, demand, ada, eve):
    entry = factories.action(demand, "adopted", by=ada)
    page = f"/desk/demands/{demand.slug}/actions/{entry.pk}/"
    looked = Action.objects.get(pk=entry.pk).as_it_is
    assert looked in as_user(eve).get(page).content.decode()
    take(entry, by=ada, because="wrong")
    bring(entry, by=ada)

    answer = as_user(eve).post(f"{page}confirmation/", {"seen": looked}, follow=True)

    assert "Look again" in answer.content.decode()
    assert not Demand.objects.won().exists()


def test_new_evidence_counts_once_a_second_person_has_looked_at_it(demand, ada, eve, won):
    take(won, by=ada)
    bring(won, by=ada)
    assert not Demand.objects.won().exists()
    with pytest.raises(ValidationError) as refusal:
        won.confirm(by=ada)

    won.confirm(by=eve)

    assert refusal.value.code == "own"
    assert Demand.objects.won().exists()


def test_without_new_evidence_it_is_not_confirmed_anew(ada, eve, won):
    take(won, by=ada)

    with pytest.raises(ValidationError) as refusal:
        won.confirm(by=eve)

    assert refusal.value.code == "no_evidence"
    assert not Action.objects.confirmable_by(eve).exists()


def test_who_may_confirm_is_asked_again(ada, eve, won):
    take(won, by=ada)
    asked = len(factories.letters("action_entered"))

    bring(won, by=ada)

    assert list(Action.objects.confirmable_by(eve)) == [won]
    assert len(factories.letters("action_entered")) == asked + 1
    assert "Look at the minutes" in factories.mail(factories.letters("action_entered")[-1], now=False).subject


def test_a_part_that_was_obtained_needs_its_evidence_too(demand, ada, eve):
    (part,) = demand.components.current()
    heard = factories.action(demand, "heard", by=ada, confirmed_by=eve, results={part.pk: "obtained"})
    factories.action(demand, "adopted", by=ada, confirmed_by=eve, results={part.pk: "refused"})

    take(heard, by=eve)
    bring(heard, by=ada)

    demand.refresh_from_db()
    assert (heard.is_unproven, demand.is_won) == (True, False)


def test_what_is_no_win_counts_without_evidence_as_before(demand, ada, eve):
    heard = factories.action(demand, "heard", by=ada, confirmed_by=eve)

    take(heard, by=ada)

    demand.refresh_from_db()
    assert (heard.is_settled, demand.stage) == (True, Stage.HEARING)


def test_who_confirmed_is_told_and_who_took_it_is_not(demand, host, ada, eve, won):
    take(won, by=ada, group=host)

    assert factories.recipients("evidence_taken_away") == ["eve@example.org"]
    letter = factories.mail(factories.letters("evidence_taken_away")[0], now=False)
    assert "It showed or named a private person." in letter.body
    assert "counts for nothing until there is other evidence" in letter.body


def test_who_left_meanwhile_is_not_told(host, ada, eve, won):
    take(won, by=ada)
    host.memberships.filter(user=eve).delete()

    with pytest.raises(Unwanted):
        factories.mail(factories.letters("evidence_taken_away")[0], now=False)


def test_nobody_is_told_of_what_nobody_confirmed(demand, ada, eve):
    take(factories.action(demand, "adopted", by=ada), by=eve)

    assert factories.recipients("evidence_taken_away") == []


def test_the_second_time_nothing_changes(ada, eve, won):
    piece = take(won, by=ada)

    piece.take_away(by=eve, because="wrong")

    assert (piece.taken_by, piece.taken_because) == (ada, "private")
    assert AuditEntry.objects.filter(verb="evidence_taken_away").count() == 1


def test_a_correction_of_what_is_unproven_ends_the_question(demand, ada, eve, won):
    take(won, by=ada)
    bring(won, by=ada)
    factories.action(demand, "rejected", by=eve, confirmed_by=ada, corrects=won)

    assert not Action.objects.confirmable_by(eve).exists()
    with pytest.raises(ValidationError) as refusal:
        won.confirm(by=eve)
    assert refusal.value.code == "corrected"


def test_everybody_reads_that_it_was_taken_away(as_user, demand, host, ada, won):
    take(won, by=ada, group=host)

    page = as_user(None).get(demand.get_absolute_url()).content.decode()

    assert f"by {host}. It showed or named a private person." in page
    assert "counts again once there is other evidence" in page
    assert [note_of(one, is_own=False).heading for one in told(demand)] == ["What showed it was taken away"]


def test_feeds_tell_of_it_no_more(as_user, demand, ada, won):
    page = demand.get_absolute_url().rstrip("/")
    assert "Adopted" in as_user(None).get(f"{page}.atom").content.decode()

    take(won, by=ada)

    assert "Adopted" not in as_user(None).get(f"{page}.atom").content.decode()
    assert as_user(None).get(f"{page}.json").json()["actions"] == []


def test_the_page_asks_why_and_warns_of_the_last_piece(as_user, demand, ada, won):
    path = f"/desk/demands/{demand.slug}/actions/{won.pk}/evidence/{won.evidence.get().pk}/removal/"
    browser = as_user(ada)

    assert "This is all that shows it" in browser.get(path).content.decode()
    assert browser.post(path).status_code == 422
    assert browser.post(path, {"because": "rights"}).url == won.get_absolute_url()
    assert won.evidence.get().taken_for == demand.lead
    assert browser.get(path).status_code == 404


def test_the_lead_and_moderators_take_it_away_and_who_endorses_does_not(as_user, demand, ada, mo, partner, bo, cy, won):
    Endorsement.request(demand, partner, by=bo).accept(by=ada)
    path = f"/desk/demands/{demand.slug}/actions/{won.pk}/evidence/{won.evidence.get().pk}/removal/"

    assert [as_user(who).get(path).status_code for who in (ada, mo, bo, cy)] == [200, 200, 404, 404]
    as_user(mo).post(path, {"because": "wrong"})
    assert "by a moderator of this site" in won.evidence.get().gone_words

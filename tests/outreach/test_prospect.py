"""A prospect from the first idea to its answer."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from orgs.models import AuditEntry
from outreach.models import Board, Prospect, Touch
from outreach.stages import Stage
from tests import factories

pytestmark = pytest.mark.django_db


def kinds(prospect) -> list[str]:
    return list(prospect.touches.order_by("at", "pk").values_list("kind", flat=True))


def test_a_group_is_on_a_board_once(board, partner, ada):
    assert Prospect.enter(board, partner, by=ada) == Prospect.enter(board, partner, by=ada)


def test_an_address_is_on_a_board_once_however_spelled(board, choir, ada):
    assert Prospect.enter(board, name="Choir", address="Choir@Example.ORG ", by=ada) == choir


def test_the_host_does_not_reach_for_itself(board, host, ada):
    with pytest.raises(ValidationError) as refusal:
        Prospect.enter(board, host, by=ada)

    assert refusal.value.code == "own"


def test_a_group_that_nobody_has_listed_is_not_reached_by_name(board, ada):
    with pytest.raises(ValidationError) as refusal:
        Prospect.enter(board, factories.group("New", state="in_review"), by=ada)

    assert refusal.value.code == "not_listed"


def test_nobody_is_added_to_what_is_over(board, vigil, ada):
    vigil.cancel(by=ada)

    with pytest.raises(ValidationError) as refusal:
        Prospect.enter(Board(vigil), name="Late", by=ada)

    assert refusal.value.code == "closed"


def test_a_prospect_has_one_target(vigil, partner):
    for targets in ({}, {"series": vigil, "kept_by": vigil.host, "coalition": partner}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Prospect.objects.create(name="Both", **targets)


def test_it_is_a_group_here_or_a_name(vigil, partner):
    for who in ({}, {"organization": partner, "name": "Tenants"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Prospect.objects.create(series=vigil, kept_by=vigil.host, **who)


def test_one_person_at_a_time_looks_after_it(choir, ada, bo):
    choir.take(by=ada)
    choir.take(by=ada)

    with pytest.raises(ValidationError) as refusal:
        choir.take(by=bo)

    assert refusal.value.code == "taken"
    assert (choir.claimed_by, kinds(choir)) == (ada, ["entered", "taken"])


def test_only_who_has_it_lets_it_go(choir, ada, bo):
    choir.take(by=ada)
    with pytest.raises(ValidationError):
        choir.let_go(by=bo)

    choir.let_go(by=ada)
    choir.let_go(by=ada)

    assert (choir.claimed_by, kinds(choir)) == (None, ["entered", "taken", "let_go"])


def test_the_first_word_makes_it_contacted(choir, ada):
    choir.touch("call", by=ada, text="They like it", next_step="Call back", due_on=timezone.localdate())

    assert (choir.stage, choir.last_touch, choir.next_step) == (Stage.CONTACTED, "call", "Call back")
    assert kinds(choir) == ["entered", "call", "moved"]


def test_a_note_reaches_nobody(choir, ada):
    choir.touch("note", by=ada, text="They rehearse on Mondays")

    assert (choir.stage, choir.touched_at) == (Stage.TO_CONTACT, None)


def test_what_rests_sleeps_for_ninety_days_and_has_no_next_step(choir, ada):
    choir.touch("call", by=ada, next_step="Call back", due_on=timezone.localdate())

    choir.shift(Stage.NOT_NOW, by=ada)

    assert choir.sleeps_until == timezone.localdate() + timedelta(days=90)
    assert (choir.next_step, choir.due_on, choir.is_awake) == ("", None, False)


def test_moved_twice_it_moves_once(choir, ada):
    assert [choir.shift(Stage.TALKING, by=ada) for _ in range(2)] == [True, False]
    assert kinds(choir) == ["entered", "moved"]


def test_woken_it_is_to_contact_again(choir, ada):
    choir.shift(Stage.DECLINED, by=ada)
    choir.shift(Stage.TO_CONTACT, by=ada)

    assert (choir.stage, choir.sleeps_until) == (Stage.TO_CONTACT, None)


@pytest.mark.parametrize(
    ("days", "due"),
    [(-1, True), (0, True), (1, False)],
)
def test_due_is_what_has_its_day(choir, ada, days, due):
    choir.touch("note", by=ada, next_step="Call", due_on=timezone.localdate() + timedelta(days=days))

    assert (choir.is_due, Prospect.objects.due().exists()) == (due, due)


def test_due_is_a_silence_of_a_week_and_a_rest_that_is_over(choir, tenants, ada):
    choir.touch("letter", by=ada)
    tenants.shift(Stage.NOT_NOW, by=ada, until=timezone.localdate() + timedelta(days=3))
    before = Prospect.objects.due().count()

    with time_machine.travel(timezone.now() + timedelta(days=8)):
        assert {row.pk for row in Prospect.objects.due()} == {choir.pk, tenants.pk}
        assert (choir.is_unanswered, tenants.is_awake) == (True, True)
    assert before == 0


def test_a_claim_that_is_silent_for_two_weeks_is_freed(choir, tenants, ada):
    choir.take(by=ada)
    tenants.take(by=ada)
    tenants.touch("note", by=ada, next_step="Call", due_on=timezone.localdate() + timedelta(days=30))

    with time_machine.travel(timezone.now() + timedelta(days=15)):
        freed = Prospect.free_silent()
        again = Prospect.free_silent()

    assert [(row.pk, row.freed_from) for row in freed] == [(choir.pk, ada)]
    assert again == []
    assert kinds(choir)[-1] == "freed"


def test_what_happened_is_not_changed(choir):
    touch = choir.touches.get()
    touch.text = "otherwise"

    with pytest.raises(TypeError):
        touch.save()


def test_contacts_and_notes_are_stored_as_tokens(choir, ada):
    choir.touch("call", by=ada, text="June sings alto")

    with connection.cursor() as cursor:
        cursor.execute("SELECT person, address FROM outreach_prospect")
        stored = [*cursor.fetchone()]
        cursor.execute("SELECT text FROM outreach_touch WHERE kind = 'call'")
        stored += cursor.fetchone()
    assert [text for text in stored if "June" in text or "choir" in text] == []


def test_the_record_says_once_a_day_that_groups_were_added_and_never_which(board, partner, ada, host):
    Prospect.enter(board, name="Harbor Choir", by=ada)
    Prospect.enter(board, partner, by=ada)

    entries = AuditEntry.objects.filter(organization=host, verb="prospects_entered")
    assert [(entry.about, entry.party, entry.actor) for entry in entries] == [("Saturday vigil", "", ada)]


def test_removed_it_is_gone_with_its_history(choir, ada, host):
    choir.strike(by=ada)

    assert (Prospect.objects.count(), Touch.objects.count()) == (0, 0)
    assert AuditEntry.objects.filter(organization=host, verb="prospects_struck").count() == 1

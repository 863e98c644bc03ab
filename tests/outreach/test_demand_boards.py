"""A demand has a board as a series has: whom to ask to endorse it, who asks, and cards that move by the answer."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from demands.models import Demand, DemandHandover, Endorsement
from orgs import merging, needs
from orgs.models import User
from outreach.fitting import fitting
from outreach.merging import move_kept
from outreach.models import Appeal, Board, Prospect
from outreach.stages import Stage
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def demand(host, ada) -> Demand:
    return factories.demand(host, by=ada)


@pytest.fixture
def board(demand) -> Board:
    return Board(demand)


@pytest.fixture
def choir(board, ada) -> Prospect:
    """A group that is not on the site, with a contact."""
    contact = {"person": "June, alto", "address": "choir@example.org"}
    return Prospect.enter(board, name="Harbor Choir", town="Akron", by=ada, **contact)


@pytest.fixture
def tenants(board, partner, ada) -> Prospect:
    return Prospect.enter(board, partner, by=ada)


def stage(prospect: Prospect) -> str:
    return Prospect.objects.get(pk=prospect.pk).stage


def page(browser, url: str) -> str:
    return browser.get(url).content.decode()


def refused(verb, *args, **kwargs) -> str:
    with pytest.raises(ValidationError) as refusal:
        verb(*args, **kwargs)
    return refusal.value.code


def test_the_desk_of_a_demand_leads_to_its_board(as_user, demand, board, ada):
    assert board.get_absolute_url() == f"/desk/outreach/demands/{demand.slug}/"
    assert board.get_absolute_url() in page(as_user(ada), f"/desk/demands/{demand.slug}/")
    assert board.get_absolute_url() in page(as_user(ada), "/desk/outreach/")


def test_the_organizers_of_the_lead_alone_see_it(as_user, board, choir, demand, partner, ada, bo):
    Endorsement.invite(demand, partner, by=ada).accept(by=bo)

    assert list(Prospect.objects.editable_by(ada)) == [choir]
    assert not Prospect.objects.editable_by(bo).exists()
    assert {as_user(bo).get(row.get_absolute_url()).status_code for row in (choir, board)} == {404}


def test_a_card_moves_when_its_address_is_asked_and_answers(demand, choir, partner, ada, bo):
    asked = Endorsement.invite_address(demand, "choir@example.org", by=ada)
    contacted = stage(choir)
    asked.accept(by=bo, organization=partner)

    assert (contacted, stage(choir)) == (Stage.CONTACTED, Stage.SIGNED)


def test_a_card_of_a_group_moves_with_its_no_and_with_its_withdrawal(demand, tenants, choir, partner, ada, bo):
    signed = Endorsement.request(demand, partner, by=bo)
    asking = stage(tenants)
    signed.accept(by=ada)
    signed.withdraw(by=bo)
    Endorsement.invite_address(demand, "choir@example.org", by=ada).decline(by=None)

    assert (asking, stage(tenants), stage(choir)) == (Stage.TALKING, Stage.TALKING, Stage.DECLINED)


def test_who_endorses_it_already_begins_in_that_lane(demand, partner, board, ada, bo):
    Endorsement.invite(demand, partner, by=ada).accept(by=bo)

    assert Prospect.enter(board, partner, by=ada).stage == Stage.SIGNED


def test_whoever_rests_on_the_board_is_not_asked_from_the_desk(as_user, demand, choir, ada):
    choir.shift(Stage.NOT_NOW, by=ada)

    answer = as_user(ada).post(f"/desk/demands/{demand.slug}/endorsements/", {"who": "choir@example.org"})

    assert (answer.status_code, Endorsement.objects.exists()) == (422, False)
    assert "is not to be asked before" in answer.content.decode()


def test_one_letter_to_several_asks_each_to_endorse(demand, board, choir, tenants, ada):
    appeal = Appeal.begin(board, [choir, tenants], by=ada)
    first = appeal.letter

    number = appeal.send_out(by=ada)

    assert (number, "{person}" in first) == (2, True)
    assert factories.recipients("endorsement_invitation") == ["bo@example.org", "choir@example.org"]
    assert {stage(choir), stage(tenants)} == {Stage.CONTACTED}


def test_each_reads_its_own_name_in_the_letter(board, choir, ada):
    Appeal.begin(board, [choir], by=ada).send_out(by=ada)

    asked = Endorsement.objects.get()
    assert ("{person}" in asked.letter, asked.words.splitlines()[0]) == (True, "Hello June,")
    assert "Hello June," in factories.mail(factories.letters("endorsement_invitation")[0]).body


def test_the_test_goes_to_her_who_writes_alone(board, choir, demand, ada):
    Appeal.begin(board, [choir], by=ada).test(by=ada)

    mail = factories.mail(factories.letters("appeal_test_of_demand")[0])
    assert (mail.to, demand.summary in mail.body, "Hello June," in mail.body) == (["ada@example.org"], True, True)
    assert not Endorsement.objects.exists()


def test_a_draft_is_prepared_for_and_nobody_is_asked(host, ada):
    board = Board(factories.demand(host, by=ada, put=False))
    choir = Prospect.enter(board, name="Choir", address="choir@example.org", by=ada)

    assert refused(Appeal.begin(board, [choir], by=ada).send_out, by=ada) == "not_announced"


def test_nobody_is_added_to_the_board_of_a_closed_demand(demand, ada):
    demand.give_up(by=ada, note="")

    assert refused(Prospect.enter, Board(Demand.objects.get()), name="Late", by=ada) == "closed"


def test_what_is_kept_goes_ninety_days_after_it_closed(choir, demand):
    Demand.objects.update(state="closed", closed_at=timezone.now() - timedelta(days=89))
    kept = Prospect.purge()
    Demand.objects.update(closed_at=timezone.now() - timedelta(days=91))

    assert (kept, Prospect.purge(), Prospect.objects.exists()) == (0, 1, False)


def test_a_board_stays_with_the_group_that_entered_it(as_user, demand, board, host, partner, choir, ada, bo):
    Demand.objects.update(lead=partner)
    handed = Demand.objects.get()
    theirs = Prospect.enter(Board(handed), name="Harbor Choir", address="choir@example.org", by=bo)

    assert (list(Prospect.objects.editable_by(bo)), list(Prospect.objects.editable_by(ada))) == ([theirs], [choir])
    assert Board(handed, host).get_absolute_url() == f"/desk/outreach/led/{demand.slug}/"
    assert "leads it now" in page(as_user(ada), f"/desk/outreach/led/{demand.slug}/")
    assert as_user(bo).get(f"/desk/outreach/led/{demand.slug}/").status_code == 404
    assert refused(Prospect.enter, Board(handed, host), name="Late", by=ada) == "closed"


def test_what_is_due_is_on_the_desk_of_who_took_it(choir, ada):
    choir.take(by=ada)
    choir.touch("call", by=ada, next_step="Call June", due_on=timezone.localdate())

    assert f"prospect:{choir.pk}" in {need.key for need in needs.of(ada)}


def made_of(model, group, by: User) -> Demand:
    body = factories.body(group, f"Council of {group.name}")
    demand = model.adopt_for(group=group, body=body, said={}, by=by)
    Demand.objects.filter(pk=demand.pk).update(state="put", put_at=timezone.now(), shown_at=timezone.now())
    return Demand.objects.get(pk=demand.pk)


def test_who_asks_the_same_elsewhere_fits_with_the_reason_said(host, partner, ada, bo):
    model = factories.model_demand(host, by=ada)
    ours, theirs = made_of(model, host, ada), made_of(model, partner, bo)
    third = factories.group("Readers", coordinator=bo)
    Endorsement.invite(theirs, third, by=bo).accept(by=bo)

    said = {fit.organization: fit.reasons[0] for fit in fitting(Board(ours))}

    assert said[third].startswith(f"Endorsed “{theirs.title}” in ")
    assert said[partner].startswith(f"Leads “{theirs.title}” in ")


def test_who_endorsed_another_of_ours_fits_and_who_was_asked_does_not(host, partner, demand, ada, bo):
    other = factories.demand(host, by=ada, body=factories.body(host, "Another"), title="Benches")
    Endorsement.invite(other, partner, by=ada).accept(by=bo)
    before = [fit.reasons[0] for fit in fitting(Board(demand)) if fit.organization == partner]

    Endorsement.invite(demand, partner, by=ada)

    assert before == ["Endorsed “Benches”, which you lead"]
    assert partner not in [fit.organization for fit in fitting(Board(demand))]


def test_whoever_took_it_is_reminded_on_its_day(choir, ada):
    choir.take(by=ada)
    choir.touch("call", by=ada, next_step="Call June", due_on=timezone.localdate() - timedelta(days=1))

    with time_machine.travel(timezone.now().replace(hour=17), tick=False):
        assert (Prospect.remind(), Prospect.remind()) == (1, 0)

    mail = factories.mail(factories.letters("prospects_due")[0])
    assert "Harbor Choir: Call June" in mail.body


def test_handed_on_the_new_lead_begins_an_empty_board(as_user, demand, choir, partner, ada, bo):
    offer = DemandHandover.offer(demand, partner, by=ada)
    said = page(as_user(bo), offer.get_absolute_url())
    offer.accept(by=bo)

    theirs = Board(Demand.objects.get(pk=demand.pk))
    assert "You begin with an empty board" in said
    assert "Nobody on it yet" in page(as_user(bo), theirs.get_absolute_url())
    assert list(Prospect.objects.editable_by(ada)) == [choir]


def test_two_groups_that_become_one_have_one_board(demand, host, partner, choir, ada, bo):
    Demand.objects.update(lead=partner)
    handed = Board(Demand.objects.get(pk=demand.pk))
    theirs = Prospect.enter(handed, name="Rowers", by=bo)
    Prospect.enter(handed, name="Choir", address="choir@example.org", by=bo)
    journal = merging.Journal()

    move_kept(journal, host, partner)

    choir.refresh_from_db()
    assert (choir.kept_by, theirs in Prospect.objects.of(handed), sum(journal.left.values())) == (host, True, 1)

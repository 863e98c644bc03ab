"""The lead of a demand is handed over: offered by its group, answered by another, and its page stays as it is."""

from datetime import time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from demands.canvassing import Canvass
from demands.models import Demand, DemandHandover, Endorsement, SeatClaim
from events.models import Hearing
from orgs.models import Case, Merge
from outbox.letters import Unwanted
from outbox.models import Message
from tests import factories
from tests.events.test_record import newest
from tests.races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def demand(host, ada):
    return factories.demand(host, by=ada, body=factories.body(host, seats=3))


@pytest.fixture
def offer(demand, partner, ada) -> DemandHandover:
    return DemandHandover.offer(demand, partner, by=ada)


def refused(verb, *args, **kwargs) -> str:
    with pytest.raises(ValidationError) as refusal:
        verb(*args, **kwargs)
    return refusal.value.code


def talked(demand, by, group, note="She asks for numbers"):
    talk = SeatClaim.take_up(demand, demand.body.seats.first(), by=by, group=group)
    talk.note_talk(by=by, note=note)
    return talk


# Offering


def test_an_offer_is_one_letter_to_each_organizer(offer, demand, partner, ada, bo):
    assert DemandHandover.offer(demand, partner, by=ada) == offer

    assert factories.recipients("lead_offer") == [bo.email]
    letter = factories.mail(factories.letters("lead_offer")[0])
    assert (
        letter.subject
        == "Friends of Sanctuary Schools asks whether Riverside Tenants Union will lead “Sanctuary schools”"
    )
    assert f"/leads/{offer.pk}/" in letter.body


def test_one_group_is_asked_at_a_time(offer, demand, ada):
    third = factories.group("Third")

    assert refused(DemandHandover.offer, demand, third, by=ada) == "offered"
    offer.withdraw(by=ada)
    assert DemandHandover.offer(demand, third, by=ada).to == third


def test_other_terms_are_another_offer(offer, demand, partner, ada):
    assert refused(DemandHandover.offer, demand, partner, by=ada, stays=False) == "offered"


def test_neither_to_itself_nor_to_a_group_that_nobody_sees(demand, host, ada):
    waiting = factories.group("Waiting", state="in_review")

    assert refused(DemandHandover.offer, demand, host, by=ada) == "not_offerable"
    assert refused(DemandHandover.offer, demand, waiting, by=ada) == "not_offerable"


def test_what_nobody_sees_or_works_on_is_not_handed_over(demand, partner, ada, mo):
    demand.withhold(by=mo)
    assert refused(DemandHandover.offer, demand, partner, by=ada) == "not_offerable"
    demand.show(by=mo)
    demand.give_up(by=ada)
    assert refused(DemandHandover.offer, demand, partner, by=ada) == "not_offerable"


def test_nobody_hands_over_what_a_moderator_looks_at(demand, host, partner, ada):
    Case.open("report", host, subject=demand.letters_key)

    assert refused(DemandHandover.offer, demand, partner, by=ada) == "waiting"


def test_a_no_holds_for_ninety_days(offer, demand, partner, ada, bo):
    offer.decline(by=bo)
    assert refused(DemandHandover.offer, demand, partner, by=ada) == "declined"

    DemandHandover.objects.update(decided_at=timezone.now() - timedelta(days=91))
    assert DemandHandover.offer(demand, partner, by=ada).is_pending


def test_nobody_offers_to_everybody_in_turn(demand, partner, ada):
    for number in range(5):
        DemandHandover.offer(demand, factories.group(f"Group {number}"), by=ada).withdraw(by=ada)

    assert refused(DemandHandover.offer, demand, partner, by=ada) == "too_many"


# Answering


def test_a_yes_changes_who_leads_and_nothing_else(offer, demand, host, partner, bo):
    before = {name: getattr(demand, name) for name in ("slug", "uid", "title", "stage", "text_version", "put_at")}

    offer.accept(by=bo)
    after = Demand.objects.get()

    assert (after.lead, after.revision > demand.revision) == (partner, True)
    assert {name: getattr(after, name) for name in before} == before
    [beside] = after.endorsements.accepted()
    assert (beside.organization, beside.signed_name, beside.is_asked_again) == (host, "Ada", False)


def test_with_a_yes_its_people_edit_it_and_the_others_no_more(offer, demand, ada, bo):
    offer.accept(by=bo)

    assert not Demand.objects.editable_by(ada).exists()
    assert Demand.objects.editable_by(bo).get() == demand


def test_who_does_not_stay_is_not_named_beside_it(demand, partner, ada, bo):
    DemandHandover.offer(demand, partner, by=ada, stays=False).accept(by=bo)

    assert not demand.endorsements.exists()


@pytest.mark.parametrize("answered", [True, False])
def test_a_lead_does_not_endorse_its_own(demand, partner, ada, bo, answered):
    asked = Endorsement.invite(demand, partner, by=ada)
    if answered:
        asked.accept(by=bo)
    DemandHandover.offer(demand, partner, by=ada).accept(by=bo)

    asked.refresh_from_db()
    assert asked.state == ("withdrawn" if answered else "expired")
    assert not demand.endorsements.standing().filter(organization=partner).exists()


def test_a_next_step_stays_with_whoever_is_of_both_groups(demand, partner, ada, bo):
    demand.plan_next(by=ada, step="Ask the clerk", on=None, who=ada)
    DemandHandover.offer(demand, partner, by=ada).accept(by=bo)
    demand.refresh_from_db()
    assert (demand.next_step, demand.next_step_by) == ("Ask the clerk", None)


def test_the_owner_of_the_next_step_who_is_in_the_new_group_keeps_it(demand, partner, ada, bo):
    factories.join(partner, ada, "organizer")
    demand.plan_next(by=ada, step="Ask the clerk", on=None, who=ada)

    DemandHandover.offer(demand, partner, by=ada).accept(by=bo)

    demand.refresh_from_db()
    assert demand.next_step_by == ada


def test_organizers_beside_it_are_told_once_and_followers_are_not(offer, demand, ada, bo, eve_endorses):
    offer.accept(by=bo)

    assert factories.recipients("lead_changed") == sorted([ada.email, eve_endorses.email])
    letter = factories.mail(factories.letters("lead_changed")[0])
    assert letter.subject == "Riverside Tenants Union leads “Sanctuary schools” now"
    assert demand.get_absolute_url() in letter.body


@pytest.fixture
def eve_endorses(demand, ada):
    eve = factories.person("eve")
    third = factories.group("Third", coordinator=eve)
    Endorsement.invite(demand, third, by=ada).accept(by=eve)
    return eve


def test_a_no_leaves_it_as_it_was_and_is_told_the_lead(offer, host, ada, bo):
    offer.decline(by=bo)

    assert Demand.objects.get().lead == host
    assert factories.recipients("lead_declined") == [ada.email]
    assert "Everything stays as it was." in factories.mail(factories.letters("lead_declined")[0]).body


def test_it_can_be_handed_back(offer, host, ada, bo):
    offer.accept(by=bo)
    DemandHandover.offer(Demand.objects.get(), host, by=bo).accept(by=ada)

    demand = Demand.objects.get()
    assert demand.lead == host
    assert [one.organization.name for one in demand.endorsements.accepted()] == ["Riverside Tenants Union"]


@pytest.mark.parametrize("verb", ["accept", "decline", "withdraw"])
def test_it_is_answered_once(offer, bo, verb):
    offer.decline(by=bo)

    assert refused(getattr(offer, verb), by=bo) == "answered"


def test_both_groups_have_it_on_record(offer, host, partner, bo):
    assert newest(host) == "Ada offered Riverside Tenants Union to lead the demand “Sanctuary schools”"
    assert newest(partner) == "Friends of Sanctuary Schools offered this group to lead the demand “Sanctuary schools”"
    offer.accept(by=bo)

    assert newest(host) == "Riverside Tenants Union took on leading the demand “Sanctuary schools” from this group"
    assert newest(partner) == "Bo took on leading the demand “Sanctuary schools” from Friends of Sanctuary Schools"


def test_its_hearings_go_along(offer, demand, partner, ada, bo):
    hearing = Hearing.arrange(
        demand,
        by=ada,
        kind="hearing_set",
        day=demand.today() + timedelta(days=20),
        start_time=time(19),
        minutes=60,
        place=demand.body.place,
    )

    offer.accept(by=bo)

    hearing.series.refresh_from_db()
    assert hearing.series.host == partner


# Seats


def test_who_stays_beside_it_goes_on_talking_to_seats(offer, demand, host, ada, bo):
    talk = SeatClaim.take_up(demand, demand.body.seats.first(), by=ada, group=host)

    offer.accept(by=bo)

    assert SeatClaim.objects.mine(ada).get() == talk


def test_seats_of_who_does_not_stay_are_free_but_for_people_of_both(demand, host, partner, ada, bo, cy):
    first, second = demand.body.seats.all()[:2]
    factories.join(partner, cy, "organizer")
    host.memberships.filter(user=cy).update(role="organizer")
    hers = SeatClaim.take_up(demand, first, by=cy, group=host)
    SeatClaim.take_up(demand, second, by=ada, group=host)

    DemandHandover.offer(demand, partner, by=ada, stays=False).accept(by=bo)

    assert [(talk, talk.group) for talk in SeatClaim.objects.open()] == [(hers, partner)]


@pytest.mark.parametrize(("with_notes", "read"), [(True, "She asks for numbers"), (False, "")])
def test_notes_of_talks_go_along_only_where_the_lead_says_so(demand, host, partner, ada, bo, with_notes, read):
    talk = talked(demand, ada, host)
    DemandHandover.offer(demand, partner, by=ada, with_notes=with_notes).accept(by=bo)

    def notes(user):
        return [one.note for one in Canvass(Demand.objects.get(), user).talks_with(talk.seat)]

    assert (notes(bo), notes(ada)) == ([read], ["She asks for numbers"])


def test_notes_that_nobody_is_left_to_read_are_erased(demand, host, partner, ada, bo):
    talk = talked(demand, ada, host)
    DemandHandover.offer(demand, partner, by=ada, stays=False).accept(by=bo)

    talk.refresh_from_db()
    assert talk.note == ""


# Without a point


def _expire(offer):
    DemandHandover.objects.filter(pk=offer.pk).update(asked_at=timezone.now() - timedelta(days=15))
    DemandHandover.expire()


@pytest.mark.parametrize(
    ("turn", "state"),
    [
        (lambda offer, ada, bo, mo: offer.demand.give_up(by=ada), "void"),
        (lambda offer, ada, bo, mo: offer.organization.suspend(by=mo), "void"),
        (lambda offer, ada, bo, mo: offer.to.suspend(by=mo), "void"),
        (lambda offer, ada, bo, mo: offer.to.retire(by=bo), "void"),
        (lambda offer, ada, bo, mo: offer.withdraw(by=ada), "withdrawn"),
        (lambda offer, ada, bo, mo: Merge.make(offer.to, factories.group("Other"), by=mo), "void"),
        (lambda offer, ada, bo, mo: _expire(offer), "expired"),
    ],
)
def test_an_offer_dies_with_what_it_was_about(offer, host, ada, bo, mo, turn, state):
    turn(offer, ada, bo, mo)
    offer.refresh_from_db()

    assert offer.state == state
    assert not DemandHandover.objects.answerable_by(bo).exists()
    assert refused(offer.accept, by=bo) in {"answered", "expired"}
    assert Demand.objects.get().lead == host
    with pytest.raises(Unwanted):
        factories.mail(factories.letters("lead_offer")[0])


def test_what_was_taken_down_meanwhile_does_not_change_hands(offer, demand, host, bo, mo):
    demand.withhold(by=mo)

    assert refused(offer.accept, by=bo) == "void"
    assert Demand.objects.get().lead == host


def test_a_group_that_ends_hands_its_demands_over_first(offer, host, ada, bo):
    assert refused(host.retire, by=ada) == "leading"
    offer.accept(by=bo)

    host.retire(by=ada)
    assert host.is_retired


@pytest.mark.skipif(connection.vendor == "sqlite", reason="needs rows that two may change at once")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("other", ["withdraw", "run out", "decline", "close", "endorse"])
def test_of_a_yes_and_its_end_at_once_one_wins(offer, demand, host, partner, ada, bo, other):
    asked = Endorsement.invite(demand, partner, by=ada)
    late = DemandHandover.objects.filter(pk=offer.pk)
    ends = {
        "withdraw": lambda: DemandHandover.objects.get(pk=offer.pk).withdraw(by=ada),
        "run out": lambda: late.close("expired") and None,
        "decline": lambda: DemandHandover.objects.get(pk=offer.pk).decline(by=bo),
        "close": lambda: Demand.objects.get(pk=demand.pk).give_up(by=ada),
        "endorse": lambda: asked.accept(by=bo),
    }[other]

    answers = at_once(lambda: offer.accept(by=bo), ends)

    led = Demand.objects.get()
    assert led.lead == (partner if answers[0] is None else host)
    assert not led.endorsements.standing().filter(organization=led.lead).exists()
    assert DemandHandover.objects.get().state != "pending"
    assert Message.objects.filter(kind="lead_changed").exists() == (answers[0] is None)


# Pages


def test_the_whole_way_by_its_pages(as_user, client, demand, partner, ada, bo):
    path = f"/desk/demands/{demand.slug}/lead/"
    as_user(ada).post(path, {"who": partner.name, "stays": "on"})
    offer = DemandHandover.objects.get()
    waiting = as_user(ada).get(path).content.decode()
    desk = as_user(bo).get("/desk/").content.decode()
    page = as_user(bo).get(f"/leads/{offer.pk}/").content.decode()
    taken = as_user(bo).post(f"/leads/{offer.pk}/acceptance/")

    assert "Offered to Riverside Tenants Union" in waiting
    assert f'href="/leads/{offer.pk}/"' in desk
    assert "A yes tells one organizer, once." in page
    assert taken.headers["Location"] == f"/desk/demands/{demand.slug}/"
    assert as_user(ada).get(path).status_code == 404
    assert "Riverside Tenants Union" in client.get(demand.get_absolute_url()).content.decode()


def test_it_goes_to_a_group_that_endorses_it_by_one_press(as_user, demand, partner, ada, bo):
    Endorsement.invite(demand, partner, by=ada).accept(by=bo)

    as_user(ada).post(f"/desk/demands/{demand.slug}/lead/", {"to": partner.pk, "who": ""})

    offer = DemandHandover.objects.get()
    assert (offer.to, offer.stays, offer.with_notes) == (partner, False, False)


def test_nothing_chosen_is_said_at_its_field(as_user, demand, ada):
    response = as_user(ada).post(f"/desk/demands/{demand.slug}/lead/", {"who": " "})

    assert response.status_code == 422
    assert "Choose the group that is to lead it." in response.content.decode()


@pytest.mark.parametrize("act", ["", "acceptance/", "refusal/", "withdrawal/"])
@pytest.mark.parametrize("who", ["cy", "dee"])
def test_nobody_else_answers(as_user, offer, who, act, request):
    browser, path = as_user(request.getfixturevalue(who)), f"/leads/{offer.pk}/{act}"

    assert (browser.post(path) if act else browser.get(path)).status_code == 404

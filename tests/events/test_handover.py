"""Hosting is handed over: offered by the host, answered by a group beside it, and nothing else changes."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from events.models import Follow, Follower, Series, SeriesHandover, Sponsorship
from orgs.models import Case, Merge, Report
from outbox.letters import Unwanted
from outbox.models import Message
from tests import factories
from tests.events.test_record import newest
from tests.races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed(vigil, partner, ada, bo) -> Series:
    Sponsorship.invite(vigil, partner, by=ada).accept(by=bo)
    return vigil


@pytest.fixture
def offer(signed, partner, ada) -> SeriesHandover:
    return SeriesHandover.offer(signed, partner, by=ada)


def letters(kind: str) -> set[str]:
    return {message.recipient for message in Message.objects.filter(kind=kind)}


def refused(verb, *args, **kwargs) -> str:
    with pytest.raises(ValidationError) as refusal:
        verb(*args, **kwargs)
    return refusal.value.code


# Offering


def test_an_offer_is_one_letter_to_each_organizer(offer, signed, partner, ada, bo):
    again = SeriesHandover.offer(signed, partner, by=ada)

    assert again == offer
    assert letters("hosting_offer") == {bo.email}
    (letter,) = map(factories.mail, factories.letters("hosting_offer"))
    assert (
        letter.subject == "Friends of Sanctuary Schools asks whether Riverside Tenants Union will host “Saturday vigil”"
    )
    assert f"/hosting/{offer.pk}/" in letter.body


def test_one_group_is_asked_at_a_time(offer, signed, ada):
    third = factories.group("Third")
    Sponsorship.record(signed, third, by=ada, signed_as="Gil")

    assert refused(SeriesHandover.offer, signed, third, by=ada) == "offered"
    offer.withdraw(by=ada)
    assert SeriesHandover.offer(signed, third, by=ada).to == third


def test_only_a_listed_group_beside_it_is_asked(vigil, partner, ada):
    waiting = factories.group("Waiting", state="in_review")
    Sponsorship.record(vigil, waiting, by=ada, signed_as="Gil")

    assert refused(SeriesHandover.offer, vigil, partner, by=ada) == "not_offerable"
    assert refused(SeriesHandover.offer, vigil, waiting, by=ada) == "not_offerable"


def test_what_nobody_sees_or_runs_no_more_is_not_handed_over(signed, partner, ada, mo):
    signed.withhold(by=mo)
    assert refused(SeriesHandover.offer, signed, partner, by=ada) == "not_offerable"
    signed.show(by=mo)
    signed.cancel(by=ada)
    assert refused(SeriesHandover.offer, signed, partner, by=ada) == "not_offerable"


def test_nobody_hands_over_what_a_moderator_looks_at(signed, partner, ada):
    Report.file(signed.host, subject=signed.letters_key, path="/", reason="other")

    assert Case.objects.pending().filter(subject=signed.letters_key).exists()
    assert refused(SeriesHandover.offer, signed, partner, by=ada) == "waiting"


# Answering


def test_a_yes_changes_who_hosts_and_nothing_else(offer, signed, host, partner, ada, bo):
    before = {name: getattr(signed, name) for name in ("slug", "uid", "first_day", "place", "sequence")}
    dates = list(signed.occurrences.values_list("uid", "day"))

    offer.accept(by=bo)
    series = Series.objects.get()

    assert series.host == partner
    assert {name: getattr(series, name) for name in before} == before
    assert list(series.occurrences.values_list("uid", "day")) == dates
    assert series.revision > signed.revision
    (beside,) = series.sponsorships.accepted()
    assert (beside.organization, beside.level, beside.signed_name) == (host, "co_host", "Ada")


def test_with_a_yes_its_people_edit_it_and_the_others_no_more(offer, signed, ada, bo):
    offer.accept(by=bo)

    assert not Series.objects.editable_by(ada).exists()
    assert Series.objects.editable_by(bo).get() == signed


def test_everybody_concerned_is_told_once(offer, signed, ada, bo):
    factories.coming(signed, signed.occurrences.first(), address="june@example.org")
    factories.coming(signed, address="june@example.org")
    Follow.ask("june@example.org", Follow.of_series(signed), rhythm="announced")
    Follow.ask("july@example.org", Follow.of_series(signed), rhythm="announced")
    for address in ("june@example.org", "july@example.org"):
        follower = Follower.objects.of(address).get()
        follower.confirm(follower.follows.values_list("pk", flat=True))

    offer.accept(by=bo)

    assert letters("hosting_changed") == {ada.email, "june@example.org", "july@example.org"}
    assert Message.objects.filter(kind="hosting_changed").count() == 3
    letter = factories.mail(factories.letters("hosting_changed")[0])
    assert letter.subject == "Riverside Tenants Union hosts “Saturday vigil” now"
    assert signed.get_absolute_url() in letter.body


def test_a_no_leaves_it_as_it_was_and_is_told_the_host(offer, signed, host, ada, bo):
    offer.decline(by=bo)

    assert Series.objects.get().host == host
    assert letters("hosting_declined") == {ada.email}
    assert "Everything stays as it was." in factories.mail(factories.letters("hosting_declined")[0]).body


def test_it_can_be_handed_back(offer, signed, host, ada, bo):
    offer.accept(by=bo)
    SeriesHandover.offer(Series.objects.get(), host, by=bo).accept(by=ada)

    series = Series.objects.get()
    assert series.host == host
    assert [one.organization.name for one in series.sponsorships.accepted()] == ["Riverside Tenants Union"]


@pytest.mark.parametrize("verb", ["accept", "decline", "withdraw"])
def test_it_is_answered_once(offer, bo, verb):
    offer.decline(by=bo)

    assert refused(getattr(offer, verb), by=bo) == "answered"


def test_both_groups_have_it_on_record(offer, host, partner, bo):
    assert newest(host) == "Ada offered Riverside Tenants Union to host “Saturday vigil”"
    assert newest(partner) == "Friends of Sanctuary Schools offered this group to host “Saturday vigil”"
    offer.accept(by=bo)

    assert newest(host) == "Riverside Tenants Union took on hosting “Saturday vigil” from this group"
    assert newest(partner) == "Bo took on hosting “Saturday vigil” from Friends of Sanctuary Schools"


# Without a point


def _expire(offer):
    SeriesHandover.objects.filter(pk=offer.pk).update(asked_at=timezone.now() - timedelta(days=15))


@pytest.mark.parametrize(
    ("turn", "state"),
    [
        (lambda offer, ada, bo, mo: offer.series.cancel(by=ada), "void"),
        (lambda offer, ada, bo, mo: offer.organization.suspend(by=mo), "void"),
        (lambda offer, ada, bo, mo: offer.to.suspend(by=mo), "void"),
        (lambda offer, ada, bo, mo: offer.to.retire(by=bo), "void"),
        (lambda offer, ada, bo, mo: offer.series.sponsorships.accepted().get().withdraw(by=bo), "void"),
        (lambda offer, ada, bo, mo: offer.withdraw(by=ada), "withdrawn"),
        (lambda offer, ada, bo, mo: Merge.make(offer.to, factories.group("Other"), by=mo), "void"),
        (lambda offer, ada, bo, mo: _expire(offer) or SeriesHandover.expire(), "expired"),
    ],
)
def test_an_offer_dies_with_what_it_was_about(offer, host, ada, bo, mo, turn, state):
    turn(offer, ada, bo, mo)
    offer.refresh_from_db()

    assert offer.state == state
    assert not SeriesHandover.objects.answerable_by(bo).exists()
    assert refused(offer.accept, by=bo) in {"answered", "expired"}
    assert Series.objects.get().host == host
    with pytest.raises(Unwanted):
        factories.mail(factories.letters("hosting_offer")[0])


def test_an_offer_ends_with_the_series(offer, signed):
    with time_machine.travel(timezone.now() + timedelta(weeks=9)):
        signed.occurrences.mark_held()
        signed.end_if_over()
    offer.refresh_from_db()

    assert offer.state == "void"


def test_what_was_taken_down_meanwhile_does_not_change_hands(offer, signed, host, bo, mo):
    signed.withhold(by=mo)

    assert refused(offer.accept, by=bo) == "void"
    offer.refresh_from_db()
    assert (offer.is_pending, Series.objects.get().host) == (True, host)


def test_what_a_moderator_looks_at_since_the_offer_does_not_change_hands(offer, signed, host, bo):
    Case.open("report", host, subject=signed.letters_key)
    assert refused(offer.accept, by=bo) == "waiting"
    signed.refresh_from_db()
    assert signed.host == host


def test_what_was_settled_long_ago_is_deleted(offer, ada):
    offer.withdraw(by=ada)
    SeriesHandover.objects.update(decided_at=timezone.now() - timedelta(days=91))

    assert SeriesHandover.purge_settled(90) == 1


@pytest.mark.skipif(connection.vendor == "sqlite", reason="needs rows that two may change at once")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("other", ["withdraw", "leave"])
def test_of_a_yes_and_its_end_at_once_one_wins(offer, signed, host, partner, ada, bo, other):
    signature = signed.sponsorships.accepted().get()
    ends = {"withdraw": lambda: offer.withdraw(by=ada), "leave": lambda: signature.withdraw(by=bo)}[other]
    taken = SeriesHandover.objects.get(pk=offer.pk)

    answers = at_once(lambda: taken.accept(by=bo), ends)

    series = Series.objects.get()
    assert answers.count(None) == 1
    assert series.host == (partner if answers[0] is None else host)
    assert series.sponsorships.accepted().filter(organization=series.host).count() == 0


# Pages


def test_the_whole_way_by_its_pages(as_user, signed, partner, ada, bo):
    path = f"/desk/events/{signed.slug}/hosting/"
    as_user(ada).post(path, {"to": partner.pk})
    offer = SeriesHandover.objects.get()
    waiting = as_user(ada).get(path).content.decode()
    desk = as_user(bo).get("/desk/").content.decode()
    page = as_user(bo).get(f"/hosting/{offer.pk}/").content.decode()
    taken = as_user(bo).post(f"/hosting/{offer.pk}/acceptance/")

    assert "Offered to Riverside Tenants Union" in waiting
    assert f'href="/hosting/{offer.pk}/"' in desk
    assert "A yes tells one person, once." in page
    assert taken.headers["Location"] == f"/desk/events/{signed.slug}/"
    assert as_user(ada).get(path).status_code == 404
    assert "Withdrawn" not in as_user(bo).get(f"/desk/events/{signed.slug}/").content.decode()


def test_without_a_group_beside_it_one_is_invited_first(as_user, vigil, ada):
    page = as_user(ada).get(f"/desk/events/{vigil.slug}/hosting/").content.decode()

    assert "Nobody to hand over to yet" in page


def test_nothing_chosen_is_said_at_its_field(as_user, signed, ada):
    response = as_user(ada).post(f"/desk/events/{signed.slug}/hosting/", {})

    assert response.status_code == 422
    assert "Choose the group that is to host it." in response.content.decode()


@pytest.mark.parametrize("act", ["", "acceptance/", "refusal/", "withdrawal/"])
@pytest.mark.parametrize("who", ["cy", "dee"])
def test_nobody_else_answers(as_user, offer, who, act, request):
    browser, path = as_user(request.getfixturevalue(who)), f"/hosting/{offer.pk}/{act}"

    assert (browser.post(path) if act else browser.get(path)).status_code == 404

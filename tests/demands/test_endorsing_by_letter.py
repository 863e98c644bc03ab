"""A group that is not on the site is asked at an address, and endorses a demand in one sitting by its letter's link."""

from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from demands.models import Demand, Endorsement
from events.models import Sponsorship
from events.tasks import expire_sign_ons, remind_silent_groups
from orgs.models import LetterSetting, Organization, User
from outbox.letters import NotYet, Unwanted
from outbox.models import Message, Suppression
from tests import factories

pytestmark = pytest.mark.django_db

UNION = "union@example.org"
ANSWER = {
    "name": "Harbour Union Local 9",
    "kind": "union",
    "town": "44308",
    "about": "We unload ships.",
    "signed_as": "June, steward",
    "note": "Our members teach there",
    "authority": "officer",
    "may_sign": "on",
    "version": "1",
}


@pytest.fixture
def noon():
    """A Sunday at noon in Akron: nobody sleeps."""
    with time_machine.travel("2026-11-22T17:00:00Z", tick=False) as clock:
        yield clock


@pytest.fixture
def asked(noon, demand, akron, ada) -> Endorsement:
    return Endorsement.invite_address(demand, UNION, by=ada, letter="You work in these schools")


def went_out() -> None:
    Message.objects.filter(state="waiting").update(state="sent", finished_at=timezone.now())


def days_later(clock, days: int) -> None:
    clock.shift(timedelta(days=days))
    remind_silent_groups()
    remind_silent_groups()


def refused(verb, *args, **kwargs) -> str:
    with pytest.raises(ValidationError) as refusal:
        verb(*args, **kwargs)
    return refusal.value.code


def test_the_letter_says_what_is_asked_of_whom_and_how_to_stop(asked, demand, host):
    mail = factories.mail(factories.letters("endorsement_invitation")[0], now=True)

    for said in (demand.summary, "1. Schools", demand.body.name, "withdraw at any time", asked.link(None)):
        assert said in mail.body
    assert mail.to == [UNION]


def test_one_sitting_makes_account_group_and_endorsement(client, asked):
    link = asked.link(None)

    response = client.post(link, ANSWER)

    asked.refresh_from_db()
    user, group = User.objects.get(email=UNION), Organization.objects.get(name=ANSWER["name"])
    assert (response.status_code, response.headers["Location"]) == (302, link)
    assert (asked.state, asked.organization, asked.decided_by, asked.note) == ("accepted", group, user, ANSWER["note"])
    assert (group.state, list(group.organizers()), user.has_usable_password()) == ("in_review", [user], False)
    assert (asked.signed_name, asked.invited_address, asked.invited_index) == ("June, steward", "", "")
    assert client.cookies == {}


def test_the_address_of_an_account_endorses_with_that_account(client, asked, dee):
    EmailAddress.objects.create(user=dee, email=UNION, verified=True)

    client.post(asked.link(None), ANSWER)

    asked.refresh_from_db()
    assert (asked.decided_by, User.objects.filter(email=UNION).exists()) == (dee, False)


def test_an_organizer_endorses_by_her_link_without_signing_in(client, demand, partner, ada, bo):
    invited = Endorsement.invite(demand, partner, by=ada)

    client.post(invited.link(bo), {"authority": "officer", "may_sign": "on", "version": "1"})

    invited.refresh_from_db()
    assert (invited.state, invited.decided_by) == ("accepted", bo)


def test_opening_the_link_changes_nothing(client, asked, demand):
    page = client.get(asked.link(None)).content.decode()

    asked.refresh_from_db()
    assert (asked.is_pending, demand.summary in page, "You work in these schools" in page) == (True, True, True)


def test_a_no_by_the_link_is_not_asked_about_again(client, asked, demand, ada):
    client.post(f"{asked.link(None)}refusal/")

    asked.refresh_from_db()
    assert (asked.state, asked.invited_address) == ("declined", "")
    assert refused(Endorsement.invite_address, demand, UNION, by=ada) == "said_no"


def test_a_yes_after_a_no_is_told_and_not_taken(client, asked):
    client.post(f"{asked.link(None)}refusal/")

    assert client.post(asked.link(None), ANSWER).status_code == 409


def test_what_was_endorsed_by_a_link_is_withdrawn_by_it(client, asked):
    client.post(asked.link(None), ANSWER)

    client.post(f"{asked.link(None)}withdrawal/", {"note": "We voted anew"})

    asked.refresh_from_db()
    assert (asked.state, asked.parting_note) == ("withdrawn", "We voted anew")


def test_newer_words_are_endorsed_by_the_same_link(client, asked, demand, ada):
    client.post(asked.link(None), ANSWER)
    demand.describe(by=ada, summary="Name every school and every library.")

    client.post(f"{asked.link(None)}text/", {"version": "2"})

    asked.refresh_from_db()
    assert (asked.text_version, asked.is_asked_again) == (2, False)


def test_passed_on_the_answer_is_of_whoever_decides(client, asked):
    client.post(f"{asked.link(None)}forward/", {"address": "chair@example.org"})
    forward = asked.forwards.get()

    client.post(asked.link(None, forward), ANSWER)

    asked.refresh_from_db()
    assert (asked.decided_by.email, asked.forwards.get().address) == ("chair@example.org", "")
    assert set(factories.recipients("endorsement_invitation")) == {UNION, "chair@example.org"}


def test_the_link_needs_no_cookie_and_no_token_of_a_form(asked):
    assert Client(enforce_csrf_checks=True).post(asked.link(None), ANSWER).status_code == 302


def test_the_links_of_what_was_taken_back_are_dead(client, asked, ada):
    link = asked.link(None)

    asked.revoke(by=ada)

    assert client.get(link).status_code == 404


def test_a_link_of_a_demand_opens_no_series(client, asked):
    assert Sponsorship.of_link(asked.link(None).split("/")[-2]) is None


def test_the_lead_asks_an_address_from_the_desk(as_user, demand, ada):
    desk = f"/desk/demands/{demand.slug}/endorsements/"

    answer = as_user(ada).post(desk, {"who": UNION, "letter": "You work there"})

    assert (answer.status_code, Endorsement.objects.get().invited_address) == (302, UNION)
    assert UNION in as_user(ada).get(desk).content.decode()


def test_asked_twice_it_is_one_letter(asked, demand, ada):
    assert Endorsement.invite_address(demand, UNION.upper(), by=ada) == asked
    assert factories.recipients("endorsement_invitation") == [UNION]


def test_series_and_demands_write_to_an_address_three_times_a_day_together(noon, host, vigil, demand, ada):
    for number in range(2):
        body = factories.body(host, f"Council {number}")
        Endorsement.invite_address(factories.demand(host, by=ada, body=body), UNION, by=ada)
    Sponsorship.invite_address(vigil, UNION, by=ada)

    assert refused(Endorsement.invite_address, demand, UNION, by=ada) == "too_often"


def test_new_addresses_count_with_those_of_series(noon, host, vigil, demand, ada, monkeypatch):
    monkeypatch.setattr("orgs.models.reach.ADDRESSES_A_DAY", {"sign-ons": {True: 1, False: 1}})
    Sponsorship.invite_address(vigil, "choir@example.org", by=ada)

    assert refused(Endorsement.invite_address, demand, UNION, by=ada) == "too_many_addresses"


def test_letters_wait_for_the_morning_and_for_what_everybody_sees(asked, demand, ada):
    letter = factories.letters("endorsement_invitation")[0]

    with time_machine.travel("2026-11-23T06:00:00Z", tick=False), pytest.raises(NotYet):
        factories.mail(letter, now=True)
    Demand.objects.filter(pk=demand.pk).update(withheld_at=timezone.now())
    with pytest.raises(Unwanted):
        factories.mail(letter, now=True)


def test_who_does_not_answer_is_asked_once_more_after_one_week_and_three(noon, asked):
    went_out()

    for day in (6, 1, 7, 7, 8):
        days_later(noon, day)
        went_out()

    assert [letter.context["last"] for letter in factories.letters("endorsement_reminder")] == [False, True]


def test_a_lead_that_sends_no_reminders_sends_none(noon, asked, host, ada):
    went_out()
    LetterSetting.put(host, "endorsement_reminder", is_on=False, words="", by=ada)

    days_later(noon, 8)

    assert factories.letters("endorsement_reminder") == []


def test_who_stopped_invitations_gets_no_reminder(noon, asked, host):
    went_out()
    days_later(noon, 7)
    letter = factories.letters("endorsement_reminder")[0]
    kinds = {"kind": "endorsement_invitation", "sender": host.letters_key, "reason": Suppression.ASKED}
    Suppression.objects.create(recipient_index=letter.recipient_index, **kinds)

    with pytest.raises(Unwanted):
        factories.mail(letter, now=True)


def test_after_thirty_days_the_address_is_erased(noon, asked, ada):
    noon.shift(timedelta(days=31))
    expire_sign_ons()

    asked.refresh_from_db()
    assert (asked.state, asked.invited_address) == ("expired", "")
    assert refused(asked.renew, by=ada) == "erased"


def test_asked_again_it_has_thirty_days_more_and_a_letter_more(noon, asked, ada):
    noon.shift(timedelta(days=8))

    asked.renew(by=ada)

    assert (asked.renewals, factories.recipients("endorsement_invitation")) == (1, [UNION, UNION])


def test_a_group_stands_once_under_a_demand_whichever_letter_was_answered(asked, demand, partner, ada, bo):
    Endorsement.invite(demand, partner, by=ada).accept(by=bo)

    assert refused(asked.accept, by=bo, organization=partner) == "taken"


def test_a_new_group_of_the_lead_does_not_endorse_its_own(asked, host, ada):
    assert refused(asked.accept, by=ada, organization=host) == "is_lead"


def test_the_record_says_that_it_was_by_letter(asked, host):
    asked.decline(by=None)

    verbs = set(host.record.values_list("verb", flat=True))
    assert {"endorsement_invited_by_letter", "endorsement_declined_by_letter"} <= verbs

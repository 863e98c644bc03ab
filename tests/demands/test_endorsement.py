"""A group's name under a demand: asked by either side, answered by the other, under words it has read."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from demands.backers import backers
from demands.models import Demand, Endorsement
from orgs import needs
from orgs.models import Merge, Organization
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def demand(host, ada) -> Demand:
    return factories.demand(host, by=ada)


@pytest.fixture
def signed(demand, partner, ada, bo) -> Endorsement:
    endorsement = Endorsement.invite(demand, partner, by=ada)
    endorsement.accept(by=bo)
    return endorsement


def refused(verb, *args, **kwargs) -> str:
    with pytest.raises(ValidationError) as refusal:
        verb(*args, **kwargs)
    return refusal.value.code


def test_an_invited_group_is_named_once_it_has_said_yes(demand, partner, ada, bo):
    endorsement = Endorsement.invite(demand, partner, by=ada)
    before = backers(demand, bo).number

    endorsement.accept(by=bo, authority="vote", voted_on=timezone.localdate(), note="We teach there")

    assert (before, backers(demand, bo).number) == (1, 2)
    assert (endorsement.authority, endorsement.note, endorsement.text_version) == ("vote", "We teach there", 1)


def test_asked_twice_it_is_one_endorsement_and_one_letter(demand, partner, ada):
    assert Endorsement.invite(demand, partner, by=ada) == Endorsement.invite(demand, partner, by=ada)
    assert factories.recipients("endorsement_invitation") == ["bo@example.org"]


def test_the_letter_of_a_request_quotes_what_the_group_wrote(demand, partner, bo):
    Endorsement.request(demand, partner, by=bo, letter="We teach there")

    assert "> We teach there" in factories.mail(factories.letters("endorsement_request")[0]).body


def test_a_group_asks_and_the_lead_welcomes_it(demand, partner, ada, bo):
    request = Endorsement.request(demand, partner, by=bo, letter="We teach there")

    request.accept(by=ada)

    assert request.is_accepted
    assert factories.recipients("endorsement_request") == ["ada@example.org"]
    assert partner.record.filter(verb="endorsement_welcomed_there").exists()


def test_the_lead_endorses_nothing_of_its_own(demand, host, ada):
    assert refused(Endorsement.invite, demand, host, by=ada) == "is_lead"
    assert refused(Endorsement.request, demand, host, by=ada) == "is_lead"


def test_the_second_answer_is_refused(signed, bo):
    assert refused(signed.decline, by=bo) == "answered"


def test_a_draft_and_a_closed_demand_are_endorsed_by_nobody(demand, host, partner, ada, bo):
    draft = factories.demand(host, by=ada, body=demand.body, put=False)
    waiting = Endorsement.invite(demand, partner, by=ada)
    demand.give_up(by=ada)

    assert refused(Endorsement.invite, draft, partner, by=ada) == "not_put"
    assert refused(waiting.accept, by=bo) == "not_put"


def test_who_leaves_is_named_no_more_and_both_sides_read_why(demand, signed, bo):
    signed.withdraw(by=bo, note="We voted anew")

    assert backers(demand, bo).number == 1
    assert refused(signed.withdraw, by=bo) == "not_signed"
    letter = next(one for one in factories.letters("endorsement_answered") if one.context["state"] == "withdrawn")
    assert "We voted anew" in factories.mail(letter).body


def test_other_words_ask_each_group_again_and_it_stands_under_the_earlier_text(demand, signed, ada, bo):
    demand.describe(by=ada, summary="Name no school a protected place.")

    found = backers(demand, bo)
    assert ([one.organization.name for one in found.of_earlier_text], found.number) == ([signed.organization.name], 1)
    letter = factories.mail(factories.letters("endorsement_text_changed")[0])
    assert signed.get_absolute_url() in letter.body


def test_a_group_stands_by_the_words_it_has_read(demand, signed, ada, bo):
    demand.describe(by=ada, summary="Name no school a protected place.")
    signed.refresh_from_db()

    signed.reaffirm(by=bo, version=demand.text_version)

    assert (signed.is_asked_again, backers(demand, bo).number) == (False, 2)


def test_words_that_change_while_somebody_reads_them_ask_at_once(demand, partner, ada, bo):
    endorsement = Endorsement.invite(demand, partner, by=ada)
    read = demand.text_version
    demand.describe(by=ada, summary="Name no school a protected place.")

    endorsement.accept(by=bo, version=read)

    assert (endorsement.text_version, endorsement.is_asked_again) == (read, True)


def test_a_request_under_words_that_have_changed_is_asked_about_the_new_ones(demand, partner, ada, bo):
    request = Endorsement.request(demand, partner, by=bo)
    demand.describe(by=ada, summary="Name no school a protected place.")

    request.accept(by=ada)

    assert request.is_asked_again
    assert factories.recipients("endorsement_text_changed") == ["bo@example.org"]


def test_what_nobody_answers_runs_out_and_is_asked_again_after_a_week(demand, partner, ada):
    endorsement = Endorsement.invite(demand, partner, by=ada)
    assert refused(endorsement.renew, by=ada) == "too_often"
    Endorsement.objects.update(asked_at=timezone.now() - timedelta(days=31))

    assert (Endorsement.expire(), Endorsement.expire()) == (1, 0)
    endorsement.renew(by=ada)

    assert (endorsement.state, len(factories.letters("endorsement_invitation"))) == ("pending", 2)


def test_a_no_holds_for_ninety_days(demand, partner, ada, bo):
    Endorsement.invite(demand, partner, by=ada).decline(by=bo)

    assert refused(Endorsement.invite, demand, partner, by=ada) == "said_no"
    assert Endorsement.request(demand, partner, by=bo).is_pending


def test_a_suspended_group_is_asked_nothing_any_more(demand, partner, ada, mo):
    endorsement = Endorsement.invite(demand, partner, by=ada)

    partner.suspend(by=mo)

    endorsement.refresh_from_db()
    assert endorsement.state == "expired"


def test_a_group_that_is_not_listed_is_named_by_nobody(demand, ada, bo):
    waiting = factories.group("Newcomers", coordinator=bo, state=Organization.State.IN_REVIEW)
    Endorsement.request(demand, waiting, by=bo).accept(by=ada)

    assert backers(demand, bo).number == 1


def test_what_was_taken_back_writes_to_nobody(demand, partner, ada):
    endorsement = Endorsement.invite(demand, partner, by=ada)

    endorsement.revoke(by=ada)

    assert [letter.state for letter in factories.letters("endorsement_invitation")] == ["dropped"]


def test_both_desks_know_what_waits(demand, partner, ada, bo):
    invitation = Endorsement.invite(demand, partner, by=ada)

    assert f"endorsement:{invitation.pk}" in [need.key for need in needs.of(bo)]
    assert f"endorsement:{invitation.pk}" not in [need.key for need in needs.of(ada)]


def test_a_changed_text_waits_at_the_desk_of_who_endorsed_it(demand, signed, ada, bo):
    demand.describe(by=ada, ask_again=True, about="Two words")

    assert f"demand-text:{signed.pk}" in [need.key for need in needs.of(bo)]


def test_a_group_that_is_merged_takes_its_endorsements_along(demand, signed, partner, ada, mo):
    heirs = factories.group("Heirs", coordinator=ada)

    Merge.make(partner, heirs, by=mo)

    signed.refresh_from_db()
    assert (signed.organization, signed.state) == (heirs, "accepted")


def test_a_group_that_is_merged_into_the_lead_endorses_it_no_more(signed, partner, host, mo):
    Merge.make(partner, host, by=mo)

    signed.refresh_from_db()
    assert signed.state == "withdrawn"

"""A group's name under the planks it has chosen: asked by either side, answered by the other."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from demands.models import Platform, PlatformSignature
from orgs.models import Merge
from outbox.letters import Unwanted
from tests import factories

pytestmark = pytest.mark.django_db


def refused(verb, *args, **kwargs) -> str:
    with pytest.raises(ValidationError) as refusal:
        verb(*args, **kwargs)
    return refusal.value.code


def chosen(signature) -> list[str]:
    return [plank.title for plank in signature.planks.standing()]


def test_a_group_asks_and_the_keeper_welcomes_it(platform, partner, ada, bo):
    first = factories.planks_of(platform)[0]
    asked = PlatformSignature.request(platform, partner, by=bo, planks=[first], note="Our members live there")

    asked.accept(by=ada)

    assert (asked.is_accepted, chosen(asked), asked.note) == (True, ["Plank 1"], "Our members live there")
    assert factories.recipients("platform_request") == ["ada@example.org"]
    assert partner.record.filter(verb="platformsignature_welcomed_there").exists()


def test_an_invited_group_signs_the_planks_it_ticks(platform, partner, ada, bo):
    asked = PlatformSignature.invite(platform, partner, by=ada)

    assert refused(asked.accept, by=bo, planks=[]) == "no_planks"
    asked.refresh_from_db()
    asked.accept(by=bo, planks=factories.planks_of(platform), authority="vote")

    assert (chosen(asked), asked.authority) == (["Plank 1", "Plank 2"], "vote")


def test_asked_twice_it_is_one_signature_and_one_letter(platform, partner, ada):
    assert PlatformSignature.invite(platform, partner, by=ada) == PlatformSignature.invite(platform, partner, by=ada)
    assert factories.recipients("platform_invitation") == ["bo@example.org"]


def test_who_asks_is_read_with_its_own_words(platform, partner, ada, bo):
    PlatformSignature.request(platform, partner, by=bo, planks=factories.planks_of(platform), letter="We live there")

    assert "> We live there" in factories.mail(factories.letters("platform_request")[0]).body


def test_the_keeper_signs_nothing_of_its_own(platform, host, ada):
    assert refused(PlatformSignature.invite, platform, host, by=ada) == "is_keeper"
    assert (
        refused(PlatformSignature.request, platform, host, by=ada, planks=factories.planks_of(platform)) == "is_keeper"
    )


def test_a_draft_and_a_closed_platform_are_signed_by_nobody(platform, partner, host, ada, bo):
    draft = factories.platform(host, by=ada, put=False)
    waiting = PlatformSignature.invite(platform, partner, by=ada)
    platform.give_up(by=ada)

    assert refused(PlatformSignature.request, draft, partner, by=bo, planks=factories.planks_of(draft)) == "not_put"
    assert refused(waiting.accept, by=bo, planks=factories.planks_of(platform)) == "not_put"


def test_a_plank_of_another_platform_is_not_signed(platform, partner, host, ada, bo):
    other = factories.platform(host, by=ada)

    assert (
        refused(PlatformSignature.request, platform, partner, by=bo, planks=factories.planks_of(other)) == "no_planks"
    )


def test_who_has_signed_chooses_anew_and_leaves(platform, under_it, bo):
    under_it.choose_planks(factories.planks_of(platform)[1:], by=bo, note="Our part")

    assert (chosen(under_it), under_it.note) == (["Plank 2"], "Our part")
    under_it.withdraw(by=bo, note="We voted anew")
    letter = next(one for one in factories.letters("platform_answered") if one.context["state"] == "withdrawn")
    assert "We voted anew" in factories.mail(letter).body
    assert refused(under_it.choose_planks, factories.planks_of(platform), by=bo, note="") == "not_signed"


def test_a_plank_that_comes_later_is_told_once_and_not_signed(platform, under_it, ada):
    for number in (3, 4):
        platform.add_plank(by=ada, title=f"Plank {number}", text="We ask for more.")

    first, last = factories.letters("platform_plank")
    assert chosen(under_it) == ["Plank 1", "Plank 2"]
    with pytest.raises(Unwanted):
        factories.mail(first)
    assert all(f"Plank {number}" in factories.mail(last).body for number in (3, 4))


def test_who_has_looked_at_all_planks_is_not_told_any_more(platform, under_it, ada, bo):
    platform.add_plank(by=ada, title="Plank 3", text="We ask for more.")

    under_it.choose_planks(factories.planks_of(platform)[:1], by=bo, note="")

    with pytest.raises(Unwanted):
        factories.mail(factories.letters("platform_plank")[0])
    assert not PlatformSignature.objects.asked_about_planks().exists()


def test_a_request_that_was_welcomed_later_is_told_what_came_between(platform, partner, ada, bo):
    asked = PlatformSignature.request(platform, partner, by=bo, planks=factories.planks_of(platform))
    platform.add_plank(by=ada, title="Plank 3", text="We ask for more.")
    assert factories.letters("platform_plank") == []

    asked.accept(by=ada)

    assert [one.recipient for one in factories.letters("platform_plank")] == ["bo@example.org"]


def test_no_is_said_by_either_side_and_taken_back(platform, partner, ada, bo):
    asked = PlatformSignature.request(platform, partner, by=bo, planks=factories.planks_of(platform))
    asked.decline(by=ada)
    again = PlatformSignature.invite(platform, partner, by=ada)
    again.revoke(by=ada)

    assert [asked.state, again.state] == ["declined", "expired"]


def test_a_group_that_is_suspended_is_asked_nothing_any_more(platform, partner, ada, mo):
    asked = PlatformSignature.invite(platform, partner, by=ada)

    partner.suspend(by=mo)

    asked.refresh_from_db()
    assert asked.is_closed


def test_what_nobody_answers_runs_out(platform, partner, ada):
    asked = PlatformSignature.invite(platform, partner, by=ada)
    PlatformSignature.objects.update(asked_at=asked.asked_at - timedelta(days=31))

    assert (PlatformSignature.expire(), PlatformSignature.expire()) == (1, 0)


def test_of_two_groups_that_become_one_the_name_stands_once(platform, under_it, partner, bo, mo):
    twin = factories.group("Riverside Tenants", coordinator=bo)
    PlatformSignature.invite(platform, twin, by=platform.created_by)

    Merge.make(twin, partner, by=mo)

    assert list(PlatformSignature.objects.standing()) == [under_it]


def test_a_keeper_that_becomes_one_with_a_signer_has_not_signed_its_own(platform, under_it, host, partner, mo):
    Merge.make(host, partner, by=mo)

    under_it.refresh_from_db()
    assert (Platform.objects.get().keeper, under_it.is_accepted) == (partner, False)


def test_two_platforms_do_not_know_each_other(platform, under_it, host, ada):
    other = factories.platform(host, by=ada, title="Another")

    assert list(Platform.objects.stood_for_by(under_it.organization)) == [platform]
    assert set(Platform.objects.stood_for_by(host)) == {platform, other}
    with pytest.raises(ValidationError):
        under_it.accept(by=ada)

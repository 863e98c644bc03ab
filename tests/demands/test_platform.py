"""Planks in an order, and the words of each: what was signed is never said otherwise under a name."""

import pytest
from django.core.exceptions import ValidationError

from demands.models import Plank, Platform, PlatformSignature
from orgs.models import Case
from tests import factories

pytestmark = pytest.mark.django_db


def titles(platform) -> list[str]:
    return [plank.title for plank in platform.planks.standing()]


def refused(verb, *args, **kwargs) -> str:
    with pytest.raises(ValidationError) as refusal:
        verb(*args, **kwargs)
    return refusal.value.error_list[0].code


def test_a_platform_without_a_plank_is_not_put(host, ada):
    empty = factories.platform(host, by=ada, put=False, planks=0)

    assert refused(empty.put, by=ada) == "no_planks"


def test_the_first_platform_of_a_group_waits_for_a_moderator(host, ada, bo):
    platform = factories.platform(host, by=ada, put=False)

    platform.put(by=ada)

    assert (platform.is_waiting, Platform.objects.visible_to(bo).exists()) == (True, False)
    Case.objects.get(kind="first_platform").confirm(by=factories.person("mo", is_moderator=True))
    assert Platform.objects.public().get() == platform


def test_nobody_reads_the_draft_of_another_group(host, ada, cy, bo):
    draft = factories.platform(host, by=ada, put=False)

    seen = [Platform.objects.visible_to(user).filter(pk=draft.pk).exists() for user in (ada, cy, bo)]
    assert seen == [True, True, False]


def test_planks_change_places_and_stop_at_the_ends(platform, ada):
    first, second = platform.planks.standing()

    second.move_by(-1, by=ada)
    second.move_by(-1, by=ada)

    assert titles(platform) == [second.title, first.title]


def test_a_plank_of_a_draft_is_said_otherwise(host, ada):
    plank = factories.platform(host, by=ada, put=False).planks.standing().first()

    assert plank.change_words(by=ada, text="We ask for more.") == plank


def test_other_words_of_a_plank_that_nobody_signed_are_another_plank_and_the_old_one_is_gone(platform, ada):
    plank = platform.planks.standing().first()
    key = plank.pk

    assert plank.change_words(by=ada, text="We ask for more.").pk != key
    assert (Plank.objects.count(), Plank.objects.filter(pk=key).exists()) == (2, False)


def test_a_slip_is_mended_under_the_names(platform, under_it, ada):
    plank = platform.planks.standing().first()

    assert plank.change_words(by=ada, text="We ask for thing 1") == plank
    assert plank.is_signed


def test_other_words_are_another_plank_in_the_same_place(platform, under_it, ada):
    plank = platform.planks.standing().first()

    new = plank.change_words(by=ada, text="We ask for everything.")

    assert (new.instead_of, new.order, new.is_signed) == (plank, plank.order, False)
    plank.refresh_from_db()
    assert (plank.is_struck, plank.text, plank.is_signed) == (True, "We ask for thing 1.", True)
    assert titles(platform) == ["Plank 1", "Plank 2"]


def test_what_carries_a_signed_plank_is_added_but_not_exchanged(platform, under_it, host, ada):
    plank = platform.planks.standing().first()
    benches, trees = (factories.model_demand(host, by=ada, name=name) for name in ("Benches", "Trees"))

    assert plank.change_words(by=ada, model=benches) == plank
    assert plank.change_words(by=ada, model=trees) != plank


def test_two_planks_are_not_carried_by_one_model(platform, host, ada):
    benches = factories.model_demand(host, by=ada)
    platform.add_plank(by=ada, title="Seats", text="Benches for all.", model=benches)

    with pytest.raises(ValidationError, match="Another plank"):
        platform.add_plank(by=ada, title="More", text="Benches for more.", model=benches)


def test_a_signed_plank_is_struck_and_kept_another_is_gone(platform, under_it, ada):
    new = platform.add_plank(by=ada, title="Three", text="We ask for a third thing.")
    first = platform.planks.standing().first()

    new.strike_out(by=ada)
    first.strike_out(by=ada)

    assert list(platform.planks.struck()) == [first]
    assert refused(platform.planks.standing().get().strike_out, by=ada) == "last"


def test_a_plank_that_was_taken_out_meanwhile_is_refused(platform, ada):
    plank = platform.planks.standing().first()
    Plank.objects.get(pk=plank.pk).strike_out(by=ada)

    assert refused(plank.change_words, by=ada, text="More") == "struck"


def test_name_and_introduction_stay_once_somebody_signed_them(platform, partner, ada, bo):
    platform.rename(by=ada, title="Homes for all")
    PlatformSignature.request(platform, partner, by=bo, planks=factories.planks_of(platform))

    assert refused(platform.rename, by=ada, title="Homes for some") == "signed"
    platform.rename(by=ada, title="Homes for all!")


def test_an_introduction_is_not_replaced_in_slices_under_a_name(host, partner, ada, bo):
    words = " ".join(f"word{'x' * number}" for number in range(100))
    platform = factories.platform(host, by=ada, about=words)
    PlatformSignature.request(platform, partner, by=bo, planks=factories.planks_of(platform))

    assert refused(platform.rename, by=ada, about=words.replace("wordx ", "other ")) == "signed"
    platform.rename(by=ada, about=f"{words}.")


def test_a_group_that_keeps_a_platform_does_not_end(platform, host, ada):
    assert refused(Platform.refuse_to_retire, host) == "leading"

    platform.give_up(by=ada)

    Platform.refuse_to_retire(host)


def test_a_closed_platform_is_opened_again_and_a_draft_thrown_away(platform, host, ada):
    platform.give_up(by=ada)
    platform.resume(by=ada)

    assert platform.is_announced
    assert refused(platform.discard, by=ada) == "put"
    factories.platform(host, by=ada, put=False).discard(by=ada)
    assert Platform.objects.count() == 1

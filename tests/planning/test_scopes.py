"""Who sees a plan and who writes into it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.models import Series, Sponsorship
from orgs.models import Organization
from planning import links
from planning.models import Task, beside
from tests import factories

pytestmark = pytest.mark.django_db


def who(scope, *people) -> list[str]:
    return [person.name for person in people if scope(person).exists()]


def test_members_of_host_and_co_sponsor_read_and_their_organizers_write(signed, ada, bo, cy, dee, eve, mo):
    everybody = (ada, bo, cy, dee, eve, mo)

    assert who(Series.objects.seen_inside_by, *everybody) == ["Ada", "Bo", "Cy", "Eve"]
    assert who(Series.objects.planned_by, *everybody) == ["Ada", "Bo"]


@pytest.mark.parametrize(("level", "sees"), [("co_host", True), ("co_sponsor", True), ("endorse", False)])
def test_who_endorses_lends_a_name_and_sees_nothing(vigil, partner, ada, bo, level, sees):
    Sponsorship.invite(vigil, partner, by=ada, level=level).accept(by=bo)

    assert Series.objects.seen_inside_by(bo).exists() is sees


def test_who_is_only_asked_sees_nothing(vigil, partner, ada, bo):
    Sponsorship.invite(vigil, partner, by=ada)

    assert not Series.objects.seen_inside_by(bo).exists()


def test_a_group_that_is_not_listed_any_more_sees_nothing(signed, partner, bo):
    Organization.objects.filter(pk=partner.pk).update(state="in_review")

    assert not Series.objects.seen_inside_by(bo).exists()
    assert list(beside.groups_of(Series.objects.get())) == [signed.series.host]


def test_of_what_is_withheld_only_the_host_sees_the_plan(signed, vigil, ada, bo):
    Series.objects.update(withheld_at=vigil.announced_at)

    assert who(Series.objects.seen_inside_by, ada, bo) == ["Ada"]


def test_the_host_plans_a_draft(host, ada, cy):
    factories.series(host, by=ada, announced=False)

    assert who(Series.objects.planned_by, ada, cy) == ["Ada"]


def test_for_whom_she_speaks_is_the_host_first(signed, vigil, host, partner, ada):
    factories.join(partner, ada, "organizer")

    assert beside.groups_of_member(vigil, ada) == [host, partner]
    assert beside.speaks_for(vigil, ada) == host


@pytest.mark.parametrize(("days", "sees"), [(-30, True), (0, True), (7, True), (8, False)])
def test_who_signed_for_a_stretch_sees_the_plan_until_a_week_after_it(signed, vigil, ada, bo, eve, days, sees):
    end = timezone.localdate() - timedelta(days=days)
    Sponsorship.objects.update(first_day=end, last_day=end)
    signed.refresh_from_db()

    assert (Series.objects.planned_by(bo).exists(), Series.objects.seen_inside_by(eve).exists()) == (sees, sees)
    assert (signed.organization in beside.groups_of(vigil), links.of_sponsorship(signed) is not None) == (sees, sees)
    assert who(Series.objects.planned_by, ada) == ["Ada"]


def test_what_was_taken_on_for_a_stretch_is_free_again_after_it(signed, sound, vigil, partner, eve):
    sound.take(by=eve, group=partner)
    today = timezone.localdate()
    Sponsorship.objects.update(last_day=today - timedelta(days=7))
    kept = Task.free_stray()
    Sponsorship.objects.update(last_day=today - timedelta(days=8))

    assert (kept, Task.free_stray(), Task.free_stray()) == (0, 1, 0)

"""What a group signs for: a stretch of dates, dates it sits out, and what it changes alone afterwards."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from events.models import Series, Sponsorship
from tests import factories

pytestmark = pytest.mark.django_db


def signed(series, group, *, by, answered_by, **terms) -> Sponsorship:
    sponsorship = Sponsorship.invite(series, group, by=by, **terms)
    sponsorship.accept(by=answered_by)
    return sponsorship


@pytest.fixture
def days(vigil) -> list:
    return list(vigil.occurrences.order_by("original_day").values_list("original_day", flat=True))


def refused(verb, *args, **kwargs) -> str:
    with pytest.raises(ValidationError) as refusal:
        verb(*args, **kwargs)
    error = refusal.value
    return error.code if hasattr(error, "code") else next(iter(error.error_dict.values()))[0].code


def test_a_whole_series_covers_every_date_but_those_sat_out(vigil, partner, ada, bo, days):
    sponsorship = signed(vigil, partner, by=ada, answered_by=bo)

    sponsorship.amend(by=bo, sits_out=[days[1].isoformat()])

    assert [sponsorship.covers(day) for day in days[:3]] == [True, False, True]


def test_a_stretch_covers_its_days_alone(vigil, partner, ada, bo, days):
    sponsorship = signed(vigil, partner, by=ada, answered_by=bo, first_day=days[1], last_day=days[2])

    assert [sponsorship.covers(day) for day in days[:4]] == [False, True, True, False]


def test_who_was_asked_for_one_date_cannot_sign_for_more(vigil, partner, ada, bo, days):
    asked = Sponsorship.invite(vigil, partner, by=ada, first_day=days[1], last_day=days[1])

    assert refused(asked.accept, by=bo, last_day=days[2]) == "more_days"
    assert refused(asked.accept, by=bo, first_day=None) == "more_days"


def test_who_was_asked_to_co_sponsor_cannot_sign_as_co_host(vigil, partner, ada, bo):
    asked = Sponsorship.invite(vigil, partner, by=ada)

    assert refused(asked.accept, by=bo, level="co_host") == "level"


def test_a_group_narrows_its_time_alone_and_widens_it_never(vigil, partner, ada, bo, days):
    sponsorship = signed(vigil, partner, by=ada, answered_by=bo)

    sponsorship.amend(by=bo, last_day=days[2])

    assert not sponsorship.covers(days[3])
    assert refused(sponsorship.amend, by=bo, last_day=days[3]) == "more_days"
    assert refused(sponsorship.amend, by=bo, last_day=None) == "more_days"


def test_amending_is_on_both_records_once(vigil, host, partner, ada, bo):
    sponsorship = signed(vigil, partner, by=ada, answered_by=bo)

    for _twice in range(2):
        sponsorship.amend(by=bo, pledge=12, note="We bring soup.")

    assert [entry.verb for entry in partner.record.all() if "amended" in entry.verb] == ["sponsorship_amended"]
    assert [entry.verb for entry in host.record.all() if "amended" in entry.verb] == ["sponsorship_amended_there"]


def test_a_group_that_has_withdrawn_changes_nothing_any_more(vigil, partner, ada, bo):
    sponsorship = signed(vigil, partner, by=ada, answered_by=bo)
    sponsorship.withdraw(by=bo, note="We are too few this winter.")

    assert refused(sponsorship.amend, by=bo, pledge=3) == "not_signed"
    assert sponsorship.parting_note == "We are too few this winter."


class TestRights:
    """What the host grants its co-hosts."""

    @pytest.fixture
    def cohost(self, vigil, partner, ada, bo) -> Sponsorship:
        return signed(vigil, partner, by=ada, answered_by=bo, level="co_host")

    def test_co_hosts_may_what_the_host_grants_and_no_more(self, vigil, cohost, ada, bo):
        assert not Series.objects.granted(bo, "dates").exists()

        vigil.grant({"dates"}, by=ada)

        assert list(Series.objects.granted(bo, "dates")) == [vigil]
        assert not Series.objects.granted(bo, "text").exists()
        assert (vigil.rights_of(bo), "host" in vigil.rights_of(ada)) == ({"dates"}, True)

    @pytest.mark.parametrize("why", ["withdrawn", "suspended", "member", "stretch", "co-sponsor"])
    def test_the_right_ends_with_what_it_rests_on(self, vigil, cohost, partner, ada, bo, why, days):
        vigil.grant({"dates"}, by=ada)
        if why == "withdrawn":
            cohost.withdraw(by=bo)
        elif why == "suspended":
            type(partner).objects.filter(pk=partner.pk).update(state="suspended")
        elif why == "member":
            partner.memberships.filter(user=bo).update(role="member")
        elif why == "stretch":
            cohost.amend(by=bo, last_day=days[2])
        else:
            Sponsorship.objects.filter(pk=cohost.pk).update(level="co_sponsor")

        assert not Series.objects.granted(bo, "dates").exists()
        assert vigil.rights_of(bo) == set()

    def test_who_plans_beside_the_host(self, vigil, cohost, partner, bo, cy, dee):
        factories.join(partner, cy, "member")

        assert list(Series.objects.planned_by(bo)) == [vigil]
        assert not Series.objects.planned_by(cy).exists()
        assert list(Series.objects.seen_inside_by(cy)) == [vigil]
        assert not Series.objects.seen_inside_by(dee).exists()

    def test_who_endorses_lends_a_name_and_no_more(self, vigil, cohost, bo):
        Sponsorship.objects.filter(pk=cohost.pk).update(level="endorse")

        assert not Series.objects.planned_by(bo).exists()
        assert not Series.objects.seen_inside_by(bo).exists()


def test_a_no_holds_for_ninety_days(vigil, partner, ada, bo):
    Sponsorship.invite(vigil, partner, by=ada).decline(by=bo)
    assert refused(Sponsorship.invite, vigil, partner, by=ada) == "said_no"

    Sponsorship.objects.update(decided_at=vigil.announced_at - timedelta(days=91))
    Sponsorship.objects.update(asked_at=vigil.announced_at - timedelta(days=92))

    assert Sponsorship.invite(vigil, partner, by=ada).is_pending

"""What is done to a series, its dates and the names under it is on the record of the groups concerned."""

from datetime import time, timedelta

import pytest
import time_machine
from django.utils import timezone

from events.models import Series, Sponsorship
from orgs import chronicle
from orgs.models import INVITATION_LIVES, AuditEntry
from tests import factories

pytestmark = pytest.mark.django_db


def told(group) -> list[str]:
    """The record of a group, oldest first."""
    return [chronicle.told(entry) for entry in group.record.select_related("actor", "subject").order_by("pk")]


def newest(group) -> str:
    return told(group)[-1]


def test_a_series_is_drafted_and_announced(host, vigil):
    assert told(host) == ["Ada drafted “Saturday vigil”", "Ada announced “Saturday vigil”"]


def test_a_draft_is_changed_and_thrown_away(host, ada):
    draft = factories.series(host, by=ada, announced=False)
    draft.rewrite(by=ada, cadence=draft.cadence, place=draft.place, title="Vigil", start_time=time(13))
    draft.rewrite(by=ada, cadence=draft.cadence, place=draft.place, title="Vigil", start_time=time(13))
    draft.discard(by=ada)

    assert told(host)[1:] == ["Ada changed the draft “Vigil”: hour, title", "Ada threw away the draft “Vigil”"]


def test_a_draft_that_goes_to_another_group_is_on_both_records(host, partner, ada):
    draft = factories.series(host, by=ada, announced=False)
    draft.rewrite(by=ada, cadence=draft.cadence, place=draft.place, host=partner)

    assert newest(host) == "Ada passed the draft “Saturday vigil” on to Riverside Tenants Union"
    assert newest(partner) == "Ada changed the draft “Saturday vigil”: host"


def test_new_words_are_named_by_their_fields_alone(host, vigil, ada):
    vigil.describe(by=ada, title="Saturday vigil", summary="Secret words", access="Step-free")
    vigil.describe(by=ada, summary="Secret words")

    assert told(host)[2:] == ["Ada changed the words of “Saturday vigil”: access, one sentence"]


def test_a_series_goes_on_and_is_cancelled(host, vigil, ada):
    until = vigil.last_day + timedelta(weeks=1)
    vigil.extend(until, by=ada)
    vigil.cancel(by=ada, reason="Storm")

    assert told(host)[2:] == [
        f"Ada let “Saturday vigil” go on until {until.day} {until:%B}",
        "Ada cancelled “Saturday vigil”",
    ]


def test_a_date_is_moved_noted_taken_back_cancelled_and_restored(host, vigil, ada):
    date = vigil.occurrences.first()
    day, noon = date.day, date.start_time
    date.move(by=ada, day=day + timedelta(days=1), start_time=time(14))
    date.move(by=ada, day=day + timedelta(days=1), start_time=time(14), note="Secret words")
    date.move(by=ada, day=day, start_time=noon)
    date.cancel(by=ada, reason="Storm")
    date.restore(by=ada)

    then, later = f"{day.day} {day:%B}", (lambda one: f"{one.day} {one:%B}")(day + timedelta(days=1))
    assert told(host)[2:] == [
        f"Ada moved “Saturday vigil” on {then}: day, hour",
        f"Ada changed what people read about “Saturday vigil” on {later}",
        f"Ada took “Saturday vigil” on {later} back to the usual: day, note, hour",
        f"Ada cancelled “Saturday vigil” on {then}",
        f"Ada let “Saturday vigil” on {then} go ahead after all",
    ]


def test_what_was_refused_is_not_on_record(host, vigil, ada):
    date = vigil.occurrences.first()
    date.cancel(by=ada)
    before = told(host)
    with pytest.raises(Exception, match="over, or was changed"):
        date.cancel(by=ada)

    assert told(host) == before


def test_an_invitation_and_its_answer_are_on_both_records(host, partner, vigil, ada, bo):
    Sponsorship.invite(vigil, partner, by=ada)
    Sponsorship.invite(vigil, partner, by=ada).accept(by=bo)
    Sponsorship.objects.get().withdraw(by=bo)

    assert told(host)[2:] == [
        "Ada invited Riverside Tenants Union to “Saturday vigil”",
        "Riverside Tenants Union signed on to “Saturday vigil”",
        "Riverside Tenants Union took its name off “Saturday vigil”",
    ]
    assert told(partner) == [
        "Friends of Sanctuary Schools invited this group to “Saturday vigil”",
        "Bo signed on to “Saturday vigil” by Friends of Sanctuary Schools",
        "Bo took the name of this group off “Saturday vigil” by Friends of Sanctuary Schools",
    ]


def test_nobody_is_named_on_the_record_of_another_group(host, partner, vigil, ada, bo):
    Sponsorship.invite(vigil, partner, by=ada).decline(by=bo)

    assert set(partner.record.values_list("actor", flat=True)) == {None, bo.pk}
    assert set(host.record.values_list("actor", flat=True)) == {None, ada.pk}


def test_a_request_is_welcomed_or_turned_down(host, partner, vigil, ada, bo):
    Sponsorship.request(vigil, partner, by=bo).decline(by=ada)
    assert newest(host) == "Ada declined the request of Riverside Tenants Union to be named under “Saturday vigil”"
    assert newest(partner) == "Friends of Sanctuary Schools declined to name this group under “Saturday vigil”"

    Sponsorship.request(vigil, partner, by=bo).accept(by=ada)
    assert newest(host) == "Ada welcomed Riverside Tenants Union under “Saturday vigil”"
    assert newest(partner) == "Friends of Sanctuary Schools welcomed this group under “Saturday vigil”"


def test_an_address_is_never_on_record(host, vigil, ada):
    Sponsorship.invite_address(vigil, "june@example.org", by=ada).revoke(by=ada)
    Sponsorship.invite_address(vigil, "july@example.org", by=ada).decline(by=None)

    assert told(host)[2:] == [
        "Ada invited a group by letter to “Saturday vigil”",
        "Ada took back an invitation by letter to “Saturday vigil”",
        "Ada invited a group by letter to “Saturday vigil”",
        "A group invited by letter declined to sign on to “Saturday vigil”",
    ]


def test_what_runs_out_is_on_record_once(host, partner, vigil, ada, bo):
    Sponsorship.invite(vigil, partner, by=ada)
    with time_machine.travel(timezone.now() + INVITATION_LIVES + timedelta(hours=1)):
        assert (Sponsorship.expire(), Sponsorship.expire()) == (1, 0)

    assert newest(host) == "The invitation of Riverside Tenants Union to “Saturday vigil” ran out"
    assert newest(partner) == "The invitation to “Saturday vigil” by Friends of Sanctuary Schools ran out"


def test_what_is_brought_in_was_done_by_the_site(host, partner, ada):
    draft = factories.series(host, by=None, announced=False)
    Sponsorship.foresee(draft, partner, by=None)
    Sponsorship.record(draft, partner, by=None, signed_as="import")
    Series.objects.get(pk=draft.pk).record_history(by=None)

    assert told(host) == [
        "The site drafted “Saturday vigil”",
        "The site kept Riverside Tenants Union beside the draft “Saturday vigil”",
        "The site recorded that Riverside Tenants Union signed on to “Saturday vigil”",
        "The site brought in “Saturday vigil” with its past dates",
    ]
    assert told(partner) == ["It was recorded that this group signed on to “Saturday vigil” by " + host.name]


def test_a_person_without_a_name_and_one_who_went_are_said_so(host, vigil, ada, cy, mo):
    type(cy).objects.filter(pk=cy.pk).update(name="")
    cy.refresh_from_db()
    vigil.cancel(by=cy)
    AuditEntry.forget(ada)
    AuditEntry.record(host, "group_listed", by=mo)

    assert told(host) == [
        "A former member drafted “Saturday vigil”",
        "A former member announced “Saturday vigil”",
        "Somebody without a name cancelled “Saturday vigil”",
        "A moderator listed this group",
    ]
    assert chronicle.told(host.record.first(), to_moderator=True) == "Mo, a moderator, listed this group"

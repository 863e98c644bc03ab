"""Bodies are shared: who relies on one is told when others change it, and anybody reports it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from demands.models import Body, BodyChange
from orgs.models import Case, Report
from outbox.letters import Unwanted
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def council(host, ada):
    return factories.body(host, seats=2, website="https://akron.example.org/")


@pytest.fixture
def beside(council, partner, bo):
    """Bo's group has put a demand to the body that Ada's wrote down."""
    return factories.demand(partner, by=bo, body=council)


def changed(council, by, group, **facts):
    council.correct_facts(by=by, group=group, **facts)
    return BodyChange.objects.first()


def test_who_relies_on_it_is_told_when_another_group_changes_it(council, beside, partner, ada, bo):
    changed(council, bo, partner, website="https://council.example.org/")

    (message,) = factories.letters("body_changed")
    letter = factories.mail(message)
    assert message.recipient == ada.email
    assert f"{partner} changed what is said of it: website." in letter.body


def test_no_more_than_one_letter_a_day_tells_of_all_changes(council, beside, partner, ada, bo):
    changed(council, bo, partner, website="https://council.example.org/")
    council.add_seats(["At large"], by=bo, group=partner)

    (message,) = factories.letters("body_changed")
    assert "its seats" in factories.mail(message).body


def test_what_is_changed_after_the_letter_of_the_day_is_told_tomorrow(council, beside, partner, bo):
    changed(council, bo, partner, website="https://council.example.org/")
    first = factories.letters("body_changed")[0]
    type(first).objects.update(state="sent", finished_at=first.created_at)

    council.add_seats(["At large"], by=bo, group=partner)

    first, second = factories.letters("body_changed")
    assert second.due_at > first.due_at


def test_nobody_is_told_of_her_own_change(council, beside, partner, bo):
    changed(council, bo, partner, website="https://council.example.org/")

    assert bo.email not in factories.recipients("body_changed")


def test_change_of_facts_is_taken_back(council, beside, partner, bo, mo):
    change = changed(council, bo, partner, website="https://council.example.org/", name="Council of Akron")

    change.revert_change(by=mo)

    council.refresh_from_db()
    assert (council.website, council.name) == ("https://akron.example.org/", "Akron City Council")
    with pytest.raises(ValidationError):
        change.revert_change(by=mo)


def test_place_is_taken_back_too(council, beside, partner, bo, mo):
    was, hall = council.place, factories.town(name="Another hall")
    change = changed(council, bo, partner, place=hall)

    change.revert_change(by=mo)

    council.refresh_from_db()
    assert council.place == was


def test_corrected_term_is_taken_back(council, host, ada, mo):
    acting = {"by": ada, "group": host}
    term = council.seat_somebody(council.seats.first(), holder="Kim Alvarez", since=date(2026, 1, 1), **acting)
    council.correct_term(term, holder="Somebody else", since=date(2025, 1, 1), until=None, **acting)

    BodyChange.objects.filter(verb="body_term_corrected").get().revert_change(by=mo)

    term.refresh_from_db()
    assert (term.holder, term.since) == ("Kim Alvarez", date(2026, 1, 1))


def test_what_was_said_anew_since_is_not_taken_back(council, beside, partner, bo, mo):
    change = changed(council, bo, partner, website="https://council.example.org/")
    changed(council, bo, partner, website="https://new.example.org/")

    with pytest.raises(ValidationError) as refusal:
        change.revert_change(by=mo)

    assert refusal.value.code == "changed"
    change.refresh_from_db()
    assert change.taken_back_at is None


def test_letter_has_lost_its_point_once_she_relies_on_it_no_more(council, beside, partner, host, bo):
    changed(council, bo, partner, website="https://council.example.org/")
    Body.objects.update(written_for=None)

    with pytest.raises(Unwanted):
        factories.mail(*factories.letters("body_changed"))


def test_anybody_reports_a_body_and_frozen_it_is_changed_by_moderators_alone(client, council, beside, ada, mo):
    client.post(reverse("demands:body-report", args=[council.slug]), {"reason": "untrue", "text": "No such seat."})
    case = Case.objects.get(kind="body_report")

    case.confirm(by=mo, note="The website is another's.")

    assert not Body.objects.editable_by(ada).exists()
    assert Body.objects.editable_by(mo).exists()
    assert "Moderators alone change it now." in client.get(council.get_absolute_url()).content.decode()


def test_lifted_it_is_kept_right_by_its_groups_again(council, ada, mo):
    case = Report.file(council.written_for, subject=f"body:{council.pk}", path="/", reason="untrue").case
    case.confirm(by=mo, note="No.")
    case.lift(by=mo, note="It is right.")

    assert Body.objects.editable_by(ada).exists()


def test_desk_tells_of_it_and_leads_to_the_record(as_user, council, beside, partner, ada, bo):
    changed(council, bo, partner, website="https://council.example.org/")
    record = reverse("demands:body-record", args=[council.slug])

    assert record in as_user(ada).get("/desk/").content.decode()
    page = as_user(ada).get(record).content.decode()
    assert "<del>https://akron.example.org/</del>" in page
    assert "Take this change back" not in page


def test_moderator_takes_a_change_back_on_its_page(as_user, council, beside, partner, bo, mo, settings):
    settings.MODERATORS_NEED_SECOND_FACTOR = False
    change = changed(council, bo, partner, website="https://council.example.org/")

    as_user(mo).post(reverse("demands:body-change-reversal", args=[council.slug, change.pk]))

    council.refresh_from_db()
    assert council.website == "https://akron.example.org/"

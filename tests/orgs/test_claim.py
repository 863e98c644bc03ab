"""Taking over a group that nobody coordinates."""

import pytest

from orgs.models import Case, Organization, User, claim
from orgs.reviewing import kind_of
from tests import factories
from tests.orgs.test_membership import code, place

pytestmark = pytest.mark.django_db


@pytest.fixture
def orphan(host, ada) -> Organization:
    ada.delete()
    return host


def test_a_group_is_orphaned_when_its_coordinator_has_erased_or_closed_the_account(host, partner, ada, bo):
    before = Organization.objects.orphaned().count()
    User.objects.filter(pk=bo.pk).update(is_active=False)
    ada.delete()

    assert (before, set(Organization.objects.orphaned())) == (0, {host, partner})


def test_a_moderator_who_confirms_makes_her_the_coordinator_and_everybody_is_told(orphan, cy, dee, mo):
    case = claim.claim(orphan, by=dee, text="I keep its keys.")

    kind_of("claim").confirm(case, by=mo)

    assert list(orphan.coordinators()) == [dee]
    assert (factories.recipients("claim_news"), factories.recipients("claim_answer")) == ([cy.email], [dee.email])
    assert factories.mail(factories.letters("claim_news")[0]).subject == f"Dee coordinates {orphan} now"


def test_a_member_who_takes_over_keeps_her_place_in_the_group(orphan, cy, mo):
    kind_of("claim").confirm(claim.claim(orphan, by=cy, text="I am here."), by=mo)

    assert place(orphan, cy).is_coordinator
    assert orphan.memberships.count() == 1


def test_a_no_says_why(orphan, dee, mo):
    case = claim.claim(orphan, by=dee, text="Please")

    case.decline(by=mo, note="Nobody of the group knows you.")

    (letter,) = [one for one in factories.letters("case") if one.recipient == dee.email]
    assert "Nobody of the group knows you." in factories.mail(letter).body
    assert not orphan.coordinators().exists()


def test_of_two_who_ask_the_first_that_is_confirmed_has_it(orphan, cy, dee, mo):
    first, second = (claim.claim(orphan, by=user, text="Me") for user in (cy, dee))
    kind_of("claim").confirm(first, by=mo)

    assert code(kind_of("claim").confirm, second, by=mo) == "coordinated"


def test_asked_twice_it_is_one_case(orphan, dee):
    assert claim.claim(orphan, by=dee, text="Me") == claim.claim(orphan, by=dee, text="Me again")


def test_a_group_that_somebody_coordinates_is_not_taken_over(host, dee):
    assert code(claim.claim, host, by=dee, text="Me") == "coordinated"


def test_three_a_day_are_the_most(dee):
    for number in range(3):
        claim.claim(factories.group(f"Group {number}"), by=dee, text="Me")

    assert code(claim.claim, factories.group("Fourth"), by=dee, text="Me") == "too_often"
    assert Case.objects.count() == 3


def test_undone_nobody_coordinates_it_again(orphan, dee, mo):
    case = claim.claim(orphan, by=dee, text="Me")
    kind_of("claim").confirm(case, by=mo)
    case.state = Case.State.CONFIRMED

    kind_of("claim").undo(case, by=mo)

    assert list(Organization.objects.orphaned()) == [orphan]


def test_who_has_closed_the_account_meanwhile_takes_over_nothing(orphan, dee, mo):
    case = claim.claim(orphan, by=dee, text="Me")
    dee.delete()
    case.refresh_from_db()

    assert code(kind_of("claim").confirm, case, by=mo) == "closed"

"""A group's own way, in a real browser without JavaScript: registered beside a group of a like name, asked, declined,
appealed and listed; then somebody is invited and takes it over."""

import pytest

from orgs.models import Case, Organization
from tests import factories
from tests.person import Person
from tests.test_walk import letters, link, person, town  # noqa: F401 - the fixtures of the main walk

pytest_plugins = ["tests.browser"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HERE = "Riverside Tenants Union"
NAME = "The Tenants’ Union of Riverside"


def test_a_group_from_its_registering_to_another_coordinator(person):  # noqa: F811 - as above
    factories.person("may", is_moderator=True)
    factories.person("ada")
    ada, dee = person("ada"), person("dee")
    registers_beside_a_like_name(ada)
    is_asked_and_declined(person("mo"), ada)
    appeals_and_is_listed(person("may"), ada)
    invites(ada, dee)
    hands_over(ada, dee)


def registers_beside_a_like_name(ada: Person) -> None:
    ada.opens("/groups/new/")
    ada.fills(name=NAME, kind="tenants", town="Springfield, MO", about="Homes that stay warm.")
    ada.presses("Register")
    ada.sees("Is your group here already?", HERE, "This is us: ask to join")
    ada.ticks("None of these: ours is another group")
    ada.presses("Register")
    ada.sees(NAME, "Waiting for review")


def is_asked_and_declined(mo: Person, ada: Person) -> None:
    here = f"/review/{Case.objects.get().pk}/"
    mo.opens(here)
    mo.sees(HERE)
    mo.presses("I am looking at this")
    mo.fills(note="Where do you meet?")
    mo.presses("Ask them")
    ada.opens(link(letters("ada")[-1], "/desk/cases/"))
    ada.sees("Where do you meet?")
    ada.fills(text="In the laundry on Elm Street.")
    ada.presses("Send the answer")
    mo.opens(here)
    mo.sees("In the laundry on Elm Street.")
    mo.presses("Decline")
    mo.sees("One thing to fix")
    mo.fills(note="The name misleads.")
    mo.presses("Decline")
    mo.sees("Declined")


def appeals_and_is_listed(may: Person, ada: Person) -> None:
    ada.opens(link(letters("ada")[-1], "/desk/cases/"))
    ada.sees("The name misleads.")
    ada.fills(text="We left the other union in spring.")
    ada.presses("Ask for a second look")
    may.opens(f"/review/{Case.objects.pending().get().pk}/")
    may.sees("We left the other union in spring.")
    may.presses("Confirm")
    ada.opens(Organization.objects.get(name=NAME).get_absolute_url())
    ada.sees("Listed", NAME)


def invites(ada: Person, dee: Person) -> None:
    ada.presses("Your group’s desk")
    ada.presses("People")
    ada.fills(addresses="dee@example.org\nnobody")
    ada.presses("Invite")
    ada.sees("This is no email address: nobody")
    ada.fills(addresses="dee@example.org")
    ada.presses("Invite")
    dee.opens(link(letters("dee")[-1], "/invitations/"))
    dee.sees("Would you like to be a member?")
    dee.presses("Join")
    dee.sees(NAME)


def hands_over(ada: Person, dee: Person) -> None:
    group = Organization.objects.get(name=NAME)
    ada.opens(f"/desk/groups/{group.slug}/people/")
    ada.presses("Hand over")
    ada.presses("Offer it")
    dee.opens(link(letters("dee")[-1], "/handovers/"))
    dee.sees(NAME)
    dee.presses("Yes, I coordinate")
    assert list(group.coordinators().values_list("email", flat=True)) == ["dee@example.org"]
    ada.opens(f"/desk/groups/{group.slug}/people/")
    ada.sees("Organizer")
    dee.opens(f"/desk/groups/{group.slug}/record/")
    dee.sees(f"Record of {NAME}")

"""A moderator finds her work; a group that registers on its way to a page comes back to it."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coalition.context import site
from tests import factories
from tests.events.test_flows import text

pytestmark = pytest.mark.django_db

GROUP = {"name": "Harbour Choir", "kind": "culture", "town": "44308", "about": "We sing."}
REVIEW = 'href="/review/"'


@pytest.fixture
def waiting(ada):
    return factories.group("Harbour Choir", coordinator=ada, state="in_review")


def test_the_menu_and_the_desk_of_a_moderator_lead_to_the_queue(as_user, waiting, mo):
    page = text(as_user(mo).get("/desk/"))

    assert page.count(REVIEW) == 4  # twice in the menu, in the dock, on the desk
    assert "One group waits for review" in page
    assert "You belong to no group yet" not in page


@pytest.mark.parametrize("name", ["ada", "dee"])
def test_nobody_else_is_led_there(as_user, waiting, name, request):
    assert REVIEW not in text(as_user(request.getfixturevalue(name)).get("/desk/"))


def test_a_visitor_s_page_asks_for_no_queue(client, rf, waiting):
    request = rf.get("/")
    request.user = AnonymousUser()
    with CaptureQueriesContext(connection) as asked:
        known = site(request)
        assert (bool(known["moderates"]), bool(known["to_review"])) == (False, False)

    assert len(asked) == 0
    assert REVIEW not in text(client.get("/"))


def test_who_registers_on_the_way_to_co_sponsoring_comes_back(as_user, akron, vigil, dee):
    browser, page = as_user(dee), f"/events/{vigil.slug}/co-sponsor/"
    form = browser.get(page).headers["Location"]

    response = browser.post(form, GROUP)

    assert response.headers["Location"] == page
    assert "Harbour Choir" in text(browser.get(page))


@pytest.mark.parametrize("to", ["https://example.org/", "//example.org/", "javascript:alert(1)", ""])
def test_registering_leads_to_no_other_site(as_user, akron, dee, to):
    response = as_user(dee).post(f"/groups/new/?next={to}", GROUP)

    assert response.headers["Location"] == "/groups/harbour-choir/"


@pytest.mark.parametrize(("name", "shown"), [("ada", False), ("cy", False), ("dee", True)])
def test_a_group_s_own_people_are_not_asked_to_register(as_user, host, name, shown, request):
    page = text(as_user(request.getfixturevalue(name)).get(host.get_absolute_url()))

    assert ("Are you a group too?" in page) == shown

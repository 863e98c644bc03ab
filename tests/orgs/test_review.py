"""A moderator finds her work; a group that registers on its way to a page comes back to it."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coalition.context import site
from events.models import Sponsorship
from orgs.models import Case, Report
from tests import factories
from tests.events.test_flows import text
from tests.odd import TEXTS

pytestmark = pytest.mark.django_db

GROUP = {"name": "Harbour Choir", "kind": "culture", "town": "44308", "about": "We sing."}
REVIEW = 'href="/review/"'


@pytest.fixture
def waiting(ada):
    return factories.group("Harbour Choir", coordinator=ada, state="in_review")


def test_the_menu_and_the_desk_of_a_moderator_lead_to_the_queue(as_user, waiting, mo):
    page = text(as_user(mo).get("/desk/"))

    assert page.count(REVIEW) == 4  # twice in the menu, in the dock, on the desk
    assert "One thing waits for review" in page
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


@pytest.fixture
def queue(as_user, mo, settings):
    """The browser of a moderator who needs no second factor."""
    settings.MODERATORS_NEED_SECOND_FACTOR = False
    return as_user(mo)


def test_the_queue_shows_who_is_on_what_and_is_filtered_by_kind(queue, waiting, vigil):
    Report.file(vigil.host, subject=vigil.letters_key, path="/", reason="other")
    waiting.cases.get().claim(by=factories.person("may", is_moderator=True))

    every, reports = text(queue.get("/review/")), text(queue.get("/review/", {"kind": "report"}))

    assert "May has been looking since" in every
    assert ("Harbour Choir" in every, "Report: Saturday vigil" in every) == (True, True)
    assert ("Harbour Choir" in reports, "Report: Saturday vigil" in reports) == (False, True)


@pytest.mark.parametrize("odd", [odd for odd in TEXTS if len(TEXTS[odd]) < 10_000])
def test_odd_filters_choose_nothing(queue, waiting, odd):
    for path in ("/review/", "/review/decided/"):
        assert queue.get(path, {"kind": TEXTS[odd], "page": TEXTS[odd]}).status_code == 200


def test_what_was_typed_stays_where_a_decision_is_refused(queue, waiting):
    case = waiting.cases.get()
    case.claim(by=factories.person("may", is_moderator=True))

    response = queue.post(f"/review/{case.pk}/refusal/", {"note": "No purpose.", "checked": ["name"]})

    page = text(response)
    assert (response.status_code, "May is looking at this" in page, "No purpose." in page) == (422, True, True)


def test_a_group_that_was_not_listed_reads_why_and_comes_again(queue, waiting, as_user, ada):
    case = waiting.cases.get()
    queue.post(f"/review/{case.pk}/refusal/", {"note": "There is a Harbour Choir already."})
    standing = f"/desk/groups/{waiting.slug}/standing/"
    read = text(as_user(ada).get(standing))

    as_user(ada).post(f"/desk/groups/{waiting.slug}/submission/")

    waiting.refresh_from_db()
    assert "There is a Harbour Choir already." in read
    assert (waiting.state, Case.objects.pending().count()) == ("in_review", 1)


def test_a_question_stands_on_the_desk_of_the_coordinators(queue, waiting, as_user, ada):
    case = waiting.cases.get()
    queue.post(f"/review/{case.pk}/question/", {"note": "Where do you sing?"})
    desk, page = text(as_user(ada).get("/desk/")), text(as_user(ada).get(f"/desk/cases/{case.pk}/"))

    as_user(ada).post(f"/desk/cases/{case.pk}/answer/", {"text": "At pier 4."})

    assert "A moderator asks about Harbour Choir" in desk
    assert ("Where do you sing?" in page, "Mo" in page.split()) == (True, False)
    assert "At pier 4." in text(queue.get(f"/review/{case.pk}/"))


def test_a_decision_is_taken_back_on_its_page(queue, waiting):
    case = waiting.cases.get()
    queue.post(f"/review/{case.pk}/confirmation/")
    assert "Take it back" in text(queue.get("/review/decided/"))

    queue.post(f"/review/{case.pk}/reversal/")

    waiting.refresh_from_db()
    assert waiting.state == "in_review"


# Suspending, retiring, and back


def test_a_suspended_group_and_what_it_asked_are_gone_at_once(queue, host, vigil, partner, client, as_user, ada, bo):
    asked = Sponsorship.invite(vigil, partner, by=ada)
    link, page = asked.link(bo), host.get_absolute_url()
    feed = client.get("/events.ics").headers["ETag"]

    queue.post(f"/review/groups/{host.slug}/suspension/", {"note": "It is not who it says."})

    codes = [client.get(path).status_code for path in (page, vigil.get_absolute_url(), link)]
    assert codes == [404, 404, 404]
    assert client.get("/events.ics").headers["ETag"] != feed
    assert as_user(ada).get(f"/desk/events/{vigil.slug}/").status_code == 404
    assert "It is not who it says." in text(as_user(ada).get(f"/desk/groups/{host.slug}/standing/"))


def test_reinstated_it_is_as_before_but_what_it_asked_stays_closed(queue, host, vigil, partner, client, ada, bo):
    asked = Sponsorship.invite(vigil, partner, by=ada)
    queue.post(f"/review/groups/{host.slug}/suspension/", {"note": "It is not who it says."})
    queue.post(f"/review/groups/{host.slug}/reinstatement/", {"note": "It is."})

    asked.refresh_from_db()
    assert (client.get(vigil.get_absolute_url()).status_code, asked.state) == (200, "expired")
    assert [factories.mail(letter).subject for letter in factories.letters("case")[1:]] == [
        "Friends of Sanctuary Schools is shown again"
    ]


def test_a_group_is_retired_once_nothing_of_it_runs_and_comes_back_within_thirty_days(host, vigil, ada):
    with pytest.raises(ValidationError) as refusal:
        host.retire(by=ada)
    vigil.cancel(by=ada)
    host.retire(by=ada)
    retired = host.state

    with time_machine.travel(timezone.now() + timedelta(days=31)), pytest.raises(ValidationError) as late:
        host.revive(by=ada)
    host.revive(by=ada)

    assert (refusal.value.code, retired, late.value.code, host.state) == ("running", "retired", "too_late", "listed")
    assert factories.recipients("group_retired") == [ada.email]


def test_retiring_wants_a_fresh_sign_in(as_user, host, ada):
    response = as_user(ada).post(f"/desk/groups/{host.slug}/retirement/")

    host.refresh_from_db()
    assert ("reauthenticate" in response.headers["Location"], host.state) == (True, "listed")


# What was changed while she read


@pytest.mark.parametrize("state", ["listed", "in_review"])
def test_a_name_that_was_changed_while_she_read_is_not_confirmed(ada, mo, as_user, settings, state):
    settings.MODERATORS_NEED_SECOND_FACTOR = False
    group = factories.group("Harbour Choir", coordinator=ada, state=state)
    group.propose_name("Harbour Singers", by=ada)
    case, queue = Case.objects.get(), as_user(mo)
    seen = queue.get(f"/review/{case.pk}/").context["case"].as_it_is
    group.propose_name("Party for Socialism and Liberation", by=ada)

    response = queue.post(f"/review/{case.pk}/confirmation/", {"seen": seen})
    group.refresh_from_db()

    assert (response.status_code, group.state, Case.objects.get().is_pending) == (422, state, True)
    assert (group.is_listed and group.name) in (False, "Harbour Choir")
    again = queue.post(f"/review/{case.pk}/confirmation/", {"seen": response.context["case"].as_it_is})
    assert (again.status_code, Case.objects.get().is_confirmed) == (302, True)


def test_what_is_called_for_is_not_confirmed_once_it_says_something_else(host, ada, mo, as_user, settings):
    settings.MODERATORS_NEED_SECOND_FACTOR = False
    series = factories.series(host, by=ada, announced=False)
    series.announce(by=ada)
    case, queue = Case.objects.get(), as_user(mo)
    seen = queue.get(f"/review/{case.pk}/").context["case"].as_it_is
    series.describe(title="Riverside Tenants Union calls", by=ada)

    assert queue.post(f"/review/{case.pk}/confirmation/", {"seen": seen}).status_code == 422
    series.refresh_from_db()
    assert not series.is_public

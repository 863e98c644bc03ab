"""Where scripts shorten the way: a part of a page changes in its place; where it does not come, the form still goes."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils.formats import date_format

from places.loading import load
from tests import factories
from tests.person import Person
from tests.places.conftest import written

pytest_plugins = ["tests.browser"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Until no part of the page has been on its way for sixteen frames: a change of a field asks a moment later.
CALM = """() => new Promise(done => {
    let calm = 0;
    const look = () => {
        calm = document.querySelector("[aria-busy=true]") ? 0 : calm + 1;
        calm > 16 ? done() : requestAnimationFrame(look);
    };
    look();
})"""
MARK = "document.body.dataset.mark = 'the same page'"


@pytest.fixture
def ada(chromium, site, tmp_path, transactional_db):
    """Ada at her desk: a wide screen in the dark."""
    load(written(tmp_path))
    factories.group("Friends of Sanctuary Schools", coordinator=factories.person("ada"))
    ada = Person(chromium, site, width=1280, dark=True)
    ada.opens("/account/login/?next=/desk/events/new/")
    ada.fills(login="ada@example.org", password="ada-has-a-password")
    ada.presses("Sign in")
    yield ada
    ada.context.close()


def writes_a_rule(ada: Person) -> None:
    first = factories.next_weekday(5)
    last = factories.next_weekday(5, weeks=3)
    ada.fills(title="Saturday vigil", venue="Oak Plaza", town="Akron, OH")
    ada.fills(start_time="12:00", minutes="120", first_day=f"{first}", until=f"{last}")


def is_the_same_page(person: Person) -> bool:
    return person.page.evaluate("document.body.dataset.mark") == "the same page"


def test_the_dates_appear_in_their_place_and_what_was_typed_stays(ada):
    writes_a_rule(ada)
    ada.page.evaluate(MARK)

    ada.page.get_by_role("button", name="Show the dates").click()
    ada.page.locator("#preview .occ").nth(3).wait_for()

    ada.page.evaluate(CALM)  # what was typed last asks for the dates as well
    ada.reads()
    ada.sees("4 dates: Every Saturday at noon", date_format(factories.next_weekday(5, weeks=3)))
    assert is_the_same_page(ada)
    assert ada.page.input_value("[name=title]") == "Saturday vigil"
    assert ada.page.evaluate("document.activeElement.textContent") == "Show the dates"


def test_where_the_fragment_does_not_come_the_form_goes_the_ordinary_way(ada):
    writes_a_rule(ada)
    ada.page.evaluate(MARK)
    ada.page.route("**/desk/events/new/", lambda route: route.abort(), times=1)

    ada.page.get_by_role("button", name="Show the dates").click()
    ada.page.locator("#preview .occ").nth(3).wait_for()

    assert not is_the_same_page(ada)
    assert ada.page.input_value("[name=title]") == "Saturday vigil"


def test_the_list_follows_its_filters_in_place(ada):
    host = factories.group("Riverside Tenants Union")
    factories.series(host, title="Rally for buses", kind="rally")
    factories.series(host, title="Quiet vigil", kind="vigil")
    ada.opens("/")
    ada.sees("2 gatherings coming up")
    ada.page.evaluate(MARK)

    ada.page.get_by_role("link", name="Vigil", exact=True).click()
    ada.page.get_by_text("1 gathering coming up").wait_for()
    ada.fills(near="Akron, OH")
    ada.page.get_by_role("button", name="Show").click()
    ada.page.get_by_text("1 gathering near Akron").wait_for()

    ada.reads()
    assert is_the_same_page(ada)
    assert "Rally for buses" not in ada.text
    asked = parse_qs(urlsplit(ada.page.url).query)
    assert (asked["kind"], asked["near"]) == (["vigil"], ["Akron, OH"])
    ada.fills(near="Nowhereville")
    ada.page.get_by_role("button", name="Show").click()
    ada.page.locator("#problems:focus").wait_for()
    assert ada.page.title().startswith("Error: ")
    ada.page.go_back()
    ada.page.get_by_text("1 gathering near Akron").wait_for()
    ada.sees("1 gathering near Akron", "Quiet vigil")

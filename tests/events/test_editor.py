"""The page where a series is written: what it begins with, and what it says of an odd rule before anybody is told."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from tests import factories
from tests.events.test_flows import series_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def show(as_user, akron, host, ada):
    """Press "Show the dates" over a filling; its words."""

    def words(**fields) -> str:
        page = as_user(ada).post("/desk/events/new/", series_form(host, **fields) | {"preview": "1"})
        return unescape(page.content.decode())

    return words


def days(number: int):
    return timezone.localdate() + timedelta(days=number)


def test_with_one_group_there_is_nothing_to_choose(as_user, host, ada):
    host.stock = "mint"
    host.save()
    page = as_user(ada).get("/desk/events/new/").content.decode()

    options = re.search(r'<select name="host".*?</select>', page, re.DOTALL)[0]
    assert re.findall(r'<option value="(\d*)"( selected)?>', options) == [(str(host.pk), " selected")]
    assert re.findall(r'name="stock" value="(\w+)"[^>]* checked', page) == ["mint"]


def test_a_day_that_is_no_date_explains_the_first_one(show):
    saturday = factories.next_weekday(5)
    monday = saturday + timedelta(days=2)
    page = show(weekdays=["0"], first_day=saturday.isoformat(), until=(saturday + timedelta(days=1)).isoformat())

    assert (
        f"{date_format(saturday)} is no date of it: the first one is {date_format(monday)}. "
        "Choose a last day no earlier than that." in page
    )


@pytest.mark.parametrize(
    ("first", "until", "warning"),
    [(-20, -6, "Every date is in the past."), (-7, 14, "1 date is in the past."), (7, 14, None)],
)
def test_dates_in_the_past_are_pointed_out(show, first, until, warning):
    page = show(weekdays=[], first_day=days(first).isoformat(), until=days(until).isoformat())

    assert re.findall(r"[^>]* in the past\.", page) == ([warning] if warning else [])
    assert ('class="note note--go"' in page) == (warning is None)


def test_the_hour_is_that_of_the_town(show):
    assert "Akron time" in show()


def test_what_is_wrong_is_listed_as_it_stands_on_the_page(as_user, host, ada):
    typed = series_form(host, title="", town="", venue="", start_time="", first_day="", until="", about="x" * 10_001)
    page = as_user(ada).post("/desk/events/new/", typed).content.decode()
    problems = re.search(r'id="problems".*?</ul>', page, re.DOTALL)[0]
    named = re.findall(r'href="#id_(\w+)">', problems)

    assert named == sorted(named, key=lambda name: page.index(f' id="id_{name}"'))
    assert "Title: this is needed." in problems


def test_a_first_day_that_is_no_date_says_which_is(show):
    saturday = factories.next_weekday(5)
    monday = saturday + timedelta(days=2)
    page = show(weekdays=["0"], first_day=saturday.isoformat())

    assert f"{date_format(saturday)} is no date of it: the first one is {date_format(monday)}." in page


def test_the_renewal_day_of_an_open_series_is_said(show):
    saturday = factories.next_weekday(5)
    page = show(open_ended="on", until="")

    assert f"on {date_format(saturday + timedelta(weeks=26))} we ask you whether it goes on." in page


def test_a_rule_by_the_31st_says_which_months_have_none(show):
    page = show(repeat="month-1", nth="day", monthday="31", first_day="2027-01-31", until="2027-07-31")

    assert "February, April and June have no 31st, and so no date." in page


def test_what_a_live_rule_lacks_is_said_but_not_what_is_not_typed_yet(as_user, akron, host, ada):
    typed = series_form(host, first_day="2027-01-02", until="2026-01-02") | {"title": "", "preview": "1"}
    page = as_user(ada).post("/desk/events/new/", typed, headers={"HX-Request": "true", "HX-Target": "preview"})

    assert re.findall(r"<span>([^<]+)</span></p>", page.content.decode()) == [
        "The last date must come after the first, 2 January 2027."
    ]

"""Your week: what needs somebody, counted and ended, and the next date in numbers."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from events import next_date, week
from events.models import Attendance, Occurrence, Series, Sponsorship
from orgs import needs
from orgs.models import CoordinatorChange, Handover, Invitation, JoinRequest
from orgs.needs import Need
from tests import factories
from tests.events.test_desk import words
from tests.events.test_flows import text

pytestmark = pytest.mark.django_db

WEDNESDAY = "2026-11-18 17:00:00+00:00"


@pytest.fixture
def asking(vigil, partner, bo) -> Sponsorship:
    return Sponsorship.request(vigil, partner, by=bo)


def keys(user) -> list[str]:
    return [need.key for need in needs.of(user)]


# What waits


def test_a_group_that_asks_to_stand_beside_is_welcomed_on_the_desk(as_user, asking, ada):
    [need] = needs.of(ada)
    browser = as_user(ada)
    assert f'action="{need.acts[0].url}"' in text(browser.get("/desk/"))

    response = browser.post(need.acts[0].url, {"pressed_on": "desk", **need.acts[0].fields})

    asking.refresh_from_db()
    assert (response.status_code, response["Location"], asking.state) == (302, "/desk/", "accepted")
    assert keys(ada) == []


def test_a_press_elsewhere_leads_where_it_always_led(as_user, vigil, ada):
    Series.objects.filter(pk=vigil.pk).update(asked_at=timezone.now())

    there = as_user(ada).post(f"/desk/events/{vigil.slug}/confirmation/")

    assert there["Location"] == f"/desk/events/{vigil.slug}/"


def test_what_is_wrong_in_a_press_is_answered_by_its_own_page(as_user, vigil, partner, ada, bo):
    invitation = Sponsorship.invite(vigil, partner, by=ada)

    response = as_user(bo).post(f"/sponsorships/{invitation.pk}/acceptance/", {"pressed_on": "desk"})

    assert response.status_code == 422


def test_a_visitor_who_presses_signs_in_first(client, vigil):
    response = client.post(f"/desk/events/{vigil.slug}/confirmation/", {"pressed_on": "desk"})

    assert response["Location"].startswith("/account/")


def test_people_and_places_wait_with_their_buttons(host, partner, ada, cy, dee):
    JoinRequest.ask(host, by=dee, word="We met on Tuesday")
    place = host.memberships.select_related("organization", "user").get(user=cy)
    Handover.offer(place, afterwards="organizer", by=ada)
    change = CoordinatorChange.ask(place, "promote", by=ada)
    Invitation.invite(partner, ada.email, role="member", by=partner.coordinators()[0])

    acts = {need.key.partition(":")[0]: [act.label for act in need.acts] for need in needs.of(ada)}

    assert keys(cy) == [f"handover:{Handover.objects.get().pk}"]
    assert needs.of(ada)[0].due == change.open_until
    assert acts == {
        "coordinator-change": ["Look at it"],
        "invitation": ["Join", "No, thank you"],
        "join": ["Let in as a member", "Look first"],
    }


def test_a_member_is_not_asked_what_organizers_decide(vigil, asking, cy, dee):
    assert (keys(cy), keys(dee)) == ([], [])


def test_a_draft_waits_once_its_first_date_is_near(host, ada):
    near = factories.series(host, by=ada, announced=False)
    factories.series(host, by=ada, announced=False, first=factories.next_weekday(5, weeks=3))

    assert keys(ada) == [f"draft:{near.pk}"]


def test_a_draft_whose_first_date_has_passed_is_late(host, ada):
    factories.series(host, by=ada, announced=False, first=factories.next_weekday(5, weeks=-2))

    [need] = needs.of(ada)

    assert (need.is_late, need.by_when[:10]) == (True, "Late since")


def test_a_postponed_date_waits_for_its_new_day(vigil, ada):
    date = vigil.occurrences.order_by("day").first()
    date.postpone(by=ada)

    assert keys(ada) == [f"postponed:{date.pk}"]


# The headline


def said(sources, *found: Need, user) -> str:
    needs.register("all", lambda _user: list(found))
    return week.of(user).headline


@pytest.fixture
def sources(monkeypatch):
    monkeypatch.setattr(needs, "_sources", {})


@time_machine.travel(WEDNESDAY)
def test_things_before_the_next_date_are_counted_in_words(sources, host, ada):
    factories.series(host, by=ada)
    things = [Need(f"one:{number}", "") for number in range(3)]

    assert said(sources, *things, user=ada) == "Three things before Saturday"


@time_machine.travel(WEDNESDAY)
def test_without_a_date_they_are_this_week_s(sources, host, ada):
    assert said(sources, Need("one", ""), user=ada) == "One thing this week"
    assert said(sources, *[Need(f"one:{number}", "") for number in range(12)], user=ada) == "12 things this week"


@time_machine.travel("2026-11-21 12:00:00+00:00")
def test_on_the_day_itself_they_are_today_s(sources, host, ada):
    with timezone.override("America/New_York"):
        factories.series(host, by=ada, first=timezone.localdate())

        assert said(sources, Need("one", ""), user=ada) == "One thing today"


@time_machine.travel(WEDNESDAY)
def test_what_is_due_after_the_date_can_wait(sources, host, ada):
    factories.series(host, by=ada)
    today = timezone.localdate()
    given = [Need(f"in {days}", "", due=today + timedelta(days=days)) for days in (3, 4, 7, 8)]
    needs.register("all", lambda _user: given)

    found = week.of(ada)

    sorted_out = [[need.key for need in some] for some in (found.now, found.soon, found.later)]
    assert sorted_out == [["in 3"], ["in 4", "in 7"], ["in 8"]]


def test_nothing_to_do_is_said_with_the_next_day(as_user, vigil, ada):
    day = vigil.occurrences.order_by("day").first().day

    page = words(as_user(ada).get("/desk/"))

    assert ("Nothing needs you" in page, f"See you on {day:%A}." in page) == (True, True)


# The number in the dock


def test_the_dock_counts_what_waits_and_forgets_it_at_a_press(as_user, asking, ada):
    browser = as_user(ada)
    assert 'class="count">1<' in text(browser.get("/account/"))
    asking.decline(by=ada)
    assert 'class="count">1<' in text(browser.get("/account/"))

    browser.post("/account/", {"name": "Ada"})

    assert 'class="count"' not in text(browser.get("/account/"))


def test_fifty_things_are_a_list(as_user, vigil, ada):
    for number in range(50):
        partner = factories.group(f"Group {number}", coordinator=factories.person(f"person{number}"))
        Sponsorship.request(vigil, partner, by=partner.coordinators()[0])

    page = text(as_user(ada).get("/desk/"))

    assert (page.count(">Welcome them "), "50 things" in page) == (50, True)
    assert page.partition("40 more</summary>")[0].count(">Welcome them ") == 10


# The next date in numbers


@pytest.fixture
def run(host, ada) -> Series:
    """A vigil that has taken place for three weeks and goes on."""
    series = factories.series(host, by=ada, announced=False, first=factories.next_weekday(5, weeks=-4))
    series.announce(by=ada)
    Series.objects.filter(pk=series.pk).update(shown_at=timezone.now())
    series.roll()
    return series


def test_the_next_date_is_told_in_numbers(vigil, partner, asking, ada):
    asking.accept(by=ada)
    date = vigil.occurrences.order_by("day").for_cards().first()
    factories.coming(vigil, date, people=3)
    factories.coming(vigil, people=2)

    found = next_date.numbers(date)

    assert (found.coming, found.co_sponsors, found.times, found.bars) == (5, 1, 1, [])


def test_the_desk_shows_the_numbers_of_what_she_runs_alone(as_user, vigil, asking, ada, bo):
    asking.accept(by=ada)

    assert "Said they’ll come" in words(as_user(ada).get("/desk/"))
    assert "Said they’ll come" not in words(as_user(bo).get("/desk/"))


def test_a_co_sponsor_reads_what_her_own_group_hopes_to_bring(as_user, vigil, partner, ada, bo):
    invitation = Sponsorship.invite(vigil, partner, by=ada)
    invitation.accept(by=bo, pledge=8)

    assert "Riverside Tenants Union hopes to bring 8." in words(as_user(bo).get("/desk/"))


def test_every_date_counts_from_when_it_was_said(run, ada):
    past = list(run.occurrences.past().order_by("day"))
    factories.coming(run, people=2)
    Attendance.objects.create(series=run, occurrence=past[-1], people=5)

    found = next_date.numbers(week.hers(ada)[0])

    assert [number for _date, number in found.before][-2:] == [0, 5]
    assert found.coming == 2


def test_a_cancelled_date_is_no_bar(run, ada):
    Occurrence.objects.filter(pk=run.occurrences.past().first().pk).update(state="cancelled")

    assert len(next_date.numbers(week.hers(ada)[0]).before) == run.occurrences.past().count() - 1


def test_the_chart_says_its_numbers_in_words_and_as_a_table(as_user, run, ada):
    Attendance.objects.create(series=run, occurrence=run.occurrences.past().last(), people=5)

    page = text(as_user(ada).get("/desk/"))

    assert re.search(
        r"<title[^>]*>People who said yes to the last \d dates: [0-9, ]*5\. So far for this one: 0\.", page
    )
    assert ("The same numbers as a table" in page, "style=" in page) == (True, False)


# Done this week


def test_what_she_did_this_week_is_told(as_user, asking, vigil, ada):
    asking.accept(by=ada)

    page = words(as_user(ada).get("/desk/"))

    assert "You welcomed Riverside Tenants Union under “Saturday vigil”" in page


def test_what_others_did_and_what_is_older_is_not(asking, ada, bo):
    since = timezone.now() - timedelta(days=7)
    asking.accept(by=ada)

    with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
        assert needs.done_by(ada, timezone.now() - timedelta(days=7)) == []
    assert not any("welcomed" in sentence for sentence in needs.done_by(bo, since))


def test_a_co_sponsor_reads_who_comes_by_its_own_link(as_user, vigil, partner, ada, bo):
    signed = Sponsorship.invite(vigil, partner, by=ada)
    signed.accept(by=bo)
    date = vigil.occurrences.order_by("day").first()
    Attendance.come(vigil, [date], people=4, via=partner)

    assert "4 people said yes by the link of Riverside Tenants Union." in words(as_user(bo).get("/desk/"))


def test_words_that_changed_after_a_group_signed_wait_for_it(as_user, vigil, partner, ada, bo):
    signed = Sponsorship.invite(vigil, partner, by=ada)
    signed.accept(by=bo)
    Sponsorship.objects.filter(pk=signed.pk).update(asked_version=2)

    [need] = needs.of(bo)

    assert (need.key, need.acts[0].label) == (f"text:{signed.pk}", "Read what changed")
    assert as_user(bo).get(need.acts[0].url).status_code == 200

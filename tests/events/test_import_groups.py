"""A file cannot sign for a group; an operator may say that it agreed, but for groups with people of their own."""

import pytest

from events.models import Series, Sponsorship
from orgs.models import Organization, User
from outbox.models import Message
from places.models import Place
from tests.events.sheets import ROW, brought

pytestmark = pytest.mark.django_db

TWO = {"series_id": "two", "organizations": "Elm Street Tenants; Café Workers; elm street  tenants"}


def place_in(locality: str) -> Place:
    return Place.objects.create(
        name=locality, locality=locality, region="OH", latitude=41, longitude=-81, time_zone="America/New_York"
    )


@pytest.fixture
def cafe_workers(db):
    """A group with a person of its own, listed."""
    ada = User.objects.create_user("ada@example.org")
    group = Organization.register(name="Cafe Workers", kind="union", by=ada, place=place_in("Akron"))
    group.enlist(by=ada)
    return group


def states() -> tuple:
    """Of the groups, the series and what was signed, in the order they were made."""
    return (
        [group.state for group in Organization.objects.order_by("pk")],
        [series.state for series in Series.objects.order_by("pk")],
        [sponsorship.state for sponsorship in Sponsorship.objects.order_by("pk")],
    )


def test_groups_of_a_file_are_drafts_and_unnamed():
    brought(TWO)

    assert states() == (["draft", "draft"], ["draft"], ["pending"])
    assert list(Organization.objects.listed()) == list(Series.objects.public()) == []
    assert list(Sponsorship.objects.public()) == []
    assert Message.objects.count() == 0


def test_agreed_groups_are_listed_and_the_series_announced():
    brought(TWO, agreed=True)

    assert states() == (["listed", "listed"], ["ended"], ["accepted"])
    sponsorship = Sponsorship.objects.get()
    assert (sponsorship.organization.name, sponsorship.authority) == ("Café Workers", "delegation")
    assert (sponsorship.signed_as, sponsorship.decided_by) == ("import", None)
    assert Message.objects.count() == 0


def test_agreed_afterwards_adds_to_what_the_first_run_made():
    brought(TWO)
    again = brought(TWO, agreed=True)
    third = brought(TWO, agreed=True)

    assert [outcome.verdict for outcome in again + third] == ["agreed", "unchanged"]
    assert states() == (["listed", "listed"], ["ended"], ["accepted"])


def test_invitation_that_expired_meanwhile_is_signed_all_the_same():
    brought(TWO)
    Sponsorship.objects.update(state="expired", decided_at="2024-01-01T00:00Z")

    brought(TWO, agreed=True)

    assert states()[2] == ["expired", "accepted"]


def test_drafts_follow_the_options_until_they_are_announced():
    brought(TWO)

    brought(TWO, agreed=True, shift_weeks=52)

    assert Series.objects.get().first_day.isoformat() == "2025-03-01"


def test_agreed_is_not_taken_back_by_a_run_without_it():
    brought(TWO, agreed=True)

    (outcome,) = brought(TWO)

    assert outcome.verdict == "unchanged"
    assert states() == (["listed", "listed"], ["ended"], ["accepted"])


def test_groups_of_one_name_and_town_are_one_group():
    brought(
        {"series_id": "a", "organizations": "Café Workers"},
        {"series_id": "b", "organizations": "CAFE WORKERS"},
        {"series_id": "c", "organizations": "Cafe Workers", "locality": "Canton"},
    )

    assert [group.place.locality for group in Organization.objects.order_by("pk")] == ["Akron", "Canton"]


@pytest.mark.parametrize("agreed", [False, True])
def test_group_with_people_is_not_made_a_host(cafe_workers, agreed):
    (outcome,) = brought({"organizations": "Café Workers"}, agreed=agreed)

    assert outcome.code == "has_people"
    assert outcome.sentence == "“Cafe Workers” is here already and has its own people: invite it on the site."
    assert Series.objects.count() == 0


@pytest.mark.parametrize("agreed", [False, True])
def test_group_with_people_is_left_out_beside_a_host(cafe_workers, agreed):
    (outcome,) = brought(TWO, agreed=agreed)

    assert outcome.notes == ("Left out: “Cafe Workers” is here already and has its own people: invite it on the site.",)
    assert Sponsorship.objects.count() == 0


def test_group_with_people_that_says_no_town_may_be_the_one_meant(cafe_workers):
    Organization.objects.update(place=None)

    (outcome,) = brought({"organizations": "Café Workers"})

    assert outcome.code == "has_people"


def test_host_that_has_people_by_now_announces_for_itself():
    brought(TWO)
    ada = User.objects.create_user("ada@example.org")
    Organization.objects.get(name="Elm Street Tenants").memberships.create(user=ada, role="coordinator")

    (outcome,) = brought(TWO, agreed=True)

    assert outcome.code == "has_people"
    assert states() == (["draft", "draft"], ["draft"], ["pending"])


@pytest.mark.parametrize("state", ["suspended", "retired"])
def test_suspended_group_is_not_brought_back(state):
    brought(TWO)
    Organization.objects.filter(name="Elm Street Tenants").update(state=state)

    (outcome,) = brought(TWO | {"series_id": "another"}, agreed=True)

    assert outcome.code == "not_free"
    assert states()[0] == [state, "draft"]


def test_group_that_withdrew_is_not_signed_again():
    brought(TWO, agreed=True)
    Sponsorship.objects.get().withdraw(by=User.objects.create_user("bo@example.org"))

    (outcome,) = brought(TWO, agreed=True)

    assert outcome.verdict == "unchanged"
    assert states()[2] == ["withdrawn"]


def test_failure_in_the_middle_of_a_row_leaves_nothing_of_it(monkeypatch):
    from django.db import IntegrityError

    def fail(*args, **kwargs):
        raise IntegrityError

    monkeypatch.setattr(Sponsorship, "foresee", fail)
    (outcome,) = brought(TWO)
    assert (outcome.code, Organization.objects.count(), Place.objects.count()) == ("changed_meanwhile", 0, 0)

    monkeypatch.undo()
    brought(TWO)
    assert states() == (["draft", "draft"], ["draft"], ["pending"])


def test_queries_do_not_grow_with_what_is_known(django_assert_num_queries):
    rows = [{"series_id": str(number), "organizations": f"Group {number}; Beside {number}"} for number in range(5)]
    brought(*rows)

    with django_assert_num_queries(3):
        brought(*rows)


def test_rows_of_the_template_need_no_more_than_the_least():
    assert set(ROW) - {"state", "country", "lat", "lon", "timezone"} == {
        "organizations",
        "locality",
        "first_date",
        "last_date",
    }

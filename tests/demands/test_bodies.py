"""The pages of bodies, in public and at the desk."""

from datetime import date

import pytest
from django.urls import reverse

from demands.models import Body
from places.models import Jurisdiction
from tests import factories
from tests.places.conftest import gazetteer  # noqa: F401 - a fixture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gazetteer")]

COUNCIL = {"name": "Akron City Council", "kind": "city_council", "town": "Akron, OH", "spot": "", "venue": "City Hall"}


@pytest.fixture
def council(host, ada):
    made = factories.body(host, seats=3, agenda_url="https://akron.example.org/agenda")
    seat = made.seats.first()
    made.seat_somebody(seat, by=ada, group=host, holder="Member for District 1", since=date(2024, 1, 1))
    return made


def typed(host, **changes):
    return COUNCIL | {"group": host.pk, "seats": "13"} | changes


def test_list_finds_by_name_kind_and_town(client, council, host):
    factories.body(
        host,
        "Tucson School Board",
        kind="school_board",
        place=factories.town(locality="Tucson", region="AZ", latitude=32.22, longitude=-110.97),
    )

    def shown(query):
        return [body.name for body in client.get(f"/bodies/?{query}").context["bodies"]]

    assert shown("") == ["Akron City Council", "Tucson School Board"]
    assert shown("q=council") == ["Akron City Council"]
    assert shown("kind=school_board") == ["Tucson School Board"]
    assert shown("near=44308") == ["Akron City Council"]


def test_town_that_nobody_knows_is_said(client, council):
    page = client.get("/bodies/?near=Atlantis")

    assert "We do not know" in page.content.decode()


def test_page_says_what_it_can_decide_who_sits_and_who_changed_it(client, council, host):
    page = client.get(council.get_absolute_url()).content.decode()

    assert "Member for District 1" in page
    assert "2 of 3 votes are needed." in page
    assert "An ordinance" in page
    assert f"Changed by {host}" in page
    assert "https://akron.example.org/agenda" in page


def test_page_shows_demands_that_everybody_sees(client, council, host, ada):
    factories.demand(host, by=ada, body=council, title="Seen by all")
    factories.demand(host, by=ada, body=council, title="Still a draft", put=False)

    page = client.get(council.get_absolute_url()).content.decode()

    assert ("Seen by all" in page, "Still a draft" in page) == (True, False)


def test_data_speaks_open_civic_data(client, council):
    found = client.get(f"/bodies/{council.slug}.json").json()

    assert (found["name"], found["classification"]) == ("Akron City Council", "city_council")
    assert found["posts"][0] == {
        "label": "Seat 1",
        "sort": 1,
        "membership": {"person_name": "Member for District 1", "start_date": "2024-01-01", "end_date": None},
    }


def test_town_and_kind_come_first_and_the_name_is_offered(client, host, ada):
    client.force_login(ada)

    page = client.get("/desk/bodies/new/?town=Akron,+OH&kind=county_board")

    assert page.context["form"]["name"].value() == "Summit County Board"
    assert Jurisdiction.objects.count() == 0


def test_what_is_here_already_is_shown_before(client, host, ada, council):
    client.force_login(ada)

    page = client.get("/desk/bodies/new/?town=Akron,+OH&kind=city_council")

    assert page.context["likely"] == [council]


def test_body_is_written_down_with_its_seats_and_division(client, host, ada):
    client.force_login(ada)

    answer = client.post("/desk/bodies/new/", typed(host))

    made = Body.objects.get()
    assert answer.url == reverse("demands:body-desk", args=[made.slug])
    assert made.jurisdiction.ocd_id == "ocd-division/country:us/state:oh/place:akron"
    assert (made.seats.count(), made.place.name, made.written_for) == (13, "City Hall", host)


def test_same_body_is_not_made_twice(client, host, ada, council):
    client.force_login(ada)

    first = client.post("/desk/bodies/new/", typed(host, name="City Council of Akron"))
    exactly = client.post("/desk/bodies/new/", typed(host, another=str(council.pk)))

    assert (first.status_code, exactly.status_code) == (422, 422)
    assert first.context["form"].likely == [council]
    assert Body.objects.count() == 1


def test_another_one_of_its_kind_is_made_after_a_look(client, host, ada, council):
    client.force_login(ada)

    client.post("/desk/bodies/new/", typed(host, name="Council of the Old Town", another=str(council.pk)))

    assert Body.objects.count() == 2


def test_who_organizes_no_listed_group_is_told_who_may(client, dee):
    client.force_login(dee)

    assert client.get("/desk/bodies/new/").url == "/bodies/"


def test_facts_are_changed_and_the_place_stays_where_it_is_the_same(client, host, ada, council):
    client.force_login(ada)
    place = council.place_id
    form = client.get(f"/desk/bodies/{council.slug}/").context["facts_form"]
    said = {name: form[name].value() or "" for name in form.fields}

    client.post(f"/desk/bodies/{council.slug}/", said | {"how_to_speak": "Sign up by noon."})

    council.refresh_from_db()
    assert (council.how_to_speak, council.place_id) == ("Sign up by noon.", place)


def test_seats_and_terms_are_kept_at_the_desk(client, host, ada, council):
    client.force_login(ada)
    desk = f"/desk/bodies/{council.slug}/"
    seat = council.seats.get(name="Seat 2")

    client.post(f"{desk}seats/", {"names": "At large\n\nChair"})
    client.post(f"{desk}seats/{seat.pk}/", {"name": "District 2", "place": "1"})
    client.post(f"{desk}seats/{seat.pk}/terms/", {"holder": "Member for District 2", "since": "2026-01-01"})

    names = [(seat.name, seat.term and seat.term.holder) for seat in council.seats_on(date(2026, 2, 1))]
    assert names == [
        ("District 2", "Member for District 2"),
        ("Seat 1", "Member for District 1"),
        ("Seat 3", None),
        ("At large", None),
        ("Chair", None),
    ]


def test_term_that_never_was_is_taken_out(client, host, ada, council):
    client.force_login(ada)
    term = council.seats.first().terms.get()

    client.post(f"/desk/bodies/{council.slug}/terms/{term.pk}/deletion/")

    assert not council.seats.first().terms.exists()


@pytest.mark.parametrize("path", ["", "seats/{seat}/", "terms/{term}/"])
def test_others_find_no_desk_of_it(client, bo, council, partner, path):
    client.force_login(bo)
    seat = council.seats.first()

    page = client.get(f"/desk/bodies/{council.slug}/" + path.format(seat=seat.pk, term=seat.terms.get().pk))

    assert page.status_code == 404


def test_page_of_a_body_begins_a_demand_to_it(client, host, ada, council):
    client.force_login(ada)

    page = client.get(f"/desk/demands/new/?body={council.slug}")

    assert page.context["form"]["body"].value() == council


def test_page_of_a_demand_leads_to_who_decides(client, host, ada, council):
    demand = factories.demand(host, by=ada, body=council)

    assert f'href="{council.get_absolute_url()}"' in client.get(demand.get_absolute_url()).content.decode()


def test_its_data_are_sent_again_only_once_they_say_something_else(client, council):
    path = f"/bodies/{council.slug}.json"
    etag = client.get(path).headers["ETag"]

    same = client.get(path, headers={"If-None-Match": etag})
    council.__class__.objects.filter(pk=council.pk).update(name="Council of the whole town")
    other = client.get(path, headers={"If-None-Match": etag})

    assert (same.status_code, other.status_code) == (304, 200)


def test_who_decides_is_found_from_the_demands_and_from_every_page(client):
    assert '<a href="/bodies/">Who decides</a>' in client.get("/demands/").content.decode()
    assert '<a href="/bodies/">Who decides</a>' in client.get("/").content.decode()

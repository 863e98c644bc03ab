"""The desk of a group: its organizers change the words, its coordinators the rest."""

import pytest

from events.models import Series
from orgs.models import AuditEntry
from tests import factories
from tests.events.test_flows import text

pytestmark = pytest.mark.django_db

SAID = {"about": "We stand.", "kind": "peace", "town": "44308", "languages": ["es"], "stock": "sky"}


@pytest.fixture
def desk(host):
    return f"/desk/groups/{host.slug}/"


@pytest.fixture
def erin(host):
    erin = factories.person("erin")
    factories.join(host, erin, "organizer")
    return erin


def test_a_coordinator_changes_everything_and_it_is_on_record(as_user, akron, host, ada, desk):
    response = as_user(ada).post(desk, SAID | {"contact_email": "hello@example.org", "private_contact": "ring June"})
    host.refresh_from_db()

    assert response.headers["Location"] == desk
    assert (host.about, host.kind, host.contact_email, host.languages) == (
        "We stand.",
        "peace",
        "hello@example.org",
        ["es"],
    )
    assert AuditEntry.objects.get(verb="group_described").actor == ada


def test_an_organizer_changes_the_words_alone(as_user, akron, host, erin, desk):
    as_user(erin).post(desk, SAID | {"contact_email": "erin@example.org", "also_called": "Erin’s"})
    host.refresh_from_db()

    assert (host.about, host.kind, host.contact_email, list(host.names.others())) == ("We stand.", "tenants", "", [])


def test_an_organizer_reads_no_private_contact_and_proposes_no_name(as_user, host, ada, erin, desk):
    host.describe(by=ada, private_contact="ring June")

    assert "ring June" not in text(as_user(erin).get(desk))
    assert as_user(erin).post(f"{desk}name/", {"name": "Choir"}).status_code == 404


@pytest.mark.parametrize(("name", "status"), [("ada", 200), ("cy", 404), ("dee", 404), ("bo", 404), ("mo", 404)])
def test_whose_desk_it_is(as_user, desk, name, status, request):
    assert as_user(request.getfixturevalue(name)).get(desk).status_code == status


def test_a_town_left_as_it_was_stays_the_same_place(as_user, akron, host, ada, desk):
    before = host.place_id
    as_user(ada).post(desk, SAID | {"town": "Akron, OH"})
    host.refresh_from_db()

    assert host.place_id == before


def test_a_new_name_waits_and_the_page_says_so(as_user, host, ada, desk, client):
    as_user(ada).post(f"{desk}name/", {"name": "Harbour Choir"})

    assert "You asked to be called “Harbour Choir”" in text(as_user(ada).get(desk))
    assert "Harbour Choir" not in text(client.get(host.get_absolute_url()))


def test_an_empty_name_is_said_so_and_nothing_is_lost(as_user, host, ada, desk):
    response = as_user(ada).post(f"{desk}name/", {"name": ""})

    assert response.status_code == 422
    assert host.name in text(response)


def test_feeds_that_show_a_group_change_with_its_name(host, ada, mo, vigil):
    before = vigil.revision
    host.propose_name("Harbour Choir", by=ada)
    host.take_name(by=mo)

    assert Series.objects.get().revision > before


def test_the_desk_and_the_page_lead_to_it(as_user, host, ada, cy, desk):
    pages, link = ["/desk/", host.get_absolute_url()], f'href="{desk}"'

    assert [link in text(as_user(ada).get(page)) for page in pages] == [True, True]
    assert [link in text(as_user(cy).get(page)) for page in pages] == [False, False]


@pytest.mark.parametrize("typed", ["Riverside Tenants Union", "RIVERSIDE  tenants’ union", "riverside tenants uniоn"])
def test_a_group_does_not_call_itself_by_the_name_of_another(host, partner, ada, as_user, akron, typed):
    before = list(host.names.values_list("name", flat=True))

    response = as_user(ada).post(f"/desk/groups/{host.slug}/", SAID | {"also_called": f"FSS, {typed}"})

    assert (response.status_code, list(response.context["profile_form"].errors)) == (422, ["also_called"])
    assert list(host.names.values_list("name", flat=True)) == before

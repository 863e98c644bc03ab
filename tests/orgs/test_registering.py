"""Registering a group: what is typed, and the groups of a like name that are shown first."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from events.models import Sponsorship
from orgs.models import Organization
from tests import factories
from tests.events.test_flows import text

pytestmark = pytest.mark.django_db

GROUP = {"name": "River Watch", "kind": "climate", "town": "44308", "about": "We test the water."}
MORE = {
    "also_called": "RW, Watchers of the River",
    "contact_email": "hello@example.org",
    "contact_phone": "+1 330 555 0100",
    "private_contact": "ring June",
    "languages": ["es", "vi"],
    "website": "https://river.example.org",
    "stock": "mint",
}


@pytest.fixture
def registering(as_user, akron, dee):
    browser = as_user(dee)
    return lambda **typed: browser.post("/groups/new/", GROUP | typed)


def test_everything_typed_is_kept(registering):
    registering(**MORE)

    group = Organization.objects.get()
    said = {name: getattr(group, name) for name in MORE if name != "also_called"}
    assert said == {name: value for name, value in MORE.items() if name != "also_called"}
    assert [name.name for name in group.names.all()] == ["River Watch", "RW", "Watchers of the River"]


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("contact_phone", "call me"),
        ("contact_email", "nobody"),
        ("languages", ["xx"]),
        ("also_called", "a, b, c, d, e, f"),
        ("also_called", "x" * 121),
        ("website", "javascript:alert(1)"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(registering, field, typed):
    response = registering(**{field: typed})

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert not Organization.objects.exists()


def test_a_group_of_a_like_name_is_shown_before_a_second_page_is_made(registering):
    listed = factories.group("The River-Watch", also_called=["RW"])
    response = registering()

    page = text(response)
    assert (response.status_code, Organization.objects.count()) == (422, 1)
    assert "The River-Watch" in page
    assert "This is us: ask to join" in page
    assert listed.get_absolute_url() in page


def test_none_of_these_goes_on_and_the_moderator_is_told(registering, as_user, mo, settings):
    settings.MODERATORS_NEED_SECOND_FACTOR = False
    listed = factories.group("The River-Watch")

    response = registering(another=str(listed.pk))

    assert response.headers["Location"] == "/groups/river-watch/"
    assert Organization.objects.get(name="River Watch").resembles == listed
    assert "Similar name" in text(as_user(mo).get("/review/"))


def test_the_tick_holds_for_the_groups_that_were_shown_and_for_no_others(registering):
    shown = factories.group("The River-Watch")
    factories.group("River Watch of Akron")

    assert registering(another=str(shown.pk)).status_code == 422


def test_a_group_that_waits_is_mentioned_without_its_name(registering):
    factories.group("RIVER watch", state="in_review")
    page = text(registering())

    assert "A group of a name like this is being looked at" in page
    assert "RIVER watch" not in page


def test_who_registers_twice_is_led_to_what_she_registered(registering):
    registering()

    assert "You belong to it: go there" in text(registering())


@pytest.mark.parametrize("state", ["draft", "suspended", "retired"])
def test_a_group_that_nobody_may_know_of_is_not_mentioned(registering, state):
    factories.group("River Watch", state=state)

    assert registering().status_code == 302


def test_other_names_find_what_is_here_too(registering):
    factories.group("Party for Socialism and Liberation")

    assert registering(name="Red Evenings", also_called="PSL").status_code == 422


def test_a_name_in_look_alike_letters_is_marked_for_the_moderator(registering, as_user, mo, settings):
    settings.MODERATORS_NEED_SECOND_FACTOR = False
    listed = factories.group("River Watch")
    registering(name="Rіvеr Wаtсh", another=str(listed.pk))  # three letters of it are Cyrillic

    page = text(as_user(mo).get("/review/"))
    assert ("Look-alike letters" in page, "Similar name" in page) == (True, True)


def test_what_was_typed_waits_for_who_was_signed_out_meanwhile(client, akron, dee):
    typed = GROUP | {"languages": ["es", "vi"], "stock": "mint", "private_contact": "ring June"}

    asked = client.post("/groups/new/", typed)
    stored = str(dict(client.session))
    client.force_login(dee)
    page = text(client.get("/groups/new/"))

    assert asked.headers["Location"] == "/account/signup/?next=/groups/new/"
    assert "June" not in stored
    assert [said for said in ("River Watch", "We test the water.", "ring June", "44308") if said not in page] == []
    assert page.split("<form", 1)[1].count(" checked") == 4  # the colors of the page are chosen as well
    client.post("/groups/new/", typed)
    assert "River Watch" not in text(client.get("/groups/new/")).split("<form", 1)[1]


def test_who_signs_from_an_invitation_is_shown_it_too(client, akron, vigil, ada):
    link = Sponsorship.invite_address(vigil, "union@example.org", by=ada).link(None)
    listed = factories.group("The River-Watch")
    answer = GROUP | {"level": "endorse", "authority": "officer", "may_sign": "on", "signed_as": "June"}

    shown = client.post(link, answer)
    client.post(link, answer | {"another": str(listed.pk)})

    assert (shown.status_code, "Is your group here already?" in text(shown)) == (422, True)
    assert Sponsorship.objects.get().organization.name == "River Watch"


def test_a_flood_of_forms_of_nobody_fills_no_table(client):
    for _time in range(25):
        Client().post("/groups/new/", {"name": "x" * 30_000})

    assert Session.objects.count() == 20

"""A group that is not on the site signs on in one sitting, by the link of its letter."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from events.models import Sponsorship
from orgs.models import Organization, User
from tests import factories

pytestmark = pytest.mark.django_db

ANSWER = {
    "level": "co_sponsor",
    "name": "Harbour Union Local 9",
    "kind": "union",
    "town": "44308",
    "about": "We unload ships.",
    "signed_as": "June, steward",
    "tasks": ["marshals"],
    "pledge": "40",
    "authority": "officer",
    "may_sign": "on",
}


@pytest.fixture
def asked(vigil, akron, ada) -> Sponsorship:
    return Sponsorship.invite_address(vigil, "union@example.org", by=ada)


def test_one_sitting_makes_account_group_and_signature(client, vigil, asked, ada):
    link = asked.link(None)

    response = client.post(link, ANSWER)

    asked.refresh_from_db()
    user, group = User.objects.get(email="union@example.org"), Organization.objects.get(name=ANSWER["name"])
    assert (response.status_code, response.headers["Location"]) == (302, link)
    assert (asked.state, asked.organization, asked.decided_by, asked.signed_as) == (
        "accepted",
        group,
        user,
        "June, steward",
    )
    assert (group.state, list(group.organizers()), user.has_usable_password()) == ("in_review", [user], False)
    assert EmailAddress.objects.get(user=user).verified


def test_the_sitting_opens_no_session(client, asked):
    client.post(asked.link(None), ANSWER)

    assert client.cookies == {}


def test_the_address_is_erased_with_the_answer(client, asked):
    client.post(asked.link(None), ANSWER)

    asked.refresh_from_db()
    assert (asked.invited_address, asked.invited_index) == ("", "")


def test_the_group_is_named_once_a_moderator_lists_it(client, vigil, asked, mo):
    client.post(asked.link(None), ANSWER)
    page = vigil.get_absolute_url()

    before = client.get(page).content.decode()
    Organization.objects.get(name=ANSWER["name"]).enlist(by=mo)
    after = client.get(page).content.decode()

    assert (ANSWER["name"] in before, ANSWER["name"] in after) == (False, True)


def test_an_unlisted_group_is_not_found_by_the_filter_of_the_list(client, vigil, asked):
    client.post(asked.link(None), ANSWER)
    slug = Organization.objects.get(name=ANSWER["name"]).slug

    assert vigil.title not in client.get("/", {"group": slug, "when": "all"}).content.decode()


def test_opening_the_link_changes_nothing(client, asked):
    for _ in range(2):
        assert client.get(asked.link(None)).status_code == 200

    asked.refresh_from_db()
    assert asked.is_pending


def test_the_address_of_an_account_signs_with_that_account(client, vigil, akron, ada, dee):
    asked = Sponsorship.invite_address(vigil, "dee@example.org", by=ada)

    client.post(asked.link(None), ANSWER)

    asked.refresh_from_db()
    assert asked.decided_by == dee


def test_the_second_address_of_an_account_signs_with_that_account(client, vigil, akron, ada, dee):
    EmailAddress.objects.create(user=dee, email="union@example.org", verified=True)
    asked = Sponsorship.invite_address(vigil, "union@example.org", by=ada)

    client.post(asked.link(None), ANSWER)

    asked.refresh_from_db()
    assert (asked.decided_by, User.objects.filter(email="union@example.org").exists()) == (dee, False)


def test_the_address_of_a_closed_account_does_not_sign(client, vigil, akron, ada, dee):
    asked = Sponsorship.invite_address(vigil, "dee@example.org", by=ada)
    User.objects.filter(pk=dee.pk).update(is_active=False)

    response = client.post(asked.link(None), ANSWER)

    asked.refresh_from_db()
    assert (response.status_code, asked.state, Organization.objects.filter(name=ANSWER["name"]).exists()) == (
        422,
        "pending",
        False,
    )


def test_two_groups_of_one_name_sign_under_addresses_of_their_own(client, asked):
    listed = factories.group(ANSWER["name"])

    client.post(asked.link(None), ANSWER | {"another": str(listed.pk)})

    assert set(Organization.objects.filter(name=ANSWER["name"]).values_list("slug", flat=True)) == {
        "harbour-union-local-9",
        "harbour-union-local-9-2",
    }


def test_a_no_by_the_link_needs_nothing_else(client, asked):
    response = client.post(f"{asked.link(None)}refusal/")

    asked.refresh_from_db()
    assert (response.status_code, asked.state, asked.invited_address) == (302, "declined", "")


@pytest.mark.parametrize("path", ["", "refusal/"])
def test_an_answer_to_what_was_answered_changes_nothing(client, asked, path):
    link = asked.link(None)
    client.post(f"{link}refusal/")

    response = client.post(f"{link}{path}", ANSWER)

    asked.refresh_from_db()
    assert (response.status_code, asked.state) == (302 if path else 409, "declined")


def test_the_link_needs_no_cookie_and_no_token_of_a_form(asked):
    browser = Client(enforce_csrf_checks=True)

    assert browser.post(asked.link(None), ANSWER).status_code == 302


def test_the_page_of_a_link_does_not_leak_its_address(client, asked):
    headers = client.get(asked.link(None)).headers

    assert [headers[name] for name in ("Referrer-Policy", "Cache-Control", "X-Robots-Tag")] == [
        "no-referrer",
        "no-store",
        "noindex",
    ]


def test_what_was_typed_is_kept_where_something_is_missing(client, asked):
    response = client.post(asked.link(None), ANSWER | {"may_sign": "", "name": "Harbour <b>Union</b>"})

    page = response.content.decode()
    assert response.status_code == 422
    assert "Harbour &lt;b&gt;Union&lt;/b&gt;" in page
    assert "June, steward" in page

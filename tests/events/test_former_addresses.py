"""A group's former addresses lead to its present ones: page, feed, subscription and filters."""

import pytest

from orgs.models import FormerSlug, Merge, Organization
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def merged(host, partner, mo) -> Merge:
    """The page of Riverside Tenants Union is that of Friends of Sanctuary Schools now."""
    return Merge.make(partner, host, by=mo)


OLD, NEW = "riverside-tenants-union", "friends-of-sanctuary-schools"
ADDRESSES = [
    (f"/groups/{OLD}/", f"/groups/{NEW}/"),
    (f"/groups/{OLD}/?lang=es", f"/groups/{NEW}/?lang=es"),
    (f"/groups/{OLD}.ics", f"/groups/{NEW}.ics"),
    (f"/feeds/?group={OLD}", f"/feeds/?group={NEW}"),
    (f"/?group={OLD}&when=all", f"/?group={NEW}&when=all"),
    (f"/events/?near=44308&group={OLD}", f"/events/?near=44308&group={NEW}"),
    (f"/events.ics?group={OLD}&kind=vigil", f"/events.ics?group={NEW}&kind=vigil"),
]


@pytest.mark.parametrize(("old", "new"), ADDRESSES)
@pytest.mark.parametrize("method", ["get", "head"])
def test_every_former_address_answers_301(client, akron, merged, old, new, method):
    response = getattr(client, method)(old)

    assert (response.status_code, response.headers["Location"]) == (301, new)
    assert response.headers["Cache-Control"] == "public, max-age=300"
    assert client.get(new).status_code == 200


@pytest.mark.parametrize(("old", "new"), ADDRESSES)
def test_undone_it_answers_itself_again(client, akron, merged, mo, old, new):
    merged.undo(by=mo)

    assert client.get(old).status_code == 200


def test_a_chain_of_merges_leads_to_its_end_in_one_step(client, merged, host, mo):
    third = factories.group("Third")
    second = Merge.make(host, third, by=mo)
    ends = [client.get(f"/groups/{slug}/").headers["Location"] for slug in (OLD, NEW)]
    second.undo(by=mo)

    assert ends == ["/groups/third/", "/groups/third/"]
    assert client.get(f"/groups/{OLD}/").headers["Location"] == f"/groups/{NEW}/"


def test_the_first_of_a_chain_waits_for_the_second_to_be_undone(merged, host, mo):
    second = Merge.make(host, factories.group("Third"), by=mo)

    from tests.orgs.test_merge import code_of

    assert code_of(lambda: merged.undo(by=mo)) == "moved_on"
    second.undo(by=mo)
    merged.undo(by=mo)
    assert FormerSlug.objects.count() == 0


@pytest.mark.parametrize("state", ["suspended", "retired", "in_review"])
def test_it_leads_nowhere_that_the_public_does_not_see(client, merged, host, state):
    Organization.objects.filter(pk=host.pk).update(state=state)

    assert client.get(f"/groups/{OLD}/").status_code == 404


@pytest.mark.parametrize("odd", ["\0", "a" * 5000, "a b", "%", "é", ""])
def test_an_odd_group_is_no_former_one(client, merged, odd):
    assert client.get("/events/", {"group": odd}).status_code == 200


def test_a_browser_with_a_session_is_led_too(as_user, merged, dee):
    assert as_user(dee).get(f"/groups/{OLD}/").status_code == 301


def test_what_is_posted_is_not_led(client, merged):
    assert client.post(f"/groups/{OLD}/").status_code == 405

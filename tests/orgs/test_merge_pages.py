"""How a moderator makes one group of two: she looks, reads what would move, confirms, and may take it back."""

import pytest

from orgs.models import Merge, Organization
from tests import factories
from tests.events.test_flows import text
from tests.odd import TEXTS

pytestmark = pytest.mark.django_db

PAGE = "/review/groups/sanctuary-schools-friends/merge/"


@pytest.fixture(autouse=True)
def no_second_factor(settings):
    settings.MODERATORS_NEED_SECOND_FACTOR = False


@pytest.fixture
def twin(dee):
    return factories.group("Sanctuary Schools Friends", coordinator=dee)


@pytest.fixture
def moderator(as_user, mo):
    return as_user(mo)


def test_groups_of_a_similar_name_are_offered_first(moderator, host, partner, twin):
    page = text(moderator.get(PAGE))

    assert "Friends of Sanctuary Schools" in page
    assert "Riverside Tenants Union" not in page


def test_others_are_found_by_word_and_town(moderator, host, partner, twin):
    assert "Riverside Tenants Union" in text(moderator.get(PAGE, {"q": "tenants akron"}))
    assert "No listed group is like that" in text(moderator.get(PAGE, {"q": "choir"}))


def test_the_last_ones_are_found_among_the_decisions(moderator, mo, host, twin):
    made = Merge.make(twin, host, by=mo)

    page = text(moderator.get("/review/decided/"))
    assert f"{twin} is part of {host}" in page
    assert made.get_absolute_url() in page


def test_she_reads_what_would_move_confirms_and_takes_it_back(moderator, host, twin, dee):
    factories.series(twin, by=dee)

    page = text(moderator.get(PAGE, {"into": host.slug}))
    assert "Sanctuary Schools Friends would become part of Friends of Sanctuary Schools" in page
    assert Merge.objects.count() == 0

    made = moderator.post(PAGE, {"into": host.slug}, follow=True)
    assert "Sanctuary Schools Friends is part of Friends of Sanctuary Schools" in text(made)
    undone = moderator.post(f"{made.request['PATH_INFO']}reversal/", follow=True)
    assert "They are two groups again" in text(undone)
    assert "Undo the merge" not in text(undone)
    assert Organization.objects.listed().count() == 2


@pytest.mark.parametrize("into", ["", "nowhere", "sanctuary-schools-friends", "waiting"])
def test_a_group_that_cannot_stay_is_a_sentence(moderator, host, twin, into):
    factories.group("Waiting", state="in_review")

    response = moderator.post(PAGE, {"into": into})

    assert response.status_code == 422
    assert "Choose a group that is listed." in text(response)


def test_a_moderator_of_the_other_group_reads_why_not(moderator, mo, host, twin):
    factories.join(host, mo, "member")

    for ask in (moderator.get, moderator.post):
        response = ask(PAGE, {"into": host.slug})
        assert response.status_code == 422
        assert "You belong to one of these groups." in text(response)
    assert Merge.objects.count() == 0


@pytest.mark.parametrize("odd", [odd for odd in TEXTS if len(TEXTS[odd]) < 10_000])
def test_odd_words_find_nothing_and_break_nothing(moderator, host, twin, odd):
    for name in ("q", "into"):
        assert moderator.get(PAGE, {name: TEXTS[odd]}).status_code in {200, 422}


def test_a_late_reversal_is_a_sentence(moderator, mo, host, twin):
    merge = Merge.make(twin, host, by=mo)
    merge.undo(by=mo)

    assert "undone once, within a day" in text(moderator.post(f"/review/merges/{merge.pk}/reversal/", follow=True))


@pytest.mark.parametrize("path", ["merge", "made"])
def test_the_page_asks_as_often_for_many_rows_as_for_one(
    moderator, mo, host, twin, django_assert_max_num_queries, path
):
    for number in range(6):
        person = factories.person(f"person{number}")
        factories.join(twin, person, "member")
        factories.group(f"Sanctuary Schools Friends {number}")
    address = PAGE if path == "merge" else Merge.make(twin, host, by=mo).get_absolute_url()
    moderator.get(address)

    with django_assert_max_num_queries(9):
        assert moderator.get(address).status_code == 200

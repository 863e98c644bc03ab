"""A demand at the desk of its lead: made, put, looked after, closed, taken up again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from demands.models import Demand
from orgs.models import AuditEntry
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def council(host):
    return factories.body(host)


@pytest.fixture
def typed(host, council):
    return {
        "lead": host.pk,
        "body": council.name,
        "title": "Sanctuary schools",
        "summary": "Name every school a protected place.",
        "kind": "resolution",
        "topic": "sanctuary",
        "components": "A point of contact\n\n A point  of contact\nA letter home",
    }


@pytest.fixture
def asked(host, council, ada):
    return factories.demand(host, by=ada, body=council)


@pytest.fixture
def won(asked, ada, bo):
    factories.action(asked, "adopted", by=ada, confirmed_by=bo)
    return asked


def test_a_demand_is_kept_as_a_draft_with_its_parts(as_user, ada, typed):
    response = as_user(ada).post("/desk/demands/new/", typed)

    demand = Demand.objects.get()
    assert response.url == f"/desk/demands/{demand.slug}/"
    assert demand.is_draft
    assert [part.text for part in demand.components.current()] == ["A point of contact", "A letter home"]


def test_what_is_wrong_stands_beside_its_field_and_loses_nothing(as_user, ada, typed):
    response = as_user(ada).post("/desk/demands/new/", typed | {"body": "Nowhere Council", "title": ""})

    page = response.content.decode()
    assert response.status_code == 422
    assert "We do not know “Nowhere Council” yet" in page
    assert "Name every school a protected place." in page


def test_too_many_parts_are_refused(as_user, ada, typed):
    response = as_user(ada).post("/desk/demands/new/", typed | {"components": "\n".join(map(str, range(21)))})

    assert "At most 20 parts." in response.content.decode()


def test_a_draft_is_written_anew_and_what_is_put_is_not(as_user, ada, host, council, typed):
    draft = factories.demand(host, by=ada, body=council, put=False)
    browser, path = as_user(ada), f"/desk/demands/{draft.slug}/edit/"

    browser.post(path, typed | {"title": "Protected places"})
    draft.refresh_from_db()
    draft.put(by=ada)

    assert draft.title == "Protected places"
    assert browser.get(path).url == f"/desk/demands/{draft.slug}/"


def test_the_first_demand_of_a_group_waits_for_a_moderator(as_user, ada, host, council):
    draft = factories.demand(host, by=ada, body=council, put=False)

    response = as_user(ada).post(f"/desk/demands/{draft.slug}/putting/", follow=True)

    assert "A person looks at it, usually within a day." in response.content.decode()
    assert Demand.objects.get().is_waiting


def test_what_was_not_shown_is_sent_in_once_more(as_user, ada, mo, host, council):
    waiting = factories.demand(host, by=ada, body=council, shown=False)
    host.cases.get(kind="first_demand").decline(by=mo, note="Which council?")
    browser = as_user(ada)

    page = browser.get(f"/desk/demands/{waiting.slug}/").content.decode()
    browser.post(f"/desk/demands/{waiting.slug}/submission/")

    assert "Which council?" in page
    assert host.cases.filter(kind="first_demand", state="open").count() == 1


def test_a_draft_is_thrown_away(as_user, ada, host, council):
    draft = factories.demand(host, by=ada, body=council, put=False)

    as_user(ada).post(f"/desk/demands/{draft.slug}/deletion/")

    assert not Demand.objects.exists()


def test_a_demand_is_closed_with_a_word_and_taken_up_again(as_user, ada, asked):
    browser, path = as_user(ada), f"/desk/demands/{asked.slug}/"

    browser.post(f"{path}closing/", {"note": "The new council asks itself."})
    asked.refresh_from_db()
    assert (asked.state, asked.closed_note) == ("closed", "The new council asks itself.")

    browser.post(f"{path}resumption/")
    asked.refresh_from_db()
    assert asked.is_announced


def test_the_next_step_has_an_owner_among_the_organizers_and_a_day(as_user, ada, bo, asked):
    day = timezone.localdate() + timedelta(days=5)
    browser, path = as_user(ada), f"/desk/demands/{asked.slug}/next-step/"

    assert browser.post(path, {"step": "Call", "who": bo.pk}).status_code == 422
    assert browser.post(path, {"who": ada.pk, "on": day}).status_code == 422
    browser.post(path, {"step": "Call", "who": ada.pk, "on": day})

    asked.refresh_from_db()
    assert (asked.next_step, asked.next_step_by, asked.next_step_on) == ("Call", ada, day)


def test_a_title_stands_in_one_line(as_user, ada, typed):
    as_user(ada).post("/desk/demands/new/", typed | {"title": "Sanctuary\r\nschools", "summary": "Name\r\n them."})

    demand = Demand.objects.get()
    assert (demand.title, demand.summary) == ("Sanctuary schools", "Name them.")


def test_the_desk_names_no_demand_before_it_that_she_may_not_see(as_user, ada, bo, partner, asked, council):
    hidden = factories.demand(partner, by=bo, body=council, title="Not yet said", put=False)
    Demand.objects.filter(pk=asked.pk).update(after=hidden)

    page = as_user(ada).get(f"/desk/demands/{asked.slug}/").content.decode()

    assert hidden.title not in page


def test_what_it_is_filed_under_changes_after_it_was_put(as_user, ada, asked):
    typed = {"kind": "policy", "topic": "schools", "identifier": "2026-114"}

    as_user(ada).post(f"/desk/demands/{asked.slug}/facts/", typed)

    asked.refresh_from_db()
    assert (asked.kind, asked.topic, asked.identifier) == ("policy", "schools", "2026-114")
    assert AuditEntry.objects.filter(verb="demand_classified").count() == 1


def test_the_next_demand_begins_as_the_one_before_it_and_names_it(as_user, ada, won, typed):
    browser, path = as_user(ada), f"/desk/demands/new/?after={won.slug}"

    assert browser.get(path).context["form"].initial["body"] == won.body
    browser.post(path, typed | {"title": "A fund for it", "after": won.slug})

    assert list(won.next_ones.values_list("title", flat=True)) == ["A fund for it"]


def test_the_demand_of_others_is_not_the_one_before(as_user, bo, partner, won, typed):
    as_user(bo).post("/desk/demands/new/", typed | {"lead": partner.pk, "after": won.slug})

    assert Demand.objects.latest("pk").after is None


def test_a_win_is_looked_at_after_ninety_days(won):
    assert won.review_on == won.stage_since + timedelta(days=90)


def test_a_win_that_was_repealed_is_not_looked_at(won, ada, bo):
    factories.action(won, "repealed", by=ada, confirmed_by=bo)

    assert won.review_on is None


def test_what_was_done_is_entered_with_evidence_and_waits_for_another(as_user, ada, bo, won):
    typed = {"done": "yes", "kind": "press", "url": "https://paper.example.org/1"}
    path = f"/desk/demands/{won.slug}/review/"

    assert as_user(ada).post(path, {"done": "yes"}).status_code == 422
    as_user(ada).post(path, typed)
    entry = won.actions.latest("pk")
    assert (entry.kind, entry.is_confirmed, entry.evidence.get().url) == ("implemented", False, typed["url"])
    won.refresh_from_db()
    assert won.review_on == won.today() + timedelta(days=14)

    entry.confirm(by=bo)
    won.refresh_from_db()
    assert (won.stage, won.review_on) == ("implemented", None)


def test_what_was_not_done_yet_is_looked_at_again(as_user, ada, won):
    as_user(ada).post(f"/desk/demands/{won.slug}/review/", {"done": "not_yet"})

    won.refresh_from_db()
    assert won.review_on == won.today() + timedelta(days=60)
    assert won.actions.count() == 1


def test_what_was_done_is_entered_once_until_somebody_has_confirmed_it(as_user, ada, won):
    typed = {"done": "yes", "kind": "press", "url": "https://paper.example.org/1"}

    for _press in range(3):
        as_user(ada).post(f"/desk/demands/{won.slug}/review/", typed)
    assert won.actions.unconfirmed().count() == 1

    won.actions.unconfirmed().get().retract(by=ada)
    as_user(ada).post(f"/desk/demands/{won.slug}/review/", typed)
    assert won.actions.unconfirmed().count() == 1


def test_the_day_of_the_review_is_the_leads_to_choose(as_user, ada, won):
    as_user(ada).post(f"/desk/demands/{won.slug}/review/day/", {"on": "2031-03-01"})
    won.refresh_from_db()
    assert won.review_on.isoformat() == "2031-03-01"


def test_the_body_was_asked_again_with_one_press(as_user, ada, bo, asked):
    long_ago = timezone.localdate() - timedelta(days=20)
    factories.action(asked, "delivered", by=ada, confirmed_by=bo, on=long_ago)
    assert asked.is_left_unanswered

    as_user(ada).post(f"/desk/demands/{asked.slug}/asking/")
    as_user(ada).post(f"/desk/demands/{asked.slug}/asking/")

    assert not asked.is_left_unanswered
    assert asked.actions.count() == 2


def test_the_desk_lists_her_demands(as_user, ada, cy, asked):
    assert asked.title in as_user(ada).get("/desk/").content.decode()
    assert asked.title not in as_user(cy).get("/desk/").content.decode()


def test_a_demand_is_reported_by_anybody(client, asked, host):
    response = client.post(f"/demands/{asked.slug}/report/", {"reason": "untrue", "text": "No such council."})

    assert response.status_code == 200
    assert host.cases.get(kind="report").subject == asked.letters_key


def test_the_ladder_stands_on_the_pages_of_both(as_user, client, ada, host, won):
    after = factories.demand(host, by=ada, body=won.body, title="A fund for it", after=won)
    draft = factories.demand(host, by=ada, body=won.body, title="Not yet said", after=won, put=False)

    before, later = (client.get(one.get_absolute_url()).content.decode() for one in (won, after))

    assert "A fund for it" in before
    assert draft.title not in before
    assert "Before this:" in later
    assert draft.title in as_user(ada).get(won.get_absolute_url()).content.decode()


def test_the_page_says_that_nobody_was_heard_of_for_a_year(client, asked):
    long_ago = timezone.now() - timedelta(days=400)
    Demand.objects.filter(pk=asked.pk).update(put_at=long_ago, shown_at=long_ago)

    assert "Not heard of since" in client.get(asked.get_absolute_url()).content.decode()


def test_the_desk_says_how_many_entries_wait_for_a_second_person(as_user, ada, asked):
    factories.action(asked, "delivered", by=ada)

    assert "One entry waits for a second person." in as_user(ada).get(f"/desk/demands/{asked.slug}/").content.decode()

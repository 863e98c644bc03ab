"""A hearing or vote that a body has set: an entry of the demand, and a date that people come to."""

from datetime import time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils import timezone

from demands.models import Action, Demand, when_led
from events.kinds import FirstListing
from events.models import Hearing, Series
from orgs.models import Case
from tests import factories

pytestmark = pytest.mark.django_db
DAY = timezone.localdate() + timedelta(days=30)


@pytest.fixture
def demand(vigil, ada):
    return factories.demand(vigil.host, by=ada)  # the host has announced before: what it announces is shown


def arranged(demand, by, **fields) -> Hearing:
    given = {"kind": "vote_set", "day": DAY, "start_time": time(19), "minutes": 120, "place": demand.body.place}
    return Hearing.arrange(demand, by=by, **(given | fields))


def test_one_press_enters_it_and_announces_its_date(as_user, akron, demand, ada):
    typed = {"kind": "vote_set", "day": DAY, "start_time": "19:00", "minutes": "120", "comment_until": DAY}
    typed |= {"venue": "Council chamber", "town": "44308", "how_to_speak": "Sign up by noon."}

    answer = as_user(ada).post(f"/desk/demands/{demand.slug}/hearings/new/", typed)

    hearing = Hearing.objects.get()
    assert answer.url == f"/desk/events/{hearing.series.slug}/"
    assert (hearing.action.set_day, hearing.action.is_confirmed, hearing.comment_until) == (DAY, False, DAY)
    assert (hearing.date.day, hearing.series.is_public, list(hearing.series.demands.all())) == (DAY, True, [demand])


def test_a_day_in_the_past_is_refused_beside_its_field(as_user, akron, demand, ada):
    typed = {"kind": "vote_set", "day": "2020-01-01", "start_time": "19:00", "minutes": "120", "venue": "Hall"}

    answer = as_user(ada).post(f"/desk/demands/{demand.slug}/hearings/new/", typed | {"town": "44308"})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["day"])
    assert (Action.objects.count(), Series.objects.filter(kind="hearing").count()) == (0, 0)


def test_the_card_leads_to_the_date_once_somebody_else_has_confirmed(client, demand, ada, bo):
    hearing = arranged(demand, ada, how_to_speak="Sign up by noon.", comment_until=DAY)
    before = client.get(demand.get_absolute_url()).context["decision"]
    hearing.action.confirm(by=bo)

    decision = client.get(demand.get_absolute_url()).context["decision"]

    assert (before, decision.row, decision.how_to_speak, decision.comment_until) == (
        None,
        hearing.date,
        "Sign up by noon.",
        DAY,
    )


def test_a_date_that_was_moved_is_offered_as_an_entry(demand, ada):
    hearing = arranged(demand, ada)
    before = hearing.has_strayed
    hearing.date.move(by=ada, day=DAY + timedelta(days=7), start_time=time(18))

    strayed = hearing.has_strayed
    hearing.follow_date(by=ada)

    assert (before, strayed, hearing.has_strayed) == (False, True, False)
    assert (hearing.action.set_day, hearing.action.set_time) == (DAY + timedelta(days=7), time(18))


def test_a_date_that_was_called_off_is_entered_as_put_off_once(as_user, demand, ada):
    hearing = arranged(demand, ada)
    hearing.date.cancel(by=ada, reason="No quorum.")

    for _ in range(2):
        as_user(ada).post(f"/desk/events/{hearing.series.slug}/entry/")

    entered = Action.objects.exclude(pk=hearing.action.pk)
    assert [(action.kind, action.note) for action in entered] == [("deferred", "No quorum.")]


def test_the_entry_of_a_date_that_has_not_moved_is_refused(demand, ada):
    hearing = arranged(demand, ada)

    with pytest.raises(ValidationError) as refusal:
        hearing.follow_date(by=ada)

    assert refusal.value.code == "same"


def test_only_organizers_of_the_lead_set_it(as_user, demand, cy, dee):
    address = f"/desk/demands/{demand.slug}/hearings/new/"

    assert [as_user(person).get(address).status_code for person in (cy, dee)] == [404, 404]


def test_what_nobody_sees_gets_no_hearing_that_everybody_would(as_user, demand, ada):
    demand.withhold(by=None)

    with pytest.raises(ValidationError) as refusal:
        arranged(demand, ada)

    page = as_user(ada).get(f"/desk/demands/{demand.slug}/hearings/new/")
    assert (refusal.value.code, page.status_code) == ("not_public", 404)


def test_another_host_of_the_date_writes_nothing_into_the_demand(as_user, demand, ada, partner, bo):
    hearing = arranged(demand, ada)
    hearing.date.cancel(by=ada, reason="No quorum.")
    Series.objects.filter(pk=hearing.series.pk).update(host=partner)

    answer = as_user(bo).post(f"/desk/events/{hearing.series.slug}/entry/")

    assert (answer.status_code, Action.objects.count()) == (404, 1)


def test_it_is_taken_down_and_comes_back_with_its_demand(client, demand, ada):
    hearing, seen = arranged(demand, ada), []
    pages = [hearing.series.get_absolute_url(), f"/events/{hearing.series.slug}.ics"]

    for turn in (lambda: demand.withhold(by=None), demand.show):
        turn()
        seen.append([client.get(page).status_code for page in pages])

    assert seen == [[404, 404], [200, 200]]


def test_what_a_moderator_took_down_by_itself_stays_down(demand, ada):
    hearing = arranged(demand, ada)
    hearing.series.withhold(by=None)

    demand.withhold(by=None)
    demand.show()

    assert Series.objects.get(pk=hearing.series.pk).is_withheld


def test_it_is_called_off_in_calendars_while_its_demand_is_closed(client, demand, ada):
    hearing, said = arranged(demand, ada), []
    for turn in (demand.give_up, demand.resume):
        turn(by=ada)
        said.append(b"STATUS:CANCELLED" in client.get(f"/events/{hearing.series.slug}.ics").content)

    assert said == [True, False]


def test_what_its_host_called_off_stays_off_when_the_demand_is_taken_up_again(demand, ada):
    hearing = arranged(demand, ada)
    hearing.date.cancel(by=ada, reason="No quorum.")

    demand.give_up(by=ada)
    demand.resume(by=ada)

    assert (hearing.date.is_cancelled, hearing.date.note) == (True, "No quorum.")


def test_it_is_hosted_by_whoever_leads_its_demand_now(demand, ada, partner, bo):
    hearing = arranged(demand, ada)
    before = demand.lead
    Demand.objects.filter(pk=demand.pk).update(lead=partner)
    demand.refresh_from_db()

    for follow in when_led:
        follow(demand, before, ada)

    assert list(Series.objects.editable_by(bo)) == [hearing.series]


@pytest.fixture
def unseen(host, ada):
    return factories.demand(host, by=ada)  # of a group that has announced nothing


def test_words_that_nobody_has_read_wait_for_a_moderator_like_any_first_series(as_user, unseen, ada):
    hearing = arranged(unseen, ada, how_to_speak="Come to the home of Kim Doe.")
    (case,) = Case.objects.pending().filter(kind="first_listing")

    desk = as_user(ada).get(f"/desk/events/{hearing.series.slug}/").content.decode()
    judged = render_to_string(FirstListing.template, FirstListing().facts(case))

    assert not hearing.series.is_public
    assert "Place or words are not those known of the body." in desk
    assert "Come to the home of Kim Doe." in judged


def test_another_place_than_the_body_meets_in_waits_too(unseen, ada):
    assert arranged(unseen, ada, place=factories.town(name="5 Elm Street")).series.is_waiting


def test_a_hearing_speaks_for_no_other_series_of_its_group(unseen, ada, host):
    hearing = arranged(unseen, ada)

    other = factories.series(host, by=ada, shown=False, title="Anything")

    assert (hearing.series.is_public, other.is_public, Series.has_clean_record(host)) == (True, False, False)


def test_words_changed_later_wait_until_a_moderator_has_once_looked(unseen, ada, mo):
    hearing, seen = arranged(unseen, ada), []
    for words in ("Come to the home of Kim Doe.", "Sign up by noon."):
        hearing.explain(by=ada, how_to_speak=words, comment_until=None)
        seen.append(hearing.series.is_public)
        for case in Case.objects.pending().filter(kind="first_listing"):
            case.confirm(by=mo)
        hearing.series.refresh_from_db()

    assert (seen, hearing.series.is_public) == ([False, True], True)


def test_its_title_and_text_given_anew_wait_too_but_not_its_paper(unseen, ada):
    series, seen = arranged(unseen, ada).series, []
    for texts in ({"stock": "rose"}, {"about": "Come to the home of Kim Doe."}):
        series.describe(by=ada, **texts)
        seen.append(Series.objects.get(pk=series.pk).is_public)

    assert seen == [True, False]

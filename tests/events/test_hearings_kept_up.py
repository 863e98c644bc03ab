"""A hearing or vote of the time line is a date, wherever it was entered: moved and called off with its entry."""

from datetime import time, timedelta

import pytest
from django.utils import timezone, translation

from events.models import Hearing, Occurrence, Series
from tests import factories

pytestmark = pytest.mark.django_db
DAY = timezone.localdate() + timedelta(days=30)
LATER = DAY + timedelta(days=7)


@pytest.fixture
def demand(vigil, ada):
    return factories.demand(vigil.host, by=ada)  # the host has announced before: what it announces is shown


@pytest.fixture
def entered(demand, ada, bo):
    """Something that ada entered by hand and bo has confirmed."""

    def enter(kind="vote_set", day=DAY, hour=time(19), **fields):
        before = {"set_day": day, "set_time": hour, "on": demand.today() - timedelta(days=3)}
        when = before if kind.endswith("_set") else {}
        return factories.action(demand, kind, by=ada, confirmed_by=bo, evidence=False, **(when | fields))

    return enter


def days():
    return [(row.day, row.state) for row in Occurrence.objects.filter(series__kind="hearing").order_by("pk")]


def test_a_vote_entered_by_hand_is_a_date_where_the_body_meets(demand, entered):
    demand.body.how_to_speak = "Sign up by noon."
    demand.body.save()

    entered()

    hearing = Hearing.objects.get()
    assert days() == [(DAY, "planned")]
    assert (hearing.series.is_public, hearing.series.place, hearing.how_to_speak) == (
        True,
        demand.body.place,
        "Sign up by noon.",
    )


def test_it_is_no_date_before_somebody_else_has_confirmed_it_nor_without_an_hour(demand, entered, ada):
    entered(hour=None)
    factories.action(demand, "hearing_set", by=ada, evidence=False, set_day=DAY, set_time=time(19))

    assert days() == []


def test_it_is_a_date_once(demand, entered):
    entered()
    entered("referred")
    Hearing.keep_up_with(demand)

    assert days() == [(DAY, "planned")]


def test_a_correction_moves_it(entered):
    first = entered()
    entered(day=LATER, corrects=first)

    assert days() == [(LATER, "planned")]


def test_a_correction_gives_an_hour_to_what_had_none(entered):
    first = entered(hour=None)
    entered(corrects=first)

    assert days() == [(DAY, "planned")]


def test_put_off_it_is_postponed_and_set_anew_it_goes_ahead(demand, entered):
    entered()
    entered("deferred", note="No quorum.")
    put_off = Occurrence.objects.get(series__kind="hearing")
    entered(day=LATER, on=demand.today())

    assert (put_off.state, put_off.note, days()) == ("postponed", "No quorum.", [(LATER, "planned")])


@pytest.mark.parametrize("kind", ["withdrawn", "expired", "rejected"])
def test_what_ends_it_before_its_day_calls_it_off(entered, kind):
    entered()
    entered(kind)

    assert days() == [(DAY, "cancelled")]


def test_what_never_happened_is_called_off(demand, entered, ada, bo):
    first = entered()
    factories.action(demand, "mistaken", by=ada, confirmed_by=bo, evidence=False, corrects=first)

    assert days() == [(DAY, "cancelled")]


def test_a_deferral_that_never_happened_lets_it_go_ahead(demand, entered, ada, bo):
    entered()
    deferral = entered("deferred")
    factories.action(demand, "mistaken", by=ada, confirmed_by=bo, evidence=False, corrects=deferral)

    assert days() == [(DAY, "planned")]


def test_hearings_stand_side_by_side_and_a_vote_set_anew_is_the_same_vote(demand, entered):
    for kind in ("hearing_set", "vote_set"):
        entered(kind)
        entered(kind, day=LATER, on=demand.today() - timedelta(days=2))

    assert sorted(days()) == [(DAY, "planned"), (LATER, "planned"), (LATER, "planned")]


def test_what_the_host_moved_by_hand_stays_where_it_is(entered, ada):
    entered()
    Hearing.objects.get().date.move(by=ada, day=LATER, start_time=time(19))

    entered("referred")

    assert days() == [(LATER, "planned")]


def test_the_day_that_the_host_gave_it_is_entered_as_a_correction(demand, entered, ada, bo):
    first = entered()
    hearing = Hearing.objects.get()
    hearing.date.move(by=ada, day=LATER, start_time=time(18))
    hearing.follow_date(by=ada)
    waiting = demand.actions.unconfirmed().get()
    strayed = Hearing.objects.get().has_strayed

    waiting.confirm(by=bo)

    assert (waiting.corrects, strayed, days()) == (first, False, [(LATER, "planned")])
    assert Hearing.objects.get().action == waiting


def test_an_entry_that_is_taken_back_calls_its_date_off(demand, ada):
    hearing = Hearing.arrange(demand, by=ada, kind="vote_set", day=DAY, start_time=time(19), place=demand.body.place)

    hearing.action.retract(by=ada)

    assert days() == [(DAY, "cancelled")]


def test_of_a_demand_that_nobody_sees_it_is_a_date_once_it_is_shown(demand, entered):
    demand.withhold(by=None)
    entered()
    before = days()

    demand.show()

    assert (before, days()) == ([], [(DAY, "planned")])


def test_people_who_come_are_told_that_it_moved(entered):
    first = entered()
    factories.coming(Series.objects.get(kind="hearing"))

    entered(day=LATER, corrects=first)

    assert len(factories.letters("date_changed")) >= 1


def test_a_correction_that_waits_is_said_beside_the_day_until_it_is_confirmed(client, demand, entered, ada, bo):
    first, date = entered(), Hearing.objects.get().date
    waiting = factories.action(
        demand, "vote_set", by=ada, evidence=False, corrects=first, set_day=LATER, set_time=time(18)
    )
    doubt = f"This may change to {LATER:%A} {LATER.day} {LATER:%B}, 18:00: somebody still has to confirm it."

    page, card = (client.get(one.get_absolute_url()).content.decode() for one in (date, demand))
    calendar = (
        client.get(f"/events/{date.series.slug}.ics").content.replace(b"\r\n ", b"").replace(b"\\,", b",").decode()
    )
    waiting.confirm(by=bo)

    assert Hearing.objects.get().action == waiting
    assert (doubt in calendar, doubt in page, "not confirmed yet" in card) == (True, True, True)
    assert (days(), Occurrence.objects.get(pk=date.pk).note) == ([(LATER, "planned")], "")


def test_what_is_said_beside_the_day_is_in_one_language_whoever_enters_it(demand, entered, ada):
    first, said = entered(), []
    with translation.override("de"):
        factories.action(demand, "vote_set", by=ada, evidence=False, corrects=first, set_day=LATER, set_time=time(18))
        said.append(Hearing.objects.get().doubt)
        Hearing.keep_up_with(demand)

    assert [*said, Hearing.objects.get().date.note] == [
        f"This may change to {LATER:%A} {LATER.day} {LATER:%B}, 18:00: somebody still has to confirm it."
    ] * 2


def test_taken_back_it_is_as_it_was(demand, entered, ada):
    entered()
    waiting = factories.action(demand, "deferred", by=ada, evidence=False)
    doubt = Hearing.objects.get().date.note

    waiting.retract(by=ada)

    assert doubt == "This may be put off: somebody still has to confirm it."
    assert (Hearing.objects.get().date.note, days()) == ("", [(DAY, "planned")])


def test_what_its_host_wrote_beside_the_date_stays(demand, entered, ada):
    entered()
    row = Hearing.objects.get().date
    row.move(by=ada, day=DAY, start_time=time(19), note="Use the side door.")

    factories.action(demand, "deferred", by=ada, evidence=False)

    assert Hearing.objects.get().date.note == "Use the side door."


def test_calendars_and_the_page_say_how_to_speak_and_until_when_to_write(as_user, entered, ada):
    entered()
    series = Series.objects.get(kind="hearing")
    typed = {"how_to_speak": "Sign up by noon.", "comment_until": DAY - timedelta(days=2)}
    answer = as_user(ada).post(f"/desk/events/{series.slug}/hearing/", typed)

    calendar = as_user(None).get(f"/events/{series.slug}.ics").content.replace(b"\r\n ", b"")
    page = as_user(None).get(series.get_absolute_url()).content.decode()

    assert answer.status_code == 302
    assert [b"How to speak: Sign up by noon." in calendar, b"Written comment until" in calendar] == [True, True]
    assert ["Sign up by noon." in page, "Written comment" in page] == [True, True]


def test_written_comment_ends_before_the_day_is_over(as_user, entered, ada):
    entered()
    series = Series.objects.get(kind="hearing")
    answer = as_user(ada).post(f"/desk/events/{series.slug}/hearing/", {"comment_until": LATER})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["comment_until"])

"""Who talks to whom: one person at a time for each seat, by a day, and free again after two silent weeks."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from demands.models import SeatClaim, Stance
from demands.seating import Seating
from orgs import needs
from outbox import retention
from outbox.models import Message
from tests import factories
from tests.depth import patience
from tests.races import at_once

DAY = timedelta(days=1)


def noon(days: int = 0):
    return timezone.now().replace(hour=16, minute=0) + DAY * days


@pytest.fixture
def demand(host, ada):
    return factories.demand(host, by=ada, body=factories.body(host, seats=3))


@pytest.fixture
def seat(demand):
    return demand.body.seats.first()


@pytest.fixture
def talk(demand, seat, ada, host):
    return SeatClaim.take_up(demand, seat, by=ada, group=host)


@pytest.fixture
def eve(host):
    """Another organizer of the host."""
    person = factories.person("eve")
    factories.join(host, person, "organizer")
    return person


@pytest.mark.django_db
def test_a_second_person_is_refused(talk, demand, seat, host, eve):
    with pytest.raises(ValidationError) as refusal:
        SeatClaim.take_up(demand, seat, by=eve, group=host)

    assert refusal.value.code == "taken"


@pytest.mark.django_db
def test_the_same_person_again_only_says_another_day(talk, demand, seat, host, ada):
    later = timezone.localdate() + 10 * DAY

    again = SeatClaim.take_up(demand, seat, by=ada, group=host, due_on=later)

    assert (again, again.due_on, SeatClaim.objects.count()) == (talk, later, 1)


@pytest.mark.django_db
def test_no_day_after_two_weeks_is_taken(demand, seat, host, ada):
    with pytest.raises(ValidationError) as refusal:
        SeatClaim.take_up(demand, seat, by=ada, group=host, due_on=timezone.localdate() + 15 * DAY)

    assert refusal.value.message_dict == {"due_on": ["Choose a day within the next two weeks."]}


@pytest.mark.django_db
def test_what_was_given_back_others_take(talk, demand, seat, host, ada, eve):
    talk.return_talk(by=ada)

    assert SeatClaim.take_up(demand, seat, by=eve, group=host).is_open


@pytest.mark.django_db
def test_a_talk_ends_with_a_note_and_what_everybody_may_read(talk, demand, ada):
    said = {"value": "yes", "on": timezone.localdate() - DAY, "source": "At the meeting."}

    talk.note_talk(by=ada, note="She worries about the cost.", said=said)

    assert (talk.ended_as, talk.stance) == ("done", Stance.objects.get())
    assert Seating(demand).tally.sentence == "One says yes, two have not said. Two are needed."


@pytest.mark.django_db
def test_a_refused_stance_leaves_the_talk_open(talk, ada):
    with pytest.raises(ValidationError), transaction.atomic():
        talk.note_talk(by=ada, said={"value": "yes", "on": timezone.localdate() - DAY})

    assert SeatClaim.objects.open().get() == talk


@pytest.mark.django_db
def test_she_is_reminded_on_the_day_and_once_after(talk):
    for days in range(14):
        with time_machine.travel(noon(days), tick=False):
            SeatClaim.remind()
            SeatClaim.remind()

    letters = factories.letters("talk_due")
    assert [letter.created_at.date() - timezone.now().date() for letter in letters] == [7 * DAY, 10 * DAY]


@pytest.mark.django_db
def test_after_two_silent_weeks_it_is_free_and_she_is_told_once(talk, demand, seat, host, eve):
    with time_machine.travel(noon(15), tick=False):
        assert (SeatClaim.free_lapsed(), SeatClaim.free_lapsed()) == (1, 0)

        assert SeatClaim.take_up(demand, seat, by=eve, group=host).is_open
    assert len(factories.letters("talk_freed")) == 1


@pytest.mark.django_db
def test_a_demand_that_is_closed_frees_what_was_taken_and_tells_nobody(talk, demand, ada):
    demand.give_up(by=ada)

    SeatClaim.free_lapsed()

    talk.refresh_from_db()
    assert (talk.ended_as, Message.objects.filter(kind="talk_freed").count()) == ("freed", 0)


@pytest.mark.django_db
def test_the_letter_names_the_seat_the_day_and_the_way_back(talk, demand, seat):
    with time_machine.travel(noon(8), tick=False):
        SeatClaim.remind()
        (letter,) = factories.letters("talk_due")
        mail = factories.mail(letter)

    assert mail.subject == "You said you would talk to Seat 1 about “Sanctuary schools”"
    assert f"/desk/demands/{demand.slug}/seats/{seat.pk}/" in mail.body


@pytest.mark.django_db
def test_it_stands_on_her_desk_until_it_is_done(talk, ada):
    (need,) = [need for need in needs.of(ada) if need.key == f"talk:{talk.pk}"]

    assert need.headline.startswith("You said you would talk to Seat 1 by ")
    talk.note_talk(by=ada)
    assert not [need for need in needs.of(ada) if need.key == f"talk:{talk.pk}"]


@pytest.mark.django_db
def test_notes_and_who_talked_go_ninety_days_after_the_end(talk, demand, ada):
    talk.note_talk(by=ada, note="She worries about the cost.")
    demand.give_up(by=ada)

    for days, left in [(89, 1), (91, 0)]:
        with time_machine.travel(noon(days), tick=False):
            retention.purge()
            assert SeatClaim.objects.count() == left


@pytest.mark.django_db
def test_the_desk_writes_down_what_was_said(demand, seat, ada, as_user):
    typed = {"value": "leaning", "on": timezone.localdate() - DAY, "source": "In the paper of today."}

    answer = as_user(ada).post(f"/desk/demands/{demand.slug}/seats/{seat.pk}/", typed)

    assert answer.status_code == 302
    assert Stance.objects.get().said_for == demand.lead


@pytest.mark.django_db
def test_what_has_no_source_comes_back_with_a_sentence(demand, seat, ada, as_user):
    typed = {"value": "no", "on": timezone.localdate() - DAY, "source": ""}

    answer = as_user(ada).post(f"/desk/demands/{demand.slug}/seats/{seat.pk}/", typed)

    assert answer.status_code == 422
    assert "Say how we know: a sentence, a link, or both." in answer.content.decode()


@pytest.mark.django_db
def test_two_presses_take_and_give_back(demand, seat, ada, as_user):
    page = f"/desk/demands/{demand.slug}/seats/{seat.pk}/"

    as_user(ada).post(f"{page}claim/")
    assert SeatClaim.objects.open().get().claimed_by == ada
    as_user(ada).post(f"{page}release/")

    assert SeatClaim.objects.get().ended_as == "returned"


@pytest.mark.django_db
def test_a_member_of_the_group_has_no_such_page(demand, cy, as_user):
    assert as_user(cy).get(f"/desk/demands/{demand.slug}/seats/").status_code == 404


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time.")
def test_of_many_at_once_one_talks(host, ada):
    demand = factories.demand(host, by=ada, body=factories.body(host, seats=1))
    seat, people = demand.body.seats.get(), [factories.person(f"p{number}") for number in range(6)]

    said = at_once(
        *(lambda by=one: SeatClaim.take_up(demand, seat, by=by, group=host).claimed_by_id == by.pk for one in people)
    )

    assert sorted(map(str, said)) == ["True"] + ["taken"] * 5


def code(verb) -> str:
    """By which code a verb was refused; "" where it was done."""
    try:
        verb()
    except ValidationError as refusal:
        return refusal.code
    return ""


class Talks(RuleBasedStateMachine):
    """Ada and Bo talk to two seats, in any order of acts, while time goes by."""

    SEAT, WHO = st.integers(0, 1), st.sampled_from(["ada", "bo"])

    def __init__(self):
        super().__init__()
        self.kept = transaction.atomic()
        self.kept.__enter__()
        self.clock = time_machine.travel(noon(), tick=False)
        self.now = self.clock.start()
        self.people = {name: factories.person(name) for name in ("ada", "bo")}
        self.host = factories.group("Host", coordinator=self.people["ada"])
        factories.join(self.host, self.people["bo"], "organizer")
        self.demand = factories.demand(self.host, by=self.people["ada"], body=factories.body(self.host, seats=2))
        self.seats = list(self.demand.body.seats.all())
        self.has: dict[int, tuple] = {}  # who has a seat, since when

    def teardown(self):
        self.clock.stop()
        transaction.set_rollback(True)
        self.kept.__exit__(None, None, None)

    @rule(seat=SEAT, who=WHO)
    def take_up(self, seat, who):
        free = seat not in self.has or self.has[seat][0] == who
        said = code(lambda: SeatClaim.take_up(self.demand, self.seats[seat], by=self.people[who], group=self.host))
        assert said == ("" if free else "taken")
        self.has.setdefault(seat, (who, timezone.now()))

    @rule(seat=SEAT, who=WHO, says=st.sampled_from(["yes", "no", None]))
    def note(self, seat, who, says):
        if talk := SeatClaim.objects.filter(demand=self.demand, seat=self.seats[seat]).first():
            said = {"value": says, "on": timezone.localdate() - DAY, "source": "There."} if says else None
            refusal = code(lambda: talk.note_talk(by=self.people[who], note="Word", said=said))
            assert refusal == ("" if self.has.get(seat, [None])[0] == who else "ended")
            if not refusal:
                del self.has[seat]

    @rule(seat=SEAT)
    def give_back(self, seat):
        if talk := SeatClaim.objects.open().filter(seat=self.seats[seat]).first():
            talk.return_talk(by=self.people["ada"])
        self.has.pop(seat, None)

    @rule(days=st.integers(1, 9))
    def time_goes_by(self, days):
        self.now.shift(days * DAY)
        SeatClaim.remind()
        SeatClaim.free_lapsed()
        since = timezone.now() - 14 * DAY
        self.has = {seat: has for seat, has in self.has.items() if has[1] > since}

    @invariant()
    def each_seat_is_with_whom_the_model_says(self):
        rows = SeatClaim.objects.open().select_related("claimed_by")
        found = {self.seats.index(row.seat): row.claimed_by for row in rows}
        assert found == {seat: self.people[who] for seat, (who, _since) in self.has.items()}

    @invariant()
    def nobody_is_reminded_more_than_twice_of_a_day(self):
        assert not SeatClaim.objects.filter(reminders__gt=2).exists()


@pytest.mark.django_db
def test_in_any_order_a_seat_is_with_one_person():
    run_state_machine_as_test(Talks, settings=patience(12, deep=200, steps=15))

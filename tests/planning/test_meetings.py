"""Planning meetings: who is told, and how calendars learn of them."""

from datetime import UTC, date, datetime, time, timedelta

import icalendar
import pytest
import recurring_ical_events
import time_machine
from django.core.exceptions import ValidationError

from events.models import PrivateCalendar, Sponsorship
from orgs import needs
from orgs.models import Membership
from outbox.letters import NotYet, Unwanted
from planning.models import Meeting
from tests import factories

NOW = datetime(2026, 10, 20, 16, tzinfo=UTC)
MONDAY = date(2026, 11, 2)  # the first Monday after the clocks of Akron went back

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def meeting(signed, vigil, bo) -> Meeting:
    fields = {"day": MONDAY, "start_time": time(19), "place": "Library", "link": "https://meet.example.org/x"}
    return Meeting.call(vigil, by=bo, agenda="Who brings what", **fields)


def feed(client, user, **chosen):
    calendar = PrivateCalendar.make(user=user, name="Mine", **({"with_groups": True} | chosen))
    return calendar.path, client.get(calendar.path)


def found(answer) -> list[tuple]:
    events = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    planning = [event for event in events if "Planning" in event["SUMMARY"]]
    return [(str(e["SUMMARY"]), e["SEQUENCE"], str(e["STATUS"]), e["DTSTART"].dt) for e in planning]


# Letters


def test_organizers_of_all_groups_get_one_letter_but_for_who_called_it(meeting, ada, bo, cy, eve):
    assert factories.recipients("planning_meeting") == [ada.email]

    letter = factories.mail(*factories.letters("planning_meeting"))
    assert letter.subject == "Planning meeting on Monday 2 November at 19:00: Saturday vigil"
    assert ("Library" in letter.body, "Who brings what" in letter.body) == (True, True)
    assert "https://meet.example.org" not in letter.body


def test_who_signed_for_a_stretch_that_is_over_is_not_written_to(signed, vigil, ada):
    Sponsorship.objects.update(last_day=vigil.today() - timedelta(days=8))
    Meeting.call(vigil, by=ada, day=MONDAY, start_time=time(19), place="Library")

    assert factories.recipients("planning_meeting") == []


def test_a_meeting_that_moved_is_told_once_and_the_letter_before_is_not_sent_any_more(meeting, bo):
    meeting.rearrange(by=bo, start_time=time(20))
    meeting.rearrange(by=bo, start_time=time(20))
    called, moved = factories.letters("planning_meeting")

    with pytest.raises(Unwanted):
        factories.mail(called)
    assert factories.mail(moved).subject.startswith("Changed: planning meeting on Monday 2 November at 20:00")


def test_a_meeting_moves_three_times_a_day_and_can_be_called_off_then(meeting, bo, clock):
    for hour in (8, 9, 10):
        meeting.rearrange(by=bo, start_time=time(hour))
    with pytest.raises(ValidationError) as refusal:
        meeting.rearrange(by=bo, start_time=time(11))
    meeting.rearrange(by=bo, agenda="Sound, too")
    clock.shift(timedelta(days=1))
    meeting.rearrange(by=bo, start_time=time(12))
    meeting.call_off(by=bo)

    assert (refusal.value.code, meeting.start_time, len(factories.letters("planning_meeting"))) == (
        "too_often",
        time(12),
        6,
    )


def test_another_agenda_is_no_news(meeting, bo):
    meeting.rearrange(by=bo, agenda="Sound, too")

    assert [factories.mail(letter).subject[:16] for letter in factories.letters("planning_meeting")] == [
        "Planning meeting"
    ]
    assert meeting.sequence == 1


def test_a_meeting_that_is_called_off_is_told_and_stays_so(meeting, ada, bo):
    meeting.call_off(by=ada)

    assert factories.mail(factories.letters("planning_meeting")[-1]).subject.startswith("Called off:")
    with pytest.raises(ValidationError) as refusal:
        meeting.call_off(by=ada)
    assert refusal.value.code == "over"


def test_nobody_is_woken_but_for_a_meeting_that_is_near(meeting, clock):
    letter = factories.letters("planning_meeting")[0]
    clock.move_to(datetime(2026, 10, 21, 6, tzinfo=UTC))
    with pytest.raises(NotYet):
        factories.mail(letter, now=True)

    clock.move_to(datetime(2026, 11, 2, 8, tzinfo=UTC))
    assert factories.mail(letter, now=True).subject


def test_who_is_no_organizer_any_more_gets_no_letter(meeting, ada):
    Membership.objects.filter(user=ada).update(role="member")

    with pytest.raises(Unwanted):
        factories.mail(factories.letters("planning_meeting")[0])


def test_a_meeting_is_to_come_within_a_year(signed, vigil, ada):
    for day in (NOW.date() - timedelta(days=1), NOW.date() + timedelta(days=400)):
        with pytest.raises(ValidationError) as refusal:
            Meeting.call(vigil, by=ada, day=day, start_time=time(19), place="Library")
        assert refusal.value.message_dict.keys() == {"day"}


# Calendars


def test_every_member_has_it_in_her_private_calendar_by_the_clocks_of_the_place(client, meeting, eve, cy):
    for person in (eve, cy):
        _path, answer = feed(client, person)
        shown = recurring_ical_events.of(icalendar.Calendar.from_ical(answer.content)).at(MONDAY)

        assert [str(event["SUMMARY"]) for event in shown] == ["Planning: Saturday vigil"]
        assert shown[0]["DTSTART"].params["TZID"] == "America/New_York"
        assert shown[0]["DTSTART"].dt.astimezone(UTC) == datetime(2026, 11, 3, 0, tzinfo=UTC)
        assert shown[0]["DTEND"].dt - shown[0]["DTSTART"].dt == timedelta(hours=1)


def test_strangers_and_those_who_did_not_tick_their_groups_have_it_not(client, meeting, dee, cy):
    assert found(feed(client, dee)[1]) == []
    assert found(feed(client, cy, with_groups=False)[1]) == []


def test_a_moved_meeting_is_the_same_event_in_a_new_version(client, meeting, bo, cy, clock):
    path, before = feed(client, cy)
    clock.shift(timedelta(minutes=1))
    same = client.get(path, headers={"If-None-Match": before.headers["ETag"]})
    meeting.rearrange(by=bo, day=MONDAY + timedelta(days=1), start_time=time(20))
    after = client.get(path, headers={"If-None-Match": before.headers["ETag"]})

    events = [icalendar.Calendar.from_ical(each.content).walk("VEVENT")[-1] for each in (before, after)]
    assert (same.status_code, after.status_code) == (304, 200)
    assert [event["SEQUENCE"] for event in events] == [0, 1]
    assert events[0]["UID"] == events[1]["UID"] == str(meeting.uid)
    assert events[0]["DTSTAMP"].dt < events[1]["DTSTAMP"].dt


def test_a_meeting_that_is_called_off_is_shown_so_or_left_out(client, meeting, bo, cy):
    meeting.call_off(by=bo)

    (summary, sequence, status, _start), *_none = found(feed(client, cy)[1])
    assert (summary, sequence, status) == ("CALLED OFF: Planning: Saturday vigil", 1, "CANCELLED")
    assert found(feed(client, cy, with_cancelled=False)[1]) == []


def test_a_former_co_sponsor_has_it_not_any_more(client, meeting, signed, bo):
    path, before = feed(client, bo)
    signed.withdraw(by=bo)

    assert (len(found(before)), found(client.get(path))) == (1, [])


# The desk


def test_it_stands_at_everybodys_desk_in_its_week(meeting, clock, ada, eve, dee):
    early = [need.headline for need in needs.of(eve) if need.key.startswith("meeting:")]
    clock.move_to(datetime(2026, 10, 28, 16, tzinfo=UTC))

    assert early == []
    for person in (ada, eve):
        (need,) = [need for need in needs.of(person) if need.key == f"meeting:{meeting.pk}"]
        assert need.headline == "Planning meeting on Monday at 19:00"
    assert [need for need in needs.of(dee) if need.key.startswith("meeting:")] == []

"""Letters that a calendar reads: one that brings a date in, changes of it inside the letter about them, one that takes
it out; with the name and the number of the date's file."""

from datetime import date, datetime, time, timedelta

import icalendar
import pytest
import time_machine

from events.models import Attendance, Series
from outbox.letters import Unwanted
from tests import factories

pytestmark = pytest.mark.django_db

MONDAY = "2026-11-09 15:00:00+00:00"
FIRST = date(2026, 11, 14)
WEEK, DAY = timedelta(weeks=1), timedelta(days=1)
JUNE = "june@example.org"


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY, tick=False) as clock:
        yield clock


@pytest.fixture
def vigil(host, ada):
    return factories.series(host, by=ada, first=FIRST)


def row(series, number=0):
    return Series.objects.get(pk=series.pk).occurrences.get(original_day=FIRST + number * WEEK)


def invited(series, *numbers, address=JUNE):
    answer = Attendance.come(series, [row(series, number) for number in numbers or (0,)])
    Attendance.ask_reminder(answer, address, invitation=True)
    factories.confirms(answer)
    return answer


def last(kind):
    return factories.mail(factories.letters(kind)[-1]).message()


def event_of(part):
    calendar = icalendar.Calendar.from_ical(part.get_payload(decode=True))
    (event,) = calendar.walk("VEVENT")
    return str(calendar["METHOD"]), event


def calendars(message):
    """(method of the header, method in the file, event) of each part that a calendar reads."""
    parts = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    return [(part.get_param("method"), *event_of(part)) for part in parts]


def of_file(client, series, number=0):
    ics = client.get(f"/events/{series.slug}/{FIRST + number * WEEK}.ics").content
    (event,) = icalendar.Calendar.from_ical(ics).walk("VEVENT")
    return event["UID"], event["SEQUENCE"]


# One that brings a date in


def test_a_confirmed_yes_brings_its_date_into_her_calendar(client, vigil, settings):
    settings.DEFAULT_FROM_EMAIL = "Coalition <hello@coalition.example.org>"
    invited(vigil)

    beside, file = calendars(last("calendar_invitation"))

    assert beside == file
    assert beside[:2] == ("REQUEST", "REQUEST")
    event = beside[2]
    assert (event["UID"], event["SEQUENCE"]) == of_file(client, vigil)
    assert (str(event["ORGANIZER"]), str(event["ATTENDEE"])) == (
        "mailto:hello@coalition.example.org",
        f"mailto:{JUNE}",
    )
    assert {name: str(event["ATTENDEE"].params[name]) for name in ("PARTSTAT", "RSVP")} == {
        "PARTSTAT": "ACCEPTED",
        "RSVP": "FALSE",
    }
    assert event["DTSTART"].dt.replace(tzinfo=None) == datetime(2026, 11, 14, 12)


def test_the_letter_is_made_as_mail_programs_expect_it(vigil):
    invited(vigil)

    message = last("calendar_invitation")

    kinds = [part.get_content_type() for part in message.walk()]
    assert kinds == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
        "text/calendar",
    ]
    assert "text/calendar; method=REQUEST; charset=UTF-8" in message.as_bytes().decode()
    assert list(message.walk())[-1].get_filename() == "invite.ics"


def test_nothing_is_brought_in_before_the_address_is_confirmed_or_unasked(vigil):
    Attendance.ask_reminder(Attendance.come(vigil, [row(vigil)]), JUNE, invitation=True)
    factories.coming(vigil, row(vigil), address="july@example.org")

    assert factories.letters("calendar_invitation") == []


def test_each_of_several_dates_has_its_letter_up_to_eight(vigil):
    answer = invited(vigil, *range(8))
    factories.confirms(answer)

    days = [
        calendars(factories.mail(letter).message())[0][2]["DTSTART"].dt.date()
        for letter in factories.letters("calendar_invitation")
    ]

    assert days == [FIRST + number * WEEK for number in range(8)]


def test_every_date_is_for_subscribing(vigil):
    answer = Attendance.come(vigil, [], every=True)
    Attendance.ask_reminder(answer, JUNE, invitation=True)
    factories.confirms(answer)

    assert factories.letters("calendar_invitation") == []


def test_a_date_that_was_cancelled_meanwhile_is_not_brought_in(vigil, ada):
    invited(vigil)
    row(vigil).cancel(by=ada)

    with pytest.raises(Unwanted):
        last("calendar_invitation")


# A change, inside the letter about it


@pytest.mark.parametrize(
    ("change", "method", "status"),
    [
        (lambda date, ada: date.move(by=ada, day=date.day, start_time=time(15)), "REQUEST", "CONFIRMED"),
        (lambda date, ada: date.cancel(by=ada), "CANCEL", "CANCELLED"),
        (lambda date, ada: date.postpone(by=ada), "CANCEL", "CANCELLED"),
    ],
)
def test_a_change_reaches_her_calendar_in_the_letter_about_it(client, vigil, ada, change, method, status):
    invited(vigil)
    uid, number = of_file(client, vigil)

    change(row(vigil), ada)

    (letter,) = [letter for letter in factories.letters("date_changed") if letter.recipient == JUNE]
    beside, file = calendars(factories.mail(letter).message())
    assert beside == file
    assert beside[:2] == (method, method)
    assert (beside[2]["UID"], str(beside[2]["STATUS"])) == (uid, status)
    assert beside[2]["SEQUENCE"] > number
    assert (beside[2]["UID"], beside[2]["SEQUENCE"]) == of_file(client, vigil)
    assert len(factories.letters("calendar_invitation")) == 1


def test_what_goes_ahead_after_all_comes_back_with_a_higher_number(vigil, ada):
    invited(vigil)
    row(vigil).cancel(by=ada)
    off = calendars(last_to_june())[0][2]["SEQUENCE"]

    row(vigil).restore(by=ada)

    method, _method, event = calendars(last_to_june())[0]
    assert (method, event["SEQUENCE"] > off) == ("REQUEST", True)


def last_to_june():
    return factories.mail(
        [letter for letter in factories.letters("date_changed") if letter.recipient == JUNE][-1]
    ).message()


def test_others_and_other_dates_are_in_no_such_letter(vigil, ada):
    invited(vigil)
    factories.coming(vigil, row(vigil, 1), address="july@example.org")

    row(vigil, 1).cancel(by=ada)

    assert {letter.recipient for letter in factories.letters("date_changed")} == {"july@example.org"}
    assert calendars(last("date_changed")) == []


def test_a_series_that_is_called_off_takes_all_her_dates_out_in_one_letter(vigil, ada):
    invited(vigil, 0, 1)

    Series.objects.get(pk=vigil.pk).cancel(by=ada)

    found = calendars(last("series_cancelled"))
    assert [method for method, _method, _event in found] == ["CANCEL", "CANCEL"]
    assert {event["DTSTART"].dt.date() for _method, _same, event in found} == {FIRST, FIRST + WEEK}


# One that takes it out


def test_an_answer_taken_back_takes_the_date_out_and_leaves_nothing(client, vigil):
    answer = invited(vigil)
    number = of_file(client, vigil)[1]

    Attendance.forget(answer)

    method, same, event = calendars(last("calendar_withdrawal"))[0]
    assert (method, same, str(event["STATUS"])) == ("CANCEL", "CANCEL", "CANCELLED")
    assert event["SEQUENCE"] > number
    assert (event["UID"], event["SEQUENCE"]) == of_file(client, vigil)
    assert not Attendance.objects.exists()


def test_a_date_left_out_goes_and_another_comes(vigil):
    answer = invited(vigil, 0, 1)

    Attendance.change(answer, [row(vigil, 1), row(vigil, 2)], people=1, every=False)

    gone = [event["DTSTART"].dt.date() for _method, _same, event in calendars(last("calendar_withdrawal"))]
    assert set(gone) == {FIRST}
    assert calendars(last("calendar_invitation"))[0][2]["DTSTART"].dt.date() == FIRST + 2 * WEEK


def test_who_comes_after_all_is_not_taken_out(vigil):
    Attendance.forget(invited(vigil))
    invited(vigil)

    with pytest.raises(Unwanted):
        last("calendar_withdrawal")


def test_who_had_nothing_brought_in_gets_no_such_letter(vigil):
    Attendance.forget(factories.coming(vigil, row(vigil), address=JUNE))

    assert factories.letters("calendar_withdrawal") == []


def test_the_form_asks_for_it_and_says_what_comes_last(client, vigil):
    typed = {"on": [str(FIRST)], "people": "1", "email": JUNE, "invitation": "on"}
    page = client.post(f"/events/{vigil.slug}/answer/", typed).headers["Location"]
    factories.confirms(Attendance.objects.get().answer)

    assert Attendance.objects.get().wants_invitation
    assert "One last letter takes the dates out of your calendar." in client.get(page).content.decode()


def test_a_button_pressed_for_one_address_confirms_no_other(vigil, ada):
    date = vigil.occurrences.first()
    answer = Attendance.come(vigil, [date])
    Attendance.ask_reminder(answer, "june@example.org", invitation=True)
    key, index = Attendance.read_confirmation(Attendance.confirmation_token(answer))
    Attendance.ask_reminder(answer, "kim@example.org", invitation=True)

    assert Attendance.confirm(key, index=index) == 0
    assert factories.letters("calendar_invitation") == []


def test_another_address_takes_the_date_out_of_the_calendar_of_the_first(vigil, ada):
    date = vigil.occurrences.first()
    answer = Attendance.come(vigil, [date])
    Attendance.ask_reminder(answer, "june@example.org", invitation=True)
    factories.confirms(answer)

    Attendance.ask_reminder(answer, "kim@example.org", invitation=True)

    assert factories.recipients("calendar_withdrawal") == ["june@example.org"]

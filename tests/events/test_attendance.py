"""Coming: counted with nothing at all, reminded at an address, changed and erased by a link."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import resolve, reverse
from django.utils import timezone

from events.models import Attendance
from outbox import retention
from tests import factories
from tests.races import at_once

pytestmark = pytest.mark.django_db

JUNE = "june@example.org"


@pytest.fixture
def dates(vigil) -> list:
    return list(vigil.occurrences.order_by("day"))


def rows(answer) -> list:
    return list(Attendance.objects.filter(answer=answer).order_by("occurrence__day"))


def people(vigil, date) -> int:
    return vigil.attendances.for_date(date).people()


def refused(verb, *args, **kwargs) -> str:
    with pytest.raises(ValidationError) as refusal:
        verb(*args, **kwargs)
    return refusal.value.code


def test_somebody_is_counted_without_any_address(vigil, dates):
    answer = Attendance.come(vigil, dates[:2], people=3)

    assert [(row.occurrence, row.people, row.contact) for row in rows(answer)] == [
        (dates[0], 3, ""),
        (dates[1], 3, ""),
    ]


def test_every_date_counts_for_each(vigil, dates):
    Attendance.come(vigil, [], people=2, every=True)
    Attendance.come(vigil, [dates[1]], people=1)

    assert [people(vigil, date) for date in dates[:2]] == [2, 3]
    counts = Attendance.objects.people_by_date(dates[:2])
    assert [counts[date.pk] for date in dates[:2]] == [2, 3]


def test_nobody_comes_to_what_is_cancelled_or_over(vigil, dates, ada):
    dates[0].cancel(by=ada)

    with time_machine.travel(dates[1].ends_at + timedelta(minutes=1)):
        codes = [refused(Attendance.come, vigil, [date]) for date in dates[:2]]

    assert codes == ["date_is_off"] * 2


def test_an_address_is_written_to_before_it_counts(vigil, dates):
    answer = factories.coming(vigil, dates[0], address=JUNE, confirmed=False)

    assert factories.recipients("answer_confirmation") == [JUNE]
    assert list(Attendance.objects.confirmed()) == []
    assert factories.confirms(answer) == 1
    assert factories.confirms(answer) == 0


def test_an_address_counts_once_for_a_date(vigil, dates):
    first = factories.coming(vigil, *dates[:2], address=JUNE)
    second = factories.coming(vigil, dates[0], address=" June@Example.ORG")

    assert [people(vigil, date) for date in dates[:2]] == [1, 1]
    assert ([row.occurrence for row in rows(first)], [row.occurrence for row in rows(second)]) == (
        [dates[1]],
        [dates[0]],
    )


def test_an_address_counts_once_for_every_date(vigil, dates):
    factories.coming(vigil, address=JUNE)
    factories.coming(vigil, address=JUNE)

    assert people(vigil, dates[0]) == 1


def test_an_unconfirmed_answer_takes_nobodys_place(vigil, dates):
    factories.coming(vigil, dates[0], address=JUNE, people=4)
    factories.coming(vigil, dates[0], address=JUNE, confirmed=False)

    assert people(vigil, dates[0]) == 5


def test_an_answer_moves_to_other_dates_with_its_address(vigil, dates):
    answer = factories.coming(vigil, dates[0], address=JUNE)

    Attendance.change(answer, dates[1:3], people=2, every=False)

    assert [(row.occurrence, row.people, row.contact) for row in rows(answer)] == [
        (dates[1], 2, JUNE),
        (dates[2], 2, JUNE),
    ]
    assert Attendance.objects.confirmed().count() == 2


def test_an_answer_can_become_one_for_every_date_and_back(vigil, dates):
    answer = factories.coming(vigil, dates[0], address=JUNE)

    Attendance.change(answer, [], people=1, every=True)
    every = [row.occurrence for row in rows(answer)]
    Attendance.change(answer, [dates[3]], people=1, every=False)

    assert (every, [row.occurrence for row in rows(answer)]) == ([None], [dates[3]])


def test_a_date_that_is_off_cannot_be_chosen_anew_but_stays_where_it_stood(vigil, dates, ada):
    answer = Attendance.come(vigil, dates[:1])
    for date in dates[:2]:
        date.cancel(by=ada)

    Attendance.change(answer, [dates[0], dates[2]], people=1, every=False)

    assert [row.occurrence for row in rows(answer)] == [dates[0], dates[2]]
    assert refused(Attendance.change, answer, [dates[1]], people=1, every=False) == "date_is_off"


def test_what_was_held_stays_counted_when_plans_change(vigil, dates):
    answer = Attendance.come(vigil, dates[:2])

    with time_machine.travel(dates[0].ends_at + timedelta(hours=1)):
        Attendance.change(answer, [dates[2]], people=1, every=False)

    assert [row.occurrence for row in rows(answer)] == [dates[0], dates[2]]


def test_an_answer_that_was_erased_is_not_changed(vigil, dates):
    answer = Attendance.come(vigil, dates[:1])
    Attendance.forget(answer)

    assert refused(Attendance.change, answer, dates[:1], people=1, every=False) == "gone"


def test_forgetting_erases_at_once(vigil, dates):
    answer = factories.coming(vigil, *dates[:2], address=JUNE)

    assert (Attendance.forget(answer), Attendance.forget(answer), rows(answer)) == (2, 0, [])


def test_a_new_address_is_asked_anew(vigil, dates):
    answer = factories.coming(vigil, dates[0], address=JUNE)

    Attendance.ask_reminder(answer, "july@example.org")

    assert factories.recipients("answer_confirmation") == ["july@example.org", JUNE]
    assert list(Attendance.objects.confirmed()) == []


# What a stranger can cause


def test_a_stranger_causes_one_letter_an_hour_and_three_a_day(vigil, dates):
    counts = []
    with time_machine.travel(timezone.now(), tick=False) as moment:
        for _ in range(6):
            factories.coming(vigil, dates[0], address=JUNE, confirmed=False)
            factories.coming(vigil, dates[0], address=JUNE, confirmed=False)
            counts.append(len(factories.letters("answer_confirmation")))
            moment.shift(timedelta(minutes=61))
        moment.shift(timedelta(hours=24))
        factories.coming(vigil, dates[0], address=JUNE, confirmed=False)

    assert counts == [1, 2, 3, 3, 3, 3]
    assert len(factories.letters("answer_confirmation")) == 4


def test_the_link_of_the_page_confirms_no_address(client, vigil, dates):
    answer = factories.coming(vigil, dates[0], address=JUNE, confirmed=False)

    response = client.post(reverse("events:answer-confirmation", args=[Attendance.token(answer)]))

    assert (response.status_code, list(Attendance.objects.confirmed())) == (404, [])
    page = client.get(Attendance.url(answer)).content.decode()
    assert "confirmation/" not in page


def test_the_letter_confirms_with_a_press_and_not_by_being_opened(client, vigil, dates):
    answer = factories.coming(vigil, dates[0], address=JUNE, confirmed=False)
    link = reverse("events:answer-confirmation", args=[Attendance.confirmation_token(answer)])
    assert link in factories.mail(factories.letters("answer_confirmation")[0]).body

    client.get(link)
    before = Attendance.objects.confirmed().count()
    response = client.post(link)

    assert (before, Attendance.objects.confirmed().count()) == (0, 1)
    assert Attendance.answer_of(resolve(response.headers["Location"]).kwargs["token"]) == answer


def test_the_letter_to_one_address_confirms_no_other(client, vigil, dates):
    answer = factories.coming(vigil, dates[0], address="me@example.org", confirmed=False)
    token = Attendance.confirmation_token(answer)
    Attendance.ask_reminder(answer, JUNE)

    response = client.post(reverse("events:answer-confirmation", args=[token]))

    assert (response.status_code, list(Attendance.objects.confirmed())) == (404, [])


@pytest.mark.parametrize("make", [Attendance.answer_of, Attendance.answer_to_confirm])
@pytest.mark.parametrize("token", ["", "x", "a:b:c", "ImFiYyI:1abcde:xyz"])
def test_a_link_that_we_did_not_make_names_no_answer(db, make, token):
    assert make(token) is None


def test_a_known_and_an_unknown_address_get_the_same_answer(client, vigil, dates, dee):
    factories.coming(vigil, dates[0], address=JUNE)
    typed = {"on": [dates[0].original_day.isoformat()], "people": "1"}

    pages, letters = [], []
    for address in ("dee@example.org", "nobody@example.org", JUNE):
        before = len(factories.letters("answer_confirmation"))
        response = client.post(reverse("events:answer-new", args=[vigil.slug]), typed | {"email": address})
        page = client.get(response.headers["Location"])
        token = response.headers["Location"].split("/")[2].encode()
        pages.append((response.status_code, page.status_code, page.content.replace(token, b"TOKEN")))
        letters.append(len(factories.letters("answer_confirmation")) - before)

    assert pages == [pages[0]] * 3
    assert letters[:2] == [1, 1]


def test_ten_answers_in_ten_minutes_are_the_most_from_one_place(vigil, dates):
    browser, typed = Client(), {"on": [dates[0].original_day.isoformat()], "people": "1"}
    with time_machine.travel(timezone.now().replace(minute=1), tick=False):
        codes = [browser.post(reverse("events:answer-new", args=[vigil.slug]), typed).status_code for _ in range(11)]

    assert (codes, Attendance.objects.count()) == ([302] * 10 + [422], 10)


# What is kept how long


def test_an_unconfirmed_address_is_erased_after_48_hours_from_when_it_was_given(vigil, dates):
    answer = Attendance.come(vigil, dates[3:4])
    with time_machine.travel(timezone.now() + timedelta(days=5)):
        Attendance.ask_reminder(answer, JUNE)
    with time_machine.travel(timezone.now() + timedelta(days=6)):
        early = (retention.purge(), rows(answer)[0].contact)[1]
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
        retention.purge()
        retention.purge()

    assert (early, rows(answer)[0].contact, rows(answer)[0].contact_index) == (JUNE, "", "")


def test_an_address_is_erased_14_days_after_its_date_and_the_number_stays(vigil, dates):
    answer = factories.coming(vigil, dates[0], address=JUNE, people=3)
    with time_machine.travel(dates[0].ends_at + timedelta(days=13, hours=23)):
        kept = (retention.purge(), rows(answer)[0].contact)[1]
    with time_machine.travel(dates[0].ends_at + timedelta(days=14, hours=1)):
        retention.purge()

    (row,) = rows(answer)
    assert (kept, row.contact, row.contact_index, row.confirmed_at, row.people) == (JUNE, "", "", None, 3)


def test_an_address_for_every_date_is_erased_14_days_after_the_last(vigil):
    answer = factories.coming(vigil, address=JUNE)
    kept = []
    for days in (14, 16):
        with time_machine.travel(vigil.last_day + timedelta(days=days)):
            retention.purge()
            kept.append(rows(answer)[0].contact)

    assert kept == [JUNE, ""]


def test_an_address_for_every_date_goes_14_days_after_the_series_was_called_off(vigil, ada):
    answer = factories.coming(vigil, address=JUNE)
    vigil.cancel(by=ada)

    with time_machine.travel(timezone.now() + timedelta(days=15)):
        retention.purge()

    assert rows(answer)[0].contact == ""


def test_no_address_is_readable_in_the_database(vigil, dates):
    factories.coming(vigil, dates[0], address=JUNE)

    with connection.cursor() as cursor:
        cursor.execute("SELECT contact, contact_index FROM events_attendance")
        stored = " ".join(cursor.fetchone())

    assert ("june" in stored.lower(), len(stored) > 100) == (False, True)


# What the database refuses


@pytest.mark.parametrize("number", [0, 11])
def test_one_to_ten_people_come_at_a_time(vigil, dates, number):
    answer = Attendance.come(vigil, dates[:1])

    with pytest.raises(IntegrityError, match="attendance_of_one_to_ten_people"), transaction.atomic():
        Attendance.objects.filter(answer=answer).update(people=number)


def test_two_confirmed_answers_of_one_address_cannot_stand_for_a_date(vigil, dates):
    factories.coming(vigil, dates[0], address=JUNE)
    other = factories.coming(vigil, dates[0], address=JUNE, confirmed=False)

    with pytest.raises(IntegrityError), transaction.atomic():
        Attendance.objects.filter(answer=other).update(confirmed_at=timezone.now())


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("every", [False, True])
def test_two_answers_of_one_address_confirmed_at_once_count_once(vigil, every):
    date = vigil.occurrences.order_by("day").first()
    answers = [
        factories.coming(vigil, *([] if every else [date]), address=JUNE, confirmed=False, people=2) for _ in range(2)
    ]

    outcome = at_once(*[lambda answer=answer: factories.confirms(answer) for answer in answers])

    assert outcome == [1, 1]
    assert people(vigil, date) == 2

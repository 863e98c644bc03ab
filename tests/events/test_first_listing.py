"""The first that a group announces is looked at by a person; after that its record speaks for it."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from events.models import Series, Sponsorship
from orgs.models import Case, Report
from tests import factories
from tests.races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def first(host, ada) -> Series:
    return factories.series(host, by=ada, shown=False)


@pytest.fixture
def case(first) -> Case:
    return Case.objects.get()


def test_the_first_series_of_a_group_waits(first, case, ada):
    assert (case.kind, case.subject, case.title) == ("first_listing", first.letters_key, first.title)
    assert (first.is_waiting, first in Series.objects.public()) == (True, False)


def test_confirmed_everybody_sees_it_and_its_letters_go_out(first, case, partner, ada, mo):
    Sponsorship.invite(first, partner, by=ada)
    case.confirm(by=mo)

    assert first in Series.objects.public()
    assert [letter.held_for for letter in factories.letters("sponsorship_invitation")] == [""]
    assert factories.mail(factories.letters("case")[0]).subject == f"Listed: {first.title}"


def test_with_a_clean_record_the_next_one_is_shown_at_once(first, case, host, ada, mo):
    case.confirm(by=mo)

    second = factories.series(host, by=ada, shown=False, title="Second")

    assert second in Series.objects.public()
    assert not Case.objects.pending().exists()


def test_an_upheld_report_stands_against_a_group_for_180_days(first, case, host, ada, mo):
    case.confirm(by=mo)
    other = factories.series(host, by=ada, title="Other")
    Report.take_down(host, subject=other.letters_key, by=mo, note="A private home.")
    found = [Series.has_clean_record(host)]

    with time_machine.travel(timezone.now() + timedelta(days=181)):
        found.append(Series.has_clean_record(host))

    assert found == [False, True]


def test_declined_it_is_changed_and_sent_in_anew(first, case, ada, mo, as_user):
    case.decline(by=mo, note="Where is that square?")
    desk = f"/desk/events/{first.slug}/"
    page = as_user(ada).get(desk).content.decode()

    as_user(ada).post(f"{desk}submission/")
    as_user(ada).post(f"{desk}submission/")

    assert "Where is that square?" in page
    assert (first in Series.objects.public(), Case.objects.pending().count()) == (False, 1)


def test_taken_back_it_waits_as_before(first, case, mo):
    case.confirm(by=mo)
    case.undo(by=mo)

    first.refresh_from_db()
    assert (first.is_waiting, first in Series.objects.public(), case.is_open) == (True, False, True)


@pytest.mark.parametrize("end", ["cancel", "show"])
def test_nobody_looks_at_what_is_off_or_shown_by_now(first, case, ada, end):
    first.cancel(by=ada) if end == "cancel" else first.show()

    case.refresh_from_db()
    assert case.state == "closed"


def test_what_a_group_in_review_announces_waits_with_the_group(ada, mo):
    choir = factories.group("Choir", coordinator=ada, state="in_review")
    concert = factories.series(choir, by=ada)
    [case] = Case.objects.all()

    case.confirm(by=mo)

    assert (case.kind, concert in Series.objects.public()) == ("new_group", True)


def test_what_was_not_listed_is_not_shown_by_listing_its_group_anew(first, case, host, mo):
    case.decline(by=mo, note="Where?")
    host.unlist(by=mo)
    host.enlist(by=mo)

    assert first not in Series.objects.public()


def test_history_that_the_operator_records_is_shown(host, ada):
    draft = factories.series(host, by=ada, announced=False)

    draft.record_history(by=None)

    assert draft in Series.objects.public()
    assert not Case.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_announced_while_its_group_is_listed_it_is_shown_or_waits(ada, mo):
    choir = factories.group("Choir", coordinator=ada, state="in_review")
    draft = factories.series(choir, by=ada, announced=False)

    at_once(lambda: choir.enlist(by=mo), lambda: Series.objects.get(pk=draft.pk).announce(by=ada))

    waiting = Case.objects.pending().filter(subject=draft.letters_key).exists()
    assert Series.objects.public().filter(pk=draft.pk).exists() != waiting


def test_letters_written_in_the_very_moment_are_let_go(first, partner, ada):
    Sponsorship.invite(first, partner, by=ada)
    Series.objects.update(shown_at=timezone.now())

    assert [Series.release_letters_of_shown() for _ in range(2)] == [1, 0]

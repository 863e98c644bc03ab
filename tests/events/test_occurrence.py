"""One date: cancelled, restored and moved, each refusal by its code, each letter once."""

from datetime import date, timedelta
from datetime import time as clock

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from events.models import Occurrence, Sponsorship, audience
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def saturday(vigil) -> Occurrence:
    """The first date of the vigil."""
    return vigil.occurrences.order_by("day").first()


def refused(verb, *args, **kwargs) -> str:
    with pytest.raises(ValidationError) as refusal:
        verb(*args, **kwargs)
    fields = refusal.value.update_error_dict({})
    return next(iter(fields.values()))[0].code


def test_cancelling_keeps_who_when_and_why(saturday, ada):
    saturday.cancel(by=ada, reason="Storm warning")

    saturday.refresh_from_db()
    assert (saturday.state, saturday.note, saturday.changed_by, saturday.changed_by_hand) == (
        "cancelled",
        "Storm warning",
        ada,
        True,
    )
    assert (saturday.sequence, saturday.series.sequence, saturday.series.revision) == (1, 1, 2)


def test_cancelling_twice_is_refused_and_written_once(vigil, saturday, ada):
    factories.coming(vigil, saturday, address="june@example.org")
    saturday.cancel(by=ada)

    assert refused(saturday.cancel, by=ada) == "changed_meanwhile"
    assert factories.recipients("date_changed") == ["june@example.org"]


def test_a_cancelled_date_can_go_ahead_after_all(vigil, saturday, ada):
    factories.coming(vigil, saturday, address="june@example.org")
    saturday.cancel(by=ada, reason="Storm")
    saturday.restore(by=ada)

    assert (saturday.state, saturday.note, saturday.sequence) == ("planned", "", 2)
    assert factories.recipients("date_changed") == ["june@example.org"] * 2


def test_a_date_that_goes_ahead_is_not_restored(saturday, ada):
    assert refused(saturday.restore, by=ada) == "changed_meanwhile"


def test_moving_changes_day_hour_and_place_but_not_identity(saturday, ada):
    was, sunday = saturday.day, saturday.day + timedelta(days=1)
    library = factories.town(name="Library", latitude=41.09)

    saturday.move(by=ada, day=sunday, start_time=clock(15), place=library, minutes=90, note="Indoors")

    saturday.refresh_from_db()
    assert (saturday.original_day, saturday.day, saturday.begins, saturday.where) == (was, sunday, clock(15), library)
    assert (saturday.minutes, saturday.latitude, saturday.note, saturday.sequence) == (90, 41.09, "Indoors", 1)
    assert saturday.ends_at - saturday.starts_at == timedelta(minutes=90)
    assert saturday.is_moved


def test_a_place_alone_can_change(saturday, ada):
    saturday.move(by=ada, day=saturday.day, start_time=saturday.start_time, place=factories.town(name="Library"))

    assert saturday.is_moved


def test_the_past_is_no_day_to_move_to(saturday, ada):
    assert refused(saturday.move, by=ada, day=date(2020, 1, 4), start_time=clock(12)) == "past"


def test_an_hour_that_the_clocks_skip_is_no_hour_to_move_to(saturday, ada):
    assert refused(saturday.move, by=ada, day=date(2027, 3, 14), start_time=clock(2, 30)) == "gap"


def test_a_day_that_the_series_has_is_taken(vigil, saturday, ada):
    following = vigil.occurrences.order_by("day")[1]

    assert refused(saturday.move, by=ada, day=following.day, start_time=clock(12)) == "taken"


def test_a_day_that_the_rule_will_come_to_is_taken(host, ada):
    series = factories.series(host, by=ada, weeks=20)
    first = series.occurrences.order_by("day").first()

    assert refused(first.move, by=ada, day=series.last_day, start_time=clock(12)) == "taken"


def test_a_day_that_its_own_date_left_is_free(vigil, saturday, ada):
    following = vigil.occurrences.order_by("day")[1]
    left = following.day
    following.move(by=ada, day=left + timedelta(days=1), start_time=clock(12))

    saturday.move(by=ada, day=left, start_time=clock(12))

    assert saturday.day == left


def test_a_moved_date_can_move_home(saturday, ada):
    home = saturday.day
    saturday.move(by=ada, day=home + timedelta(days=1), start_time=clock(12))
    saturday.move(by=ada, day=home, start_time=clock(12))

    assert (saturday.is_moved, saturday.sequence) == (False, 2)


def test_what_is_over_does_not_change(saturday, ada):
    with time_machine.travel(saturday.ends_at + timedelta(minutes=1)):
        codes = [
            refused(saturday.cancel, by=ada),
            refused(saturday.move, by=ada, day=saturday.day, start_time=clock(12)),
        ]

    assert codes == ["changed_meanwhile", "past"]


def test_what_is_going_on_can_still_be_called_off(saturday, ada):
    with time_machine.travel(saturday.starts_at + timedelta(minutes=1)):
        saturday.cancel(by=ada, reason="Thunder")

    assert saturday.is_cancelled


def test_who_looked_before_somebody_else_changed_it_looks_again(saturday, ada):
    stale = Occurrence.objects.get(pk=saturday.pk)
    saturday.move(by=ada, day=saturday.day, start_time=clock(14))

    assert refused(stale.cancel, by=ada) == "changed_meanwhile"
    assert (stale.state, stale.start_time) == ("planned", clock(14))


def test_a_refused_move_leaves_the_row_as_it_was(saturday, ada):
    stale = Occurrence.objects.get(pk=saturday.pk)
    saturday.cancel(by=ada)

    assert refused(stale.move, by=ada, day=saturday.day + timedelta(days=1), start_time=clock(9)) == "changed_meanwhile"
    assert (stale.day, stale.start_time, stale.is_cancelled) == (saturday.day, clock(12), True)


def test_each_person_concerned_gets_one_letter(vigil, saturday, ada, bo, cy, partner):
    Sponsorship.invite(vigil, partner, by=ada).accept(by=bo)
    factories.join(vigil.host, bo, "organizer")
    factories.coming(vigil, saturday, address="bo@example.org")
    factories.coming(vigil, saturday, address="june@example.org")
    factories.coming(vigil, address="June@Example.org")
    factories.coming(vigil, saturday, address="never.confirmed@example.org", confirmed=False)
    factories.coming(vigil, vigil.occurrences.order_by("day")[1], address="other.date@example.org")
    factories.coming(vigil, saturday)

    told = audience.size_of(saturday.series, [saturday], by=ada).letters
    saturday.cancel(by=ada)

    assert factories.recipients("date_changed") == ["bo@example.org", "june@example.org"]
    assert told == 2


def test_who_cancels_is_not_told_as_an_organizer(vigil, saturday, ada):
    saturday.cancel(by=ada)

    assert factories.recipients("date_changed") == []


def test_the_end_of_a_series_concerns_those_coming_to_what_is_left(vigil, ada, bo, cy):
    first, last = vigil.occurrences.order_by("day").first(), vigil.occurrences.order_by("day").last()
    factories.coming(vigil, first, address="went.once@example.org")
    factories.coming(vigil, last, address="june@example.org")
    factories.coming(vigil, last, address="ada@example.org")
    factories.join(vigil.host, bo, "organizer")

    with time_machine.travel(first.ends_at + timedelta(hours=1)):
        told = audience.size_of_series(vigil, by=bo).letters
        vigil.cancel(by=bo)

    assert factories.recipients("series_cancelled") == ["ada@example.org", "june@example.org"]
    assert told == 2


def test_letters_of_a_group_in_review_wait(host, ada):
    series = factories.series(host, by=ada)
    saturday = series.occurrences.first()
    factories.coming(series, saturday, address="june@example.org")
    type(host).objects.filter(pk=host.pk).update(state="in_review")

    Occurrence.objects.get(pk=saturday.pk).cancel(by=ada)

    assert [letter.held_for for letter in factories.letters("date_changed")] == [host.letters_key]


def test_the_database_refuses_a_date_that_does_not_last(saturday):
    with pytest.raises(IntegrityError, match="occurrence_lasts"), transaction.atomic():
        Occurrence.objects.filter(pk=saturday.pk).update(ends_at=saturday.starts_at)


def test_the_database_holds_one_row_for_an_original_day(vigil, saturday):
    with pytest.raises(IntegrityError), transaction.atomic():
        Occurrence.of(vigil, saturday.original_day).save()

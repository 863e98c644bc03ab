"""Two acts at once: what the second one holds is old, and it must not undo what the first one did."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from events import reminders, tasks
from events.models import Attendance, Occurrence, Series, Sponsorship
from orgs.models import Organization
from orgs.tasks import release_letters
from outbox.models import Message
from tests import factories


def code_of(verb, *args, **kwargs) -> str:
    with pytest.raises(ValidationError) as refusal:
        verb(*args, **kwargs)
    return refusal.value.code


def long_ago(row, days: int) -> None:
    past = timezone.now() - timedelta(days=days)
    Occurrence.objects.filter(pk=row.pk).update(starts_at=past, ends_at=past + timedelta(hours=1), state="held")


@pytest.fixture
def rows(vigil):
    return list(vigil.occurrences.select_related("series").order_by("starts_at"))


def test_a_late_edit_does_not_unannounce(host, ada):
    draft = factories.series(host, by=ada, announced=False)
    old = Series.objects.get(pk=draft.pk)
    draft.announce(by=ada)

    code = code_of(old.rewrite, by=ada, cadence=old.cadence, place=old.place, title="Late")

    assert (code, Series.objects.get(pk=draft.pk).state) == ("announced", "announced")


def test_a_cancelled_series_gets_no_new_dates(host, ada, settings):
    series = factories.series(host, by=ada, weeks=20)
    old = Series.objects.get(pk=series.pk)
    series.cancel(by=ada)
    settings.OCCURRENCE_WEEKS_AHEAD = 12

    assert (old.roll(), series.occurrences.to_come().going_ahead().count()) == (0, 0)


def test_a_date_of_a_cancelled_series_stays_cancelled(vigil, rows, ada):
    vigil.cancel(by=ada)
    row = Occurrence.objects.get(pk=rows[0].pk)

    assert code_of(row.restore, by=ada) == "not_running"


def test_nobody_is_reminded_of_a_cancelled_series(vigil, rows, ada):
    factories.coming(vigil, rows[0], address="rider@example.org")
    Series.objects.filter(pk=vigil.pk).update(state="cancelled")
    soon = timezone.now() + timedelta(minutes=30)
    Occurrence.objects.filter(pk=rows[0].pk).update(starts_at=soon, ends_at=soon + timedelta(hours=1))

    assert reminders.write_due() == 0


def test_a_yes_to_what_was_cancelled_meanwhile_is_refused(vigil, partner, ada, bo):
    invitation = Sponsorship.invite(vigil, partner, by=ada)
    Series.objects.get(pk=vigil.pk).cancel(by=ada)

    assert code_of(invitation.accept, by=bo) == "not_running"


def test_a_date_is_not_restored_onto_another(vigil, rows, ada):
    first, second, *_others = rows
    first.cancel(by=ada)
    second.move(by=ada, day=second.day + timedelta(days=1), start_time=second.start_time)
    Occurrence.objects.filter(pk=second.pk).update(day=first.day)

    with pytest.raises(ValidationError) as refusal:
        first.restore(by=ada)

    assert refusal.value.error_dict["day"][0].code == "taken"


def test_a_move_to_where_it_is_tells_nobody(vigil, rows, ada):
    row = rows[0]
    factories.coming(vigil, row, address="rider@example.org")

    row.move(by=ada, day=row.day, start_time=row.start_time, minutes=row.minutes)

    assert (factories.letters("date_changed"), row.sequence) == ([], 0)


def test_a_new_date_keeps_the_address_that_an_old_one_lost(vigil, rows):
    answer = factories.coming(vigil, rows[0], rows[1], address="rider@example.org")
    long_ago(rows[0], days=20)
    Attendance.purge()

    Attendance.change(answer, rows[1:3], people=1, every=False)

    assert Attendance.objects.get(occurrence=rows[2]).contact == "rider@example.org"


def test_a_change_leaves_past_numbers_alone(vigil, rows):
    answer = factories.coming(vigil, rows[0], rows[1])
    long_ago(rows[0], days=2)

    Attendance.change(answer, rows[1:2], people=9, every=False)

    assert list(Attendance.objects.order_by("occurrence__original_day").values_list("people", flat=True)) == [1, 9]


def test_a_standing_address_stays_until_the_moved_last_date(host, ada):
    series = factories.series(host, by=ada, weeks=1)
    factories.coming(series, address="rider@example.org")
    row = series.occurrences.get()
    row.move(by=ada, day=row.day + timedelta(days=60), start_time=row.start_time)
    ended = timezone.localdate() - timedelta(days=20)
    Series.objects.filter(pk=series.pk).update(first_day=ended, last_day=ended)

    Attendance.purge()

    assert Attendance.objects.get().contact == "rider@example.org"


def test_a_date_moved_far_ahead_stays_in_the_feeds(host, ada):
    series = factories.series(host, by=ada, weeks=1)
    row = series.occurrences.get()
    row.move(by=ada, day=row.day + timedelta(days=200), start_time=row.start_time)

    assert series in Series.objects.in_feed_window(row.original_day + timedelta(days=150))


def test_one_broken_series_does_not_keep_others_from_their_dates(host, ada, settings):
    broken, sound = (factories.series(host, by=ada, weeks=20) for _ in range(2))
    Series.objects.filter(pk=broken.pk).update(time_zone="Mars/Base")
    before = sound.occurrences.count()
    settings.OCCURRENCE_WEEKS_AHEAD = 12

    tasks.roll_dates()

    assert sound.occurrences.count() > before


def test_inviting_and_taking_back_writes_three_times_a_day_at_most(vigil, partner, ada):
    for _ in range(3):
        Sponsorship.invite(vigil, partner, by=ada).revoke(by=ada)

    assert code_of(Sponsorship.invite, vigil, partner, by=ada) == "too_often"


def test_who_is_invited_is_told_to_answer_rather_than_to_ask(vigil, partner, ada, bo):
    Sponsorship.invite(vigil, partner, by=ada)

    assert code_of(Sponsorship.request, vigil, partner, by=bo) == "invited"


def test_the_link_of_an_invitation_taken_back_opens_nothing(vigil, partner, ada, bo):
    invitation = Sponsorship.invite(vigil, partner, by=ada)
    token = invitation.link(bo).split("/")[2]

    invitation.revoke(by=ada)

    assert Sponsorship.of_link(token) is None


def test_organizers_of_a_suspended_group_are_not_told(vigil, rows, partner, ada, bo):
    Sponsorship.invite(vigil, partner, by=ada).accept(by=bo)
    Organization.objects.filter(pk=partner.pk).update(state="suspended")

    rows[0].cancel(by=ada)

    assert factories.letters("date_changed") == []


def test_a_letter_written_while_its_group_is_listed_is_let_go(host, partner, ada):
    key = host.letters_key
    message = Message.write(
        kind="plain", about="x", to="a@example.org", held_for=key, sealed={"subject": "", "text": ""}
    )

    release_letters()

    message.refresh_from_db()
    assert message.held_for == ""

"""Each kind of letter: what it says, that it escapes what was typed, and when it has lost its point."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from events.models import Attendance, Occurrence, Series, Sponsorship
from events.tasks import write_due_reminders
from orgs.models import Membership, Organization, User
from outbox.letters import Unwanted
from tests import factories

pytestmark = pytest.mark.django_db

JUNE = "june@example.org"
NASTY = "A <b>bold</b> & \"quoted\" <script>alert('x')</script>"
TWO_LINES = "Vigil\r\nBcc: everyone@example.org\r\n\r\nBody"


def unwanted(message) -> str:
    """The word by which the operator sees why a letter was dropped."""
    with pytest.raises(Unwanted) as lost:
        factories.mail(message)
    return str(lost.value).partition(":")[0]


def only(kind: str):
    (message,) = {letter.key: letter for letter in factories.letters(kind)}.values()
    return message


# One function for each kind makes a letter of it: (message, a verb that takes its point away, the word for why).


def answer_confirmation(host, partner, ada, bo):
    series = factories.series(host, by=ada)
    answer = factories.coming(series, series.occurrences.first(), address=JUNE, confirmed=False)
    return only("answer_confirmation"), lambda: Attendance.confirm(answer), "answered"


def reminder(host, partner, ada, bo):
    series = factories.series(host, by=ada)
    answer = factories.coming(series, series.occurrences.order_by("day").first(), address=JUNE)
    with time_machine.travel(series.occurrences.order_by("day").first().starts_at - timedelta(hours=2)):
        write_due_reminders()
    return only("reminder"), lambda: Attendance.forget(answer), "gone"


def date_changed(host, partner, ada, bo):
    series = factories.series(host, by=ada)
    date = series.occurrences.order_by("day").first()
    factories.coming(series, date, address=JUNE)
    date.move(by=ada, day=date.day + timedelta(days=1), start_time=date.start_time, note=NASTY)
    return only("date_changed"), lambda: date.cancel(by=ada), "overtaken"


def series_cancelled(host, partner, ada, bo):
    series = factories.series(host, by=ada)
    factories.coming(series, address=JUNE)
    series.cancel(by=ada, reason=NASTY)
    return only("series_cancelled"), lambda: Series.objects.update(state="announced"), "overtaken"


def sponsorship_invitation(host, partner, ada, bo):
    sponsorship = Sponsorship.invite(factories.series(host, by=ada), partner, by=ada, letter=NASTY)
    return only("sponsorship_invitation"), lambda: sponsorship.decline(by=bo), "gone"


def sponsorship_request(host, partner, ada, bo):
    sponsorship = Sponsorship.request(factories.series(host, by=ada), partner, by=bo, letter=NASTY)
    return only("sponsorship_request"), lambda: sponsorship.accept(by=ada), "gone"


def sponsorship_answered(host, partner, ada, bo):
    sponsorship = Sponsorship.request(factories.series(host, by=ada), partner, by=bo)
    sponsorship.accept(by=ada, signed_as=NASTY)
    return factories.letters("sponsorship_answered")[0], lambda: sponsorship.withdraw(by=bo), "overtaken"


def group_listed(host, partner, ada, bo):
    group = Organization.register(name=NASTY, kind="other", by=bo)
    group.enlist(by=ada)
    return only("group_listed"), lambda: Organization.objects.update(state="suspended"), "unlisted"


KINDS = [
    answer_confirmation,
    reminder,
    date_changed,
    series_cancelled,
    sponsorship_invitation,
    sponsorship_request,
    sponsorship_answered,
    group_listed,
]
every_kind = pytest.mark.parametrize("made", KINDS)


@pytest.fixture
def letter(made, host, partner, ada, bo):
    message, unmake, word = made(host, partner, ada, bo)
    Series.objects.update(title=NASTY, getting_there=NASTY, access=NASTY, bring=NASTY)
    Organization.objects.update(name=NASTY)
    User.objects.filter(pk=bo.pk).update(name=NASTY)
    return message, unmake, word


@every_kind
def test_letter_has_a_subject_a_text_and_html(letter):
    mail = factories.mail(letter[0])

    assert mail.subject
    assert len(mail.body.splitlines()) > 3
    assert [part.mimetype for part in mail.alternatives] == ["text/html"]


@every_kind
def test_html_escapes_what_was_typed_and_text_does_not(letter):
    mail = factories.mail(letter[0])

    html = mail.alternatives[0].content
    assert re.findall(r"<script|<b>bold", html) == []
    assert "&lt;script&gt;" in html
    assert re.findall(r"&(amp|lt|gt|quot|#\d+|#x\w+);", mail.body + mail.subject) == []


@every_kind
def test_subject_is_one_line_whatever_was_typed(letter):
    Series.objects.update(title=TWO_LINES)
    Organization.objects.update(name=TWO_LINES)

    mail = factories.mail(letter[0])
    written = mail.message().as_bytes().decode()

    assert len(mail.subject.splitlines()) == 1
    assert re.findall(r"^Bcc:", written.partition("\r\n\r\n")[0], re.MULTILINE | re.IGNORECASE) == []


@every_kind
def test_letter_that_lost_its_point_is_dropped(letter):
    message, unmake, word = letter

    unmake()

    assert unwanted(message) == word


PUBLIC = [answer_confirmation, reminder, date_changed, series_cancelled, sponsorship_invitation]


@pytest.mark.parametrize("made", PUBLIC)
def test_nothing_is_sent_about_a_host_that_is_suspended(letter, host):
    Organization.objects.filter(pk=host.pk).update(state="suspended")

    assert unwanted(letter[0]) == "unlisted"


@pytest.mark.parametrize("made", [sponsorship_invitation, sponsorship_request, sponsorship_answered])
def test_who_left_the_group_gets_no_letter_for_it(letter):
    Membership.objects.all().delete()

    assert unwanted(letter[0]) == "left"


@pytest.mark.parametrize("made", [sponsorship_request, sponsorship_answered])
def test_organizers_of_a_suspended_group_get_no_letter(letter):
    Organization.objects.update(state="suspended")

    assert unwanted(letter[0]) == "left"


@pytest.mark.parametrize("made", [reminder, date_changed, series_cancelled])
def test_letter_to_somebody_coming_leads_to_her_answer(letter):
    mail = factories.mail(letter[0])

    assert "/answers/" in mail.body
    assert "List-Unsubscribe" in mail.extra_headers


def test_letter_to_a_closed_account_is_dropped(vigil, bo, ada):
    factories.join(vigil.host, bo, "organizer")
    vigil.occurrences.first().cancel(by=ada)
    User.objects.filter(pk=bo.pk).update(is_active=False)

    assert unwanted(only("date_changed")) == "gone"


def test_a_letter_of_a_change_is_dropped_once_the_date_is_over(vigil, ada):
    date = vigil.occurrences.order_by("day").first()
    factories.coming(vigil, date, address=JUNE)
    date.cancel(by=ada)

    with time_machine.travel(date.ends_at + timedelta(minutes=1)):
        assert unwanted(only("date_changed")) == "past"


def test_a_reminder_is_dropped_once_the_date_has_begun(host, partner, ada, bo):
    message, _unmake, _word = reminder(host, partner, ada, bo)

    with time_machine.travel(Occurrence.objects.order_by("day").first().starts_at):
        assert unwanted(message) == "past"


def test_the_letter_of_a_moved_date_names_both_days(vigil, ada):
    date = vigil.occurrences.order_by("day").first()
    factories.coming(vigil, date, address=JUNE)
    was, now = date.day, date.day + timedelta(days=1)
    date.move(by=ada, day=now, start_time=date.start_time)

    mail = factories.mail(only("date_changed"))

    assert mail.subject.startswith("Moved: Saturday vigil")
    assert (f"{was.day} {was:%B}" in mail.body, f"{now.day} {now:%B}" in mail.body) == (True, True)


def test_held_letters_go_out_when_the_group_is_listed(ada, bo, mo):
    group = Organization.register(name="Choir", kind="culture", by=ada)
    series = factories.series(group, by=ada)
    factories.coming(series, series.occurrences.first(), address=JUNE)
    series.occurrences.first().cancel(by=bo)
    held = [letter.held_for for letter in factories.letters("date_changed")]

    group.enlist(by=mo)

    assert held == [group.letters_key] * 2
    assert [letter.held_for for letter in factories.letters("date_changed")] == ["", ""]
    assert all(letter.due_at <= timezone.now() for letter in factories.letters("date_changed"))

"""An account that nobody uses for 24 months is erased, after two letters and never without them."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from orgs import idleness
from orgs.models import User
from outbox import postman
from outbox.models import Message, Suppression
from tests import factories
from tests.orgs.browsers import with_password

pytestmark = pytest.mark.django_db


def letters() -> list[str]:
    return [message.context["rung"] for message in factories.letters("account_idle")]


def after(days: int):
    return time_machine.travel(timezone.now() + timedelta(days=days))


def test_two_letters_thirty_and_seven_days_before_then_it_goes(ada):
    ended = []
    for day in (699, 701, 722, 724, 729, 732):
        with after(day):
            idleness.notice_idle_accounts()
            idleness.notice_idle_accounts()
            ended.append((day, len(letters()), User.objects.filter(pk=ada.pk).exists()))

    assert ended == [
        (699, 0, True),
        (701, 1, True),
        (722, 1, True),
        (724, 2, True),
        (729, 2, True),
        (732, 0, False),
    ]


def test_a_clock_that_stood_still_takes_no_days_from_her(ada):
    with after(900):
        assert idleness.notice_idle_accounts() == (1, 0)
    with after(930):
        assert idleness.notice_idle_accounts() == (1, 0)
    with after(936):
        assert idleness.notice_idle_accounts() == (0, 0)
    with after(938):
        assert idleness.notice_idle_accounts() == (0, 1)


def test_a_sign_in_keeps_it_and_the_count_begins_anew(ada):
    with after(705):
        idleness.notice_idle_accounts()
        User.objects.filter(pk=ada.pk).update(last_login=timezone.now())

    with after(740):
        assert idleness.notice_idle_accounts() == (0, 0)
    with after(705 + 701):
        assert idleness.notice_idle_accounts() == (1, 0)


def test_who_comes_back_while_others_are_erased_stays(ada, bo, monkeypatch):
    for day in (701, 724):
        with after(day):
            idleness.notice_idle_accounts()

    def erase(first):
        User.objects.exclude(pk=first.pk).update(last_login=timezone.now())
        first.delete()

    monkeypatch.setattr(User, "erase", erase)
    with after(732):
        assert idleness.notice_idle_accounts() == (0, 1)
    assert User.objects.count() == 1


def test_who_is_signed_in_somewhere_uses_it(ada):
    with_password("ada")
    User.objects.update(last_login=timezone.now() - timedelta(days=800))

    assert idleness.notice_idle_accounts() == (0, 0)


def test_operators_stay(db):
    factories.person("operator", is_superuser=True)

    with after(900):
        assert idleness.notice_idle_accounts() == (0, 0)


def test_the_letter_names_the_day_and_reaches_who_ended_all_letters(ada):
    with after(705):
        idleness.notice_idle_accounts()
        Message.objects.update(next_at=timezone.now())
        Suppression.objects.add(Message.objects.get().recipient_index, reason=Suppression.ASKED)
        day = timezone.now() + timedelta(days=30)
        postman.send_due()

    assert mail.outbox[0].subject.startswith(f"Your account is erased on {day.day} ")
    assert "/account/login/code/" in mail.outbox[0].body


def test_a_letter_that_waits_is_dropped_once_she_is_back(ada):
    with after(705):
        idleness.notice_idle_accounts()
        Message.objects.update(next_at=timezone.now())
        User.objects.filter(pk=ada.pk).update(last_login=timezone.now())
        postman.send_due()

    assert mail.outbox == []


def test_who_comes_back_with_a_restored_backup_is_erased_again(ada, bo, tmp_path, capsys):
    journal = tmp_path / "erasures.txt"
    ada.erase()
    call_command("print_erasures")
    journal.write_text(capsys.readouterr().out)
    before = timezone.now() - timedelta(days=3)
    restored, anew = factories.person("ada", joined_at=before), bo

    for _time in range(2):
        call_command("apply_erasures", str(journal))

    assert not User.objects.filter(pk=restored.pk).exists()
    assert User.objects.filter(pk=anew.pk).exists()
    assert capsys.readouterr().out.split() == "Erased again: 1 Erased again: 0".split()


def test_who_registered_anew_is_not_erased_by_the_journal(ada, tmp_path, capsys):
    ada.erase()
    call_command("print_erasures")
    (tmp_path / "erasures.txt").write_text(capsys.readouterr().out)
    factories.person("ada")

    call_command("apply_erasures", str(tmp_path / "erasures.txt"))

    assert User.objects.count() == 1

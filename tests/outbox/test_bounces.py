"""Letters that come back: believed only of letters of ours, counted once, and an address stops where it should."""

import io
import logging
import sys
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.utils.timezone import now

from coalition import environment
from outbox import bouncing, composing, postman, return_path
from outbox.letters import letter_of
from outbox.models import Bounce, Message, Suppression
from outbox.states import DROPPED, FAILED, SENT
from tests.outbox.letters import write
from tests.outbox.reports import complaint, dsn, original
from tests.outbox.test_refusals import mail_server, refusing  # noqa: F401 - a fixture
from tests.races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def bounce_address(settings):
    settings.BOUNCE_ADDRESS = "bounces@example.org"


def sent(about="test:1", **more) -> Message:
    message = write(about=about, **more)
    postman.deliver([message.pk])
    message.refresh_from_db()
    return message


def came_back(message, **said) -> bool:
    return bouncing.take(dsn(return_path.of(message.pk), **said))


def reasons() -> list[str]:
    return sorted(Suppression.objects.values_list("reason", flat=True))


# The envelope


def test_each_letter_has_an_envelope_sender_of_its_own_and_comes_from_us(mail_server, settings):  # noqa: F811
    server = mail_server()
    one, other = sent("1"), sent("2")

    assert server.senders == [return_path.of(one.pk), return_path.of(other.pk)]
    assert {letter["From"] for letter in server.letters} == {settings.DEFAULT_FROM_EMAIL}


def test_without_an_address_for_what_comes_back_the_envelope_is_ours_too(settings):
    settings.BOUNCE_ADDRESS = ""

    assert composing.compose(write(), letter_of("plain")).from_email == settings.DEFAULT_FROM_EMAIL
    assert return_path.number_in("bounces+1-00000000000000000000@example.org") is None


def test_the_number_is_read_however_a_server_spells_the_address():
    address = return_path.of(123456)

    assert [return_path.number_in(text) for text in (address.upper(), f"<{address}>", f"a, {address}, b")] == [
        123456
    ] * 3
    assert len(address.partition("@")[0]) <= 64


@pytest.mark.parametrize(
    "forged", ["bounces+{0}@example.org", "bounces+2n9d-{1}@example.org", "bounces+{0}@example.net", "{0}", ""]
)
def test_an_address_that_we_did_not_sign_is_none(forged):
    token = return_path.of(123456).partition("+")[2].partition("@")[0]
    forged = forged.format("2n9c-" + "0" * 20, token.partition("-")[2])

    assert return_path.number_in(forged) is None


def test_a_former_key_of_the_site_still_reads_its_addresses(settings):
    address = return_path.of(7)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [settings.SECRET_KEY]

    assert return_path.number_in(address) == 7


@pytest.mark.parametrize("value", ["bounces", "Bounces <b@example.org>", "a+b@example.org", "x" * 21 + "@example.org"])
def test_a_malformed_address_stops_the_start(monkeypatch, value):
    monkeypatch.setenv("BOUNCE_ADDRESS", value)

    with pytest.raises(ImproperlyConfigured, match="BOUNCE_ADDRESS"):
        environment.env_mailbox("BOUNCE_ADDRESS")


# When an address stops


@pytest.mark.parametrize(("status", "enough"), [("5.1.1", 1), ("5.1.10", 1), ("5.2.1", 3), ("5.0.0", 3), ("4.4.7", 5)])
def test_an_address_stops_after_so_many(status, enough):
    letters = [write(about=str(n)) for n in range(enough)]
    postman.deliver([letter.pk for letter in letters])

    for letter in letters[:-1]:
        came_back(letter, status=status)
    assert reasons() == []
    came_back(letters[-1], status=status)

    assert reasons() == ["bounced"]
    assert sent("after").state == DROPPED


def test_what_was_full_for_a_while_long_ago_does_not_count():
    letters = [sent(str(n)) for n in range(5)]
    for letter in letters[:4]:
        came_back(letter, status="4.2.2")

    with time_machine.travel(now() + timedelta(days=15)):
        came_back(letters[4], status="4.2.2")

    assert reasons() == []


@pytest.mark.parametrize("status", ["5.7.1", "5.7.515", "5.1.8", "4.7.0"])
def test_what_servers_say_of_us_is_not_the_addresss_fault(status):
    assert not came_back(sent(), status=status)

    assert (Bounce.objects.count(), reasons()) == (0, [])


def test_a_complaint_ends_everything_but_codes_at_once(monkeypatch):
    message = sent()

    assert bouncing.take(complaint(original=original(message)))

    assert (reasons(), sent("2").state) == (["complained"], DROPPED)
    monkeypatch.setattr(type(letter_of("plain")), "security", True)
    assert sent("3").state == SENT


def test_of_an_address_that_gets_nothing_any_more_nothing_is_counted():
    letters = [sent(str(n)) for n in range(3)]

    told = [bouncing.take(complaint(original=original(letter))) for letter in letters]

    assert (told, Bounce.objects.count()) == ([True, False, False], 1)


def test_one_letter_that_is_reported_twice_is_one():
    message = sent()

    said = [came_back(message, status="5.2.1") for _ in range(4)]

    assert (said, Bounce.objects.count(), reasons()) == ([True, False, False, False], 1, [])


def test_refusals_while_sending_and_reports_afterwards_count_together(mail_server):  # noqa: F811
    came_back(sent("1"), status="5.2.1")
    came_back(sent("2"), status="5.2.1")
    mail_server(refusing("550 5.2.1 disabled"))

    assert (sent("3").state, reasons()) == (FAILED, ["bounced"])


def test_a_server_that_put_us_off_for_three_days_is_one_soft_bounce(mail_server):  # noqa: F811
    mail_server(refusing("452 4.2.2 full"))
    message = write()
    postman.deliver([message.pk])
    assert Bounce.objects.count() == 0

    with time_machine.travel(now() + timedelta(days=3)):
        postman.deliver([message.pk])

    assert list(Bounce.objects.values_list("kind", "status")) == [("soft", "4.2.2")]


def test_the_owner_of_an_address_has_it_written_to_again_and_counting_begins_anew():
    message = sent()
    Suppression.objects.add(message.recipient_index, kind="reminder", reason=Suppression.ASKED)
    came_back(message)

    assert Bounce.forgive([message.recipient_index])
    assert not Bounce.forgive([message.recipient_index])
    for about in "23":
        came_back(sent(about), status="5.2.1")

    assert reasons() == ["asked"]


def test_who_has_it_written_to_again_waits_a_week_to_do_so_once_more():
    first = sent()
    came_back(first)
    Bounce.forgive([first.recipient_index])
    came_back(sent("2"))

    with pytest.raises(ValidationError) as refusal:
        Bounce.forgive([first.recipient_index])
    with time_machine.travel(now() + timedelta(days=8)):
        assert Bounce.forgive([first.recipient_index])

    assert refusal.value.code == "lately"


def test_that_somebody_asked_counts_for_more_than_that_letters_came_back():
    message = sent()
    came_back(message)
    Suppression.objects.add(message.recipient_index, reason=Suppression.ASKED)
    came_back(message, status="5.1.2")

    assert (Bounce.forgive([message.recipient_index]), reasons()) == (False, ["asked"])


@pytest.mark.django_db(transaction=True)
def test_two_reports_at_once_are_counted_one_after_the_other():
    letters = [sent(str(n)) for n in range(4)]
    came_back(letters[0], status="5.2.1")

    told = at_once(*(lambda letter=letter: came_back(letter, status="5.2.1") for letter in letters[1:3]))

    assert (told, reasons()) == ([True, True], ["bounced"])


# Who is believed


def test_a_report_that_names_no_letter_of_ours_changes_nothing(caplog):
    message, waiting = sent(), write(about="2", due_at=now() + timedelta(days=1))
    forged = [
        dsn("bounces+1-00000000000000000000@example.org"),
        dsn(return_path.of(message.pk + 1000)),
        dsn(return_path.of(waiting.pk)),
        dsn(original="Message-ID: <0123456789abcdef0123456789abcdef@testserver>\n"),
        complaint(original="To: ada@example.org\n"),
        b"x" * 2_000_000,
    ]

    with caplog.at_level(logging.INFO):
        assert [bouncing.take(data) for data in forged] == [False] * 6

    assert (Bounce.objects.count(), reasons()) == (0, [])
    assert len(caplog.records) == 6
    assert not [record for record in caplog.records if "@" in str(vars(record))]


@pytest.mark.parametrize("mark", ["Message-ID: {0.message_id}", "X-Outbox-Key: {0.opaque_key}"])
def test_where_the_envelope_was_lost_the_letter_itself_is_known(mark):
    message = sent()

    assert bouncing.take(dsn(original=mark.format(message) + "\n", original_type="text/rfc822-headers"))


def test_a_complaint_is_known_by_the_envelope_that_it_names():
    assert bouncing.take(complaint(mail_from=return_path.of(sent().pk)))


# The command


def test_a_mail_server_pipes_one_mail(monkeypatch):
    message = sent()
    monkeypatch.setattr(sys, "stdin", type("Pipe", (), {"buffer": io.BytesIO(dsn("ada@example.org"))}))

    call_command("take_bounce", "--to", return_path.of(message.pk))

    assert reasons() == ["bounced"]


def test_while_the_database_is_away_the_mail_server_keeps_the_mail(monkeypatch, capsys):
    monkeypatch.setattr(bouncing, "take", lambda *mail: (_ for _ in ()).throw(OperationalError("ada@example.org")))
    monkeypatch.setattr(sys, "stdin", type("Pipe", (), {"buffer": io.BytesIO(dsn())}))

    with pytest.raises(SystemExit) as ended:
        call_command("take_bounce")

    assert (ended.value.code, capsys.readouterr().err) == (75, "The database is away.\n")


def test_a_maildir_is_read_and_emptied(tmp_path, capsys):
    for folder in ("new", "cur", "tmp"):
        (tmp_path / folder).mkdir()
    (tmp_path / "new" / "1").write_bytes(dsn(return_path.of(sent().pk)))
    (tmp_path / "cur" / "2:2,S").write_bytes(b"Subject: Away\n\nBack on Monday.\n")

    call_command("take_bounce", "--maildir", str(tmp_path))

    assert (capsys.readouterr().out, reasons()) == ("2 read.\n", ["bounced"])
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == []


def test_another_folder_is_left_alone(tmp_path):
    (tmp_path / "letter").write_text("mine")

    with pytest.raises(CommandError):
        call_command("take_bounce", "--maildir", str(tmp_path))


def test_a_bounce_goes_with_the_letter_that_it_speaks_of():
    came_back(sent(), status="5.2.1")

    with time_machine.travel(now() + timedelta(days=91)):
        assert (Bounce.purge(), Bounce.purge()) == (1, 0)

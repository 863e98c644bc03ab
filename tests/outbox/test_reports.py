"""What is read out of a report, and that no mail whatever breaks the reader."""

import time
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from outbox import reports
from outbox.reports import MOST_BYTES, MOST_PARTS, Unread
from tests.depth import patience
from tests.outbox.reports import complaint, dsn

HEX = "0123456789abcdef"
ID = f"<{HEX * 2}@testserver>"


def why(data: bytes) -> str:
    with pytest.raises(Unread) as unread:
        reports.read(data)
    return str(unread.value)


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"status": "5.1.1"}, "5.1.1"),
        ({"status": "5.1.1 (bad destination mailbox address)"}, "5.1.1"),
        ({"status": "5.0.0", "diagnostic": "smtp; 550-5.1.1 The account does not exist"}, "5.1.1"),
        ({"status": "5.0.0", "diagnostic": "smtp; 550 No such user"}, "5.0.0"),
        ({"status": "", "diagnostic": "smtp; 452 4.2.2 mailbox full"}, "4.2.2"),
        ({"status": "4.4.7", "diagnostic": ""}, "4.4.7"),
        ({"status": "5.0.0", "diagnostic": ""}, "5.0.0"),
    ],
)
def test_the_status_is_read_where_servers_write_it(said, status):
    assert reports.read(dsn(**said)).status == status


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", "expanded", "", "failed?"])
def test_what_did_not_fail_is_no_report(action):
    assert why(dsn(action=action)) == "nothing failed"


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers", "message/global-headers"])
def test_the_marks_of_the_letter_are_found_in_what_came_along(kind):
    original = f"Return-Path: <x@example.org>\nMessage-ID: {ID}\nX-Outbox-Key: {HEX * 4}\n"

    report = reports.read(dsn(original=original, original_type=kind))

    assert (report.message_ids, report.keys) == ((ID,), (HEX * 4,))
    assert report.paths.splitlines() == ["bounces@example.org", "<x@example.org>"]


def test_a_report_in_unicode_is_read_too():
    data = dsn().replace(b"message/delivery-status", b"message/global-delivery-status")

    assert reports.read(data).status == "5.1.1"


@pytest.mark.parametrize(("feedback", "is_one"), [("abuse", 1), ("Fraud", 1), ("not-spam", 0), ("auth-failure", 0)])
def test_only_a_complaint_is_a_complaint(feedback, is_one):
    data = complaint(feedback=feedback)

    assert reports.read(data).complaint if is_one else why(data) == "no complaint"


def test_other_mail_is_no_report():
    away = b"From: june@example.org\nAuto-Submitted: auto-replied\nSubject: Away\n\nBack on Monday. 550 5.1.1\n"
    read = dsn().replace(b"message/delivery-status", b"message/disposition-notification")

    assert [why(data) for data in (away, read, b"", b"\0")] == ["no report", "another report", "no report", "no report"]


def test_bombs_are_refused_before_they_are_read():
    nested = b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(3_000))
    wide = dsn() + b"--mark\nContent-Type: text/plain\n\n" * MOST_PARTS

    assert [why(data) for data in (nested, wide, b"x" * (MOST_BYTES + 1))] == ["too many parts"] * 2 + ["too large"]


@pytest.mark.parametrize(
    "data",
    [
        dsn().replace(b"multipart/report; ", b"multipart/report; " + b"a;" * 70_000),
        dsn().replace(b"multipart/report; ", b"multipart/report;\r " + b"a;\r " * 50_000),
        b"Content-Type: multipart/report; boundary=mark\n\n" + b"--mark\n" * 36_000,
        dsn(diagnostic="smtp; " + "550 " * 60_000),
        dsn().replace(b"Action", b"A: b\n\n" * 40_000 + b"Action"),
        dsn(original="Message-ID: " + "<0" * 120_000),
    ],
    ids=["parameters", "folded parameters", "boundaries", "diagnostic", "blocks", "ids"],
)
def test_a_mail_made_to_be_slow_is_not(data):
    assert len(data) <= MOST_BYTES
    began = time.process_time()
    with suppress(Unread):
        reports.read(data)
    assert time.process_time() - began < 2


PIECES = st.sampled_from(
    [dsn(), complaint(), dsn(original_type="text/rfc822-headers"), b"Content-Type: multipart/report"]
)
ODD = st.sampled_from(
    [b"", b"\0", b"\xff\xfe", b"\r", b"\n\n", b"--mark", b"=?utf-8?q?=ff?=", b'"', b";", b"message/rfc822"]
)


@patience(150, deep=5_000)
@given(PIECES, st.lists(st.tuples(st.integers(0, 900), st.integers(0, 60), ODD | st.binary(max_size=12)), max_size=8))
@example(dsn(), [(0, 900, b"")])
def test_no_mail_breaks_the_reader(data, cuts):
    for place, length, odd in cuts:
        data = data[:place] + odd + data[place + length :]

    with suppress(Unread):
        assert reports.read(data).status.isascii()

"""Mail as servers send it back."""

DSN = """\
From: MAILER-DAEMON@mail.example.org
To: {to}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="mark"

--mark
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--mark
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.org
Arrival-Date: Sat, 21 Nov 2026 17:00:00 +0000

Final-Recipient: rfc822; ada@example.org
Action: {action}
Status: {status}
Diagnostic-Code: {diagnostic}

--mark
Content-Type: {original_type}

{original}
--mark--
"""

COMPLAINT = """\
From: feedback@mail.example.org
To: {to}
Subject: FW: A test
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="mark"

--mark
Content-Type: text/plain

This is an email abuse report.

--mark
Content-Type: message/feedback-report

Feedback-Type: {feedback}
User-Agent: SomeGenerator/1.0
Version: 1
Original-Mail-From: <{mail_from}>

--mark
Content-Type: message/rfc822

{original}
--mark--
"""


def original(message) -> str:
    return f"From: post@example.org\nMessage-ID: {message.message_id}\nSubject: A test\n\nHello.\n"


def dsn(
    to="bounces@example.org",
    *,
    status="5.1.1",
    action="failed",
    diagnostic="smtp; 550 no",
    original="Subject: A test\n",
    original_type="message/rfc822",
) -> bytes:
    """A report of delivery. `original` is what came along of the letter."""
    return DSN.format(**locals()).encode()


def complaint(
    to="bounces@example.org", *, feedback="abuse", mail_from="post@example.org", original="Subject: A test\n"
) -> bytes:
    return COMPLAINT.format(**locals()).encode()

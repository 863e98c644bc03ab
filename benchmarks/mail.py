"""How fast letters go out, beside a bare loop of Django's mail: python -m benchmarks.mail [letters]

In a temporary SQLite database, or where DATABASE_URL says (an empty one; python -m tests.postgres brings one). Sends so
many letters (3,000) of two kinds, plain ones and reminders of a date, all due at once, with Redis and a worker of two
processes to a mail server that only counts (benchmarks/sink.py, a process of its own). In the same run one process
sends the same mail over one connection in a bare loop: with Django's own message class, with ours, and as ready bytes.

Prints letters a second, the parts of the bare loops, statements a letter, and how long letters waited from the
instant they were due. The development requirements bring Redis.
"""

import logging
import os
import smtplib
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median

HERE = Path(__file__).parent.parent
PORT = 8979


def main(number: int) -> None:
    with tempfile.TemporaryDirectory(prefix="coalition-mail-") as folder, sink():
        set_up(folder)
        from django.db import connection

        print(f"{number:,} letters of each kind, {connection.display_name}")
        contexts = {"plain": None, "reminder": reminder_contexts(number)}
        for kind, context in contexts.items():
            measure(kind, number, context)


def set_up(folder: str) -> None:
    os.environ |= {"DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "coalition.settings"}
    os.environ |= {"EMAIL_URL": f"smtp://127.0.0.1:{PORT}?timeout=20"}
    import django
    from django.core.management import call_command

    import tests.environment  # noqa: F401 - secrets, which the worker then shares

    django.setup()
    logging.disable(logging.CRITICAL)
    call_command("migrate", verbosity=0)


@contextmanager
def sink() -> Iterator[None]:
    process = subprocess.Popen([sys.executable, "-m", "benchmarks.sink", str(PORT)], cwd=HERE)
    try:
        yield
    finally:
        process.kill()


def came() -> tuple[int, float, float]:
    """How many letters the mail server took since it was last asked, and when the first and the last came."""
    for _try in range(100):
        try:
            with smtplib.SMTP("127.0.0.1", PORT) as server:
                count, first, last = server.docmd("COUNT")[1].split()
                return int(count), float(first), float(last)
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The mail server did not begin.")


def reminder_contexts(number: int) -> list[dict]:
    """People who come tomorrow, and what their reminders are written with."""
    from django.utils.timezone import localdate, now

    from events.models import Attendance
    from tests import factories

    ada = factories.person("ada")
    host = factories.group("Friends of Oak Plaza", coordinator=ada)
    series = factories.series(host, by=ada, first=localdate() + timedelta(days=1))
    date = series.occurrences.earliest("starts_at")
    row = {"series": series, "occurrence": date, "confirmed_at": now(), "contact": "person@example.org"}
    rows = Attendance.objects.bulk_create(
        [Attendance(**row, contact_index=f"{position:064}") for position in range(number)], batch_size=500
    )
    said = {"occurrence": date.pk, "rung": "eve", "day": date.day.isoformat()}
    return [said | {"attendance": row.pk} for row in rows]


def write(kind: str, number: int, contexts: list[dict] | None) -> None:
    from outbox.models import Message

    Message.objects.all().delete()
    sealed = None if contexts else {"subject": "A test", "text": "We stand for an hour and go home together.\n" * 8}
    rows = (
        Message._made(
            kind,
            "test:1",
            f"person{position}@example.org",
            contexts and contexts[position],
            "1",
            None,
            "",
            sealed,
            woken=False,
        )
        for position in range(number)
    )
    Message.objects.bulk_create(rows, batch_size=500)


def measure(kind: str, number: int, contexts: list[dict] | None) -> None:
    some = min(number, 500)
    write(kind, some, contexts)
    loops = bare_loops(min(number, 2000))
    print(f"{kind}: {statements(some):.2f} statements a letter")
    write(kind, number, contexts)
    rate = by_workers(number)
    print(f"  two workers {rate:,.0f}/s", end="")
    for name, bare in loops.items():
        print(f"; {name} {bare:,.0f}/s, so {rate / bare:.2f} of it", end="")
    print(f"\n  waited since due: {waits()}", flush=True)


def statements(number: int) -> float:
    from django.db import connection

    from outbox import postman
    from outbox.models import Message
    from outbox.states import SENT

    count = 0

    def counted(execute, *query):
        nonlocal count
        count += 1
        return execute(*query)

    with connection.execute_wrapper(counted):
        postman.send_due()
    assert not Message.objects.exclude(state=SENT).exists()
    return count / number


def bare_loops(number: int) -> dict[str, float]:
    from django.core.mail import EmailMultiAlternatives, mailers

    from outbox.composing import compose
    from outbox.letters import letter_of
    from outbox.models import Message

    message = Message.objects.first()
    made = compose(message, letter_of(message.kind))

    def mail(cls):
        copy = cls(made.subject, made.body, made.from_email, made.to, headers=made.extra_headers)
        for part in made.alternatives:
            copy.attach_alternative(*part)
        return copy

    connection = mailers["default"]
    connection.open()
    ready, sender, address = made.message().as_bytes(), "post@example.org", message.recipient
    loops = {
        "Django's loop": lambda: connection.send_messages([mail(EmailMultiAlternatives)]),
        "our bytes": lambda: connection.send_messages([mail(type(made))]),
        "ready bytes": lambda: connection.connection.sendmail(sender, [address], ready),
    }
    rates = {}
    for name, send in loops.items():
        began = time.perf_counter()
        for _letter in range(number):
            send()
        rates[name] = number / (time.perf_counter() - began)
    connection.close()
    return rates


def by_workers(number: int) -> float:
    """Letters a second from the first to the last, with a sweep each second."""
    from tests.servers import RedisServer, Worker

    came()
    with RedisServer() as redis, Worker(redis, concurrency=2) as worker:
        taken, first, last = 0, 0.0, 0.0
        while taken < number and worker.is_running():
            worker.nudge("outbox.tasks.send_due_messages")
            time.sleep(1)
            more, begun, last = came()
            taken, first = taken + more, first or begun
    return number / (last - first)


def waits() -> str:
    """From the instant at which all were due until each was written down as sent."""
    from outbox.models import Message

    instants = Message.objects.values_list("due_at", "finished_at")
    seconds = sorted(waited(due, done) for due, done in instants)
    return f"median {median(seconds):.0f} s, longest {seconds[-1]:.0f} s (the worker began meanwhile)"


def waited(due: datetime, done: datetime) -> float:
    return (done - due).total_seconds()


if __name__ == "__main__":
    main(int(sys.argv[1].replace(",", "")) if len(sys.argv) > 1 else 3000)

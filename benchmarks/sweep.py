"""What a sweep costs while very many letters are due: python -m benchmarks.sweep [letters]

Fills a temporary SQLite database, or the one that DATABASE_URL names (an empty one; python -m tests.postgres brings
one), with so many due letters (1,000,000). A process of its own sweeps until nothing more is handed out, into a Redis
that the development requirements bring, and prints when the first batch was ready, how long each sweep took and the
most memory it held; then what the page of the operator asks.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.mail import set_up

HERE = Path(__file__).parent.parent


def main(number: int) -> None:
    with tempfile.TemporaryDirectory(prefix="coalition-sweep-") as folder:
        set_up(folder)
        from django.db import connection

        from tests.servers import RedisServer, database_url

        began = time.perf_counter()
        fill(number)
        print(
            f"{number:,} letters, {connection.display_name} (filled in {time.perf_counter() - began:.0f} s)", flush=True
        )
        with RedisServer() as redis:
            environment = os.environ | {"REDIS_URL": redis.url, "DATABASE_URL": database_url()}
            subprocess.run([sys.executable, "-m", "benchmarks.sweep", "--once"], cwd=HERE, env=environment, check=True)


def fill(number: int) -> None:
    """One letter, and copies of it made by the database under keys of their own."""
    from django.db import connection

    from outbox.models import Message

    made = Message._made(
        "plain", "test:1", "ada@example.org", None, "1", None, "", {"subject": "", "text": ""}, woken=False
    )
    made.save()
    names = [field.column for field in Message._meta.concrete_fields if field.column != "id"]
    own = {"key": "'plain:test:' || n", "recipient_index": "'index' || n", "message_id": "'<' || n || '@example.org>'"}
    values = ", ".join(own.get(name, name) for name in names)
    with connection.cursor() as cursor:
        for first in range(2, number + 1, 50_000):
            last = min(number, first + 49_999)
            cursor.execute(
                f"WITH RECURSIVE numbers(n) AS (SELECT {first} UNION ALL SELECT n + 1 FROM numbers WHERE n < {last})"
                f" INSERT INTO outbox_message ({', '.join(names)}) SELECT {values} FROM outbox_message, numbers"
                f" WHERE outbox_message.id = {made.pk}"
            )
        cursor.execute("ANALYZE outbox_message")


def once() -> None:
    """In a process of its own, so that its memory is the sweep's."""
    import django

    django.setup()
    from outbox import figures, postman
    from outbox.tasks import send_due_messages

    before, queue = memory(), time.perf_counter()
    first = next(postman.hand_out())
    print(f"first batch of {len(first)} after {time.perf_counter() - queue:.2f} s")
    for _sweep in range(3):
        began, worked = time.perf_counter(), time.process_time()
        send_due_messages()
        took, worked = time.perf_counter() - began, time.process_time() - worked
        print(f"a sweep: {took:.1f} s ({worked:.1f} s of work), {in_hand():,} in hand")
    began = time.perf_counter()
    figures.oldest_letter()
    print(f"the operator's figure: {time.perf_counter() - began:.2f} s")
    print(f"memory: {memory():.0f} MB at most, {before:.0f} MB before the first sweep")


def in_hand() -> int:
    from outbox.models import Message

    return Message.objects.handed_out().count()


def memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    if sys.argv[1:] == ["--once"]:
        once()
    else:
        main(int(sys.argv[1].replace(",", "")) if len(sys.argv) > 1 else 1_000_000)

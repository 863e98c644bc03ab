"""What the web does, until it is killed: python -m tests.outbox.faults.writer COUNT JOURNAL

Writes COUNT letters in transactions of one or many, and in between some that are undone. A line of the journal is a
number up to which all letters are committed; started anew it goes on from there.
"""

import os
import random
import sys
import time
from datetime import timedelta
from pathlib import Path

MANY = 40


def main(count: int, journal: Path) -> None:
    from django.db import Error, connection

    written = int(journal.read_text().split()[-1]) if journal.exists() and journal.read_text() else 0
    with journal.open("a") as lines:
        while written < count:
            until = min(count, written + random.Random(written).choice([1, 1, 1, MANY]))
            try:
                _write(range(written, until))
            except Error:
                connection.close()
                time.sleep(0.1)
                continue
            written = until
            lines.write(f"{written}\n")
            lines.flush()


def _write(numbers: range) -> None:
    from django.db import transaction
    from django.utils.timezone import now

    # One alone is to go at once and wakes a worker; many wait for the sweep.
    later = now() + timedelta(seconds=1) if len(numbers) > 1 else None
    with transaction.atomic():
        for number in numbers:
            write_letter(f"person{number}@example.org", later)
    with transaction.atomic():
        write_letter(f"undone{numbers[0]}@example.org", None)
        transaction.set_rollback(True)


def write_letter(to: str, due_at) -> None:
    from outbox.models import Message

    sealed = {"subject": "A test", "text": "Hello."}
    Message.write(kind="plain", about="test:1", to=to, due_at=due_at, sealed=sealed)


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "coalition.settings"
    import django

    django.setup()
    main(int(sys.argv[1]), Path(sys.argv[2]))

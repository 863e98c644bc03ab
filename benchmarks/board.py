"""How fast a board of outreach is with many prospects: python benchmarks/board.py [prospects]

Builds a board with so many prospects (2,000) in a temporary SQLite database, or where DATABASE_URL says (an empty
one), half of them listed groups around the town, each with a history; then asks each page twenty times within this
process. Prints the median and the worst of server time, queries and size.
"""

import logging
import os
import statistics
import sys
import tempfile
import time
from datetime import timedelta
from itertools import batched, count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
ROUNDS = 20


def main(number: int) -> None:
    with tempfile.TemporaryDirectory(prefix="coalition-board-") as folder:
        _set_up(folder)
        path, prospect, user = _build(number)
        print(f"{number} prospects")
        for name, page in [
            ("board", path),
            ("mine", f"{path}?who=mine"),
            ("due now", f"{path}?who=due"),
            ("one lane whole", f"{path}?all=to-contact"),
            ("groups that fit", f"{path}fitting/"),
            ("a prospect", prospect),
            ("all boards", "/desk/outreach/"),
        ]:
            _measure(name, page, user)


def _set_up(folder: str) -> None:
    os.environ["DATA_DIR"], os.environ["DEBUG"] = folder, "1"
    os.environ["DJANGO_SETTINGS_MODULE"] = "coalition.settings"
    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    settings.DEBUG = False  # which would keep every query
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    logging.disable(logging.CRITICAL)
    call_command("migrate", verbosity=0)
    call_command("createcachetable")


def _build(number: int) -> tuple:
    """A series whose host has many prospects in every lane, some taken, some due, some that fit and are not on it."""
    from django.utils import timezone

    from orgs.models import Organization
    from outreach.models import Board, Prospect, Touch
    from outreach.stages import RESTING, Stage
    from tests import factories

    ada = factories.person("ada")
    host = factories.group("Host", coordinator=ada)
    board, now, today = Board(factories.series(host, by=ada)), timezone.now(), timezone.localdate()
    groups = _groups(Organization, number, host.place, now)
    ids, rows = count(), []
    for each in range(number):
        stage = list(Stage)[each % len(Stage)]
        here = each % 2 == 0
        rows.append(
            Prospect(
                **board.where,
                organization=groups[each // 2] if here else None,
                name="" if here else f"Group {each}",
                address=f"group{next(ids)}@example.org",
                address_index=f"{each:064x}",
                person="The secretary",
                why="Met at the last gathering",
                stage=stage,
                sleeps_until=today + timedelta(days=each % 90) if stage in RESTING else None,
                due_on=None if stage in RESTING or each % 3 else today + timedelta(days=each % 20 - 10),
                next_step="Call",
                claimed_by=ada if each % 4 == 0 else None,
                last_touch="call",
                touched_at=now - timedelta(days=each % 30),
            )
        )
    rows = Prospect.objects.bulk_create(rows, batch_size=500)
    notes = (Touch(prospect=row, kind="call", by=ada, text="They like it") for row in rows for _ in range(5))
    for some in batched(notes, 1000):
        Touch.objects.bulk_create(some)
    return board.get_absolute_url(), rows[0].get_absolute_url(), ada


def _groups(model, number: int, place, now) -> list:
    """As many listed groups in the town; half of them come on the board."""
    return model.objects.bulk_create(
        [
            model(name=f"Union {each}", slug=f"union-{each}", kind="union", place=place, state="listed", listed_at=now)
            for each in range(number)
        ],
        batch_size=500,
    )


def _measure(name: str, path: str, user) -> None:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    browser = Client()
    browser.force_login(user)
    browser.get(path)  # what a process looks up once
    times = []
    for _ in range(ROUNDS):
        began = time.process_time(), time.perf_counter()
        response = browser.get(path)
        times.append((time.perf_counter() - began[1], time.process_time() - began[0]))
        assert response.status_code == 200, response.status_code
    with CaptureQueriesContext(connection) as asked:
        browser.get(path)
    wall, processor = (sorted(1000 * each for each in some) for some in zip(*times, strict=True))
    print(
        f"{name:16} {statistics.median(wall):6.0f} ms median, {wall[-1]:6.0f} ms worst,"
        f" {statistics.median(processor):6.0f} ms of the processor, {len(asked)} queries,"
        f" {len(response.content) // 1000} KB",
        flush=True,
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)

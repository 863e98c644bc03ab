"""How long a large feed takes and how big it is: python benchmarks/feeds.py [series]

Builds that many series (1,000) in a temporary SQLite database, asks for /events.ics through the whole of Django and
prints wall times: cold (no block in the cache), warm (all of them), unchanged (304), and after one series changed.
Then the memory that Python needs for it at its peak.
"""

import logging
import os
import sys
import tempfile
import time
import tracemalloc
from datetime import timedelta
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent.parent))
ROUNDS = 5


def main(number: int) -> None:
    with tempfile.TemporaryDirectory(prefix="coalition-feeds-") as folder:
        _set_up(folder)
        _build(number)
        _measure(number)


def _set_up(folder: str) -> None:
    os.environ["DATA_DIR"], os.environ["DEBUG"] = folder, "1"
    for name in ("DATABASE_URL", "REDIS_URL"):
        os.environ.pop(name, None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "coalition.settings"
    import django
    from django.core.management import call_command

    django.setup()
    logging.disable(logging.CRITICAL)
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)


def _build(number: int) -> None:
    from django.db import transaction

    from events.models import Sponsorship
    from tests import factories

    with transaction.atomic():
        ada = factories.person("ada")
        host, partner = factories.group("Friends of Oak Plaza", coordinator=ada), factories.group("Elm Street Tenants")
        for position in range(number):
            made = factories.series(
                host,
                by=ada,
                title=f"Vigil number {position}",
                weeks=26,
                summary="Bring a candle, a neighbor and something warm to drink.",
                about="We stand for an hour, we sing, and then we go home together. " * 5,
            )
            Sponsorship.record(made, partner, by=None, signed_as="Bo")
            if position % 3 == 0:
                date = made.occurrences.order_by("day")[2]
                date.move(by=ada, day=date.day + timedelta(days=1), start_time=date.start_time)
            if position % 5 == 0:
                made.occurrences.order_by("day")[3].cancel(by=ada, reason="The plaza is closed.")


def _measure(number: int) -> None:
    from django.core.cache import cache
    from django.test import Client

    from events.models import Series

    client = Client()

    def fetch(before=lambda: None, **headers):
        times, answer = [], None
        for _round in range(ROUNDS):
            before()
            started = time.perf_counter()
            answer = client.get("/events.ics", headers=headers, SERVER_NAME="localhost")
            times.append(time.perf_counter() - started)
        return median(times) * 1000, answer

    cold, answer = fetch(cache.clear)
    warm, answer = fetch()
    unchanged, not_modified = fetch(**{"If-None-Match": answer.headers["ETag"]})
    one, _answer = fetch(Series.objects.first().revise)
    print(f"{number} series, {answer.content.count(b'BEGIN:VEVENT')} VEVENTs, {len(answer.content):,} bytes")
    print(f"cold {cold:.0f} ms, warm {warm:.0f} ms, one changed {one:.0f} ms")
    print(f"unchanged ({not_modified.status_code}) {unchanged:.1f} ms")
    cache.clear()
    tracemalloc.start()
    client.get("/events.ics", SERVER_NAME="localhost")
    cold_peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.reset_peak()
    client.get("/events.ics", SERVER_NAME="localhost")
    warm_peak = tracemalloc.get_traced_memory()[1]
    print(f"memory at its peak: cold {cold_peak / 2**20:.0f} MiB, warm {warm_peak / 2**20:.0f} MiB")
    tracemalloc.stop()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)

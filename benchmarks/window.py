"""How long the daily task of dates takes over many series: python benchmarks/window.py [series]

Builds that many announced series (20,000) in a temporary SQLite database, or where DATABASE_URL says (an empty one),
and runs the task: on a day without any row, again at once, a day later, and a week later. Prints wall time, that of
the processor, queries, rows made and the most memory that the process has held.
"""

import logging
import os
import resource
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
BEGINNING = datetime(2027, 1, 4, 15, tzinfo=UTC)
ZONES = ["America/New_York", "America/Chicago", "America/Los_Angeles", "Europe/London", "Australia/Sydney"]
HOSTS = 200


def main(number: int) -> None:
    with tempfile.TemporaryDirectory(prefix="coalition-window-") as folder:
        _set_up(folder)
        import time_machine

        with time_machine.travel(BEGINNING, tick=True) as clock:
            _build(number)
            _measure("no row yet")
            _measure("again at once")
            clock.shift(timedelta(days=1))
            _measure("a day later")
            clock.shift(timedelta(days=7))
            _measure("a week later")


def _set_up(folder: str) -> None:
    os.environ["DATA_DIR"], os.environ["DEBUG"] = folder, "1"
    os.environ["DJANGO_SETTINGS_MODULE"] = "coalition.settings"
    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    settings.DEBUG = False  # which would keep every query
    logging.disable(logging.CRITICAL)
    call_command("migrate", verbosity=0)


def _build(number: int) -> None:
    """Weekly ones, and every seventh fortnightly, monthly or daily for a month; of some an earlier rule has held."""
    from events.models import Series
    from tests import factories

    hosts = [factories.group(f"Group {position}") for position in range(min(HOSTS, number))]
    places = [factories.town(time_zone=zone) for zone in ZONES]
    told = {"state": "announced", "announced_at": BEGINNING, "shown_at": BEGINNING, "minutes": 60}
    made = []
    for position in range(number):
        place, cadence = places[position % len(places)], _cadence(position)
        made.append(
            Series(
                host=hosts[position % len(hosts)],
                slug=f"vigil-{position}",
                title=f"Vigil {position}",
                place=place,
                time_zone=place.time_zone,
                cadence=cadence,
                first_day=cadence.first,
                last_day=cadence.last,
                start_time=clock(8 + position % 12),
                **told,
            )
        )
    Series.objects.bulk_create(made, batch_size=500)


def _cadence(position: int):
    from events.recurrence import Cadence, Step

    first = date(2027, 1, 5) + timedelta(days=position % 7)
    until = first + timedelta(weeks=40)
    kinds = {
        0: Step("week", first, 2, (first.weekday(),)),
        1: Step("month", first, 1, (first.weekday(),), 1),
        2: Step("day", first, 1),
    }
    step = kinds.get(position // 7 % 21) or Step("week", first, 1, (first.weekday(),))
    return Cadence((step,), until if step.unit != "day" else first + timedelta(days=30))


def _measure(moment: str) -> None:
    from django.db import connection

    from events.models import Occurrence
    from events.tasks import roll_dates

    before, queries = Occurrence.objects.count(), 0

    def count(execute, *query):
        nonlocal queries
        queries += 1
        return execute(*query)

    began, worked = time.perf_counter(), time.process_time()
    with connection.execute_wrapper(count):
        roll_dates()
    took, worked = time.perf_counter() - began, time.process_time() - worked
    made = Occurrence.objects.count() - before
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    times, rows = f"{took:.1f} s ({worked:.1f} s of work)", f"{made:,} rows made"
    print(f"{moment}: {times}, {queries:,} queries, {rows}, {memory:.0f} MB at most", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)

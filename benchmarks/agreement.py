"""Whether calendars show what is true after any edits: python -m benchmarks.agreement [histories]

Does so many random histories (200) of eight edits each to a weekly series in a temporary database, and asks each
calendar that is here what it shows of the feed: those of the tests, and khal and libical where they are installed
(apt-get install khal gir1.2-ical-3.0 python3-gi). Prints of each how many histories it showed right, date by date.
"""

import json
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.feeds import _set_up

HERE = Path(__file__).parent
KHAL = """[calendars]
[[ours]]
path = {folder}/ours
[sqlite]
path = {folder}/khal.db
[locale]
local_timezone = UTC
default_timezone = UTC
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
"""


def main(number: int) -> None:
    with tempfile.TemporaryDirectory(prefix="coalition-agreement-") as folder:
        _set_up(folder)
        from tests.events import clients

        with clients.Node() as node:
            readers = dict(clients.PYTHON)
            readers |= {name: lambda ics, name=name: node.shown(name, ics) for name in clients.Node.MODULES}
            readers |= {"khal": khal} if shutil.which("khal") else {}
            readers |= {"libical": libical} if _has_libical() else {}
            _compare(number, readers)


def _compare(number: int, readers: dict) -> None:
    import time_machine
    from django.test import Client

    from tests import factories
    from tests.events.edits import EDITS, MONDAY, Edited

    right, dates, examples, kinds = Counter(), 0, {}, Counter()
    for seed in range(number):
        with time_machine.travel(MONDAY, tick=False) as clock:
            ada = factories.person(f"ada{seed}")
            edited = Edited(factories.group(f"Group {seed}", coordinator=ada), ada, clock)
            done = edited.do(*random.Random(seed).choices(list(EDITS), k=8))
            kinds.update(done)
            ics = Client().get(f"/events/{edited.series.slug}.ics", SERVER_NAME="localhost").content
            dates += len(edited.truth())
            for name, read in readers.items():
                wrong = edited.missing_and_wrong(read(ics))
                right[name] += wrong == ([], [])
                if wrong != ([], []):
                    examples.setdefault(name, (seed, done, wrong))
    print(f"{number} histories, {sum(kinds.values())} edits of {len(kinds)} kinds, {dates} dates")
    for name in readers:
        print(f"{name}: {right[name]} of {number} shown right", *(examples.get(name, ())), sep="  ")


def khal(ics: bytes) -> list:
    from tests.events.clients import Shown

    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "ours").mkdir()
        for number, (head, body, tail) in enumerate(_by_uid(ics)):
            (home / "ours" / f"{number}.ics").write_bytes(head + body + tail)
        (home / "config").write_text(KHAL.format(folder=folder))
        shape = "{start-long}|{end-long}|{status}|{location}"
        asked = ["khal", "-c", str(home / "config"), "list", "--day-format", "", "--format", shape]
        told = subprocess.run([*asked, "2026-11-01", "3000d"], capture_output=True, text=True, check=True).stdout
    # What goes on after midnight it lists on both days.
    found = [line.split("|") for line in sorted(set(told.splitlines())) if line.count("|") == 3]
    return [
        Shown.of("", _utc(start), _utc(end), "CANCELLED" if "CANCELLED" in status else "", where.strip())
        for start, end, status, where in found
    ]


def _by_uid(ics: bytes):
    """khal wants one file a UID, each with the zones."""
    head, *events = ics.split(b"BEGIN:VEVENT")
    events[-1] = events[-1].removesuffix(b"END:VCALENDAR\r\n")
    grouped: dict[bytes, bytes] = {}
    for event in events:
        uid = event.partition(b"UID:")[2].partition(b"\r\n")[0]
        grouped[uid] = grouped.get(uid, b"") + b"BEGIN:VEVENT" + event
    return [(head, body, b"END:VCALENDAR\r\n") for body in grouped.values()]


def libical(ics: bytes) -> list:
    from tests.events.clients import Shown

    asked = ["/usr/bin/python3", str(HERE / "libical_reader.py")]
    told = subprocess.run(asked, input=ics, capture_output=True, check=True).stdout
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    return [
        Shown.of(
            "", epoch + timedelta(seconds=start), epoch + timedelta(seconds=end), "CANCELLED" if off else "", where
        )
        for start, end, off, where in map(json.loads, told.splitlines())
    ]


def _utc(text: str) -> datetime:
    return datetime.strptime(text.strip(), "%Y-%m-%d %H:%M").replace(tzinfo=UTC)


def _has_libical() -> bool:
    asked = ["/usr/bin/python3", "-c", "import gi; gi.require_version('ICalGLib', '3.0')"]
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)

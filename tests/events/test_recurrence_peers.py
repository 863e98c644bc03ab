"""Our dates beside those of two independent readers of RFC 5545: python-dateutil, and ical.js under node."""

import json
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import icalendar
import pytest
from dateutil.rrule import rrulestr
from hypothesis import HealthCheck, given, settings
from icalendar import vRecur

from events.recurrence import comes_twice, in_gap, starts, to_rrule
from events.timezones import vtimezone
from tests.events.cadences import PLAIN_CADENCES, TIMES, ZONES

NODE = Path(__file__).parent / "node"
tried = settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def ical_js():
    """Asks ical.js for the starts of a calendar's event: one node process for the whole file."""
    if not shutil.which("node") or not (NODE / "node_modules" / "ical.js").is_dir():
        pytest.skip("ical.js is not here: it needs node and `npm ci --prefix tests/events/node`")
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(["node", "expand.js"], cwd=NODE, **pipes) as process:

        def expand(calendar):
            process.stdin.write(json.dumps({"ics": calendar.to_ical().decode()}) + "\n")
            process.stdin.flush()
            return json.loads(process.stdout.readline())

        yield expand


def calendar_of(cadence, at, zone):
    event = icalendar.Event()
    event.add("uid", "peer@example.org")
    event.add("dtstamp", datetime(2026, 1, 1, tzinfo=UTC))
    event.add("dtstart", datetime.combine(cadence.first, at))
    event["dtstart"].params["TZID"] = zone
    event.add("rrule", to_rrule(cadence, at, zone))
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//example.org//tests//")
    calendar.add("version", "2.0")
    calendar.add_component(vtimezone(zone, cadence.first, cadence.last))
    calendar.add_component(event)
    return calendar


@tried
@given(PLAIN_CADENCES, TIMES)
def test_dateutil_gives_the_same_dates(cadence, at):
    rule = vRecur(to_rrule(cadence, at, "UTC")).to_ical().decode()

    days = rrulestr(rule, dtstart=datetime.combine(cadence.first, at, tzinfo=UTC))

    assert [day.date() for day in days] == list(cadence.days())


@tried
@given(PLAIN_CADENCES, TIMES, ZONES)
def test_ical_js_gives_the_same_dates_and_instants(ical_js, cadence, at, zone):
    days = [day for day in cadence.days() if not in_gap(day, at, zone) and not comes_twice(day, at, zone)]

    shown = {local[:10]: (local[:19], unix) for local, unix in ical_js(calendar_of(cadence, at, zone))}

    assert list(shown) == [day.isoformat() for day in cadence.days()]
    assert [shown[day.isoformat()] for day in days] == [
        (datetime.combine(day, at).isoformat(), starts(day, at, zone).timestamp()) for day in days
    ]

"""Sixteen weekly series of a real city, with what became of their dates, replayed as edits week by week.

Where they are at hand: COALITION_REAL_DATA names the folder. Everything is moved by 208 weeks, so that it lies ahead.
"""

import csv
import gzip
import os
from collections import Counter, defaultdict
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine

from events.models import Occurrence, Series
from events.models.changing import Wish
from places.models import Place
from tests import factories
from tests.events import seen
from tests.events.clients import recurring
from tests.events.seen import Seen

FOLDER = Path(os.environ.get("COALITION_REAL_DATA", "nowhere"))
WEEKLY, ROWS = FOLDER / "weekly_series_dresden.csv", FOLDER / "demonstrations_dresden.csv.gz"
ZONE, LATER, STEP = "Europe/Berlin", timedelta(weeks=208), timedelta(weeks=6)
WEEKDAYS = "MO TU WE TH FR SA SU".split()
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not WEEKLY.exists(), reason="COALITION_REAL_DATA names no folder with the series of Dresden"),
]


def weekly() -> list[dict]:
    if not WEEKLY.exists():
        return []
    with WEEKLY.open(newline="") as file:
        return list(csv.DictReader(file))


def dates_of(series: dict) -> dict[date, dict]:
    """What was registered for each day of the series; of two on one day the one that took place."""
    found: dict[date, dict] = {}
    with gzip.open(ROWS, "rt", newline="") as file:
        for row in csv.DictReader(file):
            same = (row["topic"], row["organizer"], row["weekday"]) == (
                series["topic"],
                series["organizer"],
                series["weekday"],
            )
            day = date.fromisoformat(row["date"]) + LATER
            if same and not (day in found and row["status"] == "cancelled"):
                found[day] = row
    return found


def hours(row: dict, usual: tuple[time, int]) -> tuple[time, int]:
    """From when, and for how many minutes; as usual where the registration does not say."""
    if not row["start_time"]:
        return usual
    start = time.fromisoformat(row["start_time"])
    if not row["end_time"]:
        return start, usual[1]
    end = time.fromisoformat(row["end_time"])
    minutes = (end.hour - start.hour) * 60 + end.minute - start.minute
    return start, minutes % (24 * 60) or usual[1]


class Replay:
    """One series, made by its rule; then each date gets what really became of it, some days before."""

    def __init__(self, said: dict, host, by):
        self.real, self.by = dates_of(said), by
        given = Counter(hours(row, (time(18), 60)) for row in self.real.values() if row["start_time"])
        self.usual = given.most_common(1)[0][0] if given else (time(18), 60)
        venues = Counter(row["venue"] or "Dresden" for row in self.real.values())
        self.places: dict[str, Place] = {}
        self.venue = venues.most_common(1)[0][0]
        first, last = min(self.real), max(self.real)
        self.cadence = factories.weekly(first, last, WEEKDAYS.index(said["weekday"]))
        start_time, minutes = self.usual
        self.series = factories.series(
            host,
            by=by,
            title=said["topic"][:120],
            cadence=self.cadence,
            place=self.place(self.venue),
            start_time=start_time,
            minutes=minutes,
        )

    def place(self, venue: str) -> Place:
        if venue not in self.places:
            self.places[venue] = factories.town(name=venue[:120], locality="Dresden", time_zone=ZONE)
        return self.places[venue]

    def wish(self, day: date) -> Wish | None:
        row = self.real.get(day)
        if row is None:
            return Wish(day, "remove")  # it was never registered
        if row["status"] == "cancelled":
            return Wish(day, "cancel", note="Abgesagt")
        start_time, minutes = hours(row, self.usual)
        venue = row["venue"] or self.venue
        if (start_time, minutes, venue) == (*self.usual, self.venue):
            return None
        there = {} if venue == self.venue else {"place": self.place(venue)}
        return Wish(day, "move", day=day, start_time=start_time, minutes=minutes, **there)

    def expected(self, until: date) -> Counter:
        """What the city's list says up to a day, and what the rule says of the dates after it."""
        found = []
        for day in self.cadence.days():
            row = self.real.get(day) if day < until else {"status": "", "start_time": ""}
            if row is not None:
                off = row["status"] == "cancelled"
                start_time, minutes = self.usual if off else hours(row, self.usual)
                start = datetime.combine(day, start_time, ZoneInfo(ZONE)).astimezone(UTC)
                found.append(Seen(start, start + timedelta(minutes=minutes), off))
        return Counter(found)

    def agree(self, until: date) -> None:
        self.series.refresh_from_db()
        expected = self.expected(until)
        assert seen.by_all_dates(self.series) == expected
        feed = seen.feed(self.series)
        assert seen.in_calendar(feed) == expected
        for one in recurring(feed):
            venue = self.venue_on(one.start.astimezone(ZoneInfo(ZONE)).date(), until)
            assert one.where == self.place(venue).one_line()

    def venue_on(self, day: date, until: date) -> str:
        row = self.real.get(day) if day < until else None
        moved = row and row["status"] != "cancelled" and row["venue"]
        return row["venue"] if moved else self.venue

    def on_page(self, until: date) -> None:
        """The page shows what is to come and has come into the window; of that nothing else than the list says."""
        shown = seen.on_page(self.series)
        assert shown <= self.expected(until)
        rows = Occurrence.objects.filter(series=self.series).kept().to_come().count()
        assert shown.total() == min(rows, 60)


@pytest.mark.parametrize("number", range(len(weekly())))
def test_the_page_and_the_calendar_say_what_really_became_of_each_date(number, host, ada):
    said = weekly()[number]
    with time_machine.travel(
        datetime.combine(min(dates_of(said)) - timedelta(days=3), time(12), UTC), tick=False
    ) as clock:
        replay = Replay(said, host, ada)
        by_step = defaultdict(list)
        for position, day in enumerate(replay.cadence.days()):
            by_step[position // 6].append(day)
        for position, days in by_step.items():
            clock.move_to(datetime.combine(days[0] - timedelta(days=3), time(12), UTC))
            replay.series = Series.objects.get(pk=replay.series.pk)
            replay.series.roll()
            Occurrence.objects.mark_held()
            replay.series.change_dates(filter(None, map(replay.wish, days)), by=ada)
            until = days[-1] + timedelta(days=1)
            if position % 4 == 0 or days[-1] == replay.cadence.last:
                replay.agree(until)
                replay.on_page(until)

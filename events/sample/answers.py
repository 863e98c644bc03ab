"""Who comes to the dates of the sample: mostly counts without a name, some addresses for reminders."""

import uuid
from datetime import timedelta
from random import Random

from django.utils import timezone

from events.models import Attendance, Brought, Occurrence, Series
from orgs.models import Organization
from outbox.contacts import contact_index

ONE_DAY = timedelta(days=1)
# How many people come: to every date, then to each of the next ones.
COUNTS = {
    "library": (47, [38, 0, 21, 12, 0, 8]),
    "buses": (11, [7, 5, 0, 2]),
    "lights": (9, [14, 6, 4, 3, 3, 5, 12]),
    "supper": (6, [23, 4]),
    "walk": (0, [58]),
    "lunches": (8, [17, 3]),
    "tenants": (4, [3, 2]),
}
REMINDED = {
    "library": ["reader@example.org", "neighbor@example.org", "dee@example.org"],
    "buses": ["late.again@example.org", "line.eight@example.org"],
    "walk": ["boots@example.org"],
}
# By whose links people come, of ten; the others open the page itself.
LINKS = {
    "library": ["library-friends", "library-friends", "tenants", "tenants", "classroom", "table"],
    "buses": ["tenants", "tenants", "students"],
    "walk": ["students", "students", "students"],
}
# How many more came on the flagship's past dates, the latest last.
CAME = [14, 20, 27, 25, 33, 40, 46, 51, 65]


def count(series: dict[str, Series], groups: dict[str, Organization]) -> None:
    """Everybody who said that they come. The same day gives the same answers."""
    random = Random(2026)  # noqa: S311 - a fixed seed is what is wanted
    for key, (every, once) in COUNTS.items():
        target = series[key]
        dates = list(target.occurrences.to_come().order_by("starts_at")[: len(once)])
        rows = _answers(random, target, None, every)
        for date, people in zip(dates, once, strict=False):
            rows += [] if date.is_cancelled else _answers(random, target, date, people)
        _came_by(random, rows, [groups[link] for link in LINKS.get(key, [])])
        _remind(rows, REMINDED.get(key, []))
        Attendance.objects.bulk_create(rows)
    past = series["library"].occurrences.filter(state=Occurrence.State.HELD).order_by("starts_at")
    for date, people in zip(past, CAME, strict=False):
        rows = _answers(random, series["library"], date, people, at=date.starts_at - ONE_DAY)
        _came_by(random, rows, [groups[link] for link in LINKS["library"]])
        Attendance.objects.bulk_create(rows)
    Brought.settle(since=past[0].starts_at)


def ask_once(series: Series) -> None:
    """One person who asks for a reminder just now and has not pressed the button in her letter yet."""
    date = series.occurrences.to_come().going_ahead().order_by("starts_at")[0]
    Attendance.ask_reminder(Attendance.come(series, [date]), "first.time@example.org")


def _answers(random: Random, series: Series, date: Occurrence | None, people: int, *, at=None) -> list[Attendance]:
    """Answers of one to four people each that come to `people` in all."""
    rows = []
    while people:
        party = min(people, random.choice([1, 1, 1, 2, 2, 3, 4]))
        answer = uuid.UUID(int=random.getrandbits(128), version=4)
        created = at or timezone.now()
        rows.append(Attendance(series=series, occurrence=date, answer=answer, people=party, created_at=created))
        people -= party
    return rows


def _came_by(random: Random, rows: list[Attendance], links: list[Organization]) -> None:
    """Some by the link of a group, out of ten as many as there are links."""
    for row in rows:
        row.via = random.choice([*links, *[None] * (10 - len(links))])


def _remind(rows: list[Attendance], addresses: list[str]) -> None:
    for row, address in zip(rows, addresses, strict=False):
        row.contact, row.contact_index, row.confirmed_at = address, contact_index(address), timezone.now()

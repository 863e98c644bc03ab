"""Real calendars of other programs, where they are at hand: COALITION_REAL_DATA names the folder above `ics`."""

import csv
import os
from collections import Counter
from datetime import date, time
from pathlib import Path

import pytest
import time_machine
from django.core.exceptions import ValidationError

from events.importing.agenda import read
from events.importing.taking import Errand, asked_of, taken
from tests import factories
from tests.events import seen
from tests.events.calendars import AKRON

FOLDER = Path(os.environ.get("COALITION_REAL_DATA", "")) / "ics"
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not (FOLDER / "index.csv").exists(), reason="COALITION_REAL_DATA names no folder with ics"),
]


def files() -> list[str]:
    if not (FOLDER / "index.csv").exists():
        return []
    with (FOLDER / "index.csv").open() as index:
        return [row["file"] for row in csv.DictReader(index)]


def codes(name: str, today: date = date(2000, 1, 1)) -> Counter:
    agenda = read((FOLDER / name).read_bytes(), AKRON, today)
    return Counter(one.refusal.code if one.refusal else "entry" for one in agenda.asked)


@pytest.mark.parametrize("name", files())
def test_each_real_file_is_read_or_refused(name):
    if name.startswith("not-a-calendar"):
        with pytest.raises(ValidationError):
            codes(name)
    else:
        assert set(codes(name)) <= {
            "entry",
            "whole_day",
            "several_days",
            "too_long",
            "no_title",
            "not_expressible",
            "no_date",
            "over",
            "too_many",
        }


def test_the_calendar_of_a_chapter_comes_in_by_its_dates():
    agenda = read((FOLDER / "local-political-chapter-google.ics").read_bytes(), AKRON, date(2025, 8, 1))
    entries = [one.entry for one in agenda.asked if one.entry]

    assert len(entries) > 60
    assert {entry.spot.time_zone for entry in entries} == {"America/Los_Angeles"}
    assert any(entry.skipped for entry in entries)
    assert any(entry.others for entry in entries)


def test_names_of_zones_by_microsoft_are_known():
    asked = read((FOLDER / "microsoft-timezone-names.ics").read_bytes(), AKRON, date(2020, 1, 1)).asked

    assert "unknown_zone" not in {one.refusal.code for one in asked if one.refusal}


@pytest.mark.parametrize(
    ("name", "new"), [("local-political-chapter-google.ics", 18), ("local-chapter-mobilize-export.ics", 60)]
)
def test_a_real_calendar_comes_in_once_and_is_told_as_it_is(name, new, host, ada):
    with time_machine.travel("2026-03-01T12:00:00Z", tick=False):
        factories.series(host, by=ada, title="An earlier one")
        asked = asked_of((FOLDER / name).read_bytes(), host, whole_days_at=time(15)).asked
        errand = Errand(host, by=ada, announce=True)
        made = [found.series for found in taken(asked, errand) if found.verdict == "new"]

        assert len(made) == new
        assert {found.verdict for found in taken(asked, errand)} <= {"unchanged", "over"}
        for series in made:
            series.refresh_from_db()
            assert seen.in_calendar(seen.feed(series)) == seen.by_all_dates(series)

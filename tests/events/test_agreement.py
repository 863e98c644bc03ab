"""Whatever an organizer did: page, plain data and every calendar agree on each date, and no number falls."""

import random
from datetime import datetime
from functools import partial

import icalendar
import pytest
import time_machine
from django.db import transaction
from django.test import Client

from tests.depth import DEEP
from tests.events import clients
from tests.events.edits import EDITS, MONDAY, Edited

pytestmark = pytest.mark.django_db

HISTORIES = [
    ["cancel", "go ahead after all", "cancel"],
    ["postpone", "find a day for it", "cancel another"],
    ["past its neighbor", "back", "past its neighbor", "cancel the moved one"],
    ["take out the first", "bring it back", "take out the first", "undo"],
    ["one more", "move the one more", "cancel the one more", "undo", "take out the one more"],
    ["another hour", "another hour from now on", "undo", "another hour from now on"],
    ["another day", "on Sundays from now on", "two weeks later", "on Saturdays again"],
    ["on other clocks from now on", "on other clocks", "cancel", "undo"],
    ["past its neighbor", "on Wednesdays from now on", "five weeks later", "longer from now on"],
    ["no longer than that", "go on", "two weeks later", "call it off", "undo"],
    ["another hour from now on", "two weeks later", "call it off"],
    ["on other clocks from now on", "elsewhere from now on", "another name", "five weeks later", "call it off"],
    ["take out", "every second week from now on", "one more", "undo", "undo"],
]


@pytest.fixture(scope="module")
def node():
    if not clients.Node.is_here():
        yield None
        return
    with clients.Node() as process:
        yield process


@pytest.fixture
def calendars(node):
    return clients.PYTHON | ({name: partial(node.shown, name) for name in clients.Node.MODULES} if node else {})


@pytest.fixture
def edited(host, ada):
    with time_machine.travel(MONDAY, tick=False) as clock:
        yield Edited(host, ada, clock)


def disagreements(edited: Edited, calendars) -> dict:
    """Which calendar lacks which date or shows one that is none; {} where all agree."""
    series, browser = edited.series, Client()
    ics = browser.get(f"/events/{series.slug}.ics").content
    found = {name: edited.missing_and_wrong(read(ics)) for name, read in calendars.items()}
    told = browser.get(f"/events/{series.slug}.json").json()["dates"]
    found["data"] = edited.missing_and_wrong([_of_data(one) for one in told])
    page = browser.get(series.get_absolute_url()).context["dates"]
    found["page"] = [row.original_day for row in page if row.is_removed or edited._true(row) not in edited.truth()], []
    return {name: wrong for name, wrong in found.items() if wrong != ([], [])}


def _of_data(one: dict) -> clients.Shown:
    start, end = (datetime.fromisoformat(one[name]) for name in ("start", "end"))
    off = "CANCELLED" if one["status"] in ("cancelled", "postponed") else ""
    return clients.Shown.of("", start, end, off, one["place"]["text"])


def numbers(series) -> dict[str, int]:
    """The revision of every event of the feed, by its name and the date of the rule that it overrides."""
    ics = icalendar.Calendar.from_ical(Client().get(f"/events/{series.slug}.ics").content)
    return {
        f"{one['UID']} {one.get('RECURRENCE-ID') and one['RECURRENCE-ID'].dt}": one["SEQUENCE"]
        for one in ics.walk("VEVENT")
    }


@pytest.mark.parametrize("edit", EDITS)
def test_all_agree_after_one_edit(edited, calendars, edit):
    edited.do(edit)

    assert disagreements(edited, calendars) == {}


@pytest.mark.parametrize("history", HISTORIES, ids=", ".join)
def test_all_agree_all_along_a_history_and_no_number_falls(edited, calendars, history):
    known: dict[str, int] = {}
    for edit in history:
        edited.do(edit)
        found = numbers(edited.series)

        assert disagreements(edited, calendars) == {}, edit
        assert [name for name, number in found.items() if number < known.get(name, 0)] == []
        known |= found


@pytest.mark.parametrize("seed", range(400 if DEEP else 8))
def test_all_agree_after_any_edits(edited, calendars, seed):
    chosen = random.Random(seed)

    done = edited.do(*chosen.choices(list(EDITS), k=8))

    assert disagreements(edited, calendars) == {}, done


def test_every_edit_is_possible_at_some_time(edited):
    before = {"go ahead after all": "cancel", "find a day for it": "postpone", "back": "another day"}
    before |= {"onto another's day": "past its neighbor"}
    before |= {"bring it back": "take out the first", "undo": "cancel", "on Saturdays again": "on Sundays from now on"}
    before |= dict.fromkeys([name for name in EDITS if name.endswith("the one more")], "one more")

    assert [edit for edit in EDITS if edit not in rolled_back(edited, *filter(None, [before.get(edit), edit]))] == []


def rolled_back(edited: Edited, *edits: str) -> list[str]:
    with transaction.atomic():
        done = edited.do(*edits)
        edited.clock.move_to(MONDAY)
        transaction.set_rollback(True)
    return done

"""Real resolutions, as far as their records say: each ends in the stage that a person would name.

Where they are at hand: COALITION_REAL_DATA names the folder of real_resolutions.csv and resolution_stages.csv.
"""

import csv
import os
import re
from datetime import date
from pathlib import Path

import pytest

from demands.stages import LEADS_TO, SETS_A_DAY, Happened, Outcome, Stage
from tests import factories

FOLDER = Path(os.environ.get("COALITION_REAL_DATA", "nowhere"))
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not (FOLDER / "real_resolutions.csv").exists(), reason="COALITION_REAL_DATA names no folder"),
]

# What somebody enters who reads such a word in a record. A second reading is a vote that is set.
ENTERED = {
    "drafting": "drafted",
    "seeking_sponsor": "sponsor_sought",
    "filed": "introduced",
    "first_reading": "read",
    "second_reading": "vote_set",
    "hearing": "heard",
    "continued": "deferred",
    "vote_scheduled": "vote_set",
    "final action": "voted",
    "failed": "rejected",
    "rescinded": "repealed",
    "overridden": "overridden",
}
NAMED = [
    ("Santa Ana City Council", "vote_scheduled", "open"),
    ("San Leandro City Council", "adopted", "won"),
    ("San Lorenzo Unified School District", "first_reading", "open"),
    ("San Pablo City Council", "voted", "open"),
    ("National City City Council", "failed", "lost"),
    ("Ann Arbor City Council", "implementing", "won"),
    ("Sonoma City Council", "vote_scheduled", "open"),
    ("Sonoma Valley Unified School District", "adopted", "won"),
    ("Oakland Unified School District", "adopted", "won"),
    ("Palo Alto Unified School District", "adopted", "won"),
    ("Sacramento City Unified School District", "adopted", "won"),
    ("Contra Costa County", "hearing", "open"),
    ("Los Angeles County Board of Supervisors", "vote_scheduled", "open"),
    ("Elgin City Council", "adopted", "won"),
    ("East Chicago", "in_force", "won"),
    ("Lancaster School District", "adopted", "won"),
    ("Seal Beach City Council", "vote_scheduled", "open"),
    ("Alameda City Council", "to_ballot", "open"),
    ("West Hollywood City Council", "vote_scheduled", "open"),
]


def rows(name: str) -> list[dict]:
    with (FOLDER / name).open(newline="") as file:
        return list(csv.DictReader(file))


def happened(row: dict) -> list[tuple[str, date]]:
    """What the record says in its order; where it says no day, the day of what stands before or after it."""
    found = [(step, day_of(step)) for step in re.split(r"; (?![^(]*\))", row["stages_with_dates"])]
    last = next((day for _step, day in found if day), date(2026, 1, 5))
    said = []
    for step, day in found:
        last = day or last
        word = re.match(r"final action|\w+", step)[0]
        said.append((ENTERED.get(word, word), last))
    return said


def day_of(step: str) -> date | None:
    """The day, the first of the month or of the year: a school year is no month."""
    found = re.search(r"(\d{4})(?:-(0\d|1[012])(?:-(\d\d))?)?", step)
    return date(*(int(part or 1) for part in found.groups())) if found else None


def enter(demand, kind: str, day: date, by, another) -> None:
    """As two people do it, with minutes to show."""
    ahead = {"set_day": day} if kind in SETS_A_DAY else {}
    factories.action(demand, kind, on=day, by=by, confirmed_by=another, **ahead)


@pytest.mark.parametrize("number", range(19))
def test_a_real_resolution_ends_in_the_stage_a_person_would_name(number, demand, ada, eve):
    row, (body, stage, outcome) = rows("real_resolutions.csv")[number], NAMED[number]

    for kind, day in happened(row):
        enter(demand, kind, day, ada, eve)

    assert (row["body"], demand.stage, demand.outcome) == (body, stage, outcome)


def test_all_of_them_are_named():
    assert [row["body"] for row in rows("real_resolutions.csv")] == [body for body, _stage, _outcome in NAMED]


@pytest.mark.parametrize("number", range(24))
def test_each_stage_that_is_known_is_reached_by_what_happened(number, demand, ada, eve):
    code = rows("resolution_stages.csv")[number]["code"]

    enter(demand, ENTERED.get(code, code), date(2026, 1, 5), ada, eve)

    assert demand.stage == code


def test_no_stage_is_without_a_way_into_it():
    known = {row["code"] for row in rows("resolution_stages.csv")}

    assert set(Stage) - set(LEADS_TO.values()) == set()
    assert set(LEADS_TO) == set(Happened) - {Happened.MISTAKEN}
    assert known < set(Stage)
    assert set(Stage) - known == {"asked", "voted"}


# What seldom stands in a record, and is what people see all the same.


@pytest.mark.parametrize(
    ("kinds", "stage", "outcome"),
    [
        (["introduced", "referred", "expired"], Stage.EXPIRED, Outcome.LOST),
        (["adopted", "in_force", "repealed"], Stage.RESCINDED, Outcome.REVERSED),
        (["adopted", "to_ballot", "rejected"], Stage.FAILED, Outcome.LOST),
        (["adopted", "to_ballot", "in_force"], Stage.IN_FORCE, Outcome.WON),
        (["adopted", "vetoed"], Stage.VETOED, Outcome.OPEN),
        (["adopted", "vetoed", "overridden"], Stage.OVERRIDDEN, Outcome.WON),
        (["in_force", "challenged"], Stage.CHALLENGED, Outcome.WON),
        (["in_force", "challenged", "in_force"], Stage.IN_FORCE, Outcome.WON),
        (["introduced", "withdrawn", "drafted", "introduced"], Stage.FILED, Outcome.OPEN),
    ],
)
def test_what_comes_after_what(kinds, stage, outcome, demand, ada, eve):
    for number, kind in enumerate(kinds, start=1):
        enter(demand, kind, date(2026, 1, number), ada, eve)

    assert (demand.stage, demand.outcome) == (stage, outcome)

"""The real file of 182 weekly series, where it is at hand: COALITION_REAL_DATA names its folder."""

import os
from collections import Counter
from pathlib import Path

import pytest

from events.importing import Options, bring_in
from events.models import Occurrence, Series, Sponsorship
from orgs.models import Organization
from outbox.models import Message

FOLDER = os.environ.get("COALITION_REAL_DATA", "")
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not FOLDER, reason="COALITION_REAL_DATA does not name a folder with weekly_series.csv"),
]


def run(**options) -> Counter:
    dry_run = options.pop("dry_run", False)
    data = (Path(FOLDER) / "weekly_series.csv").read_bytes()
    return Counter(outcome.verdict for outcome in bring_in(data, Options(**options), dry_run=dry_run))


def states(model) -> Counter:
    return Counter(model.objects.values_list("state", flat=True))


def test_history_comes_in_whole_and_once():
    assert run(dry_run=True) == run() == {"created": 182}
    assert (states(Series), states(Occurrence)) == ({"draft": 182}, {})

    assert run(agreed=True) == {"agreed": 182}
    assert (states(Series), states(Occurrence)) == ({"ended": 182}, {"held": 8931})
    assert (states(Organization), states(Sponsorship)) == ({"listed": 154}, {"accepted": 40})

    assert run(agreed=True) == {"unchanged": 182}
    assert Message.objects.count() == 0


def test_series_lie_around_today():
    assert run(agreed=True, around_today=True) == {"created": 182}

    assert states(Series) == {"announced": 182}
    assert all(series.occurrences.filter(state="planned").exists() for series in Series.objects.all())

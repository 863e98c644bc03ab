"""manage.py import_calendar says event by event what becomes of it."""

from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command

from events.models import Series
from tests import factories
from tests.events.calendars import calendar, event

pytestmark = pytest.mark.django_db
WEEKLY = "RRULE:FREQ=WEEKLY;UNTIL=20261219T170000Z"


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel("2026-11-01T12:00:00Z", tick=False):
        yield


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "ours.ics"
    path.write_bytes(calendar(event(WEEKLY), event("SUMMARY:", uid="two")))
    return str(path)


def run(*args: str) -> list[str]:
    out = StringIO()
    call_command("import_calendar", *args, stdout=out)
    return out.getvalue().splitlines()


def test_a_dry_run_says_what_would_happen(file, host):
    lines = run(file, "--group", host.slug, "--dry-run")

    assert lines[0].startswith("1, new: Saturday vigil. Every Saturday at noon. ")
    assert lines[1] == "2, refused: It has no title."
    assert lines[2:] == ["2 events: 1 new, 1 refused.", "This was a dry run: nothing was stored."]
    assert Series.objects.count() == 0


def test_it_comes_in_once(file, host):
    run(file, "--group", host.slug)

    assert run(file, "--group", host.slug)[-1] == "2 events: 1 already here, 1 refused."
    assert Series.objects.get().is_draft


def test_new_ones_are_announced_where_that_was_asked(file, host, ada):
    with pytest.raises(CommandError, match="looked at by a person"):
        run(file, "--group", host.slug, "--announce")
    factories.series(host, by=ada, title="An earlier one")
    run(file, "--group", host.slug, "--announce")

    assert Series.objects.get(title="Saturday vigil").is_announced


def test_a_sheet_comes_in_by_the_same_way(tmp_path, host):
    (tmp_path / "ours.csv").write_text("title,first_date\nVigil,2026-12-05\n")

    assert run(str(tmp_path / "ours.csv"), "--group", host.slug)[-1] == "1 event: 1 new."


@pytest.mark.parametrize(
    ("calendar", "sentence"),
    [
        ("/nowhere.ics", "cannot be read"),
        ("https://example.org/ours.ics", "This site does not fetch addresses"),
    ],
)
def test_what_cannot_be_had_is_said(host, calendar, sentence):
    with pytest.raises(CommandError, match=sentence):
        run(calendar, "--group", host.slug)


def test_an_unknown_group_is_said(file, db):
    with pytest.raises(CommandError, match="There is no group"):
        run(file, "--group", "nobody")

"""manage.py import_series: what it prints and when it fails."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from events.models import Series
from tests.events.sheets import sheet

pytestmark = pytest.mark.django_db


def run(path, *options) -> list[str]:
    out = StringIO()
    call_command("import_series", str(path), *options, stdout=out)
    return out.getvalue().splitlines()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "series.csv"
    path.write_bytes(sheet({"series_id": "a"}, {"series_id": "b", "venue": "=1+1"}))
    return path


FIRST = (
    "Row 2, new: Saturday demonstration in Akron, Akron, OH. Every Saturday at noon: "
    "6 dates from 2 March 2024, 6 of them past. By Elm Street Tenants."
)
SECOND = "Row 3, refused: A cell begins with “=”, as a formula does: write it as plain text."


def test_each_row_has_a_line_and_the_totals_come_last(file):
    assert run(file) == [FIRST, SECOND, "2 rows: 1 new, 0 now agreed, 0 unchanged, 1 refused."]
    assert Series.objects.count() == 1


def test_dry_run_has_the_same_shape_and_stores_nothing(file):
    said = run(file, "--dry-run")

    assert said[:2] == [FIRST, SECOND]
    assert said[-1] == "This was a dry run: nothing was stored."
    assert Series.objects.count() == 0


def test_options_are_handed_on(file):
    run(file, "--agreed", "--shift-weeks", "-1", "--start-time", "18:30", "--minutes", "90")

    series = Series.objects.get()
    assert (str(series.first_day), str(series.start_time), series.minutes) == ("2024-02-24", "18:30:00", 90)
    assert series.state == "ended"


def test_file_that_is_refused_fails_with_its_sentence(tmp_path):
    path = tmp_path / "wrong.csv"
    path.write_bytes(b"when,where\ntoday,here\n")

    with pytest.raises(CommandError, match="must name its columns"):
        run(path)


def test_file_that_is_not_there_fails(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        run(tmp_path / "nowhere.csv")


@pytest.mark.parametrize(
    "options",
    [
        ("--start-time", "25:00"),
        ("--minutes", "1"),
        ("--shift-weeks", "many"),
        ("--shift-weeks", "1", "--around-today"),
    ],
)
def test_options_that_make_no_sense_fail(file, options):
    with pytest.raises(CommandError):
        run(file, *options)

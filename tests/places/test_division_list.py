"""manage.py import_jurisdictions: the public list of divisions, read row by row."""

import gzip

import pytest
from django.core.management import CommandError, call_command

from places.models import Jurisdiction

pytestmark = pytest.mark.django_db

HEAD = "ocd_id,name,kind,state,census_geoid\n"
OHIO = "ocd-division/country:us/state:oh"
LIST = f"""{HEAD}ocd-division/country:us,United States,country,,
{OHIO},Ohio,state,OH,
{OHIO}/county:summit,Summit County,county,OH,place-39153
{OHIO}/place:akron,Akron city,place,OH,place-3901000
{OHIO}/county:summit/place:bath,Bath township,place,OH,place-3915304248
ocd-division/country:us/state:la/parish:acadia,Acadia Parish,parish,LA,place-22001
{OHIO}/county:summit/school_district:akron_city,Akron City,school_district,OH,3904348
"""


@pytest.fixture
def told(tmp_path, capsys):
    """What the command says of a file."""

    def run(text, name="list.csv"):
        path = tmp_path / name
        raw = text if isinstance(text, bytes) else text.encode()
        path.write_bytes(raw)
        call_command("import_jurisdictions", str(path))
        return capsys.readouterr().out.splitlines()

    return run


def test_rows_become_jurisdictions(told):
    said = told(LIST)

    assert said == ["7 divisions are new, 0 changed, 0 were known, 0 rows are refused."]
    rows = Jurisdiction.objects.values_list("name", "kind", "region", "country")
    assert set(rows) == {
        ("United States", "country", "", "US"),
        ("Ohio", "state", "OH", "US"),
        ("Summit County", "county", "OH", "US"),
        ("Akron", "place", "OH", "US"),
        ("Bath township", "place", "OH", "US"),
        ("Acadia Parish", "county", "LA", "US"),
        ("Akron City", "school_district", "OH", "US"),
    }


def test_second_run_changes_nothing(told):
    told(LIST)

    assert told(LIST) == ["0 divisions are new, 0 changed, 7 were known, 0 rows are refused."]


def test_changed_name_is_taken_and_coordinates_stay(told):
    row = Jurisdiction.objects.create(
        ocd_id=f"{OHIO}/place:akron", name="Acron", kind="place", region="OH", country="US", latitude=41, longitude=-81
    )

    assert told(LIST)[0].startswith("6 divisions are new, 1 changed")
    row.refresh_from_db()
    assert (row.name, row.census_geoid, row.latitude) == ("Akron", "place-3901000", 41)


def test_packed_file_is_read(told):
    assert told(gzip.compress(LIST.encode()), "list.csv.gz")[0].startswith("7 divisions are new")


def test_refused_rows_are_told_by_their_lines(told):
    said = told(LIST + "not an id,Nowhere,place,OH,\n" + f"{OHIO}/place:kent,,place,OH,\n")

    assert said == [
        "7 divisions are new, 0 changed, 0 were known, 2 rows are refused.",
        "Line 9: no Open Civic Data id of a division.",
        "Line 10: the name is empty, or longer than 160 letters.",
    ]


def test_of_many_refused_rows_the_first_are_told(told):
    said = told(HEAD + "no,no,no,no,no\n" * 30)

    assert (len(said), said[-1]) == (22, "And 10 more.")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("", "list.csv"),
        ("name,kind\nAkron,place\n", "list.csv"),
        (HEAD.encode() + b"\xff\xfe,\xff", "list.csv"),
        (b"not packed", "list.csv.gz"),
        (gzip.compress(LIST.encode() * 50)[:-20], "list.csv.gz"),
        (HEAD + '"' + "x" * 200_000, "list.csv"),
    ],
    ids=["empty", "other columns", "no text", "not packed", "cut off", "one endless field"],
)
def test_file_that_is_no_list_gets_a_sentence(told, text, name):
    with pytest.raises(CommandError, match=r"list\.csv"):
        told(text, name)


def test_row_with_too_few_cells_is_refused(told):
    assert told(HEAD + f"{OHIO}\n")[1] == "Line 2: the name is empty, or longer than 160 letters."


def test_missing_file_gets_a_sentence():
    with pytest.raises(CommandError, match="cannot be opened"):
        call_command("import_jurisdictions", "/nowhere/list.csv")

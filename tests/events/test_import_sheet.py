"""Files that are spreadsheets, and what is said to those that are not."""

import pytest
from django.core.exceptions import ValidationError

from events.importing.sheet import MOST_BYTES, read
from tests.events.sheets import ROW, sheet


def refusal(data: bytes) -> ValidationError:
    with pytest.raises(ValidationError) as refused:
        read(data)
    return refused.value


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_separators_and_encodings_are_recognised(separator, encoding):
    data = sheet({"organizations": "Café Müller; “Ünïon”"}, separator=separator, encoding=encoding)

    (row,) = read(data)

    assert row.cells["organizations"] == "Café Müller; “Ünïon”"


def test_emoji_and_right_to_left_text_are_kept():
    (row,) = read(sheet({"organizations": "🌻 لجنة السكان"}))

    assert row.cells["organizations"] == "🌻 لجنة السكان"


def test_missing_columns_are_named_in_one_sentence():
    refused = refusal(b"name,date,locality\nElm Street Tenants,2024-03-02,Akron\n")

    assert refused.code == "missing_columns"
    assert refused.messages == [
        "The first line of the file must name its columns. Missing: organizations, first_date, last_date."
    ]


def test_header_is_read_in_any_case_and_by_other_names():
    (row,) = read(b"Groups,Town,First Date,LAST DATE\nA,Akron,2024-03-02,2024-04-06\n")

    assert (row.cells["organizations"], row.cells["locality"]) == ("A", "Akron")
    assert (row.cells["first_date"], row.cells["last_date"]) == ("2024-03-02", "2024-04-06")


def test_two_columns_for_one_thing_are_refused():
    assert refusal(b"organizations,groups,town,first_date,last_date\na,b,c,d,e\n").code == "double_column"


def test_fifty_thousand_rows_are_refused_with_a_sentence():
    refused = refusal(b"organizations,locality,first_date,last_date\n" + b"A,Akron,2024-03-02,2024-04-06\n" * 50_000)

    assert refused.code == "too_many_rows"
    assert refused.messages == ["The file has more than 5,000 rows. Bring it in as several files."]


def test_five_thousand_rows_are_read():
    rows = read(b"organizations,locality,first_date,last_date\n" + b"A,Akron,2024-03-02,2024-04-06\n" * 5_000)

    assert (len(rows), rows[-1].number) == (5_000, 5_001)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "missing_columns"),
        (b"\xef\xbb\xbf", "missing_columns"),
        (b"PK\x03\x04\x00\x00", "not_text"),
        ("organizations,locality".encode("utf-16"), "not_text"),
        (b"organizations,\x81\x8d", "not_text"),
        (sheet({"title": "NUL \0 in a cell"}), "not_text"),
        (sheet({"title": '"' + "long " * 40_000}), "unreadable"),
        (b"organizations,locality,first_date,last_date\n\n , \n", "no_rows"),
        (b"a" * (MOST_BYTES + 1), "too_big"),
        (b"organizations;locality,first_date\tlast_date\n1\n", "missing_columns"),
    ],
)
def test_what_is_no_spreadsheet_is_refused_as_a_whole(data, code):
    refused = refusal(data)

    assert (refused.code, len(refused.messages)) == (code, 1)


def test_empty_lines_are_left_out_and_still_counted():
    data = sheet({}, {})
    header, first, second = data.splitlines(keepends=True)

    rows = read(header + first + b"\n,,,\n" + second)

    assert [row.number for row in rows] == [2, 5]


def test_short_rows_are_filled_and_long_ones_marked():
    header = ",".join(ROW).encode()
    short, long = read(header + b"\nA,Akron\nA" + b",x" * len(ROW) + b"\n")

    assert (short.cells["first_date"], short.is_too_long, long.is_too_long) == ("", False, True)
